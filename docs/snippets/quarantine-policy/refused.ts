import { App, Chart } from 'cdk8s';
import { BlockTier, CalicoCluster, CalicoRelease, QuarantinePolicy } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.19') });

new QuarantinePolicy(new Chart(new App(), 'quarantine'), 'quarantine', {
  cluster,
  labelKey: 'in quarantine',
  tier: BlockTier.existing('security'),
});
