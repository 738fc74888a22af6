/*
 * Many clusters with kosko: its own resolve, which validates, and its own print, into a file for each cluster.
 *
 *   node kosko-fleet.js CLUSTERS.json FOLDER
 */
const fs = require('node:fs');
const path = require('node:path');
const { print, resolve } = require('@kosko/generate');
const { componentsFor } = require('./module-7');

async function main([clusters, folder]) {
  for (const cluster of JSON.parse(fs.readFileSync(clusters, 'utf8'))) {
    const manifests = await resolve(componentsFor(cluster));
    const parts = [];
    print({ manifests }, { format: 'yaml', writer: { write: (text) => parts.push(text) } });
    fs.mkdirSync(path.join(folder, cluster), { recursive: true });
    fs.writeFileSync(path.join(folder, cluster, 'module-7.yaml'), parts.join(''));
  }
}

main(process.argv.slice(2));
