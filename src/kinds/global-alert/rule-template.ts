import { Duration } from 'cdk8s';
import { instance, type ValueType } from '../../arguments';
import type { CalicoCluster } from '../../calico';
import { DataSet } from '../../logs';
import { Query } from '../../query';
import type { AlertOptions } from './alert-options';
import { AlertRule } from './alert-rule';
import type { GlobalAlertProps } from './global-alert-props';
import { Metric } from './metric';
import { flushInterval } from './time-checks';

/** One template as Calico ships it, with our own descriptions. */
interface TemplateFacts {
  readonly name: string;
  readonly dataSet: DataSet.AUDIT | DataSet.DNS | DataSet.FLOWS;
  readonly query: string;
  readonly aggregateBy: readonly string[];
  /** The field that is summed; if undefined, records are counted. */
  readonly sum?: string;
  readonly threshold: number;
  readonly description: string;
  readonly summary: string;
}

const CHANGES = '(verb = create OR verb = update OR verb = delete OR verb = patch)';
const PERIOD = Duration.minutes(10);
/** The period plus the default 5 minutes after which logs are flushed, so no record falls between two runs. */
const LOOKBACK = Duration.minutes(15);
const DEFAULT_FLUSH = 300;

/**
 * The ten rule-based alerts that Calico ships as templates: `GlobalAlert.fromTemplate` creates an alert from one, and
 * `GlobalAlertTemplate.fromTemplate` a template. Query, aggregation, condition, severity (100) and period (10 minutes)
 * are Calico's own, except for `POLICY_POD`. The lookback is 15 minutes, because a lookback that is not longer than the
 * period misses records.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class RuleTemplate {
  /**
   * Changes to pods, by namespace and user. Calico's own template groups by the names of pods, which audit logs lack if
   * a controller creates the pod, so it misses most pods.
   */
  public static readonly POLICY_POD: RuleTemplate = new RuleTemplate({
    name: 'policy.pod',
    dataSet: DataSet.AUDIT,
    query: `${CHANGES} AND "objectRef.resource" = pods`,
    aggregateBy: ['objectRef.namespace', 'user.username'],
    threshold: 0,
    description: 'Pods created, changed or deleted in ${objectRef.namespace} by ${user.username}',
    summary: 'Audit logs: ${user.username} created, changed or deleted pods in ${objectRef.namespace}.',
  });

  /** Changes to global network policies. */
  public static readonly POLICY_GLOBALNETWORKPOLICY: RuleTemplate = new RuleTemplate({
    name: 'policy.globalnetworkpolicy',
    dataSet: DataSet.AUDIT,
    query: `${CHANGES} AND "objectRef.resource" = globalnetworkpolicies`,
    aggregateBy: ['objectRef.name', 'objectRef.resource'],
    threshold: 0,
    description: 'Global network policy created, changed or deleted: ${objectRef.name} (${objectRef.resource})',
    summary: 'Audit logs: ${objectRef.name}, one of the ${objectRef.resource}, was changed.',
  });

  /** Changes to global network sets. */
  public static readonly POLICY_GLOBALNETWORKSET: RuleTemplate = new RuleTemplate({
    name: 'policy.globalnetworkset',
    dataSet: DataSet.AUDIT,
    query: `${CHANGES} AND "objectRef.resource" = globalnetworksets`,
    aggregateBy: ['objectRef.resource', 'objectRef.name'],
    threshold: 0,
    description: 'Global network set created, changed or deleted: ${objectRef.name} (${objectRef.resource})',
    summary: 'Audit logs: ${objectRef.name}, one of the ${objectRef.resource}, was changed.',
  });

  /** Changes to service accounts. */
  public static readonly POLICY_SERVICEACCOUNT: RuleTemplate = new RuleTemplate({
    name: 'policy.serviceaccount',
    dataSet: DataSet.AUDIT,
    query: `${CHANGES} AND "objectRef.resource" = serviceaccounts`,
    aggregateBy: ['objectRef.namespace', 'objectRef.name'],
    threshold: 0,
    description: 'Service account created, changed or deleted: ${objectRef.namespace}/${objectRef.name}',
    summary: 'Audit logs: the service account ${objectRef.namespace}/${objectRef.name} was changed.',
  });

  /** Pods of namespace `default` that reach a cloud's metadata API; the names are those of network sets. */
  public static readonly NETWORK_CLOUDAPI: RuleTemplate = new RuleTemplate({
    name: 'network.cloudapi',
    dataSet: DataSet.FLOWS,
    query:
      '(dest_name_aggr = "metadata-api" OR dest_ip = "169.254.169.254" OR dest_name_aggr = "kse.kubernetes") AND proto = tcp AND action = allow AND reporter = src AND source_namespace = default',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    sum: 'num_flows',
    threshold: 0,
    description: '${source_namespace}/${source_name_aggr} reached the metadata API of its cloud',
    summary: 'Flow logs: ${source_namespace}/${source_name_aggr} reached the metadata API of its cloud.',
  });

  /** Connections to port 22 from or to pods of namespace `default`. */
  public static readonly NETWORK_SSH: RuleTemplate = new RuleTemplate({
    name: 'network.ssh',
    dataSet: DataSet.FLOWS,
    query:
      'proto = tcp AND action = allow AND dest_port = "22" AND (source_namespace = default OR dest_namespace = default) AND reporter = src',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    sum: 'num_flows',
    threshold: 0,
    description: 'SSH from or to the default namespace, by ${source_namespace}/${source_name_aggr}',
    summary: 'Flow logs: ${source_namespace}/${source_name_aggr} opened an SSH connection.',
  });

  /**
   * Connections from pods with the label `app=monitor` that the destination accepts. Its name suggests connections to
   * such pods, but Calico's query looks at the source, which is probably a mistake.
   */
  public static readonly NETWORK_LATERAL_ACCESS: RuleTemplate = new RuleTemplate({
    name: 'network.lateral.access',
    dataSet: DataSet.FLOWS,
    query: '"source_labels.labels" = "app=monitor" AND proto = tcp AND action = allow AND reporter = dst',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    sum: 'num_flows',
    threshold: 0,
    description:
      'Connections of ${source_namespace}/${source_name_aggr}, which has the label app=monitor, as their destination reports them',
    summary: 'Flow logs: ${source_namespace}/${source_name_aggr}, which has the label app=monitor, was let in.',
  });

  /**
   * Connections that pods with the label `app=monitor` open inside the cluster; the names are those of network sets.
   */
  public static readonly NETWORK_LATERAL_ORIGINATE: RuleTemplate = new RuleTemplate({
    name: 'network.lateral.originate',
    dataSet: DataSet.FLOWS,
    query:
      '"source_labels.labels" = "app=monitor" AND proto = tcp AND action = allow AND reporter = src AND NOT dest_name_aggr = "metadata-api" AND NOT dest_name_aggr = pub AND NOT dest_name_aggr = "kse.kubernetes"',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    sum: 'num_flows',
    threshold: 0,
    description:
      'Connections inside the cluster of ${source_namespace}/${source_name_aggr}, which has the label app=monitor',
    summary:
      'Flow logs: ${source_namespace}/${source_name_aggr}, which has the label app=monitor, opened a connection.',
  });

  /** DNS answers with the code SERVFAIL; it is not certain how the logs spell the code. */
  public static readonly DNS_SERVFAIL: RuleTemplate = new RuleTemplate({
    name: 'dns.servfail',
    dataSet: DataSet.DNS,
    query: 'rcode = SERVFAIL',
    aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    threshold: 0,
    description: 'DNS lookups of ${client_namespace}/${client_name_aggr} that fail on the server',
    summary: 'DNS logs: a lookup of ${client_namespace}/${client_name_aggr} was answered with SERVFAIL.',
  });

  /** More than 50000 rows of DNS logs for one client. */
  public static readonly DNS_DOS: RuleTemplate = new RuleTemplate({
    name: 'dns.dos',
    dataSet: DataSet.DNS,
    query: '',
    aggregateBy: ['client_namespace', 'client_name_aggr'],
    threshold: 50_000,
    description: '${client_namespace}/${client_name_aggr} floods DNS servers with lookups',
    summary: 'DNS logs: ${client_namespace}/${client_name_aggr} floods DNS servers with lookups.',
  });

  /** Name of the template, and of the alerts that are created from it. */
  public readonly templateName: string;

  /** Description of its alerts. */
  public readonly description: string;

  /** Text of their events. */
  public readonly summary: string;

  /** The logs that its alerts look at. */
  public readonly dataSet: DataSet;

  private readonly facts: TemplateFacts;

  private constructor(facts: TemplateFacts) {
    this.templateName = facts.name;
    this.description = facts.description;
    this.summary = facts.summary;
    this.dataSet = facts.dataSet;
    this.facts = facts;
  }

  /** What its alerts look at, and when they raise an event. */
  public get rule(): AlertRule {
    const { dataSet, query, aggregateBy, sum, threshold } = this.facts;
    const metric = sum === undefined ? Metric.count() : Metric.sum(sum);
    return AlertRule[dataSet]({
      query: query === '' ? undefined : Query.parse(query),
      aggregateBy: [...aggregateBy],
      condition: metric.greaterThan(threshold),
    });
  }

  /**
   * @param cluster its log settings may require a longer lookback
   * @internal
   */
  public _props(options: AlertOptions, cluster: CalicoCluster | undefined): GlobalAlertProps {
    return {
      period: PERIOD,
      lookback: this.lookbackFor(options.period ?? PERIOD, cluster),
      ...options,
      name: this.templateName,
      description: this.description,
      summary: this.summary,
      rule: this.rule,
    };
  }

  /** At least the period plus the time until records are written, so no record falls between two runs. */
  private lookbackFor(period: Duration, cluster: CalicoCluster | undefined): Duration {
    const flush = cluster === undefined ? undefined : flushInterval(this.dataSet, cluster);
    const needed = Duration.seconds(period.toSeconds() + (flush?.toSeconds() ?? 0));
    const isLonger =
      flush !== undefined && flush.toSeconds() > DEFAULT_FLUSH && needed.toSeconds() > LOOKBACK.toSeconds();
    return isLonger ? needed : LOOKBACK;
  }
}

export const RULE_TEMPLATE: ValueType<RuleTemplate> = instance(
  'RuleTemplate',
  () => RuleTemplate,
  ', such as RuleTemplate.NETWORK_SSH',
);
