import type { Finding } from './finding';
import { formatFindings } from './format';

/** Thrown with everything that is wrong with one subject: a construct, a value, the environment. */
export class FindingsError extends Error {
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
