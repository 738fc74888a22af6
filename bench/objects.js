/* What contestants write, as data, and whether it is the same. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { parseAllDocuments } = require('yaml');

/** Names of clusters, the same for all contestants. */
const clusterName = (index) => `acme.c${String(index + 1).padStart(5, '0')}`;

const CLUSTER = 'calico-threat-defense/cluster';

/** The YAML files of a folder and of the folders in it. */
function manifestFiles(folder) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.yaml')).map((file) => path.join(folder, file));
}

function objectsOf(file) {
  const documents = parseAllDocuments(fs.readFileSync(file, 'utf8')).map((document) => {
    assert.deepEqual(document.errors, [], file);
    return document.toJS();
  });
  return documents.filter((object) => object !== null);
}

/** Objects by cluster, and by kind and name below it, since tools sort them differently. */
function objectsByCluster(folder) {
  const clusters = {};
  for (const file of manifestFiles(folder)) {
    for (const object of objectsOf(file)) {
      const { annotations, namespace = '', name } = object.metadata;
      clusters[annotations[CLUSTER]] ??= {};
      const objects = clusters[annotations[CLUSTER]];
      const key = `${object.kind} ${namespace}/${name}`;
      assert.equal(objects[key], undefined, `${key} is in ${folder} twice`);
      objects[key] = object;
    }
  }
  return clusters;
}

/** Fails unless two folders hold the same objects for the same clusters. */
function assertSameObjects(folder, expected, label) {
  assert.deepEqual(objectsByCluster(folder), objectsByCluster(expected), `other objects: ${label}`);
}

function assertFiles(folder, count, label) {
  assert.equal(manifestFiles(folder).length, count, `files of ${label}`);
}

module.exports = { assertFiles, assertSameObjects, clusterName, manifestFiles, objectsByCluster, objectsOf };
