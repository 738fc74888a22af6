import { CalicoRelease } from '../../src/calico';
import {
  evaluate,
  GROUPS,
  MOST_GROUPS,
  MOST_HITS,
  PARTIALS,
  type PageEnd,
  Partials,
  type PartialsBucket,
  partialOf,
  partialsRequest,
  runRequest,
} from '../../src/evaluation';
import { mappingOf } from '../../src/logs';
import { partialsOf, planOf } from '../evaluation/cases/models';
import { NORMALIZERS, propertiesOf } from './index-properties';
import { SearchEngine } from './search-engine';

const SECONDS = Date.parse('2026-01-31T12:00:00Z') / 1_000;
const NOW = (SECONDS + 600) * 1_000;
const INDEX = 'flows';

/** More rows and groups than an answer has hits, and a run groups. */
const MANY = 10_600;

const rows = Array.from({ length: MANY }, (_, n) => {
  const end_time = SECONDS + (n % 500);
  return {
    start_time: end_time - (n % 301),
    end_time,
    dest_port: n,
    source_ip: `10.0.${n % 7}.${n % 251}`,
    source_namespace: `n${n % 5}`,
    bytes_in: n % 11 === 0 ? null : n % 97,
  };
});

interface Answer {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations: Readonly<
    Record<string, { readonly buckets: readonly PartialsBucket[]; readonly after_key?: PageEnd }>
  >;
}

describe('the engine, asked for many rows', () => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await SearchEngine.start();
    const mapping = mappingOf(INDEX, CalicoRelease.parse('3.22'));
    await engine.create(INDEX, mapping === undefined ? {} : propertiesOf(mapping), NORMALIZERS);
    expect((await engine.store(INDEX, rows)).filter((problem) => problem !== undefined)).toEqual([]);
  }, 300_000);
  afterAll(() => engine?.stop());

  async function pages(name: string, request: (after?: PageEnd) => object): Promise<PartialsBucket[]> {
    const all: PartialsBucket[] = [];
    for (let after: PageEnd | undefined; ; ) {
      const answer = (await engine.search(INDEX, request(after))) as unknown as Answer;
      const { buckets = [], after_key } = answer.aggregations[name] ?? {};
      all.push(...buckets);
      if (after_key === undefined) {
        return all;
      }
      after = after_key;
    }
  }

  it.each([
    ['3.16', 30_000, ['source_namespace']],
    ['3.16', 0, ['source_ip', 'source_namespace']],
    ['3.17', 30_000, ['source_ip', 'source_namespace']],
    ['3.22', 60_000, []],
    ['3.22', 0, ['source_namespace']],
  ] as const)('has the partials of the rows: %s, a delay of %i ms, by %j', async (release, delay, aggregateBy) => {
    for (const metric of ['sum', 'avg', 'min', 'max']) {
      const spec = { aggregateBy, metric, field: 'bytes_in', condition: 'gt', threshold: 40, query: 'dest_port > 20' };
      const plan = planOf(spec, release);
      const ours = partialsOf(plan, rows, { delay });
      const theirs = new Partials(plan, { delay });
      const span = { from: (SECONDS - 3_600) * 1_000, to: NOW, delay };
      const buckets = await pages(PARTIALS, (after) => partialsRequest(plan, { ...span, after }));
      for (const bucket of buckets) {
        const partial = partialOf(plan, bucket, delay);
        if (partial !== undefined) {
          theirs.addPartial(partial);
        }
      }
      const runs = { from: SECONDS * 1_000, to: NOW };
      const [{ records: _, ...one }, { records: __, ...other }] = [evaluate(ours, runs), evaluate(theirs, runs)];
      expect(buckets.length).toBeGreaterThan(8);
      expect(other).toEqual(one);
    }
  });

  it('lists groups in our order, so that the same ones are lost', async () => {
    for (const aggregateBy of [['dest_port'], ['dest_port', 'source_ip'], ['source_ip', 'dest_port']]) {
      const plan = planOf({ aggregateBy, lookback: '1h' });
      const buckets = await pages(GROUPS, (after) => runRequest(plan, NOW, after));
      const { groups } = partialsOf(plan, rows);
      expect(groups.length).toBeGreaterThan(MOST_GROUPS);
      expect(groups.map(({ values }) => values)).toEqual(
        buckets.map(({ key }) => aggregateBy.map((name) => key[name])),
      );
    }
  });

  it('stops counting where we do', async () => {
    const plan = planOf({ metric: 'count', condition: 'gte', threshold: 1, lookback: '1h' });
    const { hits } = (await engine.search(INDEX, runRequest(plan, NOW))) as unknown as Answer;
    expect(hits.total.value).toBe(MOST_HITS);
    expect(evaluate(partialsOf(plan, rows), { from: NOW, to: NOW }).closest?.value).toBe(MOST_HITS);
  });
});
