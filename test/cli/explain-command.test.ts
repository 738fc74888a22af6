import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alert, detectorAlert } from '../../src/base';
import { bundled, type CommandOptions, runCommand } from './command';

const RELEASE = ['--calico-release', '3.22'];
const FIRES = alert({ query: 'action = allow' }, 'network.fires');
const NEVER = alert({ query: `'source_namespace = "team-*"'` }, 'network.never');
const FELIX =
  'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: default\nspec:\n  flowLogsFlushInterval: 10s\n';

describe('the command explain', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'explain-'));
    writeFileSync(join(cwd, 'fires.yaml'), FIRES);
    writeFileSync(join(cwd, 'never.yaml'), NEVER);
    mkdirSync(join(cwd, 'other'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const explain = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['explain', ...args], { cwd, ...options });
  const write = (text: string, name = join('other', 'alert.yaml')) => writeFileSync(join(cwd, name), text);

  it('says first whether an alert can fire, and why not', () => {
    const fires = explain(['fires.yaml', ...RELEASE]);
    expect([fires.stderr, fires.exitCode]).toEqual(['', 0]);
    expect(fires.stdout).toMatch(
      /^fires\.yaml:1 GlobalAlert network\.fires can raise events on Calico Enterprise 3\.22/,
    );
    const never = explain(['never.yaml', ...RELEASE]);
    expect([never.stderr, never.exitCode]).toEqual(['', 1]);
    expect(never.stdout.split('\n').slice(0, 3)).toEqual([
      'never.yaml:1 GlobalAlert network.never can never raise an event on Calico Enterprise 3.22.1',
      '  Why',
      expect.stringMatching(/^ {4}spec\.query = "team-\*": .* \[global-alert\/never-wildcard\]$/),
    ]);
  });

  it.each<[why: string, text: string, release: string, exitCode: number]>([
    ['an alert that is refused', alert({ query: `'dest_port IN {"22"}'` }), '3.22', 1],
    ['an alert with errors', alert({ severity: '0' }), '3.22', 1],
    ['an alert that fires, with warnings', alert({ period: '5m', lookback: '5m' }), '3.22', 0],
    ['a detector', detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan'), '3.14', 2],
    ['a detector without a release', detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan'), '3.24', 1],
    ['a template of an alert', alert().replace('kind: GlobalAlert', 'kind: GlobalAlertTemplate'), '3.22', 0],
    [
      'a detector and an alert that never fires',
      `${detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan')}---\n${NEVER}`,
      '3.14',
      1,
    ],
  ])('exits by what it finds: %s', (_, text, release, exitCode) => {
    write(text);
    const result = explain(['other', '--calico-release', release]);
    expect([result.stderr, result.exitCode]).toEqual(['', exitCode]);
  });

  it.each<[why: string, name: string, text: string, message: string]>([
    [
      'nothing to explain',
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n',
      'calico-threat-defense explain: nothing to explain: no GlobalAlert or GlobalAlertTemplate was found\n',
    ],
    [
      'a file that is not YAML',
      'GlobalAlert.yaml',
      'kind: GlobalAlert\nmetadata: [\n',
      'calico-threat-defense explain: other/GlobalAlert.yaml:3:1 error ',
    ],
    [
      'a template',
      'alert.yaml',
      alert({ severity: '{{ .Values.severity }}' }),
      'calico-threat-defense explain: other/alert.yaml:7:13 error is a template ({{ … }}), not a finished manifest',
    ],
  ])('exits with 2: %s', (_, name, text, message) => {
    write(text, join('other', name));
    const { stderr, exitCode } = explain(['other', ...RELEASE]);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('exits with 2 where it is used wrongly, and prints nothing', () => {
    for (const args of [['fires.yaml'], ['fires.yaml', ...RELEASE, '--as', 'sql'], [...RELEASE]]) {
      expect(explain(args)).toMatchObject({ stdout: '', exitCode: 2 });
    }
    expect(explain(['nowhere', 'fires.yaml', ...RELEASE])).toMatchObject({
      stdout: expect.stringContaining('network.fires can raise events'),
      stderr: 'calico-threat-defense explain: nowhere cannot be read: no such file or directory\n',
      exitCode: 2,
    });
  });

  it('leaves out patches of kustomize, and says so of what they change', () => {
    write('resources: [../fires.yaml]\npatches:\n  - path: patch.yaml\n', join('other', 'kustomization.yaml'));
    write(alert({ severity: '40' }, 'network.fires'), join('other', 'patch.yaml'));
    const { stdout, stderr, exitCode } = explain(['.', '--format', 'json', ...RELEASE]);
    const { alerts, findings } = JSON.parse(stdout);
    expect(alerts.map(({ file }: { file: string }) => file)).toEqual(['fires.yaml', 'never.yaml']);
    expect(alerts[0].warnings).toEqual([
      {
        rule: 'kustomize/patched',
        message: expect.stringContaining('is patched by other/kustomization.yaml, and is explained without the patch'),
      },
    ]);
    expect(findings).toEqual([expect.objectContaining({ file: 'other/patch.yaml', rule: 'kustomize/patch' })]);
    expect(stderr).toContain('other/patch.yaml:1:1 notice is a patch of other/kustomization.yaml');
    expect(exitCode).toBe(1);
  });

  it('knows the log settings from a file, or from those that it reads', () => {
    write(FELIX, 'felix.yaml');
    const interval = 'flow logs are written every 10 seconds';
    expect(explain(['fires.yaml', ...RELEASE]).stdout).not.toContain(interval);
    expect(explain(['fires.yaml', 'felix.yaml', ...RELEASE]).stdout).toContain(interval);
    expect(explain(['fires.yaml', '--log-settings', 'felix.yaml', ...RELEASE]).stdout).toContain(interval);
    expect(explain(['fires.yaml', '--log-settings', 'no.yaml', ...RELEASE])).toMatchObject({
      stderr: expect.stringContaining('no.yaml: cannot be read: no such file or directory; pass the output of kubectl'),
      exitCode: 2,
    });
  });

  it('reads standard input', () => {
    const { stdout, exitCode } = explain(['-', ...RELEASE], { input: NEVER });
    expect(stdout).toMatch(/^-:1 GlobalAlert network\.never can never/);
    expect(exitCode).toBe(1);
  });

  it('finds the line of each alert', () => {
    write(`# two\n${FIRES}---\n${NEVER}`);
    const { stdout } = explain(['other', ...RELEASE]);
    expect(stdout.match(/^other\/alert\.yaml:\d+/gm)).toEqual(['other/alert.yaml:2', 'other/alert.yaml:12']);
  });

  it('takes the errors that lint finds for reasons', () => {
    const placeholder = FIRES.replace('severity: 80', 'severity: $SEVERITY');
    write(`${FIRES}---\n${placeholder}`);
    const { alerts } = JSON.parse(explain(['other', ...RELEASE, '--format', 'json']).stdout);
    expect(alerts.map((each: { verdict: string; reasons: unknown }) => [each.verdict, each.reasons])).toEqual([
      ['fires', []],
      [
        'refused',
        [
          {
            rule: 'calico-object/placeholder',
            path: 'spec.severity',
            value: '"$SEVERITY"',
            message: expect.stringContaining('is a placeholder that was not replaced'),
          },
        ],
      ],
    ]);
  });

  it('prints JSON by its contract', () => {
    const { stdout } = explain(['never.yaml', ...RELEASE, '--format', 'json', '--as', 'request']);
    const texts = expect.arrayContaining([expect.any(String)]);
    expect(JSON.parse(stdout)).toEqual({
      alerts: [
        {
          file: 'never.yaml',
          line: 1,
          object: 'GlobalAlert network.never',
          name: 'network.never',
          release: 'Calico Enterprise 3.22.1',
          dataSet: 'flows',
          verdict: 'never',
          reasons: [
            {
              rule: 'global-alert/never-wildcard',
              path: 'spec.query',
              value: '"team-*"',
              message: expect.any(String),
            },
          ],
          warnings: [],
          sentences: {
            records: texts,
            groups: texts,
            condition: texts,
            dropped: [],
            limits: [],
            repeats: texts,
            event: texts,
          },
          assumptions: expect.arrayContaining([{ id: 'schedule', grade: 'O', words: expect.any(String) }]),
          request: {
            method: 'GET',
            path: 'tigera_secure_ee_flows.*/_search',
            body: expect.objectContaining({ query: expect.any(Object) }),
          },
        },
      ],
      findings: [],
      checked: { files: 1, alerts: 1, skipped: 0 },
    });
    const words = JSON.parse(explain(['never.yaml', ...RELEASE, '--format', 'json']).stdout);
    expect(words.alerts[0]).not.toHaveProperty('request');
    write(alert({ query: 'dest_name EMPTY' }));
    const unknown = explain(['other', '--calico-release', '3.23', '--format', 'json', '--as', 'partials']);
    expect([JSON.parse(unknown.stdout).alerts[0].request, unknown.exitCode]).toEqual([null, 2]);
  });

  it.each(['request', 'partials'])('prints what can be pasted into Dev Tools: %s', (name) => {
    const { stdout } = explain(['.', ...RELEASE, '--as', name]);
    const lines = stdout.split('\n').filter((line) => !line.startsWith('#'));
    const requests = lines.join('\n').split(/^GET /m).slice(1);
    expect(requests).toHaveLength(2);
    for (const request of requests) {
      const [path, ...body] = request.split('\n');
      expect(path).toBe('tigera_secure_ee_flows.*/_search');
      expect(JSON.parse(body.join('\n'))).toHaveProperty('query.bool.filter');
    }
    expect(stdout).toMatch(/^# GlobalAlert network\.never \(never\.yaml:1\)\n# never: spec\.query = "team-\*": /m);
  });

  it('escapes what would mislead a terminal', () => {
    write(alert({ description: '"\\u001b[2J ::warning::x"', query: `'source_namespace = "\u202e"'` }));
    for (const options of [[], ['--as', 'request'], ['--format', 'json']]) {
      const { stdout } = explain(['other', ...RELEASE, ...options]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });

  it('documents its options and exit codes', () => {
    const { stdout } = explain(['--help']);
    for (const part of ['--calico-release', '--log-settings', '--as', 'partials', '--format', 'Exit codes']) {
      expect(stdout).toContain(part);
    }
  });
});
