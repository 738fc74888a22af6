import { CalicoCluster, CalicoRelease, Fleet } from '../../../src';

class ThreatDefense extends Fleet {
  protected override addCharts(): void {}
}

const release = CalicoRelease.enterprise('3.24');
new ThreatDefense({
  members: [
    { cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release }), folder: 'prod/aks' },
    { cluster: CalicoCluster.standalone({ release }) },
    { cluster: CalicoCluster.management({ release }) },
    { cluster: CalicoCluster.managed({ name: 'acme.eks-prod', release }), folder: 'Cluster' },
  ],
});
