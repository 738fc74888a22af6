import { runCommand } from './command';

/** Ends the process although a credential program may still be running. */
function exitAfterGrace(): void {
  setTimeout(() => process.exit(), 1_000).unref();
}

runCommand(process.argv.slice(2), { exitAfterGrace }).then((code) => {
  process.exitCode = code;
});
