import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alert } from '../../src/base';
import { alertYaml, jsonLines } from '../backtest/logs';
import { runInProcess } from './capturing';

const RELEASE = ['--calico-release', '3.22'];
const BASE = 1_767_571_200;
const SPEC = {
  query: '',
  aggregateBy: ['source_namespace'],
  metric: 'count',
  condition: 'gte',
  threshold: 3,
  period: '5m',
  lookback: '15m',
};
const ROW = {
  start_time: BASE - 300,
  end_time: BASE,
  source_namespace: 'dev',
  source_name_aggr: 'a',
  dest_name_aggr: 'b',
  reporter: 'src',
  action: 'allow',
};

describe('the file of backtest --events', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'event file '));
    write('alert.yaml', alertYaml(SPEC, 'network.scan'));
    write('logs/a.ndjson', jsonLines([1, 2, 3].map((port) => ({ ...ROW, dest_port: port }))));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(name: string, content: string): void {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  const backtest = (args: readonly string[]) => runInProcess(['backtest', ...args], cwd);

  it('has the events, one per line', async () => {
    const { exitCode } = await backtest(['alert.yaml', '--logs', 'logs', '--events', 'events.ndjson', ...RELEASE]);
    const events = readFileSync(join(cwd, 'events.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([exitCode, events.length]).toEqual([0, 3]);
    expect(events[0]).toMatchObject({ origin: 'network.scan', record: { source_namespace: 'dev', count: 3 } });
  });

  it.each(['logs/a.ndjson', 'logs/../logs/new.ndjson', 'alert.yaml', 'link'])(
    'never replaces what it reads: %s',
    async (file) => {
      symlinkSync('alert.yaml', join(cwd, 'link'));
      const before = readdirSync(join(cwd, 'logs')).map((name) => [
        name,
        readFileSync(join(cwd, 'logs', name), 'utf8'),
      ]);
      const { exitCode, stderr } = await backtest(['alert.yaml', '--logs', 'logs', '--events', file, ...RELEASE]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('would be overwritten, but is read as part of')]);
      const after = readdirSync(join(cwd, 'logs')).map((name) => [name, readFileSync(join(cwd, 'logs', name), 'utf8')]);
      expect(after).toEqual(before);
      expect(readFileSync(join(cwd, 'alert.yaml'), 'utf8')).toContain('GlobalAlert');
    },
  );

  it('replaces the events of an earlier run, whatever its alert was', async () => {
    const events = ['--events', 'events.ndjson', ...RELEASE];
    expect((await backtest(['alert.yaml', '--logs', 'logs', ...events])).exitCode).toBe(0);
    const first = readFileSync(join(cwd, 'events.ndjson'), 'utf8');
    write('events.ndjson', first.replaceAll('network.scan', 'another.alert'));
    expect((await backtest(['alert.yaml', '--logs', 'logs', ...events])).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'events.ndjson'), 'utf8')).toBe(first);
    write('events.ndjson', '');
    expect((await backtest(['alert.yaml', '--logs', 'logs', ...events])).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'events.ndjson'), 'utf8')).toBe(first);
  });

  it.each([
    ['notes', 'to do\n'],
    ['logs', jsonLines([{ start_time: BASE, end_time: BASE, source_namespace: 'dev' }])],
    [
      'events that were exported',
      jsonLines([{ type: 'global_alert', origin: 'network.scan', time: BASE, record: {} }]),
    ],
    ['a manifest', alert({}, 'network.ssh')],
  ])('never replaces a file of others: %s', async (_, text) => {
    write('file', text);
    const { exitCode, stderr } = await backtest(['alert.yaml', '--logs', 'logs', '--events', 'file', ...RELEASE]);
    expect(stderr).toContain(
      'file: already exists, and contains something other than events of a backtest, so it is not overwritten; name another file [command/events-unwritable]',
    );
    expect([exitCode, readFileSync(join(cwd, 'file'), 'utf8')]).toEqual([2, text]);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('says that a disk is full', async () => {
    const { exitCode, stderr } = await backtest(['alert.yaml', '--logs', 'logs', '--events', '/dev/full', ...RELEASE]);
    const message = 'cannot be written: no space left on device; make room, or name a file on another disk';
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('keeps the events of before if there is nothing to write', async () => {
    const before = `${JSON.stringify({ type: 'global_alert', time: '', origin: 'a', severity: 1, text: '', record: {} })}\n`;
    write('events.ndjson', before);
    const { exitCode, stderr } = await backtest([
      'alert.yaml',
      '--logs',
      'gone',
      '--events',
      'events.ndjson',
      ...RELEASE,
    ]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('gone: cannot be read')]);
    expect(readFileSync(join(cwd, 'events.ndjson'), 'utf8')).toBe(before);
  });
});
