/** What cannot be evaluated, or is refused by the log store. */
export type RefusalReason =
  /** IN or NOTIN on a field that is not a string. */
  | 'set'
  /** A value that a field of this type cannot be compared with. */
  | 'value'
  /** More conditions in one place than Elasticsearch 7 takes. */
  | 'size'
  /** `aggregateBy` names a field of which the log store makes no groups, or one twice. */
  | 'grouping'
  /** A metric of a field that is not a number. */
  | 'metric'
  /** An operator whose request is not known. */
  | 'operator'
  /** A substitution that the alert does not have. */
  | 'substitution'
  /** A field whose type in the index is not known. */
  | 'field'
  /** A data set that is not in Elasticsearch, or not known. */
  | 'data set'
  /** An alert that runs a detector. */
  | 'detector'
  /** A period or a lookback that is no whole number of seconds. */
  | 'time'
  /** A query that cannot be parsed, or a field of the alert with a wrong value. */
  | 'alert'
  /** A record that the log store would not have stored. */
  | 'record'
  /** A release whose index is not known. */
  | 'release';

/** Why there is no result. Nothing is approximated. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The whole reason, as a sentence without a full stop. */
  readonly refused: string;
  /** Whether the log store refuses it, so that every run fails; otherwise it is the evaluation that does not know. */
  readonly by: 'log store' | 'evaluation';
  /** The field that it is about. */
  readonly key?: string;
}

/** Whether there is no result. */
export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}

/** The log store refuses the request. */
export function refusedByLogStore(reason: RefusalReason, refused: string, key?: string): Refusal {
  return { reason, refused, by: 'log store', key };
}

/** What the log store answers is not known here. */
export function notEvaluated(reason: RefusalReason, refused: string, key?: string): Refusal {
  return { reason, refused, by: 'evaluation', key };
}
