import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { blocksOf, type Snippet, sessionsOf, snippetsOf } from './markdown';
import { NEWEST, VERSIONS } from './plus/cdk8s-plus';
import { only, type Synthesized } from './support';

const root = resolve(__dirname, '..');
const library = 'cdk8s-calico-threat-defense';
const example = join(root, 'examples', 'own-chart');

let project: string;

/** Texts whose snippets are compiled and run against the packed library. */
const TEXTS = [
  'README.md',
  join('docs', 'own-program.md'),
  join('docs', 'cdk8s-plus.md'),
  join('docs', 'testing.md'),
  join('docs', 'test-your-alerts.md'),
];

/** Takes the place of `npm install`, which would need a network: the packed library, and its peers as installed here. */
function install(): void {
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, library), { recursive: true });
  execFileSync('npm', ['pack', '--pack-destination', project], { cwd: root, stdio: 'pipe' });
  execFileSync('tar', ['-xzf', tarball(), '--strip-components', '1', '-C', join(modules, library)], { cwd: project });
  const packages = ['cdk8s', 'constructs', 'typescript', '@types', '@typescript', 'ajv', 'yaml'];
  for (const name of packages) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

function tarball(): string {
  return readdirSync(project).find((file) => file.endsWith('.tgz')) ?? '';
}

function compile(...options: string[]): void {
  compileIn(project, ...options);
}

function compileIn(cwd: string, ...options: string[]): void {
  const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options], { cwd });
  expect([status, String(stdout)]).toEqual([0, '']);
}

function run(program: string, cwd: string): { stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, '.build', program)], { cwd });
  expect([status, String(stderr).match(/^\s+at .*/m)]).toEqual([0, null]);
  return { stdout: String(stdout), stderr: String(stderr) };
}

/** Runs what the README begins with, as JavaScript, and lints what it wrote. */
function firstProgram() {
  const cwd = join(project, 'first program');
  mkdirSync(cwd);
  const program = blocksOf(readFileSync(join(root, 'README.md'), 'utf8')).find(({ language }) => language === 'ts');
  writeFileSync(join(cwd, 'main.mjs'), program?.text ?? '');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main.mjs'], { cwd });
  const launcher = join(project, 'node_modules', library, 'bin', 'calico-threat-defense.js');
  const lint = spawnSync(launcher, ['lint', 'dist', '--calico-release', '3.23'], { cwd });
  return { status, said: `${stdout}${stderr}`, written: readdirSync(join(cwd, 'dist')), linted: lint.status };
}

/** Runs examples/fleet, with a list of clusters in `list.yaml`. */
function fleet(list: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const cwd = join(project, 'fleet');
  writeFileSync(join(cwd, 'list.yaml'), list);
  const program = [join('.build', 'main.js'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

interface Member {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
  readonly parameters?: readonly Member[];
}

/** What jsii knows of a type, as far as it is looked at here. */
interface ApiType extends Member {
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
  readonly members?: readonly Member[];
  readonly initializer?: Pick<Member, 'parameters'>;
}

interface Assembly {
  readonly types: Readonly<Record<string, ApiType>>;
}

/** A type, its members and their parameters, as far as nothing is said of them. A constructor is what its type says. */
function undocumentedIn(type: ApiType): string[] {
  const members = [...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])];
  const parameters = [...members, type.initializer].flatMap((member) => member?.parameters ?? []);
  return [type, ...members, ...parameters]
    .filter(({ docs }) => !docs?.summary)
    .map(({ name }) => `${name} of ${type.name}`);
}

/** What is in `lib/`, besides the entries. */
const BUILT = ['LICENSES.txt', 'bin', 'imports', 'sbom.cdx.json', 'src'];

/** Why a release of the list must be a string, as the schema of the fleet says it. */
const WHY_A_STRING =
  'The release of Calico Enterprise, 3.7 or newer, or with cloud- before it that of Calico Cloud; in quotes, since 3.20 is a number without them';

/** Whether a bundled package is missing from the SBOM, or would run something when it is installed. */
function suspicionsAbout(name: string): string[] {
  const folder = join(project, 'node_modules', library);
  const { version, scripts = {} } = JSON.parse(
    readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const listed = readFileSync(join(folder, 'lib', 'sbom.cdx.json'), 'utf8').includes(`"pkg:npm/${name}@${version}"`);
  const run = Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script));
  return [
    ...(listed ? [] : [`${name} is not in the SBOM`]),
    ...run.map((script) => `${name} has the script ${script}`),
  ];
}

