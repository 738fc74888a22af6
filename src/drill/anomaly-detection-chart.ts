import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkedScope, checkProps } from '../arguments';
import { type Finding, FindingSeverity, fieldPath, formatFindings, noticeRule, onceReporter, report } from '../base';
import type { CalicoRelease } from '../calico';
import { CalicoCluster } from '../calico';
import { AdJobsDeployment } from '../kinds/ad-jobs';
import { PortScanAlert } from '../kinds/global-alert';
import { ThreatDefenseLogSettings } from '../kinds/log-settings';
import {
  ANOMALY_DETECTION_CHART_PROPS,
  type AnomalyDetectionChartProps,
  checkDemoProps,
} from './anomaly-detection-chart-props';
import { DemoTarget } from './demo-target';
import { NetshootScanner } from './netshoot-scanner';
import { ScanRun } from './scan-run';

const ALERT_LEFT_OUT = noticeRule({
  id: 'workshop/alert-left-out',
  form: 'program',
  on: '3.12',
  what: 'Module 7 has an alert only where the release has detectors, or where a rule has to replace them.',
  why: 'On older releases the AD jobs detect port scans, so the chart has no alert.',
  bad: "new AnomalyDetectionChart(app, 'module-7', { cluster });",
  good: "new AdJobsDeployment(chart, 'jobs', { cluster });",
  besides: ['ad-jobs/disabled-job-setting', 'ad-jobs/other-generation'],
});
const JOBS_LEFT_OUT = noticeRule({
  id: 'workshop/ad-jobs-left-out',
  form: 'program',
  on: '3.24',
  what: 'Module 7 has AD jobs only where the release has anomaly detection.',
  why: 'On newer releases their image, Secret and API no longer exist, so the chart has only the alert.',
  bad: "new AnomalyDetectionChart(app, 'module-7', { cluster });",
  good: "new PortScanAlert(chart, 'port-scan', { cluster });",
});

/**
 * Module 7 of Tigera's Calico workshop: the objects that detect a port scan on the release of the cluster, a target to
 * scan, and a scanner that triggers the detection.
 *
 * Up to 3.12, the AD jobs detect port scans. From 3.13 to 3.18.0, the alert of Calico's detector does, and the AD jobs are
 * added as in the workshop. Later releases use an alert rule over flow logs. A notice on standard error lists omitted parts.
 *
 * Each object is annotated with the release, the topology and the name of its cluster.
 */
export class AnomalyDetectionChart extends Chart {
  /** The cluster that the module runs on. */
  public readonly cluster: CalicoCluster;

  /** The alert; undefined up to 3.12, where the AD jobs raise events themselves. */
  public readonly alert?: PortScanAlert;

  /** The AD jobs, with the workshop's settings; undefined on releases that have none. */
  public readonly adJobs?: AdJobsDeployment;

  /** The log settings of the cluster; undefined unless they are included. */
  public readonly logSettings?: ThreatDefenseLogSettings;

  /** The target of the scan; undefined if there is another one. */
  public readonly demoTarget?: DemoTarget;

  /** The scanner. */
  public readonly scanner: NetshootScanner;

  /**
   * @param scope the app
   * @param id name of the chart, and of the file that it is written to
   * @param props the cluster, the target and the images
   * @throws when the namespace of the demo is malformed, or belongs to Kubernetes or Calico, an image is not pinned, or a prop of the demo target is set beside another target
   */
  constructor(scope: Construct, id: string, props: AnomalyDetectionChartProps) {
    super(checkedScope('AnomalyDetectionChart', scope, id), id, checked(scope, id, props));
    this.cluster = props.cluster;
    CalicoCluster.provide(this, this.cluster);
    const { imageRegistry, imagePullSecrets } = props;
    const pull = { imageRegistry, imagePullSecrets };
    report(this.node.path, [...checkDemoProps(props), ...leftOut(this.cluster.release)]);

    const { anomalyDetection } = this.cluster.release._features;
    if (anomalyDetection !== 'jobs') {
      this.alert = new PortScanAlert(this, 'port-scan', { severity: props.severity });
    }
    if (anomalyDetection !== 'removed') {
      this.adJobs = AdJobsDeployment.ofWorkshop(this, 'ad-jobs', { image: props.adJobsImage, ...pull });
    }
    if (props.includeLogSettings === true) {
      this.logSettings = new ThreatDefenseLogSettings(this, 'log-settings');
    }
    if (props.target === undefined) {
      const { demoNamespace: namespace, demoTargetImage: image } = props;
      this.demoTarget = new DemoTarget(this, 'demo-target', { namespace, image, ...pull });
    }
    this.scanner = new NetshootScanner(this, 'scanner', {
      target: props.target ?? (this.demoTarget as DemoTarget).scanTarget,
      image: props.scannerImage,
      run: props.run ?? ScanRun.pod({ requestUrl: this.demoTarget?.url }),
      // The workshop sets the threshold of the jobs for this scan; the detector's is not known.
      detectedBy: this.adJobs ?? this.alert,
      ...pull,
    });
    if (this.demoTarget !== undefined) {
      this.scanner.node.addDependency(this.demoTarget);
    }

    const tell = onceReporter(this.node.path);
    this.node.addValidation({ validate: () => this.unnoticedScans(tell) });
  }

  /** Scanners added to the chart later are checked as well. */
  private unnoticedScans(tell: (warnings: readonly Finding[]) => void): string[] {
    const detector = this.adJobs ?? this.alert;
    const scanners = this.node.findAll().filter((child) => child instanceof NetshootScanner) as NetshootScanner[];
    const findings = scanners.flatMap((scanner) =>
      scanner._proven || detector === undefined
        ? []
        : scanner
            ._checkDetected(detector)
            .map((finding) => ({ ...finding, keys: [`${scanner.node.path} ${fieldPath(finding.keys)}`] })),
    );
    const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
    tell(findings.filter((finding) => !errors.includes(finding)));
    return errors.length === 0 ? [] : [formatFindings(this.node.path, errors)];
  }
}

/** The constructor of the cdk8s Chart reads the props first, so they are checked before it runs. */
function checked(scope: Construct, id: string, props: AnomalyDetectionChartProps): AnomalyDetectionChartProps {
  checkProps([scope.node.path, id].filter((part) => part !== '').join('/'), props, ANOMALY_DETECTION_CHART_PROPS);
  return props;
}

function leftOut(release: CalicoRelease): Finding[] {
  switch (release._features.anomalyDetection) {
    case 'jobs': {
      const message = `was omitted: on ${release.displayName}, the AD jobs raise events themselves`;
      return [{ ...ALERT_LEFT_OUT, keys: ['alert'], message }];
    }
    case 'global-alerts':
      return [];
    case 'removed': {
      const message = `were omitted: ${release.displayName} has no anomaly detection; the alert uses a rule over flow logs instead`;
      return [{ ...JOBS_LEFT_OUT, keys: ['adJobs'], message }];
    }
  }
}

/** The rules that this file checks. */
export const ANOMALY_DETECTION_CHART_RULES = [ALERT_LEFT_OUT, JOBS_LEFT_OUT] as const;
