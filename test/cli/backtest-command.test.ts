import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { alert, detectorAlert } from '../../src/base';
import { alertYaml, jsonLines } from '../backtest/logs';
import { bundled, type CommandOptions, type CommandResult, runCommand } from './command';

const RELEASE = ['--calico-release', '3.22'];
const BASE = 1_767_571_200;
const SPEC = {
  query: 'reporter = src',
  aggregateBy: ['source_namespace'],
  metric: 'count',
  condition: 'gte',
  threshold: 3,
  period: '5m',
  lookback: '15m',
};
const row = (dest_port: number) => ({
  start_time: BASE - 300,
  end_time: BASE,
  source_namespace: 'dev',
  source_name_aggr: 'a',
  dest_name_aggr: 'b',
  reporter: 'src',
  action: 'allow',
  dest_port,
});
const ROWS = [1, 2, 3].map(row);

describe('the command backtest', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'backtest-'));
    write('alert.yaml', alertYaml(SPEC, 'network.scan'));
    write('logs/a.ndjson', jsonLines(ROWS));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(name: string, content: string | Uint8Array): void {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  const backtest = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), ['backtest', ...args], { cwd, ...options });

  it('prints what alerts would have raised', () => {
    const { stdout, stderr, exitCode } = backtest(['alert.yaml', '--logs', 'logs', ...RELEASE]);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout.split('\n')[0]).toBe(
      'alert.yaml: GlobalAlert network.scan would have raised 2 to 3 events, typically 3, in 14 minutes on Calico Enterprise 3.22.1',
    );
  });

  it('has a contract in JSON', () => {
    const { stdout } = backtest(['alert.yaml', '--logs', 'logs', '--format', 'json', ...RELEASE]);
    expect(JSON.parse(stdout)).toEqual({
      alerts: [
        {
          file: 'alert.yaml',
          object: 'GlobalAlert network.scan',
          dataSet: 'flows',
          release: 'Calico Enterprise 3.22.1',
          rows: { read: 3, matched: 3, grouped: 3, dropped: [] },
          from: '2026-01-05T00:00:30Z',
          to: '2026-01-05T00:14:30Z',
          gaps: [],
          events: { min: 2, typical: 3, max: 3, perDay: 3 },
          groups: [{ key: { source_namespace: 'dev' }, events: 3, peak: 3 }],
          thresholds: expect.arrayContaining([
            { threshold: 3, events: 3 },
            { threshold: 6, events: 0 },
          ]),
          assumptions: expect.arrayContaining([{ what: expect.any(String), grade: 'O' }]),
        },
      ],
      logs: { files: 1, bytes: expect.any(Number), rows: 3, others: {}, problems: [] },
      interrupted: false,
    });
  });

  it.each<[why: string, args: string[], exitCode: number, stderr: RegExp]>([
    ['a limit that holds', ['--at-most', '3/day', '--at-least', '2'], 0, /^$/],
    [
      'too many events',
      ['--at-most', '2.5/day'],
      1,
      /network\.scan raises up to 3 events in 1 day, which is more than 2\.5 a day\n$/,
    ],
    [
      'too few events',
      ['--at-least', '3'],
      1,
      /network\.scan raises only 2 events in some phases, but at least 3 are required\n$/,
    ],
    ['a rate without its unit', ['--at-most', '3'], 2, /It must be a number of events per day, such as 5\/day\./],
    ['a count that is not one', ['--at-least', '1.5'], 2, /It must be a whole number of events, such as 1\./],
    ['a time that is not one', ['--from', 'yesterday'], 2, /It must be a day in UTC, such as 2026-01-05/],
    ['a day that does not exist', ['--to', '2026-02-31'], 2, /It must be a day in UTC/],
    ['a time without its zone', ['--from', '2026-01-05T10:00:00'], 2, /or a time with its zone/],
    ['times in the wrong order', ['--from', '2026-01-06', '--to', '2026-01-05'], 2, /--from must be before --to/],
    [
      'a range without a run',
      ['--from', '2026-01-06', '--to', '2026-01-06T00:00:00Z'],
      2,
      /--from must be before --to/,
    ],
    ['events in a file called -', ['--events', '-'], 2, /--events must name a file, such as events\.ndjson/],
    ['standard input twice', ['--logs', '-', '-'], 2, /--logs names standard input more than once/],
    ['a delay with a fraction', ['--delay', '1500ms'], 2, /It must be a duration of whole seconds up to 24h/],
    ['a negative delay', ['--delay=-5s'], 2, /It must be a duration of whole seconds/],
    [
      'a number of threads with a fraction',
      ['--jobs', '1.5'],
      2,
      /It must be a whole number of threads from 1 to 256\./,
    ],
    ['a time after the logs', ['--from', '2030-01-01'], 2, /^$/],
    ['a format that does not exist', ['--format', 'pdf'], 2, /Allowed choices are text, json, markdown, html/],
    [
      'a limit that a range from long before the logs must not hide',
      ['--from', '2020-01-01', '--at-most', '1/day'],
      1,
      /in 1 day, which is more than 1 a day/,
    ],
    ['logs that do not exist', ['--logs', 'gone'], 2, /backtest: gone: cannot be read: no such file or directory\n/],
    ['events without a folder', ['--events', 'gone/e.ndjson'], 2, /cannot be written: no such file or directory/],
  ])('exits by what it finds: %s', (_, args, exitCode, stderr) => {
    const result = backtest(['alert.yaml', '--logs', 'logs', ...RELEASE, ...args]);
    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringMatching(stderr)]);
  });

  it.each<[why: string, text: string, release: string, exitCode: number]>([
    ['an alert that can never fire', alertYaml({ ...SPEC, query: 'source_namespace = "team-*"' }), '3.22', 1],
    [
      'an alert that can never fire and is not run',
      alertYaml({ ...SPEC, dataSet: 'vulnerability', query: '', aggregateBy: [] }),
      '3.24',
      1,
    ],
    ['an alert that is refused', alertYaml({ ...SPEC, severity: 0 }), '3.22', 1],
    ['a detector', detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan'), '3.14', 2],
    ['another data set', alertYaml({ ...SPEC, dataSet: 'dns', query: '', aggregateBy: ['qname'] }), '3.22', 2],
    ['no alert', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n', '3.22', 2],
    ['no YAML', 'a: [', '3.22', 2],
    ['an alert of the examples', alert({ query: 'action = allow' }), '3.22', 0],
  ])('exits by what the alert is: %s', (_, text, release, exitCode) => {
    write('alert.yaml', text);
    const result = backtest(['alert.yaml', '--logs', 'logs', '--calico-release', release]);
    expect([result.exitCode, result.stderr.includes('internal error')]).toEqual([exitCode, false]);
  });

  it('reads logs from standard input, but not both alerts and logs', () => {
    const input = gzipSync(jsonLines(ROWS));
    const { stdout, exitCode } = backtest(['alert.yaml', '--logs', '-', ...RELEASE], { input });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('typically 3')]);
    const alerts = backtest(['-', '--logs', 'logs', ...RELEASE], { input: alertYaml(SPEC) });
    expect([alerts.exitCode, alerts.stdout]).toEqual([0, expect.stringContaining('-: GlobalAlert some.alert would')]);
    const both = backtest(['-', '--logs', '-', ...RELEASE]);
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('standard input can be read once only')]);
  });

  it('uses the log settings among the alerts, or those that are named', () => {
    const felix = (interval: string) =>
      `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: { flowLogsFlushInterval: ${interval} }\n`;
    write('both/alert.yaml', alertYaml(SPEC));
    write('both/felix.yaml', felix('60s'));
    write('named.yaml', felix('300s'));
    const found = backtest(['both', '--logs', 'logs', ...RELEASE]);
    expect(found.stdout).toContain('flowLogsFlushInterval is 5 minutes in most rows, but 1 minute is assumed');
    const named = backtest(['both', '--logs', 'logs', '--log-settings', 'named.yaml', ...RELEASE]);
    expect(named.stdout).toContain('flowLogsFlushInterval is 5 minutes in most rows, as assumed');
  });

  it('says where there is no place for temporary files', () => {
    const rows = Array.from({ length: 2 }, (_, second) =>
      jsonLines(
        Array.from({ length: 160_000 }, (__, index) => ({
          ...row(1),
          end_time: BASE + second * 600,
          source_namespace: `n${index}`,
        })),
      ),
    );
    write('many.ndjson', rows.join(''));
    const { stderr, exitCode } = backtest(['alert.yaml', '--logs', 'many.ndjson', ...RELEASE], {
      env: { TMPDIR: join(cwd, 'gone') },
    });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^temporary files: 1 problem\n {2}.*gone.*: cannot be written: no such file or directory; set TMPDIR to a folder with more space \[backtest\/temporary-files\]\n$/,
      ),
    ]);
  }, 60_000);

  it('ends with a partial report after Ctrl-C', async () => {
    const child = spawn(
      process.execPath,
      [join(command(), 'bin', 'calico-threat-defense.js'), 'backtest', 'alert.yaml', '--logs', '-', ...RELEASE],
      { cwd, env: { PATH: process.env['PATH'] } },
    );
    const result: CommandResult = await new Promise((done) => {
      const text = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk) => {
        text.stdout += chunk;
      });
      child.stderr.on('data', (chunk) => {
        text.stderr += chunk;
      });
      child.on('close', (exitCode) => done({ ...text, exitCode }));
      // More than the pipe holds, so that the command has read some of it when this is written.
      child.stdin.write(jsonLines(Array.from({ length: 20_000 }, (_, index) => row(index))), () =>
        child.kill('SIGINT'),
      );
    });
    expect(result.exitCode).toBe(130);
    expect(result.stdout).toMatch(
      /\nInterrupted: this report covers only what was read and evaluated until then: [\d,]+ rows in 0 files/,
    );
  }, 30_000);
});
