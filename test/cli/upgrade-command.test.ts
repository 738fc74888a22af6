import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { alert, detectorAlert } from '../../src/base';
import { NEWEST_ENTERPRISE } from '../../src/calico';
import { bundled, type CommandOptions, runCommand } from './command';

const DGA = detectorAlert('{ name: dga }', 'tigera.io.detector.dga');
const FINE = alert({ dataSet: 'audit', query: 'verb = delete' }, 'audit.delete');
const WAY = ['--from', '3.17', '--to', '3.24'];

describe('the command upgrade', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'upgrade-'));
    write('dga.yaml', DGA);
    write('fine/fine.yaml', FINE);
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  const run = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['upgrade', ...args], { cwd, ...options });

  it('prints each step, what is fine, and a summary', () => {
    const { stdout, stderr, exitCode } = run(['.', ...WAY]);
    expect([stderr, exitCode]).toEqual(['', 1]);
    expect(stdout).toBe(
      [
        '3.17.0 → 3.18.0-2.0: 1 deleted',
        '  dga.yaml:1 GlobalAlert tigera.io.detector.dga: deleted',
        "    Calico's operator deletes the alerts of detectors in this upgrade. On a managed cluster, newer operators leave it, but nothing runs it any more [detector-alert/removed]",
        '    detection lost: Domain generation algorithm (DGA): Calico Enterprise 3.18.0-2.0 has no detectors, and nothing replaces this one; the nearest is a rule of your own over the data set dns',
        '    before the upgrade: Remove it from your files before the cluster runs Calico Enterprise 3.18.0-2.0: a tool that applies it again would fail, or work against Calico',
        '      $ kubectl delete globalalerts.projectcalico.org tigera.io.detector.dga --ignore-not-found',
        '',
        '3.18.0-2.0 → 3.24.0-1.0: nothing changes',
        '',
        'fine:',
        '  fine/fine.yaml:1 GlobalAlert audit.delete',
        '',
        'To 3.24.0-1.0: 1 deleted, 1 fine (2 files)',
        '',
      ].join('\n'),
    );
  });

  it('exits with 0 if there is nothing to do', () => {
    const { stdout, stderr, exitCode } = run(['fine', ...WAY, '--changed-only']);
    expect([stdout, stderr, exitCode]).toEqual(['To 3.24.0-1.0: nothing changes, 1 fine (1 file)\n', '', 0]);
  });

  it('prints JSON with these keys', () => {
    const { stdout } = run(['.', ...WAY, '--format', 'json', '--changed-only']);
    const report = JSON.parse(stdout);
    expect(report).toEqual({
      steps: [
        {
          from: '3.17.0',
          to: '3.18.0-2.0',
          objects: [
            {
              file: 'dga.yaml',
              line: 1,
              object: 'GlobalAlert tigera.io.detector.dga',
              cluster: '',
              verdict: 'deleted',
              findings: [
                {
                  verdict: 'deleted',
                  rule: 'detector-alert/removed',
                  severity: 'error',
                  path: '',
                  message: expect.any(String),
                },
              ],
              lost: [expect.stringContaining('Domain generation algorithm')],
              do: [
                {
                  what: 'delete',
                  when: 'before',
                  message: expect.any(String),
                  command: 'kubectl delete globalalerts.projectcalico.org tigera.io.detector.dga --ignore-not-found',
                },
              ],
            },
          ],
        },
      ],
      summary: { refused: 0, deleted: 1, ignored: 0, changed: 0, fine: 1 },
      clusters: [{ cluster: '', from: '3.17.0', summary: { refused: 0, deleted: 1, ignored: 0, changed: 0, fine: 1 } }],
      problems: [],
      checked: { files: 2, skipped: 0, skippedKinds: {} },
    });
  });

  it.each([
    [
      'github',
      /^::error file=dga\.yaml,line=1,col=1,title=detector-alert\/removed::GlobalAlert tigera\.io\.detector\.dga: deleted by 3\.18\.0-2\.0: .*; before the upgrade: Remove it/,
    ],
    ['sarif', /"ruleId": "detector-alert\/removed"/],
    [
      'markdown',
      /^# Upgrade to 3\.24\.0-1\.0\n\n1 deleted, 1 fine \(2 files\)\.\n\n## 3\.17\.0 → 3\.18\.0-2\.0\n\n1 deleted\.\n\n\| object \| verdict \| why \|/,
    ],
  ])('prints %s', (format, expected) => {
    const { stdout, stderr, exitCode } = run(['.', ...WAY, '--format', format]);
    expect(stdout).toMatch(expected);
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it.each<[why: string, args: string[], message: string]>([
    [
      'the same release',
      ['--from', '3.23', '--to', '3.23.1'],
      '--from = "3.23.1": is the same release as --to, so nothing changes [command/upgrade-same-release]',
    ],
    [
      'an unknown release',
      ['--from', '3.22', '--to', '3.99'],
      `--to = "3.99": is newer than the releases that this version of the command knows; the newest is ${NEWEST_ENTERPRISE} [command/upgrade-unknown-release]`,
    ],
    ['no release', ['--from', 'latest', '--to', '3.24'], '--from = "latest": is not a Calico release.'],
    [
      'an old release',
      ['--from', '3.6', '--to', '3.24'],
      '--from = "3.6": is older than 3.7, the oldest supported release. Use 3.7 or newer [release/unsupported]',
    ],
    [
      'a way out of Calico Cloud',
      ['--from', 'cloud-22.5.0', '--to', '3.24'],
      '--from = "cloud-22.5.0": is a release of Calico Cloud, whose clusters cannot be upgraded to Calico Enterprise',
    ],
    [
      'no release before the upgrade',
      ['--to', '3.24'],
      '--from: is required: dga.yaml: GlobalAlert tigera.io.detector.dga and 1 more do not state the release that they are for',
    ],
    ['no release after the upgrade', ['--from', '3.17'], "error: required option '--to <release>' not specified"],
    [
      'an unknown topology',
      [...WAY, '--calico-topology', 'alone'],
      'Allowed choices are managed, standalone, management.',
    ],
  ])('rejects %s', (_, args, message) => {
    const { stdout, stderr, exitCode } = run(['.', ...args]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(message);
  });

  it('names the only object whose release is not known', () => {
    const { stderr, exitCode } = run(['fine', '--to', '3.24']);
    expect([stderr, exitCode]).toEqual([
      'calico-threat-defense upgrade: 1 problem\n  --from: is required: fine/fine.yaml: GlobalAlert audit.delete does not state the release that it is for; pass the release before the upgrade, as in --from 3.22, or set CALICO_RELEASE [command/upgrade-release-missing]\n',
      2,
    ]);
  });

  it('reads the release from the environment, and what objects state before that', () => {
    const { stdout } = run(['dga.yaml', '--to', '3.24'], { env: { CALICO_RELEASE: '3.16' } });
    expect(stdout).toMatch(/^3\.16\.0 → /);
    write(
      'dga.yaml',
      DGA.replace('metadata:\n', 'metadata:\n  annotations: { calico-threat-defense/release: "3.15.0" }\n'),
    );
    const stated = run(['dga.yaml', '--to', '3.24'], { env: { CALICO_RELEASE: '3.16' } });
    expect(stated.stdout).toMatch(/^3\.15\.0 → /);
  });

  it('reads the release and excludes of a configuration file', () => {
    write('.calico-threat-defense.yaml', 'release: "3.14"\nexclude: [fine]\n');
    expect(run(['.', '--to', '3.24']).stdout).toMatch(/^3\.14\.0 → (?:.|\n)*1 deleted, 0 fine \(2 files\)\n$/);
    expect(run(['.', '--to', '3.24', '--no-config', '--exclude', 'dga.yaml', '--from', '3.17']).stdout).toMatch(
      /nothing changes, 1 fine \(2 files\)\n$/,
    );
  });

  it('rejects a way out of Calico Cloud that objects state', () => {
    write(
      'dga.yaml',
      DGA.replace('metadata:\n', 'metadata:\n  annotations: { calico-threat-defense/release: cloud-18.0.0 }\n'),
    );
    const { stderr, exitCode } = run(['dga.yaml', '--to', '3.24']);
    expect([stderr, exitCode]).toEqual([expect.stringContaining('[command/upgrade-from-cloud]'), 2]);
  });

  it('says what a way to Calico Cloud is', () => {
    const { stdout, stderr, exitCode } = run(['dga.yaml', '--from', '3.17', '--to', 'cloud-23.0.1']);
    expect(stderr).toMatch(
      /^calico-threat-defense upgrade: cloud-23\.0\.1 is a release of Calico Cloud, which stores the logs/,
    );
    expect([stdout.split('\n')[0], exitCode]).toEqual(['3.17.0 → 3.18.0-2.0: 1 deleted', 1]);
  });

  it('reports what it cannot read, and goes on', () => {
    write('bad.yaml', 'kind: GlobalAlert\n  x: [');
    const { stdout, stderr, exitCode } = run(['.', 'missing.yaml', ...WAY]);
    expect(stdout).toContain('GlobalAlert tigera.io.detector.dga: deleted');
    expect(stderr).toMatch(
      /upgrade: missing\.yaml cannot be read: .*\n.*upgrade: bad\.yaml:\d+:\d+ .* \[yaml\/syntax\]/,
    );
    expect(exitCode).toBe(2);
  });

  it('needs an object of a kind that it knows', () => {
    const { stderr, exitCode } = run(['-', ...WAY], { input: 'apiVersion: v1\nkind: ConfigMap\n' });
    expect([stderr, exitCode]).toEqual([
      'calico-threat-defense upgrade: nothing to check: no objects of a kind that this command checks were found\n',
      2,
    ]);
  });

  it('takes the folders of a fleet for its clusters', () => {
    write('fleet/.calico-threat-defense-fleet', '');
    write('fleet/a/dga.yaml', DGA);
    write('fleet/b/deep/fine.yaml', FINE);
    const { stdout } = run(['fleet', ...WAY]);
    expect(stdout).toContain(
      'clusters:\n  a, from 3.17.0: 1 deleted, 0 fine\n  b, from 3.17.0: nothing changes, 1 fine\n',
    );
  });

  it('prints hostile names so that nothing reads them as commands', () => {
    write(
      'fleet\n::error::x/f.yaml',
      DGA.replace('name: tigera.io.detector.dga', 'name: "a\\u001b[2J\\n::warning::b"'),
    );
    for (const format of ['text', 'json', 'markdown', 'github', 'sarif']) {
      const { stdout } = run(['.', ...WAY, '--format', format]);
      expect(stdout).not.toContain('\u001b');
      expect(stdout).not.toMatch(/^\s*::(error|warning)::/m);
    }
  });
});
