import fc from 'fast-check';
import { parse } from 'yaml';
import { BACKTEST_REPORTERS, type BacktestResult, backtest, brokenLimits } from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles, sqlText } from '../../src/explain';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';
import { alertYaml, backtestOf, eventLinesOf, jsonLines, LogFolder } from './logs';

const BASE = 1_767_571_200;
const FLUSH = 300;
const DAY = 86_400;

/** Rows of a flow in each interval of a day, and a burst in one of them. */
function rowsOf(namespace: string, from: number, intervals: number): object[] {
  return Array.from({ length: intervals }, (_, index) => ({
    start_time: from + index * FLUSH,
    end_time: from + (index + 1) * FLUSH,
    source_type: 'wep',
    source_name: '-',
    source_name_aggr: 'a-*',
    source_namespace: namespace,
    source_port: null,
    dest_name_aggr: 'b-*',
    dest_port: 80,
    proto: 'tcp',
    action: 'allow',
    reporter: 'src',
  }));
}

const burst = Array.from({ length: 60 }, () => rowsOf('dev', BASE + DAY / 2, 1)).flat();
const ROWS = [...rowsOf('shop', BASE, 100), ...rowsOf('shop', BASE + DAY / 2, 144), ...burst];
const SPEC = {
  query: 'reporter = src',
  aggregateBy: ['source_namespace', 'dest_port'],
  metric: 'count',
  condition: 'gte',
  threshold: 20,
  description: '${count} rows of ${source_namespace}',
};
const EXPLAINED = { findings: [], checked: { files: 1, alerts: 1, skipped: 0 } };
const DETECTOR = { type: 'AnomalyDetection', detector: { name: 'port_scan' } };
const NEVER = { ...SPEC, query: 'source_namespace = "team-*"' };
const REFUSED = { ...SPEC, query: 'dest_port IN {"22"}' };
const DNS = { ...SPEC, dataSet: 'dns', query: '', aggregateBy: [], description: 'd' };

