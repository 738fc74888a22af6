import type { Finding } from './finding';
import { formatFindings } from './format';

/** Says what the user of a program can fix, rather than that the program has a bug: it is printed without its stack. */
export abstract class UserError extends Error {}

/** Thrown with everything that is wrong with one subject: a construct, a value, the environment. */
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
