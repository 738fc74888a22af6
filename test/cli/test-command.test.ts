import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { Parser, type Result } from 'tap-parser';
import { row, SSH, testFile } from '../test-files/temporary-alert';
import { bundled, type CommandOptions, runCommand } from './command';

const RELEASE = ['--calico-release', '3.22'];
const PASSES = testFile(`rows: [${row()}]`, 'raises: { atLeast: 1 }');
const FAILS = testFile(`rows: [${row('dest_port: 443')}]`, 'raises: { atLeast: 1 }').replace(
  'name: case',
  `name: 'a "<b>" & # SKIP \\ c'`,
);

describe('the command test', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'test-'));
    mkdirSync(join(cwd, 'alerts'));
    for (const name of ['passes', 'fails', 'wrong']) {
      write(`${name}.yaml`, SSH);
    }
    write('passes.test.yaml', PASSES);
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(join(cwd, 'alerts', name), text);
  const test = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['test', ...args], { cwd, ...options });

  it('exits with 0, 1 or 2 by its results', () => {
    expect(test(['alerts', ...RELEASE])).toEqual({
      stdout: 'alerts/passes.test.yaml: network.ssh\n  passed: case\n\n1 case: 1 passed, 0 failed\n',
      stderr: '',
      exitCode: 0,
    });
    write('fails.test.yaml', FAILS);
    const failed = test(['alerts', ...RELEASE]);
    expect([failed.stderr, failed.exitCode]).toEqual(['', 1]);
    expect(failed.stdout).toContain('alerts/fails.test.yaml: network.ssh\n  FAILED: a "<b>" & # SKIP \\ c (line 2)\n');
    expect(failed.stdout).toContain('\nWhat failed rests on\n  observed: ');
    expect(failed.stdout).toMatch(/\n2 cases: 1 passed, 1 failed\n$/);
    write('wrong.test.yaml', 'cases: []\n');
    const wrong = test(['alerts', ...RELEASE]);
    expect([wrong.stderr, wrong.exitCode]).toEqual(['', 2]);
    expect(wrong.stdout).toContain('alerts/wrong.test.yaml\n  1:8 cases: must be a list of at least one case');
    expect(wrong.stdout).toMatch(/\n2 cases: 1 passed, 1 failed, 1 invalid test file\n$/);
  });

  it('exits with 2 if rows cannot be used', () => {
    write('wrong.test.yaml', testFile('rows: [{ dest_port: 22 }]', 'raisesNothing: true'));
    const { stdout, exitCode } = test(['alerts', ...RELEASE]);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('    alerts/wrong.test.yaml:3: the row has no end_time, so no run sees it\n');
    expect(stdout).toMatch(/\n2 cases: 1 passed, 0 failed, 1 with unusable rows\n$/);
  });

  it.each<[why: string, args: string[], message: string]>([
    ['no path', [], "error: missing required argument 'path'\n"],
    [
      'no test files',
      ['alerts/none', ...RELEASE],
      'calico-threat-defense test: there is nothing to test: no file whose name ends with .test.yaml was found\n',
    ],
    [
      'a manifest',
      ['alerts/passes.yaml', ...RELEASE],
      'calico-threat-defense test: alerts/passes.yaml cannot be read: it is not a test file, whose names end with .test.yaml or .test.yml\n',
    ],
    [
      'a path that is not there',
      ['nowhere', 'alerts', ...RELEASE],
      'calico-threat-defense test: nowhere cannot be read: no such file or directory\n',
    ],
    ['standard input', ['-', ...RELEASE], 'calico-threat-defense test: - cannot be read: it is not a test file'],
    [
      'a release that is none',
      ['alerts', '--calico-release', 'new'],
      '--calico-release = "new": is not a Calico release',
    ],
    ['another format', ['alerts', ...RELEASE, '--format', 'xml'], 'Allowed choices are text, tap, junit'],
  ])('exits with 2 where it is used wrongly: %s', (_, args, message) => {
    mkdirSync(join(cwd, 'alerts', 'none'));
    const { stderr, exitCode } = test(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it('takes the release from the test file, the option or the environment', () => {
    expect(test(['alerts']).stdout).toContain('has no release: add one, such as release: "3.22"');
    expect(test(['alerts'], { env: { CALICO_RELEASE: '3.22' } }).exitCode).toBe(0);
    write('passes.test.yaml', `release: "3.22"\n${PASSES}`);
    expect(test(['alerts']).exitCode).toBe(0);
  });

  it('knows the present', () => {
    const tomorrow = Math.floor(Date.now() / 1_000) + 86_400;
    write(
      'passes.test.yaml',
      testFile(`rows: [{ start_time: ${tomorrow}, end_time: ${tomorrow} }]`, 'raisesNothing: true'),
    );
    expect(test(['alerts', ...RELEASE]).stdout).toContain('the row is in the future');
  });

  describe('in a format for CI systems', () => {
    beforeEach(() => {
      write('fails.test.yaml', FAILS);
      write('wrong.test.yaml', 'cases: []\n');
      write(
        'escapes.test.yaml',
        `manifest: passes.yaml\n${FAILS.replace(/'a .*/, '"]]> \\u001b[2J \\u0000 \\uFFFE"')}`,
      );
    });

    it('prints TAP', () => {
      const { stdout, exitCode } = test(['alerts', ...RELEASE, '--format', 'tap']);
      const tap = Parser.parse(stdout, { strict: true });
      const points = tap.flatMap((event) => (event[0] === 'assert' ? [event[1] as Result] : []));
      expect(exitCode).toBe(2);
      expect(tap.filter(([name]) => name === 'extra')).toEqual([]);
      expect(tap.find(([name]) => name === 'complete')?.[1]).toMatchObject({
        count: 4,
        pass: 1,
        fail: 3,
        failures: expect.any(Array),
      });
      expect(points.map(({ ok, name, skip }) => [ok, name, Boolean(skip)])).toEqual([
        [false, expect.stringContaining('network.ssh: ]]> '), false],
        [false, 'network.ssh: a "<b>" & # SKIP \\ c', false],
        [true, 'network.ssh: case', false],
        [false, 'alerts/wrong.test.yaml is not a valid test file', false],
      ]);
      expect(points[1]?.diag).toMatchObject({
        message: 'expected at least 1 event in every phase, but none is raised in any phase',
        at: { file: 'alerts/fails.test.yaml', line: 2 },
        details: expect.arrayContaining(['the query matches 0 of 1 row']),
      });
    });

    it('prints JUnit', () => {
      const { stdout, exitCode } = test(['alerts', ...RELEASE, '--format', 'junit']);
      expect(exitCode).toBe(2);
      const errors: string[] = [];
      const xml = new DOMParser({ onError: (level, message) => errors.push(`${level} ${message}`) }).parseFromString(
        stdout,
        'text/xml',
      );
      expect(errors).toEqual([]);
      const all = (name: string): Element[] => [...xml.getElementsByTagName(name)];
      const [suites] = all('testsuites');
      expect(['tests', 'failures', 'errors'].map((name) => suites?.getAttribute(name))).toEqual(['4', '2', '1']);
      expect(all('testsuite').map((each) => each.getAttribute('name'))).toEqual([
        'alerts/escapes.test.yaml',
        'alerts/fails.test.yaml',
        'alerts/passes.test.yaml',
        'alerts/wrong.test.yaml',
      ]);
      expect(all('testcase')[1]?.getAttribute('name')).toBe('a "<b>" & # SKIP \\ c');
      expect(all('failure')[1]?.getAttribute('message')).toContain('expected at least 1 event');
      expect(all('failure')[1]?.textContent).toContain('does not match dest_port = 22 (dest_port is 443)');
      expect(all('error')[0]?.textContent).toContain('must be a list of at least one case');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe]/);
    });
  });

  it('documents its options and exit codes', () => {
    const { stdout } = test(['--help']);
    for (const part of ['--calico-release', '--format', 'NAME.test.yaml', 'raises:', 'Exit codes']) {
      expect(stdout).toContain(part);
    }
  });
});
