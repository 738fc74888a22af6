import { type BacktestResult, backtestPartials } from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { isRefusal, partialsDigest } from '../../src/evaluation';
import { explainFiles } from '../../src/explain';
import { alertYaml, jsonLines, LogFolder } from './logs';

const BASE = 1_767_571_200;
const SPEC = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 3, lookback: '15m' };
const folder = new LogFolder();
const cluster = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };

function explained(...specs: readonly object[]) {
  const text = specs.map((spec, index) => alertYaml({ ...spec }, `alert-${index}`)).join('\n---\n');
  return explainFiles([{ file: 'a.yaml', bytes: Buffer.from(text) }], cluster).alerts;
}

const alerts = explained(SPEC);
const [{ plan } = { plan: undefined }] = alerts;
const alert_digest = plan === undefined || isRefusal(plan) ? '' : partialsDigest(plan);
const slots = { slot_window: BASE - 30, slot_end: BASE, slot_stored: null };
const all = { alert_digest, row_kind: 'all', ...slots, slot_start: BASE - 300, record_count: 5 };
const matched = { alert_digest, row_kind: 'matched', ...slots, record_count: '3', group_1: 'dev' };
const form = { alert_digest, row_kind: 'form', record_count: 5, form_length: 300, form_action: 'allow', form_level: 2 };

function run(rows: readonly unknown[] | string, given = alerts): Promise<BacktestResult> {
  const path = folder.write('partials.ndjson', typeof rows === 'string' ? rows : jsonLines(rows));
  return backtestPartials(given, [path], { release: cluster.release, now: (BASE + 1_000) * 1_000 });
}

const messages = ({ logs }: BacktestResult) => logs.problems.map(({ message }) => message);

describe('partials in files', () => {
  it('are rows of a database', async () => {
    const rows = [all, matched, { ...matched, group_1: null, record_count: 2 }, form];
    for (const content of [rows, JSON.stringify(rows), JSON.stringify(rows, undefined, 2)]) {
      const result = await run(content);
      expect(messages(result)).toEqual([]);
      expect(result.logs.rows).toBe(5);
      expect(result.alerts[0]?.outcome).toMatchObject({
        rows: {
          read: 5,
          matched: 5,
          grouped: 3,
          dropped: [{ reason: 'has no source_namespace, so it is in no group', rows: 2 }],
        },
        events: { min: 2, typical: 3, max: 3 },
        groups: [{ key: { source_namespace: 'dev' }, peak: 3 }],
        seen: [{ seen: '5 minutes' }, { seen: '2' }],
      });
    }
  });

  it('are those of all alerts that only differ in what partials do not depend on', async () => {
    const others = [
      { ...SPEC, threshold: 5 },
      { ...SPEC, period: '10m' },
      { ...SPEC, severity: 2, lookback: '30m' },
    ];
    const result = await run([all, matched, form], explained(SPEC, ...others));
    expect([messages(result), result.logs.rows]).toEqual([[], 5]);
    const outcomes = result.alerts.map(({ outcome }) => outcome);
    expect(outcomes.map((outcome) => [outcome?.rows.read, outcome?.rows.matched])).toEqual([
      [5, 3],
      [5, 3],
      [5, 3],
      [5, 3],
    ]);
    expect(outcomes.map((outcome) => outcome?.events.max)).toEqual([3, 0, 2, 6]);
    expect(outcomes.map((outcome) => outcome?.seen.length)).toEqual([2, 2, 2, 2]);
  });

  it('are used although others in the same list are not', async () => {
    const rows = [{ ...all, alert_digest: 'other' }, all, { ...matched, record_count: 'x' }, matched, form];
    for (const content of [rows, JSON.stringify(rows), JSON.stringify(rows, undefined, 2)]) {
      const result = await run(content);
      expect(messages(result)).toHaveLength(2);
      expect(result.alerts[0]?.outcome).toMatchObject({ rows: { read: 5, matched: 3 }, events: { max: 3 } });
    }
  });

  it('have rows that do not count', async () => {
    const late = BASE + 2_010;
    const { alerts: results } = await run([
      all,
      { ...all, slot_window: null },
      { ...all, slot_end: null },
      { ...all, slot_window: late, slot_end: late + 30 },
      { ...all, slot_stored: BASE + 3_600 },
      { ...matched, slot_stored: BASE + 3_600 },
      { ...matched, slot_window: late, slot_end: late + 30 },
    ]);
    expect(results[0]?.outcome).toMatchObject({
      rows: {
        read: 25,
        matched: 0,
        dropped: [
          { reason: 'can only be found when it is no longer in the window of any run', rows: 5 },
          { reason: 'has no end_time, so no run sees it', rows: 10 },
          { reason: 'is in the future', rows: 5 },
        ].sort((left, right) => right.rows - left.rows || (left.reason < right.reason ? -1 : 1)),
      },
      events: { max: 0 },
    });
  });

  it.each<[why: string, row: object, message: RegExp]>([
    [
      'of another alert',
      { ...all, alert_digest: 'other' },
      /is of another alert, or of another version of it: its data set, query/,
    ],
    ['of another kind', { ...all, row_kind: 'x' }, /^row_kind must be all, matched or form$/],
    ['without a count', { ...all, record_count: 'x' }, /^record_count must be a number$/],
    ['with half a record', { ...all, record_count: 0.5 }, /^record_count must be a whole number, 0 or more$/],
    ['of other slots', { ...all, slot_end: BASE + 1 }, /^slot_end must be a multiple of 30 s$/],
    ['with a list', { ...matched, group_1: ['a'] }, /^group_1 must be a single value$/],
    ['of logs', { start_time: 1 }, /^has no alert_digest: it must be a row of the SQL of explain/],
  ])('are not used: %s', async (_, row, message) => {
    const result = await run([all, row]);
    expect(messages(result)).toEqual([expect.stringMatching(message)]);
    expect(result.alerts[0]?.outcome?.rows.read).toBe(5);
  });

  const bucket = {
    key: { 'slot of the window': (BASE - 29) * 1_000, 'slot of the storage': null, source_namespace: 'dev' },
    doc_count: 3,
  };
  const answerOf = (buckets: readonly object[]) => ({
    took: 1,
    aggregations: { partials: { after_key: {}, buckets } },
  });

  it('are answers to the request for them', async () => {
    const result = await run([answerOf([bucket]), answerOf([])]);
    expect(messages(result)).toEqual([expect.stringContaining('has answers of a log store about matching rows only')]);
    expect(result.alerts[0]?.outcome).toMatchObject({
      rows: { read: 3, matched: 3 },
      events: { min: 2, max: 3 },
      gaps: [],
      days: 1,
    });
  });

  it('are answers to the request of one alert', async () => {
    const other = { ...bucket, key: { 'slot of the window': BASE * 1_000, dest_port: 1 } };
    expect(messages(await run([answerOf([other])]))).toContainEqual(
      expect.stringContaining('of another alert, or of another version'),
    );
    expect(messages(await run([answerOf([{}])]))).toContainEqual(
      'is not an answer to the request of explain --as partials',
    );
    const two = await run([answerOf([bucket])], explained(SPEC, { ...SPEC, query: 'action = deny' }));
    expect(messages(two)).toEqual([expect.stringContaining('pass only one alert')]);
  });
});
