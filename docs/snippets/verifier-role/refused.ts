import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, VerifierRole } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

new VerifierRole(new Chart(new App(), 'rbac'), 'verifier', { cluster, name: 'Verifier' });
