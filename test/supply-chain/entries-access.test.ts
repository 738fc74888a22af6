import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jsonLines } from '../backtest/logs';
import { bundled } from '../cli/command';
import { alertOf, Repository } from '../cli/repository';
import { ACCESS_TABLE } from './access-table';
import { recorded } from './recorded';

const root = resolve(__dirname, '..', '..');
const ENTRIES = { index: 'index', synth: 'output/public', plus: 'plus/public', testing: 'testing/index' };
// In a process, because esbuild cannot run in jest. The entries share the files of what they have in common, as in the package.
const BUILD = `
const [library, outdir, entries] = process.argv.slice(1);
require('esbuild').buildSync({
  entryPoints: JSON.parse(entries), outdir, bundle: true, splitting: true, format: 'esm', outExtension: { '.js': '.mjs' },
  platform: 'node', packages: 'external', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});`;

const CLUSTER = `const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });`;
const ROWS = jsonLines([
  { start_time: 1_767_225_600, end_time: 1_767_225_900, action: 'allow', source_namespace: 'dev', dest_port: 22 },
]);

interface Program {
  readonly entry: string;
  readonly text: string;
  readonly reads?: readonly string[];
  /** Of files in the temporary folder and below output folders, only the folder. */
  readonly writes?: readonly string[];
}

const CHARTS = `
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, ThreatFeedChart, VerifierRole, VerifierSubject } from 'INDEX';
import { App } from 'cdk8s';
${CLUSTER}
const charts = (app) => {
  const { scanner } = new AnomalyDetectionChart(app, 'module', { cluster });
  const feed = new ThreatFeedChart(app, 'feed', { cluster });
  new VerifierRole(feed, 'role', { cluster, scanner, subjects: [VerifierSubject.user('me')] });
};`;

const PROGRAMS: readonly Program[] = [
  {
    entry: 'constructs',
    text: `${CHARTS}\nconst app = new App({ outdir: 'out' });\ncharts(app);\napp.synth();`,
    writes: ['out'],
  },
  {
    entry: 'cdk8s-calico-threat-defense/synth',
    text: `${CHARTS}\nimport { runSynth } from 'SYNTH';\nrunSynth((outdir) => {\nconst app = new App({ outdir });\ncharts(app);\napp.synth();\n});`,
    reads: ['TEMPORARY', 'dist'],
    writes: ['TEMPORARY', 'dist'],
  },
  {
    entry: 'Fleet',
    text: `${CHARTS}\nimport { Fleet } from 'INDEX';\nclass Mine extends Fleet {\naddCharts(app) {\ncharts(app);\n}\n}\nnew Mine({ outdir: 'out', members: [{ cluster }] }).synth();`,
    reads: ['TEMPORARY', 'out'],
    writes: ['TEMPORARY', 'out'],
  },
  {
    entry: 'cdk8s-calico-threat-defense/plus',
    text: `
import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { scanTargetOf } from 'PLUS';
const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
const web = new Deployment(chart, 'web', { containers: [{ image: 'nginx:1.29.4', portNumber: 80 }] });
if (scanTargetOf(web).namespace !== 'shop') {
  throw new Error('no target');
}`,
  },
  {
    entry: 'cdk8s-calico-threat-defense/testing',
    text: `
import { AlertTest, FlowLogs, Template } from 'TESTING';
import { CalicoCluster, CalicoRelease, PortScanAlert } from 'INDEX';
import { App, Chart } from 'cdk8s';
${CLUSTER}
const chart = new Chart(new App(), 'chart');
const alert = new PortScanAlert(chart, 'scan', { cluster });
Template.fromChart(chart).resourceCountIs('GlobalAlert', 1);
AlertTest.of(alert).over(FlowLogs.fromFile('rows.ndjson')).raisesNothing();`,
    reads: ['rows.ndjson'],
  },
  {
    entry: 'cdk8s-calico-threat-defense/validation',
    text: `
import validation from 'VALIDATION';
const { ThreatDefenseValidation } = validation;
const report = { addViolation() {}, submit() {} };
await new ThreatDefenseValidation({ release: '3.22' }).validate({ manifests: ['alert.yaml'], report });`,
    reads: ['alert.yaml'],
  },
];

describe('an entry of the package', () => {
  const bundles = bundled();
  let entries: string;
  let repository: Repository;
  beforeAll(() => {
    // Next to node_modules, where its packages are found.
    mkdirSync(join(root, '.build'), { recursive: true });
    entries = realpathSync(mkdtempSync(join(root, '.build', 'entries ')));
    const files = Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(root, 'src', `${file}.ts`)]),
    );
    execFileSync(process.execPath, ['-e', BUILD, '', entries, JSON.stringify(files)], { cwd: root });
  }, 60_000);
  afterAll(() => rmSync(entries, { recursive: true, force: true }));
  beforeEach(() => {
    repository = new Repository();
    repository.write({ 'private.yaml': 'a: 1', 'rows.ndjson': ROWS, 'alert.yaml': alertOf('network.ssh') });
  });
  afterEach(() => repository.remove());

  const byFolder = (paths: readonly string[]) =>
    [...new Set(paths.map((path) => path.replace(/^(dist|out)\/.*/, '$1')))].sort();

  it.each(PROGRAMS.map((program): [string, Program] => [program.entry, program]))(
    'reads and writes its files only, and connects to nothing: %s',
    async (entry, { text, reads = [], writes = [] }) => {
      const file = join(entries, 'program.mjs');
      const validation = JSON.stringify(join(bundles(), 'validation.js'));
      const program = text.replaceAll("'VALIDATION'", validation);
      writeFileSync(
        file,
        program.replace(/'([A-Z]+)'/g, (_, name: string) => `'./${name.toLowerCase()}.mjs'`),
      );
      const run = { cwd: repository.folder, code: [entries, bundles()] };
      const { status, stdout, stderr, ...access } = await recorded([file], run);
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
      expect(stdout).toBe('');
      expect({ ...access, reads: byFolder(access.reads), writes: byFolder(access.writes) }).toEqual({
        reads,
        writes,
        network: [],
        programs: [],
        threads: 0,
        leftBehind: [],
      });
      expect(ACCESS_TABLE[entry]).toMatchObject({ network: 'none', programs: 'none' });
    },
  );
});
