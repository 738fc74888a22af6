import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectorAlert } from '../../src/base';
import { alertYaml, jsonLines } from '../backtest/logs';
import { bundled, type CommandOptions, runCommand } from './command';

const RELEASE = ['--calico-release', '3.22'];
const BASE = 1_767_571_200;
const SPEC = {
  query: '',
  aggregateBy: ['source_namespace'],
  metric: 'count',
  condition: 'gte',
  threshold: 2,
  period: '5m',
  lookback: '10m',
};
const ROWS = Array.from({ length: 24 }, (_, interval) => ({
  start_time: BASE + interval * 300,
  end_time: BASE + (interval + 1) * 300,
  source_namespace: 'dev',
  source_name_aggr: 'a',
  dest_name_aggr: 'b',
  reporter: 'src',
  action: 'allow',
}));

describe('the command calibrate', () => {
  const command = bundled();
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'calibrate-'));
    write('alert.yaml', alertYaml(SPEC, 'network.scan'));
    write('logs/a.ndjson', jsonLines(ROWS));
    const { exitCode } = run(['backtest', 'alert.yaml', '--logs', 'logs', '--events', 'events.ndjson', ...RELEASE]);
    expect(exitCode).toBe(0);
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(name: string, content: string): void {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  const run = (args: readonly string[], options: CommandOptions = {}) =>
    runCommand(command(), args, { cwd, ...options });
  const calibrate = (args: readonly string[], options: CommandOptions = {}) =>
    run(['calibrate', ...args, '--logs', 'logs', ...RELEASE], options);

  it('exits with 0 if all events match', () => {
    const { stdout, stderr, exitCode } = calibrate(['alert.yaml', '--events', 'events.ndjson']);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout.split('\n')[0]).toBe(
      'alert.yaml: GlobalAlert network.scan on Calico Enterprise 3.22.1: 22 matched, 0 missing, 0 extra',
    );
  });

  it('exits with 1 if events are missing, and has a contract in JSON', () => {
    write(
      'few.ndjson',
      '{"type":"global_alert","origin":"network.scan","time":1767574830,"record":{"source_namespace":"dev","count":7}}\n',
    );
    const { stdout, exitCode } = calibrate(['alert.yaml', '--events', 'few.ndjson', '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      alert: { file: 'alert.yaml', object: 'GlobalAlert network.scan', dataSet: 'flows', period: 300, lookback: 600 },
      from: '2026-01-05T00:10:00Z',
      to: '2026-01-05T02:00:00Z',
      rows: { read: 24, matched: 24, grouped: 24, dropped: [] },
      events: { compared: 1, outside: 0, others: 0, unusable: [] },
      matched: 1,
      missing: 21,
      extra: 0,
      different: 1,
      extraEvents: [],
      differentEvents: [{ time: '2026-01-05T01:00:30Z', group: { source_namespace: 'dev' }, computed: 2, raised: 7 }],
      runs: { total: 22, raising: 1 },
      phase: { offset: 30, drift: null, equal: [30] },
      delay: { best: 30, generatedTime: false },
      interrupted: false,
    });
  });

  it('hides names', () => {
    const { stdout } = calibrate(['alert.yaml', '--events', 'logs/a.ndjson', '--hide-names']);
    expect(stdout).toBe('');
    write(
      'few.ndjson',
      '{"type":"global_alert","origin":"network.scan","time":1767574830,"record":{"source_namespace":"dev","count":7}}\n',
    );
    const hidden = calibrate(['alert.yaml', '--events', 'few.ndjson', '--hide-names']).stdout;
    expect(hidden).toContain('source_namespace = "name-1": computed 2, but the cluster has 7');
    expect(hidden).not.toMatch(/dev|network\.scan/);
  });

  it.each<[what: string, args: readonly string[], stderr: RegExp]>([
    [
      'rows in place of events',
      ['alert.yaml', '--events', 'logs'],
      /network\.scan cannot be compared: no row of --events is an event that can be compared: each is not an event\n$/,
    ],
    [
      'events that do not exist',
      ['alert.yaml', '--events', 'gone'],
      /gone: cannot be read: no such file or directory\n/,
    ],
    [
      'several alerts',
      ['several', '--events', 'events.ndjson'],
      /one alert is compared at a time, but 2 were found; name one with --alert, or pass its file: network\.scan, other\n$/,
    ],
    [
      'an alert that is not there',
      ['several', '--events', 'events.ndjson', '--alert', 'x'],
      /no alert is named x; the files contain network\.scan, other\n$/,
    ],
    ['no alert', ['empty.yaml', '--events', 'events.ndjson'], /there is no alert to run/],
    ['a detector', ['detector.yaml', '--events', 'events.ndjson'], /cannot be compared: it cannot be evaluated for/],
    ['no events', ['alert.yaml'], /required option '--events <path\.\.\.>' not specified/],
    [
      'an empty range',
      ['alert.yaml', '--events', 'events.ndjson', '--from', '2026-01-06', '--to', '2026-01-06'],
      /--from must be before --to/,
    ],
    ['standard input twice', ['-', '--events', '-'], /standard input can be read once only/],
    ['binary events', ['alert.yaml', '--events', 'binary'], /binary: /],
  ])('exits with 2 for %s', (_, args, stderr) => {
    write('several/a.yaml', `${alertYaml(SPEC, 'network.scan')}\n---\n${alertYaml(SPEC, 'other')}`);
    write('empty.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n');
    write('detector.yaml', detectorAlert('{ name: port_scan }', 'a'));
    write('binary', '\u0000\u0001'.repeat(500));
    const result = calibrate(args);
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringMatching(stderr)]);
  });

  it('selects an alert by its name, and reads events from standard input', () => {
    write('several/a.yaml', `${alertYaml(SPEC, 'network.scan')}\n---\n${alertYaml(SPEC, 'other')}`);
    const { stdout, exitCode } = calibrate(['several', '--events', '-', '--alert', 'other'], { input: '' });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('not known, because the cluster raised no event')]);
  });
});
