import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasColors } from '../../src/cli/colors-of-terminal';
import { bundled, runCommand } from './command';
import { alertOf, Repository } from './repository';

const RELEASE = ['--calico-release', '3.22'];
const WARNING = `${alertOf('network.ssh')}  period: 1m\n  lookback: 1m\n`;
const WRONG = alertOf('network.ssh', { severity: 101 });

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

describe('warnings', () => {
  it('fail a run if there are more than --max-warnings', async () => {
    repository.write({ 'a.yaml': WARNING, 'b.yaml': WARNING });
    expect((await repository.run(['lint', '.', ...RELEASE, '--max-warnings', '2'])).exitCode).toBe(0);
    const one = await repository.run(['lint', '.', ...RELEASE, '--max-warnings', '1']);
    expect([one.stderr, one.exitCode]).toEqual([
      'calico-threat-defense lint: 2 warnings, but only 1 warning is allowed by --max-warnings\n',
      1,
    ]);
    const none = await repository.run(['lint', 'a.yaml', ...RELEASE, '--max-warnings', '0', '--quiet']);
    expect([none.stderr, none.exitCode]).toEqual([
      'calico-threat-defense lint: 1 warning, but no warning is allowed by --max-warnings\n',
      1,
    ]);
    const wrong = await repository.run(['lint', 'a.yaml', ...RELEASE, '--max-warnings', '-1']);
    expect([wrong.stdout, wrong.exitCode]).toEqual(['', 2]);
    expect(wrong.stderr).toContain("'-1' is invalid. It must be a whole number, such as 0.");
  });

  it('are counted, but not shown, with --quiet', async () => {
    repository.write({ 'a.yaml': WARNING, 'b.yaml': WRONG.replace('ssh', 'b') });
    const { stdout } = await repository.run(['lint', '.', ...RELEASE, '--quiet']);
    expect(stdout).not.toContain('a.yaml');
    expect(stdout).toMatch(/\n1 error: 2 objects checked .*\nNot shown because of --quiet: 1 warning or notice\.\n$/);
    const json = await repository.run(['lint', '.', ...RELEASE, '--quiet', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ findings: [{ severity: 'error' }], omitted: { quiet: 1 } });
  });
});

describe('a report', () => {
  it('is written to a file with --output', async () => {
    repository.write({ 'a.yaml': WRONG });
    const args = ['lint', 'a.yaml', ...RELEASE, '--format', 'sarif'];
    const printed = await repository.run(args);
    const written = await repository.run([...args, '--output', 'report.sarif'], { FORCE_COLOR: '1' });
    expect(written).toEqual({ stdout: '', stderr: '', exitCode: 1 });
    expect(readFileSync(join(repository.folder, 'report.sarif'), 'utf8')).toBe(printed.stdout);
    const missing = await repository.run([...args, '--output', 'missing/report.sarif']);
    expect(missing).toEqual({
      stdout: '',
      stderr:
        '--output: 1 problem\n  missing/report.sarif: cannot be written: no such file or directory; name a file in an existing folder [command/output-unwritable]\n',
      exitCode: 2,
    });
  });

  it('replaces an earlier report in any format, and nothing else', async () => {
    repository.write({ 'a.yaml': WRONG });
    const args = ['lint', 'a.yaml', ...RELEASE];
    const formats = ['text', 'json', 'sarif', 'github'];
    for (const first of formats) {
      for (const second of formats) {
        repository.write({ report: '' });
        await repository.run([...args, '--format', first, '--output', 'report']);
        const { stderr, exitCode } = await repository.run([...args, '--format', second, '--output', 'report']);
        expect([first, second, stderr, exitCode]).toEqual([first, second, '', 1]);
      }
    }
    const others = {
      'a.yaml': WRONG,
      'list.json': '{"findings":[]}',
      'bad.json': '{',
      'notes.md': '# Notes\n',
      'sarif.json': '{"runs":[{"tool":{"driver":{"name":"eslint"}}}]}',
    };
    repository.write(others);
    for (const [file, text] of Object.entries(others)) {
      expect(await repository.run([...args, '--output', file])).toEqual({
        stdout: '',
        stderr: `--output: 1 problem\n  ${file}: contains something that lint did not write; remove it, or name another file [command/output-unwritable]\n`,
        exitCode: 2,
      });
      expect(readFileSync(join(repository.folder, file), 'utf8')).toBe(text);
    }
  });

  it('has colors on a terminal, in the text format only', async () => {
    repository.write({ 'a.yaml': WRONG });
    const { stdout } = await repository.run(['lint', 'a.yaml', ...RELEASE], { FORCE_COLOR: '1' });
    expect(stdout).toContain('\u001b[1ma.yaml: 1 error\u001b[22m\n  7:13 \u001b[31merror\u001b[39m GlobalAlert');
    expect(stdout).toContain('\u001b[2m[global-alert/severity-range]\u001b[22m\n');
    for (const format of ['json', 'sarif', 'github']) {
      const other = await repository.run(['lint', 'a.yaml', ...RELEASE, '--format', format], { FORCE_COLOR: '1' });
      expect(other.stdout).not.toContain('\u001b');
    }
  });

  it.each<[boolean, Record<string, string>, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
  ])('has colors as the environment says: terminal %s, %j', (isTTY, environment, expected) => {
    expect(hasColors({ isTTY }, environment)).toBe(expected);
  });
});