/** Runs examples/threat-feed, and lints what it wrote. */
function threatFeedExample(): void {
  describe('in examples/threat-feed', () => {
    const source = join(root, 'examples', 'threat-feed');
    const folder = () => join(project, 'threat-feed');
    beforeAll(() => {
      cpSync(source, folder(), { recursive: true });
      compileIn(folder());
    });

    it('is named as a package, not by a path', () => {
      const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
      expect(manifest.dependencies[library]).toBe(`file:../../${tarball()}`);
      expect(readFileSync(join(source, 'main.ts'), 'utf8')).not.toMatch(/from '\.\.?\//);
    });

    it('makes the exercise and the roles that verify it, in which lint finds nothing', () => {
      const cwd = folder();
      const { status, stdout, stderr } = spawnSync(process.execPath, [join('.build', 'main.js')], { cwd });
      expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
      const dist = (file: string): Synthesized[] =>
        parseAllDocuments(readFileSync(join(cwd, 'dist', file), 'utf8')).map((document) => document.toJS());
      const objects = dist('threat-feed.k8s.yaml');
      const { metadata } = only(objects, 'Pod');
      const feed = only(objects, 'GlobalThreatFeed');
      expect(metadata.annotations['calico-threat-defense/probe-feed']).toBe(feed.metadata.name);
      expect(only(objects, 'GlobalNetworkPolicy').spec.egress[0]).toMatchObject({
        action: 'Deny',
        destination: { selector: "feed == 'tor'", namespaceSelector: 'global()' },
      });
      expect(only(dist('rbac.k8s.yaml'), 'RoleBinding').subjects[0]).toMatchObject({ namespace: 'ci', name: 'drill' });
      const launcher = join(project, 'node_modules', library, 'bin', 'calico-threat-defense.js');
      const lint = spawnSync(launcher, ['lint', 'dist', '--calico-release', '3.24'], { cwd });
      expect([lint.status, String(lint.stdout)]).toEqual([
        0,
        expect.stringMatching(/^No problems: \d+ objects? checked/),
      ]);
    });
  });
}

/** Installs versions of cdk8s-plus, which are not there before, since the library needs none. */
function installPlus(...versions: string[]): void {
  for (const version of versions) {
    const folder = join(project, 'node_modules', `cdk8s-plus-${version}`);
    rmSync(folder, { force: true });
    symlinkSync(join(root, 'node_modules', `cdk8s-plus-${version}`), folder);
  }
}

/** A program that uses all of the entry for cdk8s-plus. */
function plusProgram(version: string): string {
  return `import { App, Chart } from 'cdk8s';
import * as calico from 'cdk8s-calico-threat-defense';
import { podsOf, policySelectorOf, probeTargetOf, scanTargetOf } from 'cdk8s-calico-threat-defense/plus';
import * as kplus from 'cdk8s-plus-${version}';

const release = calico.CalicoRelease.enterprise('3.23');
const app = new App({ outdir: process.argv[2] });
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const drill = new Chart(app, 'drill', { disableResourceNameHashes: true });
calico.CalicoCluster.provide(drill, calico.CalicoCluster.managed({ name: 'acme.aks-prod', release }));

const container = { image: 'registry.example.com/web:1.0', portNumber: 8080 };
const web = new kplus.Deployment(shop, 'web', { containers: [container], podMetadata: { labels: { app: 'web' } } });
const service = web.exposeViaService({ name: 'web' });
const pods = kplus.Pods.select(shop, 'pods', { labels: { app: 'web' } });
const namespaces = kplus.Namespaces.select(shop, 'namespaces', { names: ['shop', 'store'] });

const run = calico.ScanRun.once();
new calico.NetshootScanner(drill, 'pods', { name: 'pods', run, target: scanTargetOf(web) });
new calico.NetshootScanner(drill, 'selected', { name: 'selected', run, target: scanTargetOf(pods) });
new calico.NetshootScanner(drill, 'service', { name: 'service', run, target: scanTargetOf(service) });
const action = calico.ProbeAction.connect(probeTargetOf(service, { workload: web }));
new calico.Probe(drill, 'probe', { namespace: 'shop', action });
const during = calico.TimeWindow.until(new Date('2026-12-01T00:00:00Z'));
new calico.PacketCapture(drill, 'capture', { name: 'web', during, ...podsOf(web) });
new calico.PacketCapture(drill, 'all', {
  name: 'all',
  during,
  namespace: 'shop',
  pods: policySelectorOf(kplus.Pods.select(shop, 'both', { labels: { app: 'web' }, namespaces })),
});
app.synth();
`;
}

/** Compiles and runs the program with each version of cdk8s-plus, as CommonJS and as ES modules. */
function plusVersions(): void {
  const kinds = ['commonjs', 'module'];
  const folder = (type: string) => join(project, `plus ${type}`);
  beforeAll(() => {
    installPlus(...VERSIONS);
    for (const type of kinds) {
      mkdirSync(folder(type));
      writeFileSync(join(folder(type), 'package.json'), JSON.stringify({ type }));
      for (const version of VERSIONS) {
        writeFileSync(join(folder(type), `v${version}.ts`), plusProgram(version));
      }
      const options = '--target es2022 --module node16 --strict --types node --ignoreConfig'.split(' ');
      compileIn(folder(type), ...options, ...VERSIONS.map((version) => `v${version}.ts`));
    }
  }, 180_000);

  it.each(kinds.flatMap((type) => VERSIONS.map((version) => [version, type])))(
    'works with cdk8s-plus-%s, as %s',
    (version, type) => {
      const cwd = folder(type);
      const { status, stderr } = spawnSync(process.execPath, [`v${version}.js`, `dist-${version}`], { cwd });
      expect([status, String(stderr)]).toEqual([0, '']);
      const text = readFileSync(join(cwd, `dist-${version}`, 'drill.k8s.yaml'), 'utf8');
      expect(text).toContain("selector: projectcalico.org/namespace in { 'shop', 'store' } && app == 'web'\n");
      expect(text).toMatch(/ {2}selector:\n {4}app: web\n {4}cdk8s\.io\/metadata\.addr: shop-web-\w+\n/);
      expect(text).toContain('connects to web.shop.svc:8080\n');
    },
    60_000,
  );
}

/** Runs examples/cdk8s-plus with a version of cdk8s-plus, and lints what it wrote. */
function plusExample(version: string): void {
  const cwd = join(project, `cdk8s-plus ${version}`);
  const source = join(root, 'examples', 'cdk8s-plus');
  const main = readFileSync(join(source, 'main.ts'), 'utf8');
  installPlus(version);
  cpSync(source, cwd, { recursive: true });
  writeFileSync(join(cwd, 'main.ts'), main.replace("'cdk8s-plus-28'", `'cdk8s-plus-${version}'`));
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  expect(manifest.dependencies[library]).toBe(`file:../../${tarball()}`);
  expect(main).not.toMatch(/from '\.\.?\//);
  compileIn(cwd);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('.build', 'main.js')], { cwd });
  expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  const text = readFileSync(join(cwd, 'dist', 'drills.k8s.yaml'), 'utf8');
  const drills: Synthesized[] = parseAllDocuments(text).map((document) => document.toJS());
  const [web] = parseAllDocuments(readFileSync(join(cwd, 'dist', 'shop.k8s.yaml'), 'utf8'));
  const { labels } = web?.toJS().spec.template.metadata ?? {};
  expect(only(drills, 'Service').spec.selector).toEqual(labels);
  const [label, address] = Object.entries(labels).find(([key]) => key !== 'app') ?? [];
  expect(only(drills, 'PacketCapture').spec.selector).toBe(`${label} == '${address}'`);
  const launcher = join(project, 'node_modules', library, 'bin', 'calico-threat-defense.js');
  const lint = spawnSync(launcher, ['lint', 'dist', '--calico-release', '3.23'], { cwd });
  expect([lint.status, String(lint.stdout)]).toEqual([0, expect.stringMatching(/^No problems: /)]);
}

