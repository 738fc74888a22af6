/* helm, kustomize and jsonnet, where they are on the PATH, with the same objects as their users would keep them. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { stringify } = require('yaml');
const { literal } = require('./written-program');

/**
 * @typedef {object} Binary
 * @property {string} name
 * @property {string} version
 * @property {(cluster: string) => string[]} args of the command that prints the objects of a cluster
 * @property {(clusters: string, folder: string) => string[]} [fleetArgs] of the command that writes many clusters at once
 * @property {(cluster: string) => void} [prepare] makes what a cluster needs
 */

/**
 * @param {object[]} objects of a cluster
 * @param {string} cluster its name in these objects
 * @returns {Binary[]} those that are installed
 */
function makeBinaries(workplace, objects, cluster) {
  return [helm, kustomize, jsonnet].flatMap((make) => {
    const folder = workplace.path(make.name);
    const { status, stdout } = spawnSync(make.name, VERSION[make.name], { encoding: 'utf8' });
    if (status !== 0) {
      return [];
    }
    fs.mkdirSync(folder);
    const version = /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? 'of unknown version';
    return [{ name: make.name, version, ...make(folder, objects, cluster) }];
  });
}

const VERSION = { helm: ['version', '--short'], kustomize: ['version'], jsonnet: ['--version'] };

/** A chart with one value. */
function helm(folder, objects, cluster) {
  const text = objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
  fs.mkdirSync(path.join(folder, 'templates'));
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: module-7\nversion: 1.0.0\n');
  fs.writeFileSync(path.join(folder, 'values.yaml'), `cluster: ${cluster}\n`);
  const template = text.replaceAll(cluster, '{{ .Values.cluster }}');
  fs.writeFileSync(path.join(folder, 'templates', 'module-7.yaml'), template);
  return { args: (name) => ['template', 'module-7', folder, '--set-string', `cluster=${name}`] };
}

/** A base, and for each cluster an overlay whose replacements bring in its name. */
function kustomize(folder, objects, cluster) {
  const base = path.join(folder, 'base');
  fs.mkdirSync(base);
  fs.writeFileSync(path.join(base, 'module-7.yaml'), objects.map((object) => stringify(object)).join('---\n'));
  fs.writeFileSync(path.join(base, 'kustomization.yaml'), 'resources: [module-7.yaml]\n');
  const places = objects.flatMap((object) => {
    const { kind, metadata } = object;
    const select = { kind, name: metadata.name, namespace: metadata.namespace };
    return [{ select, fieldPaths: pathsOf(object, cluster) }];
  });
  const prepare = (name) => {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.writeFileSync(path.join(folder, name, 'cluster.yaml'), stringify(clusterMap(name)));
    const source = { kind: 'ConfigMap', name: 'cluster', fieldPath: 'data.name' };
    const overlay = { resources: ['../base', 'cluster.yaml'], replacements: [{ source, targets: places }] };
    fs.writeFileSync(path.join(folder, name, 'kustomization.yaml'), stringify(overlay));
  };
  return { prepare, args: (name) => ['build', path.join(folder, name)] };
}

/** Known to kustomize alone, which leaves it out of what it makes. */
function clusterMap(name) {
  const annotations = { 'config.kubernetes.io/local-config': 'true' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cluster', annotations }, data: { name } };
}

/** Where a string stands in an object, in the notation of kustomize. */
function pathsOf(value, string, keys = []) {
  if (value === string) {
    return [keys.join('.')];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => pathsOf(item, string, [...keys, item?.name ? `[name=${item.name}]` : index]));
  }
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, string, [...keys, notation(key)]))
    : [];
}

/** A key in brackets is one with dots; any other would be taken for an element of a list. */
const notation = (key) => (key.includes('.') ? `[${key}]` : key);

/** A function of the cluster's name; for many clusters, a file for each from one run. */
function jsonnet(folder, objects, cluster) {
  const one = path.join(folder, 'module-7.jsonnet');
  const many = path.join(folder, 'fleet.jsonnet');
  const source = literal(objects, { parameter: [cluster, 'cluster'] });
  fs.writeFileSync(path.join(folder, 'module-7.libsonnet'), `function(cluster) ${source}\n`);
  const head = "local module7 = import 'module-7.libsonnet';\n";
  fs.writeFileSync(one, `${head}function(cluster) std.manifestYamlStream(module7(cluster))\n`);
  fs.writeFileSync(
    many,
    `${head}function(clusters) { [name + '/module-7.yaml']: std.manifestYamlStream(module7(name)) for name in clusters }\n`,
  );
  return {
    args: (name) => ['--string', '--tla-str', `cluster=${name}`, one],
    fleetArgs: (clusters, outdir) => ['--string', '-c', '-m', outdir, '--tla-code-file', `clusters=${clusters}`, many],
  };
}

module.exports = { makeBinaries };
