import { Duration } from 'cdk8s';
import { type CalicoCluster, logsOf } from '../../calico';
import { AlertRule, type GlobalAlertProps, Metric } from '../../kinds/global-alert';
import { FlowFields, type Query } from '../../query';
import type { DecoyPlan } from './decoy-form';

const PERIOD = Duration.minutes(5);

/** Rows are found some time after they were written, which is not documented. */
const MARGIN = 60;

/** Who connected to which decoy, and whether a policy let it. */
const GROUPS = ['dest_namespace', 'dest_name_aggr', 'action', 'source_namespace', 'source_name_aggr'];

/** What can be set for the alert of a decoy. */
export interface DecoyAlertOptions {
  readonly alertName?: string;
  readonly severity?: number;
  readonly period?: Duration;
  readonly lookback?: Duration;
}

/**
 * The alert of a decoy: one connection raises an event, because nobody has a reason to connect. The destination reports
 * connections that its policies deny as well, and those from outside of the cluster.
 */
export function decoyAlert(plan: DecoyPlan, options: DecoyAlertOptions, cluster: CalicoCluster): GlobalAlertProps {
  const { name, namespace, form } = plan;
  const { period = PERIOD } = options;
  const flush = logsOf(cluster).flowLogsFlushInterval.toSeconds();
  return {
    cluster,
    name: options.alertName ?? `decoy.${namespace}.${name}`,
    severity: options.severity,
    period,
    lookback: options.lookback ?? Duration.seconds(Math.ceil(period.toSeconds({ integral: false })) + flush + MARGIN),
    description: `Decoy ${form.title} ${namespace}/${name}: connection from \${source_namespace}/\${source_name_aggr} (\${action})`,
    rule: AlertRule.flows({
      query: connectionsTo(plan),
      aggregateBy: GROUPS,
      condition: Metric.count().greaterThan(0),
    }),
  };
}

/** The names of pods begin with the name of their workload; flow logs have the port of the pod, not that of the Service. */
function connectionsTo({ name, namespace, form: { ports } }: DecoyPlan): Query {
  const toPods = FlowFields.REPORTER.equalTo('dst').and(
    FlowFields.DEST_NAMESPACE.equalTo(namespace),
    FlowFields.DEST_NAME_AGGR.isOneOf([`${name}-*`]),
  );
  return ports === undefined
    ? toPods
    : toPods.and(FlowFields.PROTO.equalTo('tcp'), FlowFields.DEST_PORT.equalTo(ports.pod));
}
