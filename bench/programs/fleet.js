/*
 * Many clusters with the fleet of this library.
 *
 *   node fleet.js CLUSTERS.json FOLDER LIBRARY
 */
const fs = require('node:fs');

const [clusters, outdir, library] = process.argv.slice(2);
const { AnomalyDetectionChart, CalicoCluster, CalicoRelease, Fleet } = require(library);

class Workshop extends Fleet {
  addCharts(app, { cluster }) {
    new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
  }
}

const release = CalicoRelease.parse('3.14');
const names = JSON.parse(fs.readFileSync(clusters, 'utf8'));
const members = names.map((name) => ({ cluster: CalicoCluster.managed({ name, release }) }));
new Workshop({ members, outdir, quiet: true }).synth();
