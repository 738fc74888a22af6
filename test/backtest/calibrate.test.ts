import fc from 'fast-check';
import {
  CALIBRATION_REPORTERS,
  type Calibration,
  calibrate,
  type Uncalibrated,
  withHiddenNames,
} from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles } from '../../src/explain';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';
import { alertYaml, backtestOf, eventLinesOf, jsonLines, LogFolder } from './logs';

const START = Date.UTC(2026, 0, 5) / 1_000;
const FLUSH = 300;
const PERIOD = 300;
const LOOKBACK = 900;
const SPEC = {
  query: 'reporter = src',
  aggregateBy: ['source_namespace', 'dest_port'],
  metric: 'count',
  condition: 'gte',
  threshold: 4,
  period: '5m',
  lookback: '15m',
};

interface Row {
  readonly end_time: number;
  readonly source_namespace: string;
  readonly dest_port: number;
}

function row(namespace: string, end: number): Row & Record<string, unknown> {
  return {
    start_time: end - FLUSH,
    end_time: end,
    source_type: 'wep',
    source_namespace: namespace,
    source_name_aggr: 'a-*',
    dest_name_aggr: 'b-*',
    dest_port: 80,
    action: 'allow',
    reporter: 'src',
  };
}

/** A day of two namespaces, of which one is busier from time to time. */
const ROWS = Array.from({ length: 288 }, (_, interval) => {
  const end = START + (interval + 1) * FLUSH;
  return [
    ...Array.from({ length: 1 + ((interval * 5) % 4) }, () => row('shop', end)),
    row('dev', end + (interval % 3)),
  ];
}).flat();

/** What a cluster raises whose runs come later and later, computed run by run. */
function raisedBy(
  rows: readonly Row[],
  { first, drift, delay }: Record<'first' | 'drift' | 'delay', number>,
): object[] {
  const events: object[] = [];
  for (let run = first; run < START + 87_000; run += PERIOD + drift) {
    for (const namespace of ['shop', 'dev']) {
      const seen = rows.filter(
        (each) =>
          each.source_namespace === namespace &&
          each.end_time + delay <= run &&
          each.end_time > Math.floor(run) - LOOKBACK,
      );
      if (seen.length >= SPEC.threshold) {
        const record = { source_namespace: namespace, dest_port: '80', count: seen.length };
        events.push({ type: 'global_alert', origin: 'some.alert', time: Math.floor(run), record });
      }
    }
  }
  return events;
}

