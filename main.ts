import { App } from 'cdk8s';
import { AnomalyDetectionChart } from './src';
import { clusterFromEnvironment, runSynth } from './src/synth';

runSynth((outdir) => {
  const app = new App({ outdir });
  new AnomalyDetectionChart(app, 'anomaly-detection', { cluster: clusterFromEnvironment(process.env) });
  app.synth();
});
