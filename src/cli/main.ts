import { join } from 'node:path';
import { runCommand } from './command';
import { crashMessage } from './crash';
import { ExitCode } from './exit-code';

/** Ends the process although a connection may still be open. */
function exitAfterGrace(): void {
  setTimeout(() => process.exit(), 500).unref();
}

function runProcess(): void {
  // What is thrown outside of the command's own promise, such as in a callback of a stream.
  process.on('uncaughtException', (error) => {
    process.stderr.write(crashMessage(error));
    process.exit(ExitCode.CRASHED);
  });
  runCommand(process.argv.slice(2), { exitAfterGrace, packages }).then((code) => {
    process.exitCode = code;
  });
}

/** The command is next to the library in the package. */
const packages = { library: join(__dirname, '..', 'src', 'index.js'), from: __filename };

runProcess();

// biome-ignore lint/complexity/noUselessEmptyExport: without an export, esbuild takes it for CommonJS and wraps each module in a function.
export {};