/** Converts YAML with the packed command, and compiles and runs the project that it writes. */
function convertYaml(): void {
  const cwd = join(project, 'converted');
  mkdirSync(cwd);
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: words\n  namespace: ${SPACE}\ndata:\n  a: b\n';
  writeFileSync(join(cwd, 'words.yaml'), text);
  const launcher = join(project, 'node_modules', library, 'bin', 'calico-threat-defense.js');
  const { status, stderr } = spawnSync(launcher, ['convert', 'words.yaml', '--out', 'words'], { cwd });
  expect([status, String(stderr)]).toEqual([0, expect.stringContaining('the program creates 1 object')]);
  const folder = join(cwd, 'words');
  compileIn(folder);
  const env = { ...process.env, SPACE: 'shop' };
  expect(spawnSync(process.execPath, [join('.build', 'main.js')], { cwd: folder, env }).status).toBe(0);
  const [written] = parseAllDocuments(readFileSync(join(folder, 'dist', 'words.k8s.yaml'), 'utf8'));
  expect(written?.toJS()).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'words', namespace: 'shop' },
    data: { a: 'b' },
  });
}

/** Runs examples/fleet with right and wrong lists. */
function fleetExample(): void {
  const folder = () => join(project, 'fleet');
  const manifest = (cluster: string) => join(folder(), 'dist', cluster, 'anomaly-detection.k8s.yaml');
  beforeAll(() => {
    cpSync(join(root, 'examples', 'fleet'), folder(), { recursive: true });
    compileIn(folder());
  });

  it('makes 1,000 clusters', () => {
    expect(fleet('', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(folder(), 'dist')).filter((name) => !name.startsWith('.'))).toHaveLength(1000);
    expect(readFileSync(manifest('t01.eks-test-01'), 'utf8')).toContain('value: t01.eks-test-01\n');
  }, 120_000);

  it('names what is wrong with the list by line and column, and writes nothing', () => {
    const before = readdirSync(join(folder(), 'dist'));
    const list = [
      'clusters:',
      '  - name: acme',
      '    release: 3.14',
      '    relase: "3.14"',
      '  - { topology: standalone, name: b, folder: b, release: "cloud-23.0.1" }',
    ];
    expect(fleet(list.join('\n'), 'list.yaml')).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        `list.yaml:3:14: clusters[0].release = 3.14 must be string (${WHY_A_STRING})`,
        'list.yaml:4:5: clusters[0] has relase, which is none of name, release, topology, folder',
        'list.yaml:5:17: clusters[1].topology = "standalone" must be managed (Calico Cloud connects managed clusters only)',
        'list.yaml:5:35: clusters[1].name = "b" must be left out (Only managed clusters have a name of their own)',
        '',
      ].join('\n'),
    });
    expect(fleet('clusters: [', 'list.yaml').stderr).toMatch(/^list\.yaml:1:12: Flow sequence .*\n$/);
    const twice = 'clusters: [{ name: a.b, release: "3.14" }, { name: a.b, release: "3.22" }]';
    expect(fleet(twice, 'list.yaml').stderr).toMatch(
      /^fleet: 1 problem\n {2}members\[1\]\.cluster\.name = "a.b": is already the folder of members\[0\].*\n$/,
    );
    expect(readdirSync(join(folder(), 'dist'))).toEqual(before);
  });

  it('keeps going if it is asked to, and still fails', () => {
    mkdirSync(join(folder(), 'dist', 'mine'));
    writeFileSync(manifest('mine'), 'mine');
    const list = 'clusters: [{ name: mine, release: "3.24" }, { name: other, release: "3.24" }]';
    const { status, stderr } = fleet(list, '--quiet', 'list.yaml');
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('1 of 2 clusters has a problem; nothing was written\nmine:\n'),
    ]);
    expect(stderr).not.toMatch(/^\s+at /m);
    const { stderr: told, ...rest } = fleet(list, '--quiet', '--keep-going', 'list.yaml');
    expect([rest, told]).toEqual([
      { status: 1, stdout: '' },
      stderr.replace('nothing was written', 'the others were written'),
    ]);
    expect(readFileSync(manifest('mine'), 'utf8')).toBe('mine');
    expect(readFileSync(manifest('other'), 'utf8')).toContain('kind: GlobalAlert\n');
  });

  it.each([[['--fast']], [['one.yaml', 'two.yaml']], [['no-such.yaml']], [['dist']]])(
    'is called wrongly: %j',
    (args) => {
      const { status, stderr } = fleet('', ...args);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^.+\nusage: node \.build\/main\.js /)]);
    },
  );
}