describe('a baseline', () => {
  const baseline = (...args: readonly string[]) =>
    repository.run(['lint', '.', ...RELEASE, '--baseline', 'ci/baseline.json', ...args]);

  it('keeps old findings out of the report, wherever their lines are', async () => {
    repository.write({ 'ci/README': '', 'a.yaml': WRONG, 'b.yaml': WRONG.replace('ssh', 'b') });
    const first = await baseline('--write-baseline');
    expect(first.stdout).toBe(
      'No problems: 2 objects checked (2 GlobalAlert); 2 files, 2 documents\nNot shown: 2 findings in the baseline.\n',
    );
    expect(first.exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(repository.folder, 'ci', 'baseline.json'), 'utf8')).findings[0]).toEqual({
      file: '../a.yaml',
      object: 'GlobalAlert network.ssh',
      rule: 'global-alert/severity-range',
      path: 'spec.severity',
      count: 1,
    });
    repository.write({ 'a.yaml': `# A comment.\n\n${WRONG}`, 'c.yaml': WRONG.replace('ssh', 'c') });
    const second = await baseline();
    expect(second.stdout).toMatch(/^c\.yaml: 1 error\n.*\n\n1 error: .*\nNot shown: 2 findings in the baseline\.\n$/);
    expect(second.exitCode).toBe(1);
  });

  it('has as many findings of a field as there were', async () => {
    const query = (text: string) => alertOf('network.ssh').replace('dest_port = 22', text);
    repository.write({ 'ci/README': '', 'a.yaml': query('dest_prot = 1 AND source_prot = 2') });
    const [before] = await repository.lint(['.', ...RELEASE]);
    expect(before).toHaveLength(2);
    await baseline('--write-baseline');
    repository.write({ 'a.yaml': query('dest_prot = 1 AND source_prot = 2 AND third_prot = 3') });
    const { stdout } = await baseline('--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ rule: 'query/unknown-field' }], omitted: { baseline: 2 } });
  });

  it('is stale if a finding in it was fixed, or its file is gone', async () => {
    repository.write({ 'ci/README': '', 'a.yaml': WRONG, 'b.yaml': WRONG, 'c/c.yaml': WRONG });
    expect((await baseline('--write-baseline')).stderr).toBe('');
    expect((await baseline()).stderr).toBe('');
    repository.write({ 'a.yaml': alertOf('network.ssh') });
    const one = await baseline();
    expect([one.stderr, one.exitCode]).toEqual([
      'calico-threat-defense lint: ci/baseline.json: 1 finding of the baseline is gone; write the baseline again with --write-baseline, so it is reported if it comes back\n',
      0,
    ]);
    rmSync(join(repository.folder, 'b.yaml'));
    expect((await baseline()).stderr).toMatch(
      / 2 findings of the baseline are gone; .* they are reported if they come back/,
    );
    // Nothing is known of files that were not read.
    const part = ['lint', 'c', ...RELEASE, '--baseline', 'ci/baseline.json'];
    expect((await repository.run(part)).stderr).toMatch(/ 1 finding of the baseline /);
    repository.write({ 'b.yaml': '' });
    expect((await repository.run(part)).stderr).toBe('');
  });

  it.each(['/dev/null'])('is not read again once it was written: %s', async (file) => {
    repository.write({ 'a.yaml': WRONG });
    const { stdout, exitCode } = await repository.run([
      'lint',
      '.',
      ...RELEASE,
      '--baseline',
      file,
      '--write-baseline',
    ]);
    expect([stdout.split('\n')[1], exitCode]).toEqual(['Not shown: 1 finding in the baseline.', 0]);
  });

  it('replaces a baseline, and nothing else', async () => {
    repository.write({ 'a.yaml': WRONG, 'ci/baseline.json': '{"name":"precious"}' });
    const { stderr, exitCode } = await baseline('--write-baseline');
    expect(stderr).toBe(
      '--baseline: 1 problem\n  ci/baseline.json: contains something that lint did not write; remove it, or name another file [command/output-unwritable]\n',
    );
    expect([readFileSync(join(repository.folder, 'ci/baseline.json'), 'utf8'), exitCode]).toEqual([
      '{"name":"precious"}',
      2,
    ]);
  });

  it('must be one', async () => {
    repository.write({ 'a.yaml': WRONG, 'ci/README': '' });
    const missing = await baseline();
    expect(missing.stderr).toBe(
      '--baseline: 1 problem\n  ci/baseline.json: cannot be read: no such file or directory; write it with --write-baseline [command/baseline]\n',
    );
    expect(missing.exitCode).toBe(2);
    for (const text of ['', '[]', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"file":"a"}]}']) {
      writeFileSync(join(repository.folder, 'ci', 'baseline.json'), text);
      expect((await baseline()).stderr).toContain(
        'is not a baseline; write one with --write-baseline [command/baseline]',
      );
    }
    const useless = await repository.run(['lint', '.', ...RELEASE, '--write-baseline']);
    expect(useless.stderr).toContain('error: --write-baseline needs --baseline, with the file to write');
    expect([useless.exitCode, existsSync(join(repository.folder, 'baseline.json'))]).toEqual([2, false]);
  });
});

