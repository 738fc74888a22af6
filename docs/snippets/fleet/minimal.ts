import type { App } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, Fleet, type FleetMember } from '../../../src';

class ThreatDefense extends Fleet {
  protected override addCharts(app: App, { cluster }: FleetMember): void {
    new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
  }
}

const release = CalicoRelease.enterprise('3.24');
const fleet = new ThreatDefense({
  members: [
    { cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release }) },
    { cluster: CalicoCluster.managed({ name: 'acme.eks-test', release }) },
    { cluster: CalicoCluster.management({ release }), folder: 'acme.management' },
  ],
  outdir: 'clusters',
  quiet: true,
});
const { clusters, filesWritten, filesUnchanged, filesRemoved } = fleet.synth();
process.stderr.write(
  `${clusters} clusters: ${filesWritten} written, ${filesUnchanged} unchanged, ${filesRemoved} removed\n`,
);
