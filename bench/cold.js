/* Cold: one cluster, each time in a process of its own. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { versions } = require('./machine');
const { measure } = require('./measuring');
const { assertSameObjects, clusterName, objectsByCluster, objectsOf } = require('./objects');
const { makeBinaries } = require('./peers/binaries');
const { makeTemplate } = require('./peers/init-template');
const { makeKosko } = require('./peers/kosko');
const { makeOurs } = require('./peers/ours');
const { hotSpots } = require('./profile');
const { atLeast, atMost, missedLines, table, targetsTable } = require('./tables');

const CLUSTER = clusterName(0);
const ROUNDS = { full: 15, quick: 2 };
const SYNTH = { command: 'npm', args: ['run', '--silent', 'synth'] };
const TOOL = { command: 'npx', args: ['cdk8s', 'synth'] };
const NODE = process.execPath;
const BUNDLE = path.join(__dirname, '..', 'tools', 'bundle.mjs');
const ALERT = path.join(__dirname, '..', 'examples', 'backtest', 'port-scan.yaml');

const BINARY_LABELS = {
  helm: 'helm: `helm template`',
  kustomize: 'kustomize: `kustomize build`',
  jsonnet: 'jsonnet: `jsonnet --string`',
};

/** What is compared, by the names that ratios refer to. */
const LABELS = {
  bare: 'bare: `node -e 0`',
  program: 'ours: the program alone, `node .build/main.js`',
  explain: 'ours: the command, `explain` of one alert',
  synth: 'ours: `npm run synth`, nothing changed since the last run',
  unbuilt: 'ours: `npm run synth`, `.build` removed first',
  tool: 'ours: through the cdk8s tool, `npx cdk8s synth`',
  template: 'template: `npm run synth`',
  tsNode: 'template: without the tool, `npx ts-node main.ts`',
  compiledTool: 'template, compiled: `npx cdk8s synth`',
  compiled: 'template, compiled: `node main.js`',
  kosko: 'kosko: generate and print with kubernetes-models, no type check',
};

async function cold(workplace, { isQuick, progress }) {
  progress('making the contestants');
  const env = { CLUSTERNAME: CLUSTER };
  const ours = await makeOurs(workplace, env);
  const files = fs.readdirSync(ours.dist).filter((file) => file.endsWith('.yaml'));
  const objects = files.flatMap((file) => objectsOf(path.join(ours.dist, file)));
  assert.ok(objects.length > 0, 'no objects were written');
  const template = await makeTemplate(workplace, objects, ours.calico);
  const kosko = await makeKosko(workplace, objects, CLUSTER);
  const binaries = makeBinaries(workplace, objects, CLUSTER);

  const bundle = workplace.path('command');
  await workplace.run({ command: NODE, args: [BUNDLE, bundle] });
  const explain = [path.join(bundle, 'bin', 'calico-threat-defense.js'), 'explain', ALERT, '--calico-release', '3.24'];

  const inOurs = { cwd: ours.folder, env };
  const removeBuild = () => fs.rmSync(path.join(ours.folder, '.build'), { recursive: true, force: true });
  const contestants = [
    { label: LABELS.bare, program: { command: NODE, args: ['-e', '0'] } },
    { label: LABELS.program, program: { command: NODE, args: ['.build/main.js'], ...inOurs }, dist: ours.dist },
    { label: LABELS.explain, program: { command: NODE, args: explain, stdout: workplace.path('explained.txt') } },
    { label: LABELS.synth, program: { ...SYNTH, ...inOurs }, dist: ours.dist },
    { label: LABELS.unbuilt, program: { ...SYNTH, ...inOurs }, dist: ours.dist, before: removeBuild },
    { label: LABELS.tool, program: { ...TOOL, ...inOurs }, dist: ours.dist },
    ...templateContestants(template),
    printing(workplace, LABELS.kosko, 'kosko-dist', { command: NODE, args: [kosko.cold], cwd: kosko.folder }),
    ...binaries.map(({ name, prepare, args }) => {
      prepare?.(CLUSTER);
      const program = { command: name, args: args(CLUSTER) };
      return { ...printing(workplace, BINARY_LABELS[name], `${name}-dist`, program), isOther: true };
    }),
  ];
  await checkObjects(workplace, contestants, ours.dist);
  const results = await measure(workplace, contestants, ROUNDS[isQuick ? 'quick' : 'full'], progress);
  const spots = await hotSpots(workplace, { args: ['.build/main.js'], ...inOurs }, 100);
  return report(results, { objects: objects.length, ours, template, kosko, binaries, spots });
}

