import { printableLines, UserError } from '../base';
import { replaceManifests } from './replace-manifests';

/** How cdk8s begins the error that carries what `node.addValidation` found. */
const VALIDATION_FAILED = 'Validation failed with the following errors';

/**
 * Runs a program that writes manifests to the folder `CDK8S_OUTDIR` (default: `dist`). Errors that the user can fix are
 * printed without a stack trace, and the exit code is 1.
 *
 * @param make writes the manifests to the given folder
 */
export function runSynth(make: (outdir: string) => void): void {
  try {
    replaceManifests(process.env['CDK8S_OUTDIR'] || 'dist', make);
  } catch (error) {
    if (!isUserError(error)) {
      throw error;
    }
    process.stderr.write(`${printableLines(error.message)}\n`);
    process.exitCode = 1;
  }
}

/** Whether an error is a mistake that the user can fix, not a bug in the program. */
export function isUserError(error: unknown): error is Error {
  return error instanceof UserError || (error instanceof Error && error.message.startsWith(VALIDATION_FAILED));
}
