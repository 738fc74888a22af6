import {
  evaluate,
  type GroupPartial,
  Partials,
  type PartialsBucket,
  partialOf,
  partialsRequest,
  runRequest,
} from '../../src/evaluation';
import { partialsOf, planOf } from './cases/models';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const SECONDS = NOW / 1_000;
const SUM = { aggregateBy: ['action', 'dest_port'], metric: 'sum', field: 'bytes_in', condition: 'gt', threshold: 1 };

describe('the request of a run', () => {
  it.each([
    ['flows', '3.17', { end_time: { gt: SECONDS - 600, lte: SECONDS } }],
    ['flows', '3.16', { start_time: { gte: SECONDS - 600, lte: SECONDS } }],
    ['dns', '3.22', { end_time: { gt: '2026-01-31T11:50:00.000Z', lte: '2026-01-31T12:00:00.000Z' } }],
    [
      'audit',
      '3.22',
      { requestReceivedTimestamp: { gte: '2026-01-31T11:50:00.000Z', lte: '2026-01-31T12:00:00.000Z' } },
    ],
  ])('over %s on %s has its window', (dataSet, release, range) => {
    expect(runRequest(planOf({ dataSet }, release), NOW)).toEqual({
      query: { bool: { must: [{ match_all: {} }], filter: [{ range }] } },
    });
  });

  it('has pages', () => {
    const plan = planOf(SUM);
    const sources = [{ dest_port: { terms: { field: 'dest_port' } } }, { action: { terms: { field: 'action' } } }];
    expect(runRequest(plan, NOW)).toMatchObject({ aggs: { groups: { composite: { size: 500, sources } } } });
    const after = { dest_port: 80, action: 'deny' };
    expect(runRequest(plan, NOW, after)).toMatchObject({ aggs: { groups: { composite: { after } } } });
  });

  it('searches nested objects as the index of the release has them', () => {
    const query = '"policies.all_policies" = a';
    const term = { term: { 'policies.all_policies': { value: 'a' } } };
    const asked = (release: string) => runRequest(planOf({ query }, release), NOW)['query'];
    expect(asked('3.22')).toMatchObject({ bool: { must: [{ nested: { path: 'policies', query: term } }] } });
    expect(asked('3.23')).toMatchObject({ bool: { must: [term] } });
  });
});

describe('the request for partials', () => {
  const options = { from: NOW - 3_600_000, to: NOW };
  const stored = (fixed_interval: string) => ({
    'slot of the storage': {
      date_histogram: { field: 'generated_time', fixed_interval, offset: '1ms', missing_bucket: true },
    },
  });

  it('has a slot that half-open windows share', () => {
    expect(partialsRequest(planOf(SUM), { ...options, delay: 60_000 })).toEqual({
      size: 0,
      query: {
        bool: {
          must: [{ match_all: {} }],
          filter: [{ range: { end_time: { gt: SECONDS - 3_600, lte: SECONDS } } }],
        },
      },
      aggs: {
        partials: {
          composite: {
            size: 1_000,
            sources: [
              { 'slot of the window': { date_histogram: { field: 'end_time', fixed_interval: '60s', offset: '1s' } } },
              stored('60s'),
              { dest_port: { terms: { field: 'dest_port' } } },
              { action: { terms: { field: 'action' } } },
            ],
          },
          aggs: { metric: { stats: { field: 'bytes_in' } } },
        },
      },
    });
  });

  it('has two slots where the window is over the start', () => {
    const request = partialsRequest(planOf({ metric: 'count', condition: 'gt', threshold: 1 }, '3.16'), options);
    expect(request).toMatchObject({
      aggs: {
        partials: {
          composite: {
            sources: [
              { 'slot of the window': { date_histogram: { field: 'start_time', fixed_interval: '30s' } } },
              { 'slot of the end': { date_histogram: { field: 'end_time', fixed_interval: '30s', offset: '1ms' } } },
              stored('30s'),
            ],
          },
        },
      },
    });
  });

  it('has pages', () => {
    const after = { 'slot of the window': 1, dest_port: 2, action: 'a' };
    expect(partialsRequest(planOf(SUM), { ...options, after })).toMatchObject({
      aggs: { partials: { composite: { after } } },
    });
  });
});

/** Histograms as the log store makes them. */
function bucketsOf(plan: ReturnType<typeof planOf>, rows: readonly Row[], slot: number): PartialsBucket[] {
  const { isClosed, field, endField } = plan.window;
  const start = (millis: number, offset: number) => Math.floor((millis - offset) / slot) * slot + offset;
  return rows.map((row) => ({
    key: {
      'slot of the window': start(Number(row[field as keyof Row]) * 1_000, isClosed ? 0 : 1_000),
      ...(isClosed ? { 'slot of the end': start(Number(row[endField as keyof Row]) * 1_000, 1) } : {}),
      action: row.action,
      dest_port: row.dest_port,
    },
    doc_count: 1,
    metric: { count: 1, sum: row.bytes_in, min: row.bytes_in, max: row.bytes_in },
  }));
}

interface Row {
  readonly start_time: number;
  readonly end_time: number;
  readonly action: string;
  readonly dest_port: number;
  readonly bytes_in: number;
}

describe('a partial of the log store', () => {
  const rows = Array.from({ length: 200 }, (_, n): Row => {
    const start_time = SECONDS + n * 17;
    return {
      start_time,
      end_time: start_time + (n % 31),
      action: n % 2 ? 'deny' : 'allow',
      dest_port: n % 3,
      bytes_in: n,
    };
  });

  it.each([
    ['3.16', 30_000],
    ['3.16', 0],
    ['3.17', 30_000],
    ['3.22', 60_000],
  ])('on %s, with a delay of %i ms, is that of its records', (release, delay) => {
    for (const metric of ['sum', 'min', 'max', 'avg']) {
      const plan = planOf({ ...SUM, metric, threshold: 100 }, release);
      const ours = partialsOf(plan, rows, { delay });
      const theirs = new Partials(plan, { delay });
      for (const bucket of bucketsOf(plan, rows, ours.times.slot)) {
        theirs.addPartial(partialOf(plan, bucket, delay) as GroupPartial);
      }
      const [one, other] = [evaluate(ours), evaluate(theirs)];
      expect(other).toEqual(one);
      expect(one.events.max).toBeGreaterThan(0);
    }
  });

  it('has no values where no record has one, and none where no run sees it', () => {
    const plan = planOf(SUM);
    const key = { 'slot of the window': NOW + 1_000, action: 'a', dest_port: 1 };
    const stats = { count: 0, sum: 0, min: null, max: null };
    expect(partialOf(plan, { key, doc_count: 2, metric: stats })).toMatchObject({
      n: 2,
      values: 0,
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
    });
    expect(partialOf(plan, { key, doc_count: 2 }, 660_000)).toBeUndefined();
    expect(partialOf(plan, { key, doc_count: 2 }, 600_000)).toBeUndefined();
    expect(partialOf(plan, { key, doc_count: 2 }, 540_000)).toMatchObject({ values: 0, group: ['a', 1] });
  });
});
