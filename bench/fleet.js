/* Fleets: many clusters from one program. */
const { versions } = require('./machine');
const {
  checkObjects,
  contestants,
  emptied,
  labelOf,
  movedAside,
  namesFile,
  plan,
  programs,
  WAYS,
} = require('./fleet-contestants');
const { compileLibrary, isCheck, writeStockModule } = require('./library');
const { measure } = require('./measuring');
const { clusterName, objectsOf, manifestFiles } = require('./objects');
const { makeBinaries } = require('./peers/binaries');
const { makeKosko } = require('./peers/kosko');
const { hotSpotsOf, profile, shareOf } = require('./profile');
const { growthExponent, median } = require('./statistics');
const { atLeast, atMost, missedLines, table, targetsTable } = require('./tables');
const { CHECKOUT } = require('./workplace');

/** Shares differ by one or two per cent from one profile to the next. */
const PROFILES = 5;

async function fleet(workplace, { isQuick, progress }) {
  progress('making the contestants');
  const { runs, rounds, ...sizes } = plan(isQuick);
  const library = compileLibrary(workplace);
  const cluster = clusterName(0);
  const objects = await objectsOfOneCluster(workplace, library);
  const kosko = await makeKosko(workplace, objects, cluster);
  const stock = writeStockModule(workplace, objects, cluster);
  const binaries = makeBinaries(workplace, objects, cluster);
  const prepared = Math.max(...Object.keys(runs.kustomize).map(Number));
  const ways = programs({ library, stock, kosko, binaries, prepared });
  await checkObjects(workplace, ways);
  const results = await measure(workplace, contestants(workplace, ways, runs), rounds, progress);

  progress('profiles');
  const folder = workplace.path('fleet-dist');
  const profiles = [];
  while (profiles.length < PROFILES) {
    movedAside(folder);
    profiles.push(await profile(workplace, ways.fleet(namesFile(workplace, sizes.many), folder), 500));
  }
  const found = { checks: median(profiles.map((data) => shareOf(data, isCheck))), spots: hotSpotsOf(profiles[0]) };
  return report(results, { ...found, sizes, runs, ways, kosko, binaries, objects: objects.length });
}

/** What is written out in the peers' programs is what the library makes. */
async function objectsOfOneCluster(workplace, library) {
  const folder = workplace.path('one-cluster');
  emptied(folder);
  const { fleet: program } = programs({ library, kosko: {}, binaries: [] });
  await workplace.run(program(namesFile(workplace, 1), folder));
  return manifestFiles(folder).flatMap(objectsOf);
}

function report(results, { checks, spots, sizes, runs, ways, kosko, binaries, objects }) {
  const { few, some, many, most } = sizes;
  const of = (way, count) => results.find(({ label }) => label === labelOf(way, count));
  const ratio = (slow, fast) => slow.median / fast.median;
  const fleets = [few, some, many, most].map((count) => of('fleet', count));
  const exponent = (way) => {
    const points = Object.keys(runs[way]).map((count) => [Number(count), of(way, count).median]);
    return points.length < 2 ? '–' : growthExponent(points).toFixed(2);
  };
  const oneAppMinutes = (of('oneApp', few).median * (many / few) ** Number(exponent('oneApp'))) / 60;
  const peaks = fleets.map(({ peak }) => peak);
  const targets = [
    atLeast(
      `${few} clusters: times faster than one \`App\` of L1 objects`,
      3,
      ratio(of('stockOneApp', few), fleets[0]),
    ),
    atLeast(
      `${few} clusters: times faster than one \`App\` of the same charts`,
      3,
      ratio(of('oneApp', few), fleets[0]),
    ),
    atLeast(
      `${many} clusters: times faster than one \`App\` of L1 objects`,
      40,
      ratio(of('stockOneApp', many), fleets[2]),
    ),
    atLeast(`${many} clusters: times faster than kosko`, 1, ratio(of('kosko', many), fleets[2])),
    atMost(`${most} clusters: times the time of ${some}`, 5.4, ratio(fleets[3], fleets[1])),
    atMost(`growth exponent from ${few} to ${most} clusters`, 1.05, Number(exponent('fleet'))),
    atMost(`${most} clusters: times the peak memory of ${few}`, 1.5, peaks[3] / peaks[0]),
    atMost(`${most} clusters: peak memory in MiB`, 200, peaks[3]),
    atMost(`checks: per cent of the time of ${many} clusters`, 20, checks * 100),
  ];
  return {
    heading: 'Fleet: many clusters from one program',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(
        ['', 'clusters', 'runs', 'median (s)', 'min (s)', 'max (s)', 'ms a cluster', 'peak memory (MiB)'],
        Object.keys(ways).flatMap((way) =>
          Object.keys(runs[way]).map((count) => rowOf(WAYS[way], Number(count), of(way, count))),
        ),
      ),
      '',
      ...table(
        ['', 'growth exponent'],
        Object.keys(ways).flatMap((way) => (exponent(way) === '–' ? [] : [[WAYS[way], exponent(way)]])),
      ),
      '',
      `Where the time of ${many} clusters goes, under the profiler:`,
      '',
      ...table(['module', 'own time (ms)'], spots),
      '',
      '- in turn; fewer runs of what takes minutes, and of what starts a process for each cluster and cannot but grow in proportion',
      `- ${many} of the same charts in one \`App\` are not made: by the exponent, that would take ${oneAppMinutes.toFixed(0)} minutes`,
      '- peak memory: the most of all runs',
      `- all wrote the same ${objects} objects for each of three clusters (parsed and compared before anything was timed), and`,
      '  as many files as there are clusters in each run; each run began with a new folder, and is a process of its own',
      '- growth exponent: the slope of log time over log clusters, by least squares',
      '- checks: time in the functions of the files of checks and in all that they call, of all time with a JavaScript stack, so',
      `  that garbage collection counts in proportion, and the median of ${PROFILES} profiles; a profile leaves the program as it is,`,
      '  which a copy without checks is not',
      '- the programs of ours run on the sources compiled module by module, with cdk8s as installed',
      `- ours and cdk8s: ${versions(CHECKOUT, ['cdk8s', 'cdk8s-plus-28', 'constructs'])}`,
      `- kosko: ${versions(kosko.folder, ['@kosko/generate', 'kubernetes-models'])}; it has no command that writes many files: its`,
      '  stand-in is a program that calls what its command calls for each cluster',
      `- on the PATH: ${binaries.map(({ name, version }) => `${name} ${version}`).join(', ') || 'neither helm nor kustomize nor jsonnet'}`,
      ...missedLines(targets),
    ],
  };
}

function rowOf(label, count, { times, median, peak }) {
  return [
    label,
    count,
    times.length,
    ...[median, Math.min(...times), Math.max(...times)].map((seconds) => seconds.toFixed(2)),
    ((median / count) * 1000).toFixed(2),
    peak === undefined ? '–' : peak.toFixed(0),
  ];
}

module.exports = { fleet };
