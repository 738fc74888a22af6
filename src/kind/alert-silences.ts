import type { Finding, Manifest } from '../base';
import type { ClusterKind } from '../calico';
import type { AlertModel } from '../evaluation';

/** An alert that was read and checked for a cluster. */
export interface CheckedAlert {
  readonly alert: Manifest;
  readonly cluster: ClusterKind;
  readonly model: AlertModel;
  readonly findings: readonly Finding[];
}

/** Why an alert never raises an event: findings of its checks, or words if there are none. */
export interface Silence {
  readonly findings: readonly Finding[];
  readonly words: readonly string[];
}

/** What the checks of a kind say about alerts that raise no event. */
export interface AlertSilences {
  /** The findings that say the same as a refusal of the log store, and what to do about it. */
  readonly refused: (findings: readonly Finding[]) => readonly Finding[];

  /** Why an alert that is a rule never raises an event; none if it can. */
  readonly never: (alert: CheckedAlert) => readonly Silence[];
}
