import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertText } from '../lint/lint-text';
import { bundled, runCommand } from './command';

const RELEASE = ['--calico-release', '3.22'];
const OUR_FAULT =
  /^calico-threat-defense: internal error.*This is a bug in calico-threat-defense, not a problem with your files\.\nPlease report it at https:\/\/github\.com\/\S+\/issues /;

describe('the command, where it cannot do its work', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'crash-'));
    writeFileSync(join(cwd, 'wrong.yaml'), alertText('severity: 0'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  /** Runs it by a shell, for what only a shell can do. */
  const shell = (line: string) => {
    const program = join(command(), 'bin', 'calico-threat-defense.js');
    const env = { PATH: process.env['PATH'], NODE: process.execPath, PROGRAM: program };
    const { stdout, stderr, status } = spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8', timeout: 60_000 });
    return { stdout, stderr, status };
  };
  const LINT = '"$NODE" "$PROGRAM" lint wrong.yaml --calico-release 3.22';

  /** A copy of the command with a bug, in the one place of its files that has these characters. */
  const withBug = (search: string, bug: string) => {
    const folder = join(cwd, 'bug');
    mkdirSync(join(folder, 'bin'), { recursive: true });
    let places = 0;
    for (const file of readdirSync(join(command(), 'bin'))) {
      const parts = readFileSync(join(command(), 'bin', file), 'utf8').split(search);
      places += parts.length - 1;
      writeFileSync(join(folder, 'bin', file), parts.join(bug));
    }
    expect(places).toBe(1);
    return folder;
  };

  it('keeps the findings of other files, ends with 70 and says whose fault it is', () => {
    writeFileSync(join(cwd, 'bug.yaml'), '# boom\na: 1\n');
    const folder = withBug(
      'for (const document of (0, ',
      'for (const document of (this.text.includes("boom") && null.x, ',
    );
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { stdout, stderr, exitCode } = runCommand(folder, ['lint', '.', ...RELEASE, '--format', format], { cwd });
      expect([stdout.includes('global-alert/severity-range'), exitCode]).toEqual([true, 70]);
      expect(stderr).toMatch(OUR_FAULT);
      expect(stderr).toContain('internal error while checking bug.yaml.');
      expect(stderr).toContain('TypeError: ');
    }
  });

  it('ends with 70 where it fails elsewhere', () => {
    const folder = withBug('async function runLint(', 'async function runLint() { null.x; } async function neverRun(');
    const { stderr, exitCode } = runCommand(folder, ['lint', '.', ...RELEASE], { cwd });
    expect([stderr.match(OUR_FAULT) === null, exitCode]).toEqual([false, 70]);
  });

  it('says that a full disk keeps the report from being written', () => {
    const { stderr, status } = shell(`${LINT} > /dev/full`);
    expect(stderr).toMatch(/^calico-threat-defense: the report cannot be written: ENOSPC: [^\n]*\n$/);
    expect(status).toBe(2);
  });

  it.each(['>&-', '2>&-', '>&- 2>&-', '2> /dev/full'])('keeps its exit code without an output: %s', (redirection) => {
    const { stderr, status } = shell(`${LINT} ${redirection}`);
    expect([stderr.includes(' at '), [1, 2]]).toEqual([false, expect.arrayContaining([status])]);
  });

  it.each(['text', 'json', 'sarif', 'github'])('reads from a current folder that was deleted: %s', (format) => {
    writeFileSync(join(cwd, 'file.yaml'), alertText('severity: 0'));
    const { stdout, stderr, status } = shell(
      `mkdir gone && cd gone && rmdir ../gone && "$NODE" "$PROGRAM" lint "${cwd}/file.yaml" . --calico-release 3.22 --format ${format}`,
    );
    expect(stderr).toBe(
      'calico-threat-defense lint: . cannot be read: the current folder was deleted; change to a folder that exists\n',
    );
    expect([stdout.includes('global-alert/severity-range'), status]).toEqual([true, 2]);
    const none = shell(
      `mkdir gone && cd gone && rmdir ../gone && "$NODE" "$PROGRAM" lint nothing.yaml --calico-release 3.22 --format ${format}`,
    );
    expect([none.stderr.split('\n')[0], none.status]).toEqual([
      'calico-threat-defense lint: nothing.yaml cannot be read: the current folder was deleted; change to a folder that exists',
      2,
    ]);
  });

  it('reports links to nothing, and names that are not UTF-8', () => {
    symlinkSync('nowhere', join(cwd, 'dangling.yaml'));
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/x`), Buffer.from([0xff]), Buffer.from('.yaml')]), 'a: 1\n');
    const { stdout, stderr, exitCode } = runCommand(command(), ['lint', '.', ...RELEASE], { cwd });
    expect(stdout).toContain('global-alert/severity-range');
    expect(stderr.split('\n')).toEqual([
      'calico-threat-defense lint: x\ufffd.yaml cannot be read: its name is not valid UTF-8; rename it',
      'calico-threat-defense lint: dangling.yaml cannot be read: no such file or directory',
      '',
    ]);
    expect(exitCode).toBe(2);
  });
});