describe('standard input', () => {
  const command = bundled();

  it('has the name of --stdin-filename, in reports and for the configuration', () => {
    repository.write({ 'old/.calico-threat-defense.yaml': 'release: "3.14"\n' });
    const input = WRONG;
    const args = ['lint', '-', '--stdin-filename', 'old/alert.yaml', '--format', 'github'];
    const { stdout, stderr } = runCommand(command(), args, { cwd: repository.folder, input });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^::error file=old\/alert\.yaml,line=7,endLine=7,col=13,endColumn=16,/m);
    const empty = runCommand(command(), ['lint', '-', '--stdin-filename', ''], { cwd: repository.folder, input });
    expect([empty.stderr.split('\n')[0], empty.exitCode]).toEqual([
      'error: --stdin-filename is empty; pass the name of a file, or omit the option',
      2,
    ]);
    const useless = runCommand(command(), ['lint', 'old', '--stdin-filename', 'x'], { cwd: repository.folder });
    expect(useless.stderr).toContain('error: --stdin-filename needs the path -, for standard input');
  });

  it('is read once, and a path must not be empty', () => {
    const options = { cwd: repository.folder, input: WRONG };
    const twice = runCommand(command(), ['lint', '-', '-', ...RELEASE], options);
    expect([twice.stdout.split('\n').length, twice.stdout.includes('1 error: 1 object checked')]).toEqual([5, true]);
    const { stderr, exitCode } = runCommand(command(), ['lint', '-', '', ...RELEASE], options);
    expect([stderr, exitCode]).toEqual([
      'calico-threat-defense lint: a path cannot be read: it is empty; is a variable not set?\n',
      2,
    ]);
  });
});
