import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { type GlobalAlertProps, GlobalAlertSpecType } from '../../../imports/projectcalico.org';
import { checkedScope, checkProps, optional, struct, TEXT, type ValueType } from '../../arguments';
import { CalicoCluster } from '../../calico';
import { formatGoDuration } from '../../kubernetes';
import { addGlobalAlert, addGlobalAlertTemplate } from './alert-object';
import { ALERT_OPTION_TYPES, type AlertOptions } from './alert-options';
import { DETECTOR, type Detector } from './detector';
import { DEFAULT_SEVERITY } from './rule-alert';

/** Options of an alert that runs a detector. */
export interface DetectorAlertProps extends AlertOptions {
  /** The detector. */
  readonly detector: Detector;

  /**
   * A description of the alert, as shown in lists.
   *
   * @default - the title of the detector
   */
  readonly description?: string;

  /**
   * The text of an event of this alert.
   *
   * @default - the description of the detector
   */
  readonly summary?: string;
}

/** How often Tigera's own templates run their detectors. */
const PERIOD = Duration.minutes(15);

/**
 * A GlobalAlert that runs one of Calico's anomaly detectors. Its name is derived from the detector, as Calico requires.
 *
 * By default, the period is 15 minutes and the severity is 100, there is no lookback (detectors ignore it), and
 * description and summary are derived from the detector.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class DetectorAlert extends Construct {
  /** Name of the GlobalAlert: `tigera.io.detector.port-scan`. */
  public readonly alertName: string;

  /** The detector that the alert runs. */
  public readonly detector: Detector;

  /** The cluster for which it is generated. */
  public readonly cluster: CalicoCluster;

  /** How often it runs. */
  public readonly period: Duration;

  /** The severity of its events, from 1 to 100. */
  public readonly severity: number;

  /**
   * @param scope the scope in which to define the alert
   * @param id the construct ID, unique in its scope
   * @param props which detector to run, and how
   * @throws when the release does not have the detector, the severity is out of range, or a duration is under a minute
   */
  constructor(scope: Construct, id: string, props: DetectorAlertProps) {
    super(checkedScope('DetectorAlert', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.detector = props.detector;
    this.alertName = props.detector.alertName;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.period = props.period ?? PERIOD;
    this.severity = props.severity ?? DEFAULT_SEVERITY;
    addGlobalAlert(this, this.cluster, detectorAlert(props));
  }
}

/**
 * A GlobalAlertTemplate for an alert that runs one of Calico's anomaly detectors: it does nothing by itself, and offers
 * the alert in Calico's web UI. The operator of each release installs its own templates; use this class to replace
 * them.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class DetectorAlertTemplate extends Construct {
  /** Name of the GlobalAlertTemplate: `tigera.io.detector.port-scan`. */
  public readonly templateName: string;

  /** The detector that its alerts run. */
  public readonly detector: Detector;

  /** The cluster for which it is generated. */
  public readonly cluster: CalicoCluster;

  /**
   * @param scope the scope in which to define the template
   * @param id the construct ID, unique in its scope
   * @param props which detector its alerts run, and how
   * @throws when the release does not have the detector, the severity is out of range, or a duration is under a minute
   */
  constructor(scope: Construct, id: string, props: DetectorAlertProps) {
    super(checkedScope('DetectorAlertTemplate', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.detector = props.detector;
    this.templateName = props.detector.alertName;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    addGlobalAlertTemplate(this, this.cluster, detectorAlert(props));
  }
}

const PROPS: ValueType<DetectorAlertProps> = struct<DetectorAlertProps>(
  { name: 'DetectorAlertProps' },
  { ...ALERT_OPTION_TYPES, detector: DETECTOR, description: optional(TEXT), summary: optional(TEXT) },
);

/** The alert that runs a detector, with the defaults of Tigera's own templates. */
export function detectorAlert(props: DetectorAlertProps): GlobalAlertProps {
  const { detector } = props;
  return {
    metadata: { name: detector.alertName, labels: props.labels, annotations: props.annotations },
    spec: {
      type: GlobalAlertSpecType.ANOMALY_DETECTION,
      detector: { name: detector.id },
      description: props.description ?? detector.title,
      summary: props.summary ?? detector.description,
      severity: props.severity ?? DEFAULT_SEVERITY,
      period: formatGoDuration(props.period ?? PERIOD),
      lookback: props.lookback && formatGoDuration(props.lookback),
    },
  };
}
