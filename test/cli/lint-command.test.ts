import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { USUAL_RELEASE } from '../../docs/generator/rule-examples';
import { NEWEST_ENTERPRISE } from '../../src/calico';
import { MANIFEST_RULES as RULES } from '../../src/lint';
import { alertText } from '../lint/lint-text';
import { bundled, type CommandOptions, type CommandResult, runCommand } from './command';

const RIGHT = alertText('severity: 1');
const WRONG = alertText('severity: 0');
const RELEASE = ['--calico-release', '3.22'];

/** Not reported where the example of another rule is among the files. */
const ALONE = [
  'deep-packet-inspection/default-resources',
  'block-policy/denies-the-rest',
  // Several FelixConfigurations in one folder are not used.
  'global-alert/never-recorded',
  'global-alert/scan-invisible',
];

describe('the command calico-threat-defense', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'lint-'));
    writeFileSync(join(cwd, 'right.yaml'), RIGHT);
    writeFileSync(join(cwd, 'wrong.yaml'), WRONG);
    mkdirSync(join(cwd, 'empty'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const run = (args: readonly string[], options: CommandOptions = {}): CommandResult =>
    runCommand(command(), args, { cwd, ...options });
  const lint = (args: readonly string[], options?: CommandOptions) => run(['lint', ...args], options);

  it('says its version and its use', () => {
    const { version } = JSON.parse(readFileSync(resolve(__dirname, '..', '..', 'package.json'), 'utf8'));
    expect(run(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 });
    const help = run(['--help']);
    expect([help.stderr, help.exitCode]).toEqual(['', 0]);
    expect(help.stdout).toContain('lint [options] <path...>');
    const more = run(['lint', '--help']);
    expect([more.stderr, more.exitCode]).toEqual(['', 0]);
    for (const part of [
      '--calico-release',
      '--calico-topology',
      '--format',
      '--allow-empty',
      'standard input',
      'Exit code',
    ]) {
      expect(more.stdout).toContain(part);
    }
  });

  it.each<[string, string[], RegExp]>([
    ['no subcommand', [], /^Usage: cdk8s-calico-threat-defense/],
    ['another subcommand', ['lnt', 'x'], /^error: unknown command 'lnt'\n\(Did you mean lint\?\)\n/],
    ['no path', ['lint', ...RELEASE], /^error: missing required argument 'path'\n/],
    ['another option', ['lint', '.', '--relase', '3.22'], /^error: unknown option '--relase'\n/],
    [
      'another format',
      ['lint', '.', ...RELEASE, '--format', 'xml'],
      /^error: .*'xml' is invalid. Allowed choices are text, json, sarif, github/,
    ],
    [
      'no release',
      ['lint', '.'],
      /^calico-threat-defense lint: 1 problem\n {2}--calico-release: is required for GlobalAlert network\.ssh in right\.yaml:1 and 1 other object: pass .* CALICO_RELEASE, /,
    ],
    [
      'a release that is none',
      ['lint', '.', '--calico-release', 'new'],
      /\n {2}--calico-release = "new": is not a Calico release\. /,
    ],
    [
      'two releases',
      ['lint', '.', ...RELEASE, '--calico-release', '3.24'],
      /^error: option '--calico-release <release>' argument '3\.24' is invalid\. It was already given as 3\.22; run the command once for each\.\n/,
    ],
    [
      'a release that is too old',
      ['lint', '.', '--calico-release', '3.6'],
      /\n {2}--calico-release = "3.6": is older than 3.7/,
    ],
    [
      'a topology that is none',
      ['lint', '.', ...RELEASE, '--calico-topology', 'managd'],
      /\n {2}--calico-topology = "managd": is not a valid topology: .*did you mean managed\?/,
    ],
    [
      'a topology that the product lacks',
      ['lint', '.', '--calico-release', 'cloud-22.1', '--calico-topology', 'standalone'],
      /\n {2}--calico-topology = "standalone": Calico Cloud 22.1.0 only has managed clusters/,
    ],
  ])('exits with 2, and prints no report, where it is used wrongly: %s', (_, args, message) => {
    const { stdout, stderr, exitCode } = run(args);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('exits with 0, 1 or 2 by what it finds', () => {
    expect(lint(['right.yaml', ...RELEASE])).toEqual({
      stdout: 'No problems: 1 object checked (1 GlobalAlert); 1 file, 1 document\n',
      stderr: '',
      exitCode: 0,
    });
    expect(lint(['.', ...RELEASE]).exitCode).toBe(1);
    const nothing = lint(['empty', ...RELEASE]);
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toBe(
      'calico-threat-defense lint: nothing to check: no objects of a kind that lint checks were found; pass --allow-empty to exit with 0 in this case\n',
    );
    expect(lint(['empty', ...RELEASE, '--allow-empty'])).toMatchObject({ stderr: '', exitCode: 0 });
  });

  it('takes a file that is no YAML for an error, even where there is no other', () => {
    writeFileSync(join(cwd, 'empty', 'broken.json'), '{');
    expect(lint([join('empty', 'broken.json'), ...RELEASE])).toMatchObject({ stderr: '', exitCode: 1 });
  });

  it('checks what it can read, and exits with 2 where that is not all', () => {
    const { stdout, stderr, exitCode } = lint(['nowhere', 'wrong.yaml', ...RELEASE]);
    expect(stderr).toBe('calico-threat-defense lint: nowhere cannot be read: no such file or directory\n');
    expect(stdout).toContain('[global-alert/severity-range]');
    expect(exitCode).toBe(2);
  });

  it('takes the release from the environment, unless an option says another', () => {
    const detector = `${RIGHT.replace('dataSet: flows', 'type: AnomalyDetection')}  detector: { name: port_scan }\n`;
    writeFileSync(join(cwd, 'detector.yaml'), detector.replace('network.ssh', 'tigera.io.detector.port-scan'));
    expect(lint(['detector.yaml'], { env: { CALICO_RELEASE: '3.14' } }).exitCode).toBe(0);
    expect(lint(['detector.yaml'], { env: { CALICO_RELEASE: '3.22' } }).exitCode).toBe(1);
    expect(lint(['detector.yaml', ...RELEASE], { env: { CALICO_RELEASE: '3.14' } }).exitCode).toBe(1);
    expect(lint(['.'], { env: { CALICO_RELEASE: '' } }).stderr).toContain(
      '\n  CALICO_RELEASE = "": is not a Calico release',
    );
  });

  it('reads standard input', () => {
    const { stdout, exitCode } = lint(['-', ...RELEASE, '--format', 'json'], { input: WRONG });
    expect(JSON.parse(stdout).findings[0]).toMatchObject({ file: '-', line: 8, column: 13 });
    expect(exitCode).toBe(1);
  });

  it('prints a JSON report where nothing was found too', () => {
    expect(JSON.parse(lint(['right.yaml', ...RELEASE, '--format', 'json']).stdout)).toEqual({
      findings: [],
      checked: {
        files: 1,
        documents: 1,
        objects: 1,
        skipped: 0,
        kinds: { GlobalAlert: 1 },
        skippedKinds: {},
        templates: 0,
        patches: 0,
        otherClusters: {},
      },
      omitted: {},
    });
  });

  it('keeps notices off standard output', () => {
    const { stdout, stderr, exitCode } = lint(['right.yaml', '--calico-release', '3.99', '--format', 'json']);
    expect(JSON.parse(stdout).findings).toEqual([]);
    expect(stderr).toContain(`is newer than ${NEWEST_ENTERPRISE}`);
    expect(exitCode).toBe(0);
  });

  it('ends quietly where nobody reads to the end', async () => {
    writeFileSync(join(cwd, 'many.yaml'), Array(1_000).fill(WRONG).join('---\n'));
    const file = join(command(), 'bin', 'calico-threat-defense.js');
    const child = spawn(process.execPath, [file, 'lint', 'many.yaml', ...RELEASE], { cwd });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.stdout.once('data', () => child.stdout.destroy());
    const exitCode = await new Promise((done) => child.once('close', done));
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it('reads 10 MB in little memory', () => {
    const long = RIGHT.replace('SSH', 'x'.repeat(2_000));
    writeFileSync(join(cwd, 'large.yaml'), Array(5_000).fill(long).join('---\n'));
    const options = { env: { NODE_OPTIONS: '--max-old-space-size=256' } };
    expect(lint(['large.yaml', ...RELEASE], options)).toMatchObject({ stderr: '', exitCode: 0 });
  });

  it('needs no other package, whatever it finds', () => {
    // The bundle lies among temporary files, where there are no packages.
    for (const release of new Set(Object.values(RULES).map(({ on }) => on))) {
      const folder = join(cwd, `examples-${release}`);
      mkdirSync(folder);
      const rules = Object.entries(RULES).filter(
        ([id, { on, form }]) =>
          on === release && form !== 'program' && !id.startsWith('kustomize/') && !ALONE.includes(id),
      );
      for (const [id, { bad }] of rules) {
        writeFileSync(join(folder, `${id.replace('/', '-')}.yaml`), bad);
      }
      const now = ['--now', '2026-12-24T08:00:00Z'];
      const args = [folder, '--calico-release', release ?? USUAL_RELEASE, '--format', 'json', ...now];
      const { stdout, stderr } = lint(args);
      const found = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
      expect(stderr).toBe('');
      expect(found).toEqual(expect.arrayContaining(rules.map(([id]) => id)));
    }
  });

  it('keeps the licences of what it contains', () => {
    const text = readFileSync(join(command(), 'LICENSES.txt'), 'utf8');
    const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \((.*)\)$/gm)].map(
      ([, name, licence]) => `${name}: ${licence}`,
    );
    const own = ['cdk8s: Apache-2.0', 'commander: MIT', 'fastest-levenshtein: MIT', 'yaml: ISC'];
    expect(names).toEqual(expect.arrayContaining([...own, '@kubernetes/client-node: Apache-2.0']));
    const permissive = /: (MIT|ISC|Apache-2\.0|BSD-[23]-Clause)$/;
    expect(names.filter((name) => !permissive.test(name))).toEqual([]);
    expect(text.match(/copyright/gi)?.length).toBeGreaterThan(names.length / 2);
  });

  it('may be run by its name alone', () => {
    const file = join(command(), 'bin', 'calico-threat-defense.js');
    expect(String(execFileSync(file, ['--version']))).toMatch(/^\d/);
  });
});
