/*
 * Many clusters with cdk8s alone: one app, a chart for each cluster, objects written out with L1 classes.
 *
 *   node stock-one-app.js CLUSTERS.json FOLDER OBJECTS
 */
const fs = require('node:fs');
const { App, Chart } = require('cdk8s');

const [clusters, outdir, objects] = process.argv.slice(2);
const { addObjects } = require(objects);

const app = new App({ outdir });
for (const cluster of JSON.parse(fs.readFileSync(clusters, 'utf8'))) {
  addObjects(new Chart(app, cluster), cluster);
}
app.synth();
