import { Duration } from 'cdk8s';
import { type CalicoCluster, logsOf } from '../../calico';
import { AlertRule, type GlobalAlertProps, Metric } from '../../kinds/global-alert';
import { FlowFields, Query } from '../../query';

/** What the alerts of the module are about. */
export interface AlertsModule {
  readonly cluster: CalicoCluster;
  /** The domain that nobody should look up; its `www` is looked up by the probe. */
  readonly domain: string;
  /** The namespace of the pods that nobody else should connect to. */
  readonly namespace: string;
  /** The port of these pods. */
  readonly port: number;
}

/** How often the alerts run. */
export const PERIOD = Duration.minutes(1);

/** Records are found some time after they were written, which is not documented. */
const MARGIN = 60;

/** The time after which audit logs can be found is not documented; the default of other logs is assumed. */
export const AUDIT_FLUSH = Duration.minutes(5);

/** A lookback with which no record falls between two runs. */
export function lookbackFor(flush: Duration): Duration {
  return Duration.seconds(PERIOD.toSeconds() + flush.toSeconds() + MARGIN);
}

/** Lookups of a domain that is not sanctioned. */
export function lookupAlert({ cluster, domain }: AlertsModule): GlobalAlertProps {
  const name = (value: string) => Query.field('qname').equalTo(value);
  return {
    name: 'dns.unsanctioned.access',
    description: `\${client_namespace}/\${client_name_aggr} looked up \${qname}, one of the names of ${domain}`,
    summary: `DNS logs: \${client_namespace}/\${client_name_aggr} looked up \${qname}.`,
    period: PERIOD,
    lookback: lookbackFor(logsOf(cluster).dnsLogsFlushInterval),
    rule: AlertRule.dns({
      query: name(`www.${domain}`).or(name(domain)),
      aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
      condition: Metric.count().greaterThan(0),
    }),
  };
}

/** Connections from other namespaces to pods with the label `security=strict`, whether policies allow them or not. */
export function lateralAccessAlert({ cluster, namespace }: AlertsModule): GlobalAlertProps {
  const reporter = (side: string) => FlowFields.REPORTER.equalTo(side);
  const allowed = FlowFields.ACTION.equalTo('allow').and(reporter('dst').or(reporter('src')));
  const denied = FlowFields.ACTION.equalTo('deny').and(reporter('src'));
  return {
    name: 'network.lateral.access',
    description:
      '${source_namespace}/${source_name_aggr} connected to ${dest_namespace}/${dest_name_aggr}, which has the label security=strict',
    summary: 'Flow logs: ${source_namespace}/${source_name_aggr} connected to ${dest_namespace}/${dest_name_aggr}.',
    period: PERIOD,
    lookback: lookbackFor(logsOf(cluster).flowLogsFlushInterval),
    rule: AlertRule.flows({
      query: FlowFields.DEST_LABELS_LABELS.equalTo('security=strict').and(
        FlowFields.DEST_NAMESPACE.equalTo(namespace),
        FlowFields.SOURCE_NAMESPACE.notEqualTo(namespace),
        FlowFields.PROTO.equalTo('tcp'),
        allowed.or(denied),
      ),
      aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
      condition: Metric.sum('num_flows').greaterThan(0),
    }),
  };
}

/** Connections to the web servers of a namespace. */
export function httpAlert({ cluster, namespace, port }: AlertsModule): GlobalAlertProps {
  return {
    name: 'http.connections',
    description: `\${source_namespace}/\${source_name_aggr} connects over HTTP to ${namespace}/\${dest_name_aggr}`,
    summary: `Flow logs: \${source_namespace}/\${source_name_aggr} connected to ${namespace}/\${dest_name_aggr}.`,
    severity: 50,
    period: PERIOD,
    lookback: lookbackFor(logsOf(cluster).flowLogsFlushInterval),
    rule: AlertRule.flows({
      query: FlowFields.DEST_NAMESPACE.equalTo(namespace).and(FlowFields.DEST_PORT.equalTo(port)),
      aggregateBy: ['source_namespace', 'dest_name_aggr', 'source_name_aggr'],
      condition: Metric.sum('num_flows').atLeast(1),
    }),
  };
}
