import { runCommand } from './command';

/** Ends the process although a connection may still be open. */
function exitAfterGrace(): void {
  setTimeout(() => process.exit(), 500).unref();
}

runCommand(process.argv.slice(2), { exitAfterGrace }).then((code) => {
  process.exitCode = code;
});