describe('the report of a backtest', () => {
  const folder = new LogFolder();
  const report = async (specs: readonly object[], rows: readonly object[] = ROWS) =>
    backtestOf(specs as Record<string, unknown>[], [folder.write('rows.ndjson', jsonLines(rows))], { release: '3.22' });
  const text = (result: BacktestResult, format = 'text') =>
    String(BACKTEST_REPORTERS[format]?.(result)).replaceAll(`${folder.path}/`, '');

  it('tells alerts apart whose names are the same or generated', async () => {
    const yaml = alertYaml(SPEC).replace('"name":"some.alert"', '"generateName":"some-"');
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [parse(yaml), parse(yaml)] });
    const sources = [
      { file: 'a.yaml', bytes: Buffer.from(`${yaml}\n---\n${yaml}\n---\n${alertYaml(SPEC)}`) },
      { file: 'b.json', bytes: Buffer.from(list) },
    ];
    const release = CalicoRelease.parse('3.22');
    const { alerts } = explainFiles(sources, { release, topology: CalicoTopology.MANAGED });
    const result = await backtest(alerts, [folder.write('rows.ndjson', jsonLines(ROWS))], { release });
    result.dispose();
    const lines = alerts.map(({ line }) => line);
    expect(result.alerts.map(({ object }) => object)).toEqual([
      `GlobalAlert some- (line ${lines[0]})`,
      `GlobalAlert some- (line ${lines[1]})`,
      'GlobalAlert some.alert',
      'GlobalAlert some- (line 1), number 1',
      'GlobalAlert some- (line 1), number 2',
    ]);
    const digests = alerts.slice(0, 1).map((alert) => sqlText({ ...EXPLAINED, alerts: [alert] }, 'duckdb'));
    expect(digests[0]).toMatch(/TO 'some-[0-9a-f]{12}\.partials\.ndjson'/);
  });

  it('finds the aggregation of DNS logs in the rows that show it', async () => {
    const lookup = { start_time: new Date(BASE * 1000), end_time: new Date((BASE + FLUSH) * 1000), qname: 'a.example' };
    const seen = async (fields: object) => {
      const { alerts } = await report([DNS], [{ ...lookup, ...fields }]);
      const outcome = alerts[0]?.outcome;
      const forms = outcome !== undefined && 'seen' in outcome ? outcome.seen : undefined;
      return forms?.filter(({ setting }) => setting === 'dnsLogsFileAggregationKind');
    };
    expect(await seen({ client_name: '-' })).toMatchObject([{ seen: '1', assumed: '1', differs: false }]);
    expect(await seen({ client_name: 'web-1' })).toMatchObject([{ seen: '0', assumed: '1', differs: true }]);
    for (const fields of [{}, { client_name: null }, { client_name: '' }]) {
      expect(await seen(fields)).toEqual([]);
    }
  });

  it('has the numbers first', async () => {
    const result = await report([SPEC]);
    expect(text(result)).toMatchSnapshot();
    expect(text(result, 'markdown')).toMatchSnapshot();
    expect(JSON.parse(text(result, 'json'))).toMatchSnapshot();
  });

  it('states the gaps, and the settings that differ from those that are assumed', async () => {
    const rows = [...rowsOf('shop', BASE, 100), ...rowsOf('shop', BASE + DAY / 2, 4)].map((row) => ({
      ...row,
      source_port: 5,
    }));
    const { alerts } = await report([SPEC], rows);
    expect(alerts[0]?.outcome).toMatchObject({
      gaps: [{ from: (BASE + 100 * FLUSH) * 1_000, to: (BASE + DAY / 2) * 1_000 }],
      seen: [
        { setting: 'flowLogsFlushInterval', seen: '5 minutes', differs: false },
        { setting: 'flowLogsFileAggregationKindForAllowed', seen: '0', assumed: '2', differs: true },
      ],
    });
  });

  it('has no events where no run sees a row, and breaks no limits', async () => {
    const result = await report([{ metric: 'count', condition: 'lt', threshold: 5 }], [{ ...ROWS[0], end_time: null }]);
    const [alert] = JSON.parse(text(result, 'json')).alerts;
    expect(alert).toMatchObject({ from: null, to: null, groups: [], events: { min: 0, max: 0, perDay: 0 } });
    expect(alert.thresholds.every(({ events }: { events: number }) => events === 0)).toBe(true);
    expect(result.alerts.map((one) => brokenLimits(one, { atMostPerDay: 0, atLeast: 5 }))).toEqual([[]]);
    expect(text(result)).toContain('was not run');
  });

  it('says how many groups are not listed', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({ ...ROWS[0], source_namespace: `n${n}` }));
    const spec = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 1 };
    expect(text(await report([spec], rows))).toContain('\n    and 290 more\n');
  });

  it('finds the flush interval in all rows, not only in those that are parsed', async () => {
    const rows = rowsOf('shop', BASE, 20).map((row, index) => ({
      ...row,
      end_time: BASE + index * FLUSH + (index % 16 === 0 ? 60 : FLUSH),
    }));
    const { alerts } = await report([SPEC], rows);
    expect(alerts[0]?.outcome).toMatchObject({
      seen: expect.arrayContaining([expect.objectContaining({ setting: 'flowLogsFlushInterval', seen: '5 minutes' })]),
    });
  });

  it.each<[level: string, fields: object]>([
    ['0', { source_name: 'web-1', source_port: 5, dest_port: 80 }],
    ['1', { source_name: 'web-1', source_port: null, dest_port: 80 }],
    ['2', { source_name: '-', source_port: null, dest_port: 80 }],
    ['3', { source_name: '-', source_port: null, dest_port: null }],
  ])('finds the aggregation level %s of flow logs', async (level, fields) => {
    const { alerts } = await report(
      [SPEC],
      rowsOf('shop', BASE, 20).map((row) => ({ ...row, proto: 'tcp', source_type: 'wep', ...fields })),
    );
    const { seen = [] } = alerts[0]?.outcome ?? {};
    const setting = 'flowLogsFileAggregationKindForAllowed';
    expect(seen.find((form) => form.setting === setting)).toMatchObject({ seen: level });
  });

  it('says why there are no numbers', async () => {
    const result = await report([NEVER, REFUSED, DNS]);
    expect(text(result, 'markdown')).toMatch(/can never raise an event on Calico Enterprise 3\.22\.1\.\n\n- .+\n\n/);
    const printed = text(result);
    expect(printed).toContain(
      'alerts.yaml: GlobalAlert alert-0 can never raise an event on Calico Enterprise 3.22.1\n  Why\n',
    );
    expect(printed).toContain('alerts.yaml: GlobalAlert alert-1 is refused on Calico Enterprise 3.22.1\n  Why\n');
    expect(printed).toContain(
      'alerts.yaml: GlobalAlert alert-2 was not run, because the logs have no row of its data set, dns\n',
    );
    const { alerts } = JSON.parse(text(result, 'json'));
    expect(
      alerts.map(({ events, reasons }: { events: unknown; reasons?: unknown[] }) => [events, reasons?.length]),
    ).toEqual([
      [{ min: 0, typical: 0, max: 0, perDay: 0 }, 1],
      [null, 1],
      [{ min: 0, typical: 0, max: 0, perDay: 0 }, undefined],
    ]);
    expect(text(result, 'markdown')).not.toMatch(/undefined|NaN|\[object/);
  });

  it('counts the rows of other data sets, and those of none', async () => {
    const others = [
      { start_time: 'x', qname: 'a', qtype: 'A', client_namespace: 'b' },
      { hello: 1, world: 2 },
      { auditID: 'a', stage: 'b', verb: 'get' },
    ];
    const { logs } = await report([SPEC], [...ROWS, ...others]);
    expect(logs).toMatchObject({ rows: ROWS.length + 3, others: { dns: 1, unknown: 1, audit: 1 } });
  });

  it('is safe to show, whatever logs and alerts contain', async () => {
    await fc.assert(
      fc.asyncProperty(UNSAFE_TEXT, async (value) => {
        const rows = rowsOf(value, BASE, 3);
        const result = await report([{ ...SPEC, threshold: 1, description: `\${source_namespace} ${value}` }], rows);
        for (const format of ['text', 'markdown', 'json']) {
          expect(unsafeLines(text(result, format))).toEqual([]);
        }
        expect(text(result, 'markdown').replace(/&#\d+;/g, '')).not.toMatch(/[<>`]/);
        const lines = await eventLinesOf(result);
        expect(unsafeLines(lines.join('').trimEnd())).toEqual([]);
        const records = lines.map((line) => JSON.parse(line).record.source_namespace);
        expect(new Set(records)).toEqual(new Set([JSON.parse(JSON.stringify(value))]));
        result.dispose();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('keeps HTML and Markdown of logs as text', async () => {
    const result = await report([{ ...SPEC, threshold: 1 }], rowsOf('<img src=x onerror=alert(1)>|`*[a](b)', BASE, 2));
    expect(text(result, 'markdown')).toContain('&#60;img src=x onerror=alert(1)&#62;&#124;&#96;&#42;&#91;a&#93;(b)');
  });

  it.each([
    ['_a_ b_', '&#95;a&#95; b&#95;'],
    ['a_b', 'a_b'],
    ['https://evil.example/x', 'https&#58;//evil.example/x'],
    ['WWW.evil.example', 'WWW&#46;evil.example'],
    ['a|b', 'a&#124;b'],
    ['`id`', '&#96;id&#96;'],
    ['<!--', '&#60;!--'],
    [':tada: @team #1', '&#58;tada: &#64;team &#35;1'],
    ['$x$', '&#36;x&#36;'],
    ['mailto:a@b.example', 'mailto&#58;a&#64;b.example'],
  ])('keeps %s as it is in Markdown', async (value, expected) => {
    const result = await report([{ ...SPEC, threshold: 1 }], rowsOf(value, BASE, 2));
    expect(text(result, 'markdown')).toContain(`source_namespace = "${expected}"`);
  });

  it('has the events of a typical phase', async () => {
    const result = await report([SPEC]);
    const events = (await eventLinesOf(result)).map((line) => JSON.parse(line));
    expect(events).toHaveLength(result.alerts[0]?.outcome?.events.typical ?? 0);
    expect(events[0]).toEqual({
      type: 'global_alert',
      time: expect.stringMatching(/^2026-01-05T12:\d\d:\d\d\.000Z$/),
      origin: 'alert-0',
      severity: 1,
      text: '60 rows of dev',
      record: { source_namespace: 'dev', dest_port: 80, count: 60 },
    });
  });

  it.each([
    [{ atMostPerDay: 1 }, 'raises up to 2 events in 1 day, which is more than 1 a day'],
    [{ atMostPerDay: 2 }, undefined],
    [{ atLeast: 3 }, 'raises only 1 event in some phases, but at least 3 are required'],
    [{ atLeast: 1 }, undefined],
  ])('is compared with limits: %j', async (limits, message) => {
    const { alerts } = await report([SPEC]);
    expect(alerts.flatMap((alert) => brokenLimits(alert, limits))).toEqual(message === undefined ? [] : [message]);
  });

  it('restricts runs to a time', async () => {
    const path = folder.write('rows.ndjson', jsonLines(ROWS));
    const noon = (BASE + DAY / 2) * 1_000;
    const before = await backtestOf([SPEC], [path], { to: noon });
    expect(before.alerts[0]?.outcome).toMatchObject({ events: { max: 0 }, span: { to: noon } });
    const gone = await backtestOf([SPEC], [path], { from: noon * 2 });
    expect(text(gone)).toContain('alert-0 has no run between --from and --to that can see a row\n  Rows\n');
    expect(JSON.parse(text(gone, 'json')).alerts[0]).toMatchObject({ from: null, to: null, events: { max: 0 } });
    const after = await backtestOf([SPEC], [path], { from: noon });
    expect(after.alerts[0]?.outcome).toMatchObject({ events: { max: 2 }, span: { from: noon } });
  });

  it('knows nothing about detectors', async () => {
    const { alerts } = await backtestOf([DETECTOR], [folder.write('rows.ndjson', jsonLines(ROWS))], {
      release: '3.14',
    });
    expect(alerts[0]).toMatchObject({ verdict: 'unknown', outcome: undefined });
  });
});