/** What lib holds, by the ends of its paths. */
const PACKED = /(\.js|\.d\.ts|LICENSES\.txt|sbom\.cdx\.json|bin\/rules\.md|_v\d\.json|\/all\.json)$/;

describe('the packed library', () => {
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'packed library '));
    install();
  }, 180_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('holds no tests, tools or shared data', () => {
    const folder = join(project, 'node_modules', library);
    const texts = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md'];
    const files = ['.jsii', ...texts, 'bin', 'lib', 'node_modules', 'package.json', 'schemas'];
    expect(readdirSync(folder).sort()).toEqual(files);
    const entries = ['schemas', 'testing', 'validation.d.ts', 'validation.js'];
    expect(readdirSync(join(folder, 'lib')).sort()).toEqual([...BUILT, ...entries].sort());
    const kept = readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, 'lib', file)).isFile())
      .filter((file) => !PACKED.test(file));
    expect(kept).toEqual([]);
  });

  it('holds the packages that it needs and that are no peers, each with its licence', () => {
    const bundled = join(project, 'node_modules', library, 'node_modules');
    const licensed = readdirSync(bundled).filter((name) =>
      readdirSync(join(bundled, name)).some((file) => /^licen[cs]e/i.test(file)),
    );
    expect(licensed).toEqual(readdirSync(bundled));
    expect(licensed.flatMap(suspicionsAbout)).toEqual([]);
    for (const name of ['cli-progress', 'fastest-levenshtein', 'yaml']) {
      const load = `process.stdout.write(require.resolve('${name}', { paths: [process.argv[1]] }))`;
      const { stdout } = spawnSync(process.execPath, ['--eval', load, join(bundled, '..')], { cwd: project });
      expect(String(stdout)).toContain(join(library, 'node_modules', name));
    }
  });

  it('names nothing of the machine that made it', () => {
    const folder = join(project, 'node_modules', library);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
    for (const file of files.filter((path) => statSync(path).isFile())) {
      expect([file, readFileSync(file, 'utf8').includes(root)]).toEqual([file, false]);
    }
  });

  it('is what publint and arethetypeswrong ask for, and as large as docs/package.md says', () => {
    const args = [join('tools', 'check-package.mjs'), join(project, tarball())];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root });
    expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  }, 60_000);

  it('says of each member of its API what it is', () => {
    const { types } = JSON.parse(readFileSync(join(project, 'node_modules', library, '.jsii'), 'utf8')) as Assembly;
    const silent = Object.values(types).flatMap(undocumentedIn);
    expect([Object.keys(types).length > 50, silent]).toEqual([true, []]);
  });

  it.each([
    ['required', (entry: string, name: string) => `process.stdout.write(typeof require('${entry}').${name})`],
    [
      'imported',
      (entry: string, name: string) => `import { ${name} } from '${entry}'; process.stdout.write(typeof ${name})`,
    ],
  ])(
    'has entries that can be %s',
    (how, program) => {
      const exported = {
        '': 'GlobalAlert',
        '/plus': 'scanTargetOf',
        '/synth': 'runSynth',
        '/testing': 'Template',
        '/validation': 'ThreatDefenseValidation',
      };
      expect(readdirSync(join(project, 'node_modules')).filter((name) => name.startsWith('cdk8s-plus'))).toEqual([]);
      for (const [entry, name] of Object.entries(exported)) {
        const type = how === 'imported' ? ['--input-type', 'module'] : [];
        const args = [...type, '--eval', program(`${library}${entry}`, name)];
        const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project });
        expect([entry, String(stdout), String(stderr)]).toEqual([entry, 'function', '']);
      }
    },
    60_000,
  );

  describe('in examples/own-chart', () => {
    beforeAll(() => {
      cpSync(example, project, { recursive: true });
      compile();
    });

    it('is named as a package, not by a path', () => {
      const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      expect(manifest.dependencies[library]).toBe(`file:../../${library}-${version}.tgz`);
      expect(readFileSync(join(example, 'main.ts'), 'utf8')).not.toMatch(/from '\.\.?\//);
    });

    it('makes the three constructs with values of its own', () => {
      const { stdout } = run('main.js', project);
      const text = readFileSync(join(project, 'dist', 'threat-defense.k8s.yaml'), 'utf8');
      const objects: Synthesized[] = parseAllDocuments(text).map((document) => document.toJS());
      expect(stdout).toBe('');
      expect(only(objects, 'GlobalAlert').spec).toMatchObject({ period: '10m0s', severity: 80 });
      const [container] = only(objects, 'Deployment').spec.template.spec.containers;
      expect(container.image).toBe('registry.example.com/mirror/tigera/anomaly_detection_jobs:v3.12.0');
      expect(container.env).toEqual(
        expect.arrayContaining([
          { name: 'CLUSTER_NAME', value: 'acme.eks-test' },
          { name: 'AD_DISABLED_JOBS', value: 'l7_latency,l7_bytes' },
          { name: 'AD_port_scan_threshold', value: '100' },
        ]),
      );
      expect(only(objects, 'Pod').metadata.namespace).toBe('shop');
    });
  });

  threatFeedExample();

  describe('beside cdk8s-plus', plusVersions);

  it.each(['28', NEWEST])('makes the drills of examples/cdk8s-plus, with cdk8s-plus-%s', plusExample, 60_000);

  describe('in examples/fleet', fleetExample);

  it('has the command, which prints what the README says', () => {
    const blocks = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'));
    const at = blocks.findIndex(({ text }) => text.startsWith('$ npx cdk8s-calico-threat-defense lint'));
    const [{ command, output } = { command: '', output: '' }] = sessionsOf(blocks.slice(at, at + 1));
    writeFileSync(join(project, 'alert.yaml'), blocks[at - 1]?.text ?? '');
    const { bin } = JSON.parse(readFileSync(join(project, 'node_modules', library, 'package.json'), 'utf8'));
    const [, name = '', ...args] = command.split(' ');
    const file = join(project, 'node_modules', library, bin[name]);
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: project });
    expect([status, String(stdout), String(stderr)]).toEqual([1, output, '']);
    expect([bin[library], name]).toEqual([bin['calico-threat-defense'], library]);
  });

  it('makes a project of YAML that compiles, and writes the objects of the YAML', convertYaml);

  it('has the first program of the README, which Node.js runs as it stands', () => {
    expect(firstProgram()).toEqual({ status: 0, said: '', written: ['threat-defense.k8s.yaml'], linted: 0 });
  });

  describe(`in the snippets of ${TEXTS.join(' and ')}`, () => {
    const snippets = TEXTS.flatMap((text) =>
      snippetsOf(blocksOf(readFileSync(join(root, text), 'utf8'))).map((snippet) => ({
        ...snippet,
        name: `${basename(text, '.md')}-${snippet.name}`,
      })),
    );
    beforeAll(() => {
      installPlus('28');
      for (const { name, code } of snippets) {
        writeFileSync(join(project, `${name}.ts`), code);
      }
      const options = '--target es2022 --module node16 --strict --types node --outDir .build --ignoreConfig'.split(' ');
      compile(...options, ...snippets.map(({ name }) => `${name}.ts`));
    });

    it.each(snippets.map((snippet): [string, Snippet] => [snippet.name, snippet]))(
      'does what they say: %s',
      (name, { yaml, text }) => {
        const cwd = join(project, `run ${name}`);
        mkdirSync(cwd);
        const { stdout, stderr } = run(`${name}.js`, cwd);
        expect(stdout).toBe('');
        if (text !== undefined) {
          expect(stderr).toBe(text);
        }
        if (yaml !== undefined) {
          const [file = ''] = readdirSync(join(cwd, 'dist')).filter((name) => name.endsWith('.yaml'));
          expect(readFileSync(join(cwd, 'dist', file), 'utf8').slice(0, yaml.length)).toBe(yaml);
        }
        expect([yaml, text]).not.toEqual([undefined, undefined]);
      },
    );
  });
});
