/*
 * Many clusters with a command that makes one: it is run for each, and its output kept.
 *
 *   node command-per-cluster.js CLUSTERS.json FOLDER COMMAND ARGUMENT…        CLUSTER in an argument is the name
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const [clusters, folder, command, ...args] = process.argv.slice(2);

for (const cluster of JSON.parse(fs.readFileSync(clusters, 'utf8'))) {
  fs.mkdirSync(path.join(folder, cluster), { recursive: true });
  const own = args.map((arg) => arg.replaceAll('CLUSTER', cluster));
  const output = execFileSync(command, own, { stdio: ['ignore', 'pipe', 'inherit'] });
  fs.writeFileSync(path.join(folder, cluster, 'module-7.yaml'), output);
}
