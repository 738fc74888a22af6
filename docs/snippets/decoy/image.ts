import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Decoy, DecoyProgram, PodUser } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
Decoy.database(new Chart(app, 'decoys'), 'orders', {
  cluster,
  namespace: 'shop',
  name: 'orders-archive',
  image: 'postgres:17.2',
  program: DecoyProgram.ofImage({
    environment: { POSTGRES_PASSWORD: 'not-valid-elsewhere' },
    writablePaths: ['/var/lib/postgresql/data', '/var/run/postgresql'],
  }),
  user: PodUser.of(999),
});
app.synth();
