import type { Keys } from './field-path';

/** How much a finding matters: an error stops the program, a warning and a notice are printed on standard error. */
export enum FindingSeverity {
  ERROR = 'error',
  WARNING = 'warning',
  NOTICE = 'notice',
}

/** The result of a check for one place of one manifest. */
export interface Finding {
  /** Stable id of the rule, such as `global-alert/period-too-short`; people switch rules off and script by it. */
  readonly rule: string;

  readonly severity: FindingSeverity;

  /** The place: the way to a field of the manifest, or the name of a prop, a variable or a file. */
  readonly keys: Keys;

  /** The value there; omitted if there is none or it is not informative. */
  readonly value?: unknown;

  /** Where in the string at that place the finding is, in UTF-16 units from its start; omitted for the whole string. */
  readonly valueOffset?: number;

  /** The rule, the reason, and what to do, in one sentence. */
  readonly message: string;
}
