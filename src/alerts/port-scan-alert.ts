import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { GlobalAlert, type GlobalAlertProps, GlobalAlertSpecType } from '../../imports/projectcalico.org';
import { CalicoCluster, requireUniqueObjects } from '../cluster';
import { report } from '../findings';
import { omitNamespace } from '../manifest';
import { checkGlobalAlert } from './global-alert-checks';
import { formatGoDuration } from './go-duration';

/** How a port scan is to be detected. */
export interface PortScanAlertProps {
  /**
   * The cluster that the alert is for.
   *
   * @default - the one that a construct above provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * How often the detector runs. At least one minute; zero stands for Calico's own default.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * How far back each run looks. At least one minute; zero stands for Calico's own default. Detectors do not read it:
   * they look at what came since their last run.
   *
   * @default Duration.minutes(5)
   */
  readonly lookback?: Duration;

  /**
   * How severe its events are, from 1 to 100, the most severe.
   *
   * @default 100
   */
  readonly severity?: number;

  /**
   * What the alert is about, for people who see it in a list.
   *
   * @default - a sentence about port scans
   */
  readonly description?: string;

  /**
   * What an event of this alert says.
   *
   * @default - a sentence about the pod that scans
   */
  readonly summary?: string;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * Raises an event when a pod sends packets to many ports of one destination: the GlobalAlert
 * `tigera.io.detector.port-scan`, which runs Calico's detector `port_scan`.
 *
 * Releases 3.13 to 3.18.0 have this detector.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class PortScanAlert extends Construct {
  /** Name of the GlobalAlert; the detector's id, with dashes, under the prefix that Calico reserves for detectors. */
  public readonly alertName: string = 'tigera.io.detector.port-scan';

  /** The cluster that the alert is for. */
  public readonly cluster: CalicoCluster;

  /** How often the detector runs. */
  public readonly period: Duration;

  /** How far back each run looks. */
  public readonly lookback: Duration;

  /** How severe its events are, from 1 to 100. */
  public readonly severity: number;

  /**
   * @param scope where the alert stands
   * @param id its name among its siblings
   * @param props how to detect
   * @throws when the severity is not from 1 to 100, a time is shorter than a minute, or the release has no detectors
   */
  constructor(scope: Construct, id: string, props: PortScanAlertProps = {}) {
    super(scope, id);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.period = props.period ?? Duration.minutes(5);
    this.lookback = props.lookback ?? Duration.minutes(5);
    this.severity = props.severity ?? 100;

    const alert = this.toGlobalAlert(props);
    report(this.node.path, checkGlobalAlert(GlobalAlert.manifest(alert), this.cluster));

    CalicoCluster.provide(this, this.cluster);
    omitNamespace(new GlobalAlert(this, 'Resource', alert));
    requireUniqueObjects(this);
  }

  private toGlobalAlert(props: PortScanAlertProps): GlobalAlertProps {
    return {
      metadata: {
        name: this.alertName,
        labels: props.labels,
        annotations: props.annotations,
      },
      spec: {
        type: GlobalAlertSpecType.ANOMALY_DETECTION,
        detector: { name: 'port_scan' },
        description: props.description ?? 'Port scan by a pod',
        summary: props.summary ?? 'A pod of this cluster tries many ports of a single destination.',
        severity: this.severity,
        period: formatGoDuration(this.period),
        lookback: formatGoDuration(this.lookback),
      },
    };
  }
}
