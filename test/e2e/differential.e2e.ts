import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { printQuery } from '../../src/query';
import type { GoldenFile } from '../evaluation/cases/golden';
import { INDEX_CASES, type IndexCase, withoutNormalizers } from '../evaluation/cases/indices';
import { groupings, queries } from '../evaluation/cases/queries';
import { type CaseRecord, extremes, records } from '../evaluation/cases/records';
import { ourGroupVerdict, ourQueryVerdict, takenRecords } from '../evaluation/cases/verdicts';
import { seedOf } from '../seed';
import { engineGroupVerdict, engineQueryVerdict } from './differential/engine-verdicts';
import { NORMALIZERS, propertiesOf } from './index-properties';
import { SearchEngine } from './search-engine';
import type { EngineName } from './search-engine-kit';

/** How many queries and groupings are tried, on all indices together, and how many of them have to have an answer. */
const QUERIES = Number(process.env.DIFFERENTIAL_QUERIES ?? 6_000);
const GROUPINGS = Number(process.env.DIFFERENTIAL_GROUPINGS ?? 1_200);
const ANSWERED = { queries: 5_000, groupings: 1_000 };
/** How many of each index are recorded. */
const RECORDED = { queries: 100, groupings: 30 };
const RECORDS = Number(process.env.DIFFERENTIAL_RECORDS ?? 120);
const SEED = seedOf('DIFFERENTIAL_SEED');

/** Where the verdicts of the engine are recorded; unset, they are not. */
const RECORD = process.env.DIFFERENTIAL_RECORD !== undefined;
const GOLDEN = join(__dirname, '..', 'evaluation', 'golden');

const ENGINES: readonly EngineName[] = process.env.E2E_ELASTICSEARCH ? ['opensearch', 'elasticsearch'] : ['opensearch'];
const TIMEOUT = 120_000 + 100 * (QUERIES + GROUPINGS);

function each(count: number): number {
  return Math.ceil(count / INDEX_CASES.length);
}

const tried = { queries: 0, groupings: 0, refused: 0, failed: 0 };

describe.each(ENGINES)('%s and our code', (name) => {
  let engine: SearchEngine;
  beforeAll(async () => {
    process.stdout.write(`DIFFERENTIAL_SEED=${SEED} repeats this run\n`);
    engine = await SearchEngine.start(name);
  }, 300_000);
  afterAll(() => engine?.stop());

  const cases = name === 'opensearch' ? INDEX_CASES : INDEX_CASES.map(withoutNormalizers);

  describe.each(cases.map((index) => [index.name, index] as const))('about %s', (_, index) => {
    let rows: CaseRecord[];
    let taken: Set<number>;
    beforeAll(async () => {
      rows = [...extremes(index), ...fc.sample(records(index), { seed: SEED, numRuns: RECORDS })];
      await engine.create(index.name, propertiesOf(index.mapping), name === 'opensearch' ? NORMALIZERS : {});
      const refusals = await engine.store(index.name, rows);
      taken = takenRecords(index, rows);
      const differ = refusals.flatMap((why, place) =>
        taken.has(place) === (why === undefined) ? [] : [{ row: rows[place], engine: why ?? 'takes it' }],
      );
      expect(differ).toEqual([]);
    }, TIMEOUT);

    it(
      'find the same records',
      async () => {
        const golden: GoldenFile['queries'][number][] = [];
        await fc.assert(
          fc.asyncProperty(queries(index), async (query) => {
            const { verdict, why } = await engineQueryVerdict(engine, index, query);
            const ours = ourQueryVerdict(index, query, rows, taken);
            if (ours === 'not evaluated') {
              return;
            }
            tried.queries += 1;
            tried.refused += verdict === 'refused' ? 1 : 0;
            expectSame({ asked: printQuery(query), why, rows }, verdict, ours);
            golden.push([printQuery(query), verdict]);
          }),
          { seed: SEED, numRuns: each(QUERIES) },
        );
        record(index, rows, { queries: golden.slice(0, RECORDED.queries) });
      },
      TIMEOUT,
    );

    it(
      'compute the same groups and metrics',
      async () => {
        const golden: GoldenFile['groupings'][number][] = [];
        await fc.assert(
          fc.asyncProperty(groupings(index), async (grouping) => {
            const answer = await engineGroupVerdict(engine, index, grouping);
            if (answer === undefined) {
              tried.failed += 1;
              return;
            }
            const { verdict, why } = answer;
            const ours = ourGroupVerdict(index, grouping, rows);
            tried.groupings += 1;
            const { aggregateBy, metric, field } = grouping;
            const asked = { query: printQuery(grouping.query), aggregateBy, metric, field };
            expectSame({ asked, why, rows: [] }, verdict, ours);
            golden.push([asked, verdict]);
          }),
          { seed: SEED, numRuns: each(GROUPINGS) },
        );
        record(index, rows, { groupings: golden.slice(0, RECORDED.groupings) });
      },
      TIMEOUT,
    );
  });
});

describe('what was tried', () => {
  const isWhole = process.env.DIFFERENTIAL_QUERIES === undefined && process.env.DIFFERENTIAL_GROUPINGS === undefined;
  (isWhole ? it : it.skip)('is enough', () => {
    expect(tried.queries).toBeGreaterThanOrEqual(ANSWERED.queries);
    expect(tried.groupings).toBeGreaterThanOrEqual(ANSWERED.groupings);
  });
});

/** Says which records make the difference. */
function expectSame(
  { asked, why, rows }: { asked: unknown; why: string | undefined; rows: readonly CaseRecord[] },
  engine: unknown,
  ours: unknown,
): void {
  if (JSON.stringify(engine) === JSON.stringify(ours)) {
    return;
  }
  const [theirs, mine] = [engine, ours].map((found) => new Set(Array.isArray(found) ? found : []));
  const differ = rows.filter((_, place) => theirs?.has(place) !== mine?.has(place)).slice(0, 3);
  expect({ asked, why, differ, found: ours }).toEqual({ asked, why, differ, found: engine });
}

const recorded = new Map<string, GoldenFile>();

function record(index: IndexCase, rows: readonly CaseRecord[], part: Partial<GoldenFile>): void {
  const file = { records: rows, queries: [], groupings: [], ...recorded.get(index.name), ...part } as GoldenFile;
  recorded.set(index.name, file);
  if (RECORD) {
    writeFileSync(join(GOLDEN, `${index.name}.json`), `${lines(file)}\n`);
  }
}

/** One case a line, so that a change can be read. */
function lines(file: GoldenFile): string {
  const parts = Object.entries(file).map(([part, cases]) => {
    const list = (cases as readonly unknown[]).map((one) => JSON.stringify(one)).join(',\n');
    return `"${part}":[\n${list}\n]`;
  });
  return `{${parts.join(',\n')}}`;
}

afterAll(() => {
  process.stdout.write(
    `${tried.queries} queries, ${tried.refused} of them refused, and ${tried.groupings} groupings; the engine failed at ${tried.failed} more\n`,
  );
});
