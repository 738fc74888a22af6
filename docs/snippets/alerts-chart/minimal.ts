import { App } from 'cdk8s';
import { AlertsChart, CalicoCluster, CalicoRelease } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const alerts = new AlertsChart(app, 'alerts', { cluster });
const { lookupProbe, lateralAccessProbe, httpProbe } = alerts;
for (const { probeCommand } of [lookupProbe, lateralAccessProbe, httpProbe]) {
  process.stderr.write(`${probeCommand}\n`);
}
process.stderr.write(`${alerts.changeCommand}\n`);
app.synth();
