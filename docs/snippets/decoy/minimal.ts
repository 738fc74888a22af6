import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Decoy } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
Decoy.database(new Chart(app, 'decoys'), 'orders', { cluster, namespace: 'shop', name: 'orders-archive' });
app.synth();