describe('calibrate', () => {
  const folder = new LogFolder();
  interface Options {
    readonly spec?: object;
    readonly rows?: readonly object[];
    readonly signal?: AbortSignal;
  }
  const run = (events: string, { spec = SPEC, rows = ROWS, ...times }: Options = {}) => {
    const cluster = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
    const bytes = Buffer.from(alertYaml(spec as Record<string, unknown>));
    const [alert] = explainFiles([{ file: 'alert.yaml', bytes }], cluster).alerts;
    const input = {
      logs: [folder.write('rows.ndjson', jsonLines(rows))],
      events: [folder.write('events.ndjson', events)],
    };
    return calibrate(alert as NonNullable<typeof alert>, input, {
      release: cluster.release,
      now: Date.now(),
      ...times,
    });
  };
  const calibrated = async (...args: Parameters<typeof run>) => {
    const result = await run(...args);
    return ('reason' in result ? { reason: result.reason } : result) as Calibration;
  };
  const own = async () => {
    const { alerts, ...result } = await backtestOf([SPEC], [folder.write('rows.ndjson', jsonLines(ROWS))]);
    return (await eventLinesOf({ alerts, ...result })).map((line) => ({ ...JSON.parse(line), origin: 'some.alert' }));
  };

  it('matches the events that a backtest writes', async () => {
    const events = await own();
    const { best, raisingRuns, runs, offset, events: read } = await calibrated(jsonLines(events));
    expect(best).toMatchObject({ delay: 30_000, matched: read.compared, missing: [], extra: [], different: [] });
    expect([runs, raisingRuns < runs, read.compared + read.outside]).toEqual([286, false, events.length]);
    expect(offset).toBe(Date.parse(events[0].time) % 300_000);
  });

  it.each<[string, (events: readonly object[]) => string]>([
    ['lines of elasticdump', (events) => jsonLines(events.map((each) => ({ _index: 'e', _id: '1', _source: each })))],
    [
      'a response of _search',
      (events) => JSON.stringify({ hits: { hits: events.map((each) => ({ _source: each })) } }, undefined, 1),
    ],
    [
      'milliseconds',
      (events) => jsonLines(events.map((each) => ({ ...each, time: Date.parse((each as { time: string }).time) }))),
    ],
    [
      'the name in a field of older releases',
      (events) => jsonLines(events.map((each) => ({ ...each, type: 'alert', origin: undefined, alert: 'some.alert' }))),
    ],
  ])('reads %s', async (_, form) => {
    const { best, events } = await calibrated(form(await own()));
    expect([best.matched === events.compared, best.missing, best.extra, best.matched > 50]).toEqual([
      true,
      [],
      [],
      true,
    ]);
  });

  it.each([
    [17, 30],
    [17, 0],
    [17, 20],
    [3, 45],
    [59, 5],
    [30, 30],
  ])(
    'finds runs %d s after the start of a period, and a delay of %d s, also where rows end at any second',
    async (second, delay) => {
      const rows = Array.from({ length: 2_000 }, (_, index) => row('shop', START + index * 43));
      const events = raisedBy(rows, { first: START + 600 + second, drift: 0, delay });
      const spec = { ...SPEC, threshold: 1 };
      const { best, bestDelays, offset } = await calibrated(jsonLines(events), { spec, rows });
      expect(best).toMatchObject({ missing: [], extra: [], different: [] });
      expect([best.delay, bestDelays, offset]).toEqual([delay * 1_000, [delay * 1_000], second * 1_000]);
    },
  );

  it.each([
    [0, 60],
    [0.25, 30],
    [1.5, 120],
    [0.02, 0],
  ])('finds runs that drift by %d s, and a delay of %d s', async (drift, delay) => {
    const events = raisedBy(ROWS, { first: START + 10, drift, delay });
    const result = await calibrated(jsonLines(events));
    expect(result.best).toMatchObject({ missing: [], extra: [], different: [] });
    expect(result.best.matched).toBeGreaterThan(100);
    expect(result.drift).toBeCloseTo(drift * 1_000, -2);
    expect(result.bestDelays).toContain(delay * 1_000);
    // Runs that drift through all phases tell delays apart.
    if (drift > 0.1) {
      expect(result.bestDelays).toEqual([delay * 1_000]);
    }
  });

  it('lists what only one side has, and other values', async () => {
    const [first, second, third, ...others] = (await own()).slice(10);
    const stranger = { ...first, record: { source_namespace: 'stranger', dest_port: 80, count: 9 } };
    const other = { ...third, record: { ...third.record, count: 77 } };
    const from = Date.parse(second.time) - 1;
    const { best } = await calibrated(jsonLines([stranger, first, other, ...others]), { from } as object);
    expect(best.missing).toEqual([
      { time: Date.parse(second.time), group: { source_namespace: 'shop', dest_port: 80 }, value: second.record.count },
    ]);
    expect(best.different).toEqual([expect.objectContaining({ computed: third.record.count, raised: 77 })]);
    const all = await calibrated(jsonLines([stranger, first, other, ...others]));
    expect(all.best.extra).toEqual([
      expect.objectContaining({ group: { source_namespace: 'stranger', dest_port: 80 } }),
    ]);
  });

  it('compares the quietest phase if the cluster raised nothing', async () => {
    const rare = { ...SPEC, threshold: 8 };
    const { best, offset, runs } = await calibrated('', { spec: rare });
    expect([offset, runs > 280, best.extra, best.matched]).toEqual([undefined, true, [], 0]);
  });

  it('names all phases that are equally quiet if the cluster raised nothing', async () => {
    // Only runs 30 s after the start of a period see the four rows.
    const burst = Array.from({ length: 4 }, () => row('shop', START + 3_600));
    const rows = [...Array.from({ length: 24 }, (_, n) => row('dev', START + n * FLUSH)), ...burst];
    const result = await calibrated('', { spec: { ...SPEC, lookback: '60s' }, rows });
    const offsets = [0, 60, 90, 120, 150, 180, 210, 240, 270];
    expect([result.equalOffsets, result.best.missing]).toEqual([offsets.map((seconds) => seconds * 1_000), []]);
    expect(CALIBRATION_REPORTERS['text']?.(result)).toContain(
      `9 phases have equally few events, and the first of them is compared: ${offsets.map((each) => `${each} s`).join(', ')} after`,
    );
    const { phase } = JSON.parse(CALIBRATION_REPORTERS['json']?.(result) ?? '');
    expect(phase).toEqual({ offset: null, drift: null, equal: offsets });
  });

  it('ends soon after an interruption', async () => {
    const result = await run('', { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ isPartial: true, reason: expect.any(String) });
  });

  it('does not compare an alert without the name that it has on the cluster', async () => {
    const bytes = Buffer.from(alertYaml(SPEC).replace('"name":"some.alert"', '"generateName":"some-"'));
    const cluster = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
    const [alert] = explainFiles([{ file: 'alert.yaml', bytes }], cluster).alerts;
    expect(alert?.object).toBe('GlobalAlert some-');
    const input = { logs: [], events: [] };
    expect(await calibrate(alert as NonNullable<typeof alert>, input, { release: cluster.release })).toMatchObject({
      reason: 'its name is generated, so its events are not known: give it the name that it has on the cluster',
    });
  });

  it.each<[string, string, object, RegExp]>([
    ['no row of the data set', '', { rows: [{ qname: 'a' }] }, /^the logs have no row of its data set, flows$/],
    [
      'rows that are no events',
      '{"hello":1}\n',
      {},
      /^no row of --events is an event that can be compared: each is not an event$/,
    ],
    [
      'events without a group',
      '{"type":"global_alert","origin":"some.alert","time":1767600000}\n',
      {},
      /without source_namespace/,
    ],
    [
      'events without a time',
      '{"type":"global_alert","origin":"some.alert","time":"soon"}\n',
      {},
      /without a valid time$/,
    ],
    ['logs that are too short', '', { rows: [row('dev', START)] }, /or the logs are shorter than its lookback$/],
    ['no run in the time', '', { from: Date.UTC(2027, 0, 1) }, /^no run between --from and --to sees all of its rows/],
    [
      'an alert that is refused',
      '',
      { spec: { ...SPEC, query: 'dest_port IN {"22"}' } },
      /^it cannot be evaluated for Calico Enterprise 3.22/,
    ],
    [
      'a detector',
      '',
      { spec: { type: 'AnomalyDetection', detector: { name: 'port_scan' } } },
      /^it cannot be evaluated/,
    ],
  ])('does not compare %s', async (_, events, options, reason) => {
    expect((await calibrated(events, options)) as Calibration | Uncalibrated).toEqual({
      reason: expect.stringMatching(reason),
    });
  });

  it('prints a report, also without names', async () => {
    const events = jsonLines((await own()).slice(12, -12));
    const result = await calibrated(events);
    const hidden = withHiddenNames(result);
    for (const format of ['text', 'json']) {
      const report = CALIBRATION_REPORTERS[format]?.(result) ?? '';
      expect(report).toContain('shop');
      expect(report).not.toMatch(/undefined|NaN|\[object/);
      const public_ = CALIBRATION_REPORTERS[format]?.(hidden) ?? '';
      expect(public_).not.toMatch(/shop|some\.alert/);
      expect(public_).toContain('name-1');
    }
    const { matched, missing, extra } = JSON.parse(CALIBRATION_REPORTERS['json']?.(result) ?? '');
    expect([matched, missing > 0, extra]).toEqual([result.best.matched, true, 0]);
  });

  it('is safe to show, whatever events contain', async () => {
    const [event] = await own();
    await fc.assert(
      fc.asyncProperty(UNSAFE_TEXT, async (value) => {
        const time = '2026-01-05T12:00:30.000Z';
        const hostile = { ...event, time, record: { source_namespace: value, dest_port: 80, count: 5 } };
        const result = await calibrated(jsonLines([hostile]));
        for (const format of ['text', 'json']) {
          expect(unsafeLines((CALIBRATION_REPORTERS[format]?.(result) ?? '').trimEnd())).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
