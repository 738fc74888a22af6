import type { Finding } from './finding';
import { formatFindings } from './format';

/** An error that the user can fix, not a bug in the program. It is printed without a stack trace. */
export abstract class UserError extends Error {}

/** Thrown with all errors of one subject: a construct, a value, the environment. */
export class FindingsError extends UserError {
  constructor(
    /** Path of the construct, or the name of the value. */
    readonly subject: string,
    /** At least one finding of severity error. */
    readonly findings: readonly Finding[],
  ) {
    super(formatFindings(subject, findings));
    this.name = 'FindingsError';
  }
}
