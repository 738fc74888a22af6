import { ApiObject, Chart, type ChartProps, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AdJob, AdJobsDeployment } from '../ad-jobs';
import { PortScanAlert } from '../alerts';
import { CalicoCluster } from '../cluster';
import { NetshootScanner } from '../scanner';
import { DemoTarget } from './demo-target';

/** What module 7 is made for. */
export interface AnomalyDetectionChartProps extends ChartProps {
  /** The cluster that the module runs on. */
  readonly cluster: CalicoCluster;
}

/**
 * Module 7 of Tigera's Calico workshop, whole: the alert, the AD jobs with the workshop's settings, a target, and the
 * scanner that raises the alert.
 *
 * Each object is annotated with the release, the topology and the name of the cluster that it was made for.
 */
export class AnomalyDetectionChart extends Chart {
  /** The cluster that the module runs on. */
  public readonly cluster: CalicoCluster;

  /** The alert. */
  public readonly alert: PortScanAlert;

  /** The AD jobs. */
  public readonly adJobs: AdJobsDeployment;

  /** What is scanned. */
  public readonly demoTarget: DemoTarget;

  /** What scans. */
  public readonly scanner: NetshootScanner;

  /**
   * @param scope the app
   * @param id name of the chart, and of the file that it is written to
   * @param props what the module is made for
   * @throws when the release has no anomaly detection
   */
  constructor(scope: Construct, id: string, props: AnomalyDetectionChartProps) {
    super(scope, id, props);
    this.cluster = props.cluster;
    CalicoCluster.provide(this, this.cluster);

    this.alert = new PortScanAlert(this, 'port-scan');
    this.adJobs = new AdJobsDeployment(this, 'ad-jobs', {
      // With so little to learn from as a workshop has, the other jobs would only raise false alarms.
      disabledJobs: [
        AdJob.L7_LATENCY,
        AdJob.HTTP_CONNECTION_SPIKE,
        AdJob.HTTP_VERBS,
        AdJob.HTTP_RESPONSE_CODES,
        AdJob.PROCESS_RESTARTS,
        AdJob.GENERIC_DNS,
        AdJob.TIME_SERIES_DNS,
        AdJob.GENERIC_FLOWS,
        AdJob.TIME_SERIES_FLOWS,
        AdJob.GENERIC_L7,
        AdJob.TIME_SERIES_L7,
        AdJob.DNS_LATENCY,
        AdJob.L7_BYTES,
      ],
      settings: {
        maxDocs: 100_000,
        trainInterval: Duration.minutes(20),
        searchInterval: Duration.minutes(5),
        dnsLatencyScoreThreshold: -0.886,
        processRestartsThreshold: 5,
        portScanThreshold: 200,
        ipSweepThreshold: 32,
        bytesInMinSizeForTrain: 1_000,
        seasonalAdC: 500,
        bytesOutMinSizeForTrain: 1_000,
        debug: true,
      },
    });
    this.demoTarget = new DemoTarget(this, 'demo-target');
    this.scanner = new NetshootScanner(this, 'scanner', { target: this.demoTarget.scanTarget });
    this.scanner.node.addDependency(this.demoTarget);

    this.annotateObjects();
  }

  private annotateObjects(): void {
    for (const object of this.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child))) {
      object.metadata.addAnnotation('calico-threat-defense/release', this.cluster.release.toString());
      object.metadata.addAnnotation('calico-threat-defense/topology', this.cluster.topology);
      object.metadata.addAnnotation('calico-threat-defense/cluster', this.cluster.name);
    }
  }
}
