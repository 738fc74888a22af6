import { writeSync } from 'node:fs';
import { UserError, withListener } from '../findings';
import { replaceManifests } from './output-folder';

/** How cdk8s begins the error that carries what `node.addValidation` found. */
const VALIDATION_FAILED = 'Validation failed with the following errors';

/**
 * Runs a program that writes manifests, into the folder that `CDK8S_OUTDIR` names (`dist` unless set). What a user can
 * mend is printed as it stands, without the stack of the program, and the exit code is then 1.
 *
 * @param make writes the manifests into the folder that it is given
 */
export function runSynth(make: (outdir: string) => void): void {
  try {
    withListener(tell, () => replaceManifests(process.env['CDK8S_OUTDIR'] || 'dist', make));
  } catch (error) {
    if (!isUsersToMend(error)) {
      throw error;
    }
    tell(error.message);
    process.exitCode = 1;
  }
}

const STDERR = 2;

/** Makes do without the stream that Node.js has for standard error, whose making takes milliseconds. */
function tell(text: string): void {
  const rest = Buffer.from(`${text}\n`);
  let written = 0;
  try {
    while (written < rest.length) {
      written += writeSync(STDERR, rest, written);
    }
  } catch {
    // A reader that is slow, or gone: the stream knows how to wait.
    process.stderr.write(rest.subarray(written));
  }
}

/** Whether an error says what the user can mend, rather than that the program has a bug. */
export function isUsersToMend(error: unknown): error is Error {
  return error instanceof UserError || (error instanceof Error && error.message.startsWith(VALIDATION_FAILED));
}
