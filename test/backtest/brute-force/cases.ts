import fc from 'fast-check';
import { DATA_SETS, type DataSet } from './data-sets';

/** An alert and rows of its data set, from which a case is made. */
export interface Case {
  readonly release: string;
  readonly delay: number;
  readonly alert: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly from?: number;
  readonly to?: number;
}

/** 2026-01-31T12:00:00Z, in seconds. */
const BASE = 1_769_860_800;
const DAY = 86_400;

const SECOND = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 1_200 }) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 40 }).map((slot) => 15 * slot) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 40 }).map((minute) => 60 * minute) },
  { weight: 1, arbitrary: fc.constantFrom(7_200, 15_000) },
);
const LATE = fc.constantFrom<number | undefined>(
  undefined,
  undefined,
  undefined,
  undefined,
  0,
  999,
  15_000,
  59_999,
  400_000,
);

const SIGNS_OF_AUDIT = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: 'x',
  stage: 'ResponseComplete',
  verb: 'list',
};
const SIGNS_OF_FLOWS = {
  source_name_aggr: 'x',
  dest_name_aggr: 'y',
  reporter: 'src',
  source_type: 'wep',
  num_flows: 1,
};
const SIGNS_OF_L7 = {
  duration_max: 1,
  url: 'x',
  method: 'GET',
  response_code: '200',
  user_agent: 'x',
  src_name_aggr: 'x',
};

function rowsOf(dataSet: keyof typeof DATA_SETS, days: fc.Arbitrary<number>): fc.Arbitrary<Record<string, unknown>[]> {
  const { fields } = DATA_SETS[dataSet];
  const times = fc.record({
    second: SECOND,
    days,
    length: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(0, 1, 30, 60, 299, 300) },
      { weight: 1, arbitrary: fc.constant(-5) },
    ),
    late: LATE,
    milli: fc.constantFrom(0, 0, 1, 500, 999),
  });
  const row = fc.tuple(times, fc.record(fields, { requiredKeys: [] }));
  return fc.array(
    row.map(([{ second, days: day, length, late, milli }, values]) => {
      const start = second + DAY * day;
      const end = (BASE + start + Math.max(0, length)) * 1_000;
      const stored = late === undefined ? {} : { generated_time: end + milli + late };
      if (dataSet === 'audit') {
        return {
          ...SIGNS_OF_AUDIT,
          ...values,
          requestReceivedTimestamp: new Date((BASE + start) * 1_000 + milli).toISOString().replace('Z', '000Z'),
        };
      }
      if (dataSet === 'dns') {
        const iso = (second: number) => new Date((BASE + second) * 1_000 + milli).toISOString();
        return {
          type: 'log',
          qtype: 'A',
          qclass: 'IN',
          qname: 'c',
          ...values,
          start_time: iso(start),
          end_time: iso(start + length),
          ...stored,
        };
      }
      const kept = dataSet === 'flows' ? SIGNS_OF_FLOWS : SIGNS_OF_L7;
      return { ...kept, ...values, start_time: BASE + start, end_time: BASE + start + length, ...stored };
    }),
    { maxLength: 30, size: 'max' },
  );
}

function queryOf({ conditions }: DataSet): fc.Arbitrary<string> {
  const { query } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      conditions,
      fc.tuple(tie('query'), fc.constantFrom('AND', 'OR'), tie('query')).map((parts) => parts.join(' ')),
      tie('query').map((inner) => `NOT (${inner})`),
      tie('query').map((inner) => `(${inner})`),
    ),
  }));
  return fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 2, arbitrary: query });
}

function alertOf(dataSet: keyof typeof DATA_SETS): fc.Arbitrary<Record<string, unknown>> {
  const { groups, numbers: fields } = DATA_SETS[dataSet];
  const condition = fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'not_eq');
  const rule = fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc.record({
        metric: fc.constant('count'),
        condition,
        threshold: fc.constantFrom(0, 1, 2, 3, 5, 1.5),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        metric: fc.constantFrom('sum', 'avg', 'min', 'max'),
        field: fc.constantFrom(...fields),
        condition,
        threshold: fc.constantFrom(0, 1, 5, 42.5, 80, 1_000_000, -3),
      }),
    },
  );
  return fc
    .record({
      query: queryOf(DATA_SETS[dataSet]),
      aggregateBy: fc.oneof(
        fc.constant([]),
        fc.uniqueArray(fc.constantFrom(...groups), { minLength: 1, maxLength: 3 }),
      ),
      period: fc.constantFrom(undefined, 60, 90, 120, 300, 600),
      lookback: fc.constantFrom(undefined, 60, 75, 300, 420, 600, 900),
      rule,
    })
    .map(({ rule: { ...found }, aggregateBy, ...spec }) => ({
      dataSet,
      severity: 50,
      description: ['Found', ...aggregateBy, ...('metric' in found ? [found.metric] : [])]
        .map((name, place) => (place === 0 ? name : `\${${name}}`))
        .join(' '),
      ...(aggregateBy.length === 0 ? {} : { aggregateBy }),
      ...spec,
      ...found,
    }));
}

const CUT = fc.option(
  fc.integer({ min: -60, max: 2_400 }).map((second) => (BASE + second) * 1_000),
  { nil: undefined, freq: 5 },
);

/** Random alerts and rows of one to four days, of which most are on one. */
export const CASES: fc.Arbitrary<Case> = fc
  .tuple(
    fc.constantFrom('flows', 'dns', 'l7', 'audit'),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(fc.constant(0)) },
      { weight: 1, arbitrary: fc.constant(fc.constantFrom(0, 0, 1, 3, 5)) },
    ),
  )
  .chain(([name, days]) => {
    const dataSet = name as keyof typeof DATA_SETS;
    return fc
      .record({
        release: fc.constantFrom('3.15', '3.16', '3.17', '3.20', '3.22', '3.24'),
        delay: fc.constantFrom(0, 15_000, 30_000, 45_000, 60_000, 1_000_000),
        alert: alertOf(dataSet),
        rows: rowsOf(dataSet, days),
        from: CUT,
        to: CUT,
      })
      .map(({ from, to, ...rest }) => ({
        ...rest,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined || (from !== undefined && to <= from) ? {} : { to }),
      }));
  });
