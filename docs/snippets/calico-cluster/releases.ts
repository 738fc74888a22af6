import { CalicoCluster, CalicoRelease } from '../../../src';

const clusters = [
  CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') }),
  CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.18') }),
  CalicoCluster.management({ release: CalicoRelease.parse('v3.18.0-2.0') }),
  CalicoCluster.managed({ name: 'abcd1234.eks-test', release: CalicoRelease.parse('cloud-23.0.1') }),
  CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.30') }),
];
for (const { topology, name, release } of clusters) {
  process.stderr.write(`${topology} ${name}: ${release.displayName}\n`);
}
