import { UserError } from '../base';
import { replaceManifests } from './replace-manifests';

/** How cdk8s begins the error that carries what `node.addValidation` found. */
const VALIDATION_FAILED = 'Validation failed with the following errors';

/**
 * Runs a program that writes manifests, into the folder that `CDK8S_OUTDIR` names (`dist` by default). Errors that the
 * user can fix are printed without the stack of the program, and the exit code is then 1.
 *
 * @param make writes the manifests into the folder that it is given
 */
export function runSynth(make: (outdir: string) => void): void {
  try {
    replaceManifests(process.env['CDK8S_OUTDIR'] || 'dist', make);
  } catch (error) {
    if (!isUserError(error)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Whether an error says what the user can fix, rather than that the program has a bug. */
export function isUserError(error: unknown): error is Error {
  return error instanceof UserError || (error instanceof Error && error.message.startsWith(VALIDATION_FAILED));
}
