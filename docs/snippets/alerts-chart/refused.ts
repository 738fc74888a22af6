import { App } from 'cdk8s';
import { AlertsChart, CalicoCluster, CalicoRelease } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

new AlertsChart(new App(), 'alerts', { cluster, demoNamespace: 'demo', probeNamespace: 'demo' });
