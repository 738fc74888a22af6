import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { GlobalAlertProps } from '../../../imports/projectcalico.org';
import { checkedScope, checkProps, enumOf, NUMBER, optional, struct, TEXT, type ValueType } from '../../arguments';
import type { Manifest } from '../../base';
import { CalicoCluster, type CalicoRelease, logsOf } from '../../calico';
import type { EventSelection } from '../../events';
import type { EvaluatedRule, IAlert } from './alert-interface';
import { addGlobalAlert } from './alert-object';
import { ALERT_OPTION_TYPES, type AlertOptions } from './alert-options';
import { Detector } from './detector';
import { detectorAlert } from './detector-alert';
import { ORDINARY_TRAFFIC, SCAN_INVISIBLE } from './port-count-checks';
import { checkName, checkSettings, checkThreshold } from './port-scan-alert-checks';
import { PORT_SCAN_RULE_ALERT } from './port-scan-alerts';
import type { IPortScanDetector, PortScanDetection } from './port-scan-detector';
import { portScanEvents } from './port-scan-events';
import { PortScanMethod } from './port-scan-method';
import { DEFAULT_PLAN, type PortScanPlan, portScanPlan } from './port-scan-plan';
import { portScanRule } from './port-scan-rule';
import { readAlert } from './read-alert';
import { DEFAULT_SEVERITY } from './rule-alert';

/** The documented default of the AD job; the detector's own threshold is not documented. */
const DETECTOR_THRESHOLD = 500;

const DETECTOR_PLAN: PortScanPlan = { period: 300, lookback: 300, threshold: DETECTOR_THRESHOLD };

/** Options of a port scan alert. */
export interface PortScanAlertProps extends AlertOptions {
  /**
   * What detects port scans.
   *
   * @default - the detector if the release has it; otherwise a rule over flow logs
   */
  readonly method?: PortScanMethod;

  /**
   * Name of the GlobalAlert of the rule, an RFC 1123 subdomain. Two port scan alerts in one app need different names.
   * Ignored for the detector, whose alert has a name that Calico requires.
   *
   * @default network.port-scan
   */
  readonly name?: string;

  /**
   * The number of rows of flow logs, at least 1, for one source and one destination within the lookback, at which the
   * rule raises an event. Only the rule uses it: the detector's threshold is not documented for any release.
   *
   * Each port that is tried produces a row, or two rows if a flush interval ends in between. Ordinary clients try a handful
   * of ports, but produce rows in every flush interval. The pods of one controller share a name in the rows but have
   * separate rows on each node, so a DaemonSet in a large cluster may need a higher threshold.
   *
   * @default - 200, or up to 300 if the log settings of the cluster require it
   */
  readonly threshold?: number;

  /**
   * A description of the alert. Newer releases were observed to use it as the text of events, which is not documented,
   * so the description of a rule should contain variables, like the summary.
   *
   * @default - for the rule, the summary if it has variables; otherwise a sentence about port scans
   */
  readonly description?: string;

  /**
   * The text of an event of this alert, as documented.
   *
   * @default - for the rule, the description if it has variables; otherwise a sentence about the scanning pod
   */
  readonly summary?: string;
}