function templateContestants({ folder, compiled }) {
  const dist = path.join(folder, 'dist');
  const compiledDist = path.join(compiled, 'dist');
  return [
    { label: LABELS.template, program: { ...SYNTH, cwd: folder }, dist },
    { label: LABELS.tsNode, program: { command: 'npx', args: ['ts-node', 'main.ts'], cwd: folder }, dist },
    { label: LABELS.compiledTool, program: { ...TOOL, cwd: compiled }, dist: compiledDist },
    { label: LABELS.compiled, program: { command: NODE, args: ['main.js'], cwd: compiled }, dist: compiledDist },
  ];
}

/** A contestant that prints, into a file as the others do. */
function printing(workplace, label, folder, program) {
  const dist = workplace.path(folder);
  fs.mkdirSync(dist);
  return { label, program: { ...program, stdout: path.join(dist, 'module-7.yaml') }, dist };
}

/** Each is run once on an empty folder before anything is timed. */
async function checkObjects(workplace, contestants, dist) {
  const expected = workplace.path('expected');
  fs.cpSync(dist, expected, { recursive: true });
  assert.deepEqual(Object.keys(objectsByCluster(expected)), [CLUSTER]);
  for (const { label, program, dist: made } of contestants.filter((contestant) => contestant.dist !== undefined)) {
    fs.rmSync(made, { recursive: true, force: true });
    if (program.stdout !== undefined) {
      fs.mkdirSync(made);
    }
    await workplace.run(program);
    assertSameObjects(made, expected, label);
  }
}

function report(results, { objects, ours, template, kosko, binaries, spots }) {
  const time = (label) => results.find((result) => result.label === label).median;
  const ratio = (slower, faster) => time(slower) / time(faster);
  const targets = [
    atLeast('`npm run synth`, types checked: times faster than the template', 5, ratio(LABELS.template, LABELS.synth)),
    atMost('the program alone: times of bare `node -e 0`', 1.6, ratio(LABELS.program, LABELS.bare)),
    atMost('`explain` of one alert: times of bare `node -e 0`', 2.5, ratio(LABELS.explain, LABELS.bare)),
  ];
  const further = [
    ['template / ours, `.build` removed first', ratio(LABELS.template, LABELS.unbuilt)],
    ['template / ours, both through the cdk8s tool', ratio(LABELS.template, LABELS.tool)],
    ['template / ours, both without it', ratio(LABELS.tsNode, LABELS.synth)],
    ['template, compiled, through the cdk8s tool / ours, `npm run synth`', ratio(LABELS.compiledTool, LABELS.synth)],
    ['template, compiled / ours, programs alone', ratio(LABELS.compiled, LABELS.program)],
    ['kosko / ours, programs alone', ratio(LABELS.kosko, LABELS.program)],
  ];
  const rows = results.map(({ label, median, times, peak }) => [
    label,
    ...[median, Math.min(...times), Math.max(...times)].map((seconds) => (seconds * 1000).toFixed(0)),
    peak === undefined ? '–' : peak.toFixed(0),
  ]);
  return {
    heading: 'Cold: one cluster',
    targets,
    lines: [
      ...targetsTable(targets),
      '',
      ...table(['', 'median (ms)', 'min (ms)', 'max (ms)', 'peak memory (MiB)'], rows),
      '',
      ...table(
        ['ratio of medians', ''],
        further.map(([label, value]) => [label, value.toFixed(2)]),
      ),
      '',
      `- ${results[0].times.length} runs of each after one to warm up, in turn`,
      `- all but \`explain\` wrote the same ${objects} objects for ${CLUSTER} (parsed and compared before anything was timed)`,
      '- peak memory: of the largest Node.js process; the native compiler, helm, kustomize and jsonnet are none',
      `- ours: ${versions(ours.folder, ['typescript', 'esbuild', 'cdk8s', 'cdk8s-plus-28', 'constructs'])}`,
      `- template: ${versions(template.folder, ['typescript', 'ts-node', 'cdk8s-cli', 'cdk8s', 'cdk8s-plus-28', 'constructs'])}`,
      `- kosko: ${versions(kosko.folder, ['@kosko/generate', 'kubernetes-models'])}`,
      `- on the PATH: ${binaries.map(({ name, version }) => `${name} ${version}`).join(', ') || 'neither helm nor kustomize nor jsonnet'}`,
      "- stand-ins: the template's `cdk8s import k8s` was left out, its program takes the same classes, compiled, from the",
      '  `k8s` module of cdk8s-plus-28; for the command `kosko generate`, a program that calls what the command calls',
      '- in favour of the template: `cdk8s synth` does not look for a newer version, and its imports are compiled beforehand',
      ...missedLines(targets),
      '',
      'Where the time of the program alone goes, under the profiler:',
      '',
      ...table(['module', 'own time (ms)'], spots),
    ],
  };
}

module.exports = { cold };
