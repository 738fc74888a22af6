import type { AlertPlan, Assumption, ElasticQuery, Refusal } from '../evaluation';

/**
 * Whether an alert can raise an event. `refused`: the API server or the log store refuses it. `unknown`: its meaning is
 * not known here, as for detectors.
 */
export type Verdict = 'fires' | 'never' | 'refused' | 'unknown';

/** One fact, usually a finding of a check. */
export interface Reason {
  /** The rule that documents it; undefined if there is none. */
  readonly rule?: string;
  /** The path of the field; undefined if it is about the alert as a whole. */
  readonly path?: string;
  /** The value of the field, formatted for output. */
  readonly value?: string;
  readonly message: string;
}

/** What an alert does, in sentences, by subject. A subject that does not apply has no sentences. */
export interface Sentences {
  /** Which records a run sees, when, and in which form the log settings leave them. */
  readonly records: readonly string[];
  readonly groups: readonly string[];
  /** What raises an event. */
  readonly condition: readonly string[];
  /** Which records do not count, and why. */
  readonly dropped: readonly string[];
  readonly limits: readonly string[];
  /** How often one incident raises events. */
  readonly repeats: readonly string[];
  readonly event: readonly string[];
}

/** A request, as Kibana's Dev Tools accept it. */
export interface LogRequest {
  readonly method: 'GET';
  readonly path: string;
  readonly body: ElasticQuery;
  /** How to get the next page; undefined if there is only one. */
  readonly nextPage?: string;
}

/** What an alert looks for, and whether it can fire. */
export interface Explanation {
  /** The name of the alert. */
  readonly name: string;
  readonly release: string;
  readonly dataSet: string;
  readonly verdict: Verdict;
  /** Why it never fires, is refused, or is unknown; empty if it fires. */
  readonly reasons: readonly Reason[];
  /** Other findings of its checks. */
  readonly warnings: readonly Reason[];
  readonly sentences: Sentences;
  /** What the explanation rests on. */
  readonly assumptions: readonly Assumption[];
  /** How the alert is evaluated, or why it is not. */
  readonly plan: AlertPlan | Refusal;
  /** What each run asks the log store; undefined if that is not known. */
  readonly request?: LogRequest;
  /** The same for the partial results from which all runs can be computed. */
  readonly partials?: LogRequest;
}