/**
 * Raises an event when a pod sends to many ports of one destination. Uses Calico's detector if the cluster's release
 * has it (3.13 to 3.18.0), and otherwise a rule over flow logs.
 *
 * Both run every 5 minutes by default. The detector's alert is named `tigera.io.detector.port-scan`. The rule's alert
 * is named `network.port-scan` by default, since Calico reserves the other name. The rule counts the rows of each pair
 * of source and destination, as the source reports them, because the source sees every attempt, whether the destination
 * accepts it or not. By default it looks back 15 minutes: the period, the 5 minutes after which flow logs are flushed, and
 * 5 more for the scan itself. One scan may therefore raise an event in more than one run. If the log settings of the
 * cluster write rows more often, period and lookback are shorter, so ordinary traffic does not produce as many rows
 * as a scan. There are few pairs compared with Calico's limit of 10000 groups; there would be too many ports.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class PortScanAlert extends Construct implements IPortScanDetector, IAlert {
  /** Name of the GlobalAlert. */
  public readonly alertName: string;

  /** The cluster that the alert is for. */
  public readonly cluster: CalicoCluster;

  /** What detects port scans. */
  public readonly method: PortScanMethod;

  /**
   * The number of rows at which the rule raises an event; undefined for the detector, whose threshold is not known.
   */
  public readonly threshold?: number;

  /** How often it runs. */
  public readonly period: Duration;

  /** How far back each run looks. */
  public readonly lookback: Duration;

  /** The severity of its events, from 1 to 100. */
  public readonly severity: number;

  /** How it counts ports. */
  public readonly portScanDetection: PortScanDetection;

  /**
   * The rule, to run the rows of a scan through it; undefined for the detector.
   *
   * @internal
   */
  public readonly _rule?: EvaluatedRule;

  /**
   * @param scope the scope in which to define the alert
   * @param id the construct ID, unique in its scope
   * @param props how to detect port scans
   * @throws when the name is malformed, the severity is out of range, a duration is under a minute, the threshold is
   * not at least 1, the method is DETECTOR and the release does not have the detector, or a rule cannot see a scan at the
   * log settings of the cluster
   */
  constructor(scope: Construct, id: string, props: PortScanAlertProps = {}) {
    super(checkedScope('PortScanAlert', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.method = props.method ?? methodOf(this.cluster.release);
    const byRule = this.method === PortScanMethod.FLOW_LOGS;
    this.alertName = byRule ? (props.name ?? PORT_SCAN_RULE_ALERT) : Detector.PORT_SCAN.alertName;
    const plan = planFor(this.method, this.cluster);
    const { threshold = plan.threshold } = props;
    this.threshold = byRule ? threshold : undefined;
    this.period = props.period ?? Duration.seconds(plan.period);
    this.lookback = props.lookback ?? Duration.seconds(plan.lookback);
    this.severity = props.severity ?? DEFAULT_SEVERITY;

    this.portScanDetection = byRule ? this.ruleDetection(threshold) : this.detectorDetection();

    const findings = [...checkThreshold(props.threshold, this.method), ...checkName(props.name, this.method)];
    const indistinct = byRule ? checkSettings(props, this.cluster) : [];
    findings.push(...indistinct);
    const alert = byRule ? this.ruleAlert(props, threshold) : this.detectorAlert(props);
    const replaced = indistinct.map(() => ORDINARY_TRAFFIC);
    addGlobalAlert(this, this.cluster, alert, { findings, errors: [SCAN_INVISIBLE], replaced });
    if (byRule) {
      const manifest: Manifest = { kind: 'GlobalAlert', metadata: { name: this.alertName }, spec: alert.spec };
      this._rule = { alert: readAlert(manifest, this.cluster.release), settings: logsOf(this.cluster) };
    }
  }

  /**
   * The events of this alert, for a webhook or an exception. They have the fields by which the rule groups rows.
   *
   * @throws when the method is DETECTOR, because the type and the origin of a detector's events are not documented
   */
  public get events(): EventSelection {
    return portScanEvents(this);
  }

  /**
   * The detector looks at the records since its last run, and keeps the threshold of the AD job that it is based on.
   */
  private detectorDetection(): PortScanDetection {
    return {
      by: 'the detector',
      threshold: DETECTOR_THRESHOLD,
      thresholdStated: false,
      window: this.period,
      overlap: Duration.seconds(0),
    };
  }

  /** Runs overlap by the lookback minus the period and the time until a row is flushed. */
  private ruleDetection(threshold: number): PortScanDetection {
    const [lookback = 0, period = 0] = [this.lookback, this.period].map((length) =>
      length.toMilliseconds({ integral: false }),
    );
    const overlap = lookback - period - logsOf(this.cluster).flowLogsFlushInterval.toMilliseconds();
    return {
      by: 'the alert rule',
      threshold,
      thresholdStated: true,
      window: this.lookback,
      overlap: Duration.millis(Math.max(0, overlap)),
    };
  }

  private detectorAlert(props: PortScanAlertProps): GlobalAlertProps {
    return detectorAlert({
      labels: props.labels,
      annotations: props.annotations,
      severity: this.severity,
      detector: Detector.PORT_SCAN,
      description: props.description ?? 'Port scan by a pod',
      summary: props.summary ?? 'A pod of this cluster tries many ports of a single destination.',
      period: this.period,
      lookback: this.lookback,
    });
  }

  private ruleAlert(props: PortScanAlertProps, threshold: number): GlobalAlertProps {
    return portScanRule({
      labels: props.labels,
      annotations: props.annotations,
      severity: this.severity,
      name: this.alertName,
      description: props.description,
      summary: props.summary,
      period: this.period,
      lookback: this.lookback,
      threshold,
    });
  }
}

function planFor(method: PortScanMethod, cluster: CalicoCluster): PortScanPlan {
  return method === PortScanMethod.DETECTOR ? DETECTOR_PLAN : (portScanPlan(cluster) ?? DEFAULT_PLAN);
}

function methodOf(release: CalicoRelease): PortScanMethod {
  return release._features.anomalyDetection === 'global-alerts' ? PortScanMethod.DETECTOR : PortScanMethod.FLOW_LOGS;
}

const PROPS: ValueType<PortScanAlertProps> = struct<PortScanAlertProps>(
  { name: 'PortScanAlertProps' },
  {
    ...ALERT_OPTION_TYPES,
    method: optional(enumOf('PortScanMethod', PortScanMethod)),
    name: optional(TEXT),
    threshold: optional(NUMBER),
    description: optional(TEXT),
    summary: optional(TEXT),
  },
);
