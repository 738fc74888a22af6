/*
 * Many clusters with this library's chart in an app for each.
 *
 *   node app-per-cluster.js CLUSTERS.json FOLDER LIBRARY
 */
const fs = require('node:fs');
const path = require('node:path');
const { App } = require('cdk8s');

const [clusters, folder, library] = process.argv.slice(2);
const { AnomalyDetectionChart, CalicoCluster, CalicoRelease } = require(library);

const release = CalicoRelease.parse('3.14');
for (const name of JSON.parse(fs.readFileSync(clusters, 'utf8'))) {
  const app = new App({ outdir: path.join(folder, name) });
  new AnomalyDetectionChart(app, 'anomaly-detection', { cluster: CalicoCluster.managed({ name, release }) });
  app.synth();
}
