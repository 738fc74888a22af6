import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { alert } from '../../src/base';
import { NEWEST_ENTERPRISE } from '../../src/calico';
import { bundled, type CommandOptions, runCommand } from './command';
import { sourcePackages } from './packages';

jest.setTimeout(60_000);

const modules = resolve(__dirname, '..', '..', 'node_modules');
const SUBJECT = 'calico-threat-defense convert';
const POLICY = [
  '# Only from the office.',
  'apiVersion: networking.k8s.io/v1',
  'kind: NetworkPolicy',
  'metadata:',
  '  name: office',
  '  namespace: ${NAMESPACE}',
  'spec:',
  '  podSelector: {}',
  '',
].join('\n');

describe('the command convert', () => {
  const command = bundled();
  let cwd: string;
  beforeAll(() => {
    mkdirSync(join(command(), 'src'));
    cpSync(sourcePackages().library, join(command(), 'src', 'index.js'));
    symlinkSync(modules, join(command(), 'node_modules'));
  });
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'convert-'));
    writeFileSync(join(cwd, 'policy.yaml'), POLICY);
    writeFileSync(join(cwd, 'alert.yaml'), alert({}, 'network.ssh'));
    writeFileSync(join(cwd, 'broken.yaml'), 'kind: [');
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const run = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['convert', ...args], { cwd, ...options });

  it('prints a program on standard output, and nothing else', () => {
    const { stdout, stderr, exitCode } = run(['policy.yaml']);
    expect([stdout, stderr]).toMatchSnapshot();
    expect(exitCode).toBe(0);
  });

  it('prints a program in Python', () => {
    const { stdout, exitCode } = run(['policy.yaml', '--language', 'python']);
    expect([stdout, exitCode]).toEqual([expect.stringContaining('class PolicyChart(Chart):'), 0]);
  });

  it('reads standard input', () => {
    const { stdout, exitCode } = run(['-'], { input: POLICY });
    expect([stdout, exitCode]).toEqual([expect.stringContaining('export class ConvertedChart extends Chart {'), 0]);
  });

  it('says for which release the constructs are', () => {
    const line = `${SUBJECT}: the program is for release ${NEWEST_ENTERPRISE}, since neither --calico-release nor CALICO_RELEASE is set\n`;
    expect(run(['alert.yaml']).stderr).toContain(line);
    expect(run(['alert.yaml', '--calico-release', '3.22']).stderr).not.toContain('neither');
    const { stdout, stderr } = run(['alert.yaml'], { env: { CALICO_RELEASE: '3.20.0-2.0' } });
    expect([stdout, stderr]).toEqual([
      expect.stringContaining("parse('3.20.0"),
      expect.not.stringContaining('neither'),
    ]);
  });

  it('reports files that are not YAML, and converts the others', () => {
    const { stdout, stderr, exitCode } = run(['.']);
    expect([stdout.match(/^ {4}new \w+/gm), exitCode]).toEqual([['    new GlobalAlert', '    new ApiObject'], 1]);
    expect(stderr).toMatch(/^calico-threat-defense convert: broken\.yaml:1: is not valid YAML: /);
  });

  it.each([
    [
      'a file that does not exist',
      ['missing.yaml'],
      2,
      `${SUBJECT}: missing.yaml cannot be read: no such file or directory\n${SUBJECT}: nothing to convert: no Kubernetes object was found\n`,
    ],
    [
      'a file that is not YAML, alone',
      ['broken.yaml'],
      1,
      /^calico-threat-defense convert: broken\.yaml:1: is not valid YAML: .*\n$/,
    ],
    ['an unknown release', ['policy.yaml', '--calico-release', '3.x'], 2, /--calico-release = "3\.x": /],
    [
      'an unknown topology',
      ['policy.yaml', '--calico-topology', 'alone'],
      2,
      /--calico-topology = "alone": is not a valid topology/,
    ],
    [
      'an unknown language',
      ['policy.yaml', '--language', 'go'],
      2,
      /argument 'go' is invalid\. Allowed choices are typescript, python\./,
    ],
    [
      'a project in Python',
      ['policy.yaml', '--language', 'python', '--out', 'x'],
      2,
      `${SUBJECT}: 1 problem\n  --out: writes TypeScript projects only; omit it, and redirect the program into a file [convert/project-language]\n`,
    ],
    [
      'a project over files',
      ['policy.yaml', '--out', '.'],
      2,
      `${SUBJECT}: 1 problem\n  --out = ".": has files, such as alert.yaml, and the command never overwrites files; name a new or an empty folder [convert/project-folder]\n`,
    ],
    [
      'a project in place of a file',
      ['policy.yaml', '--out', 'policy.yaml'],
      2,
      `${SUBJECT}: 1 problem\n  --out = "policy.yaml": is not a folder; name a new or an empty one [convert/project-folder]\n`,
    ],
    [
      'a project below no folder',
      ['policy.yaml', '--out', 'a/b'],
      2,
      /--out = "a\/b": cannot be created, because .*a does not exist; create that folder first/,
    ],
  ])('refuses %s', (_, args, code, message) => {
    const before = readdirSync(cwd);
    const { stdout, stderr, exitCode } = run(args);
    expect([stdout, exitCode]).toEqual(['', code]);
    expect(stderr).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('finds nothing to convert where there is no object', () => {
    writeFileSync(join(cwd, 'values.yaml'), 'a: 1\n');
    const { stderr, exitCode } = run(['values.yaml']);
    expect([stderr, exitCode]).toEqual([
      `${SUBJECT}: values.yaml:1: is not a Kubernetes object, and was skipped\n${SUBJECT}: nothing to convert: no Kubernetes object was found\n`,
      2,
    ]);
  });

  it('is not misled by the environment', () => {
    const env = { CDK8S_OUTDIR: join(cwd, 'elsewhere'), CDK8S_FILE_PER_RESOURCE: '1', NODE_OPTIONS: '--no-warnings' };
    expect(run(['policy.yaml'], { env }).exitCode).toBe(0);
    expect(existsSync(join(cwd, 'elsewhere'))).toBe(false);
  });

  describe('with --out', () => {
    beforeEach(() => {
      const { stdout, exitCode } = run(['policy.yaml', 'alert.yaml', '--calico-release', '3.24', '--out', 'project']);
      expect([stdout, exitCode]).toEqual(['', 0]);
      symlinkSync(modules, join(cwd, 'project', 'node_modules'));
    });
    const inProject = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: join(cwd, 'project'),
        env: { PATH: process.env['PATH'], ...env },
        encoding: 'utf8',
      });
      return { status, printed: `${stdout}${stderr}` };
    };

    it('writes a whole project', () => {
      const files = readdirSync(join(cwd, 'project'), { recursive: true, encoding: 'utf8' });
      expect(files.filter((file) => !file.startsWith('node_modules')).sort()).toEqual([
        '.gitignore',
        'README.md',
        'cdk8s.yaml',
        'chart.ts',
        'main.ts',
        'package.json',
        'test',
        join('test', '__snapshots__'),
        join('test', '__snapshots__', 'chart.test.ts.snap'),
        join('test', 'chart.test.ts'),
        'tsconfig.json',
      ]);
      expect(readFileSync(join(cwd, 'project', 'main.ts'), 'utf8')).toMatchSnapshot();
      expect(readFileSync(join(cwd, 'project', 'README.md'), 'utf8')).toMatchSnapshot();
    });

    it('writes a project whose test passes, and fails after a change', () => {
      const { library } = sourcePackages();
      const file = join(cwd, 'project', 'package.json');
      const data = JSON.parse(readFileSync(file, 'utf8'));
      // In place of npm install, which needs a network.
      data.jest.moduleNameMapper = { '^cdk8s-calico-threat-defense$': library };
      writeFileSync(file, JSON.stringify(data));
      const jestBin = join('node_modules', 'jest', 'bin', 'jest.js');
      expect(inProject([jestBin, '--ci']).printed).toMatch(/1 passed, 1 total/);
      const chart = join(cwd, 'project', 'chart.ts');
      writeFileSync(chart, readFileSync(chart, 'utf8').replace("name: 'office'", "name: 'home'"));
      expect(inProject([jestBin, '--ci']).status).toBe(1);
    });

    it('is not written a second time', () => {
      const { exitCode, stderr } = run(['policy.yaml', '--out', 'project']);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('has files, such as .gitignore')]);
    });
  });
});
