import { withoutUnprintable } from '../base';
import { ExitCode } from './exit-code';

/**
 * Handles errors of standard output and standard error. The reader of the output may stop before its end, as `head` does,
 * which is no failure; a report that cannot be written is one.
 */
export function handleStreamErrors(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.stderr.write(
        `calico-threat-defense: the report cannot be written: ${withoutUnprintable(error.message)}\n`,
      );
      process.exit(ExitCode.UNUSABLE);
    }
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.exit(ExitCode.UNUSABLE);
    }
  });
}
