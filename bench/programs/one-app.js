/*
 * Many clusters with this library's chart, all in one app.
 *
 *   node one-app.js CLUSTERS.json FOLDER LIBRARY
 */
const fs = require('node:fs');
const { App } = require('cdk8s');

const [clusters, outdir, library] = process.argv.slice(2);
const { AnomalyDetectionChart, CalicoCluster, CalicoRelease } = require(library);

const release = CalicoRelease.parse('3.14');
const app = new App({ outdir });
for (const name of JSON.parse(fs.readFileSync(clusters, 'utf8'))) {
  new AnomalyDetectionChart(app, name, { cluster: CalicoCluster.managed({ name, release }) });
}
app.synth();
