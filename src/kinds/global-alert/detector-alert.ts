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

/** Which detector runs, and how. */
export interface DetectorAlertProps extends AlertOptions {
  /** The detector. */
  readonly detector: Detector;

  /**
   * What the alert is about, for people who see it in a list.
   *
   * @default - the title of the detector
   */
  readonly description?: string;

  /**
   * What an event of this alert says.
   *
   * @default - the description of the detector
   */
  readonly summary?: string;
}

/** How often Tigera's own templates run their detectors. */
const PERIOD = Duration.minutes(15);

/**
 * A GlobalAlert that runs one of Calico's anomaly detectors. Its name follows from the detector, as Calico wants it.
 *
 * Unless given, the period is 15 minutes, the severity 100, there is no lookback, which detectors do not read, and
 * description and summary follow from the detector.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class DetectorAlert extends Construct {
  /** Name of the GlobalAlert: `tigera.io.detector.port-scan`. */
  public readonly alertName: string;

  /** The detector that it runs. */
  public readonly detector: Detector;

  /** The cluster that it is for. */
  public readonly cluster: CalicoCluster;

  /** How often it runs. */
  public readonly period: Duration;

  /** How severe its events are, from 1 to 100. */
  public readonly severity: number;

  /**
   * @param scope where the alert stands
   * @param id its name among its siblings
   * @param props which detector runs, and how
   * @throws when the release does not have the detector, the severity is not from 1 to 100, or a time is under a minute
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
 * A GlobalAlertTemplate of an alert that runs one of Calico's anomaly detectors: it does nothing by itself, and offers the
 * alert in Calico's web UI. The operator of each release brings its own; this is for those who replace them.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class DetectorAlertTemplate extends Construct {
  /** Name of the GlobalAlertTemplate: `tigera.io.detector.port-scan`. */
  public readonly templateName: string;

  /** The detector that its alerts run. */
  public readonly detector: Detector;

  /** The cluster that it is for. */
  public readonly cluster: CalicoCluster;

  /**
   * @param scope where the template stands
   * @param id its name among its siblings
   * @param props which detector its alerts run, and how
   * @throws when the release does not have the detector, the severity is not from 1 to 100, or a time is under a minute
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
