import { implementing, TEXT, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, type CalicoCluster, type LogSettings } from '../../calico';
import type { AlertModel } from '../../evaluation';

/** An alert that drills can be about: a `GlobalAlert`, a `PortScanAlert`, or a construct that has one. */
export interface IAlert {
  /** Name of the GlobalAlert, which is the origin of its events. */
  readonly alertName: string;

  /** The cluster that the alert is for. */
  readonly cluster: CalicoCluster;
}

/** The rule of an alert, and the log settings of its cluster. */
export interface EvaluatedRule {
  readonly alert: AlertModel;
  readonly settings: LogSettings;
}

/** The rule of an alert, to run records through it; undefined for a detector, and for alerts of other libraries. */
export function ruleOfAlert(alert: object): EvaluatedRule | undefined {
  return (alert as { readonly _rule?: EvaluatedRule })._rule;
}

export const ALERT: ValueType<IAlert> = implementing('an alert: a GlobalAlert, a PortScanAlert or another IAlert', {
  alertName: TEXT,
  cluster: CALICO_CLUSTER,
});
