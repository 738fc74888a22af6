import { FindingsError } from '../findings';
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
    replaceManifests(process.env['CDK8S_OUTDIR'] || 'dist', make);
  } catch (error) {
    if (!isUsersToMend(error)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Whether an error says what the user can mend, rather than that the program has a bug. */
export function isUsersToMend(error: unknown): error is Error {
  return error instanceof FindingsError || (error instanceof Error && error.message.startsWith(VALIDATION_FAILED));
}
