/* Who writes manifests for many clusters, how many, and how often. */
const fs = require('node:fs');
const path = require('node:path');
const { assertFiles, assertSameObjects, clusterName } = require('./objects');

const PROGRAMS = path.join(__dirname, 'programs');

/** Names of the contestants, which ratios refer to. */
const WAYS = {
  fleet: 'ours: `Fleet`',
  appPerCluster: 'ours: an `App` for each cluster',
  oneApp: 'ours: one `App`, an `AnomalyDetectionChart` for each cluster',
  stockOneApp: 'cdk8s: one `App`, a chart of L1 objects for each cluster',
  kosko: 'kosko: resolve (with validation) and print, a file for each cluster',
  helm: 'helm: `helm template` for each cluster',
  kustomize: 'kustomize: `kustomize build` of an overlay for each cluster',
  jsonnet: 'jsonnet: `jsonnet -m`, a file for each cluster',
};

const OTHERS = ['helm', 'kustomize', 'jsonnet'];

/**
 * How many clusters, and how often. What grows with the square of the clusters is run once where that takes minutes, and
 * what starts a process for each cluster at one small number, since its time cannot but grow in proportion.
 */
function plan(isQuick) {
  const size = isQuick ? (clusters) => clusters / 20 : (clusters) => clusters;
  const [few, some, many, most] = [1_000, 2_000, 5_000, 10_000].map(size);
  const often = isQuick ? 2 : 5;
  const seldom = isQuick ? 2 : 3;
  return {
    few,
    some,
    many,
    most,
    rounds: often,
    runs: {
      fleet: { [few]: often, [some]: often, [many]: often, [most]: seldom },
      kosko: { [few]: seldom, [many]: seldom },
      jsonnet: { [few]: seldom, [many]: 1 },
      appPerCluster: { [few]: seldom, [many]: 1 },
      stockOneApp: { [few]: seldom, [some]: 1, [many]: 1 },
      oneApp: { [few / 5]: 1, [few]: 1 },
      helm: { [isQuick ? 20 : 200]: 1 },
      kustomize: { [isQuick ? 20 : 200]: 1 },
    },
  };
}

/** The programs by contestant: functions from the clusters' names, in a file, and a folder to what is run. */
function programs({ library, stock, kosko, binaries, prepared }) {
  const own =
    (name, ...rest) =>
    (clusters, folder) => ({
      command: process.execPath,
      args: [path.join(PROGRAMS, `${name}.js`), clusters, folder, ...rest],
    });
  const ways = {
    fleet: own('fleet', library),
    appPerCluster: own('app-per-cluster', library),
    oneApp: own('one-app', library),
    stockOneApp: own('stock-one-app', stock),
    kosko: (clusters, folder) => ({
      command: process.execPath,
      args: [kosko.fleet, clusters, folder],
      cwd: kosko.folder,
    }),
  };
  for (const { name, args, fleetArgs, prepare } of binaries) {
    const each = own('command-per-cluster', name, ...args('CLUSTER'));
    ways[name] =
      fleetArgs === undefined ? each : (clusters, folder) => ({ command: name, args: fleetArgs(clusters, folder) });
    if (prepare !== undefined) {
      for (let index = 0; index < prepared; index++) {
        prepare(clusterName(index));
      }
    }
  }
  return ways;
}

/** The names of clusters, in a file. */
function namesFile(workplace, count) {
  const file = workplace.path(`clusters-${count}.json`);
  fs.writeFileSync(file, JSON.stringify(Array.from({ length: count }, (_, index) => clusterName(index))));
  return file;
}

const labelOf = (way, count) => `${way} ${count}`;

/** Contestants for `measure`: each begins with an empty folder, and has to leave as many files as there are clusters. */
function contestants(workplace, ways, runs) {
  const names = Object.keys(ways);
  const list = names.flatMap((way) => Object.entries(runs[way]).map(([count, times]) => [way, Number(count), times]));
  // Those of few clusters first, so that what goes wrong does so early.
  list.sort(([, a], [, b]) => a - b);
  return list.map(([way, count, times]) => {
    const folder = workplace.path('fleet-dist');
    const label = labelOf(way, count);
    return {
      label,
      runs: times,
      isLong: true,
      isOther: OTHERS.includes(way),
      program: ways[way](namesFile(workplace, count), folder),
      before: () => movedAside(folder),
      after: () => assertFiles(folder, count, label),
    };
  });
}

/**
 * A new folder in the place of one whose files stay until the end of the bench: ext4 takes seconds to make files where
 * thousands were removed a moment ago, and whoever comes after the largest run would pay for it.
 */
function movedAside(folder) {
  if (fs.existsSync(folder)) {
    fs.renameSync(folder, fs.mkdtempSync(`${folder}-`));
  }
  fs.mkdirSync(folder);
}

function emptied(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder);
}

/** All write the same for three clusters, before anything is timed. */
async function checkObjects(workplace, ways) {
  const expected = workplace.path('fleet-expected');
  const names = namesFile(workplace, 3);
  for (const [way, program] of Object.entries(ways)) {
    const folder = way === 'fleet' ? expected : workplace.path('fleet-dist');
    emptied(folder);
    await workplace.run(program(names, folder));
    assertFiles(folder, 3, way);
    assertSameObjects(folder, expected, way);
  }
}

module.exports = { WAYS, checkObjects, contestants, emptied, labelOf, movedAside, namesFile, plan, programs };
