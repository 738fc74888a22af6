import type { FindingSeverity, Keys } from '../base';

/** A finding before its place is counted in lines. */
export interface TextProblem {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly offset: number;
  readonly keys: Keys;
  readonly message: string;
}
