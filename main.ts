import { App } from 'cdk8s';
import { AnomalyDetectionChart } from './src';
import { moduleFromEnvironment, runSynth } from './src/output';

runSynth((outdir) => {
  const app = new App({ outdir });
  new AnomalyDetectionChart(app, 'anomaly-detection', moduleFromEnvironment(process.env));
  app.synth();
});
