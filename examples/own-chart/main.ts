import { App, Chart, Duration } from 'cdk8s';
import {
  AdJob,
  AdJobsDeployment,
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  PortRange,
  PortScanAlert,
  ScanTarget,
} from 'cdk8s-calico-threat-defense';
import type { Construct } from 'constructs';

/** A custom chart with three constructs of the library; add your own objects here. */
class ThreatDefense extends Chart {
  constructor(scope: Construct, id: string, cluster: CalicoCluster) {
    super(scope, id);
    CalicoCluster.provide(this, cluster);

    new PortScanAlert(this, 'port-scan', { period: Duration.minutes(10), severity: 80 });

    new AdJobsDeployment(this, 'ad-jobs', {
      settings: { portScanThreshold: 100, trainInterval: Duration.hours(1) },
      disabledJobs: [AdJob.L7_LATENCY, AdJob.L7_BYTES],
      imageRegistry: 'registry.example.com/mirror',
    });

    new NetshootScanner(this, 'scanner', {
      target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } }),
      ports: PortRange.of(1, 200),
    });
  }
}

const release = CalicoRelease.enterprise('3.14');
const app = new App();
new ThreatDefense(app, 'threat-defense', CalicoCluster.managed({ name: 'acme.eks-test', release }));
app.synth();
