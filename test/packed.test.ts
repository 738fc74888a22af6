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
import { only, type Synthesized } from './support';

const root = resolve(__dirname, '..');
const library = 'cdk8s-calico-threat-defense';
const example = join(root, 'examples', 'own-chart');

let project: string;

/** Texts whose snippets are compiled and run against the packed library. */
const TEXTS = ['README.md', join('docs', 'testing.md')];

/** Takes the place of `npm install`, which would need a network: the packed library, and its peers as installed here. */
function install(): void {
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, library), { recursive: true });
  execFileSync('npm', ['pack', '--pack-destination', project], { cwd: root, stdio: 'pipe' });
  execFileSync('tar', ['-xzf', tarball(), '--strip-components', '1', '-C', join(modules, library)], { cwd: project });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types', '@typescript']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

function tarball(): string {
  return readdirSync(project).find((file) => file.endsWith('.tgz')) ?? '';
}

function compile(...options: string[]): void {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join('node_modules', 'typescript', 'bin', 'tsc'), ...options],
    { cwd: project },
  );
  expect([status, String(stdout)]).toEqual([0, '']);
}

function run(program: string, cwd: string): { stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, '.build', program)], { cwd });
  expect([status, String(stderr).match(/^\s+at .*/m)]).toEqual([0, null]);
  return { stdout: String(stdout), stderr: String(stderr) };
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

describe('the packed library', () => {
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'packed library '));
    install();
  }, 180_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('holds no tests, tools or shared data', () => {
    const folder = join(project, 'node_modules', library);
    const files = ['.jsii', 'CHANGELOG.md', 'LICENSE', 'README.md', 'lib', 'node_modules', 'package.json'];
    expect(readdirSync(folder).sort()).toEqual(files);
    const entries = ['testing', 'validation.d.ts', 'validation.js'];
    expect(readdirSync(join(folder, 'lib')).sort()).toEqual(['LICENSES.txt', 'bin', 'imports', 'src', ...entries]);
    const kept = readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, 'lib', file)).isFile())
      .filter((file) => !/(\.js|\.d\.ts|LICENSES\.txt)$/.test(file));
    expect(kept).toEqual([]);
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
      const exported = { '': 'GlobalAlert', '/testing': 'Template', '/validation': 'ThreatDefenseValidation' };
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

  it('has the command, which prints what the README says', () => {
    const blocks = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'));
    const at = blocks.findIndex(({ text }) => text.startsWith('$ npx calico-threat-defense lint'));
    const [{ command, output } = { command: '', output: '' }] = sessionsOf(blocks.slice(at, at + 1));
    writeFileSync(join(project, 'alert.yaml'), blocks[at - 1]?.text ?? '');
    const { bin } = JSON.parse(readFileSync(join(project, 'node_modules', library, 'package.json'), 'utf8'));
    const [, name = '', ...args] = command.split(' ');
    const file = join(project, 'node_modules', library, bin[name]);
    const { status, stdout, stderr } = spawnSync(file, args, { cwd: project });
    expect([status, String(stdout), String(stderr)]).toEqual([1, output, '']);
    expect(bin[library]).toBe(bin[name]);
  });

  describe(`in the snippets of ${TEXTS.join(' and ')}`, () => {
    const snippets = TEXTS.flatMap((text) =>
      snippetsOf(blocksOf(readFileSync(join(root, text), 'utf8'))).map((snippet) => ({
        ...snippet,
        name: `${basename(text, '.md')}-${snippet.name}`,
      })),
    );
    beforeAll(() => {
      for (const { name, code } of snippets) {
        writeFileSync(join(project, `${name}.ts`), code);
      }
      const options = [
        '--target',
        'es2022',
        '--module',
        'node16',
        '--strict',
        '--types',
        'node',
        '--outDir',
        '.build',
        '--ignoreConfig',
      ];
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
          const [file = ''] = readdirSync(join(cwd, 'dist'));
          expect(readFileSync(join(cwd, 'dist', file), 'utf8').slice(0, yaml.length)).toBe(yaml);
        }
        expect([yaml, text]).not.toEqual([undefined, undefined]);
      },
    );
  });
});
