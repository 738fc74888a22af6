import fc from 'fast-check';
import type { FlowRow } from './brute-force';

/** When the first rows start, in seconds since 1970. */
export const BASE = 1_769_860_800;

/** A row that ends some seconds after its start, and is written some milliseconds after its end. */
export function flowRow<Row extends { start_time: number; length: number; late?: number }>({
  length,
  late,
  ...row
}: Row): FlowRow {
  const end_time = row.start_time + length;
  return { ...row, end_time, ...(late === undefined ? {} : { generated_time: end_time * 1_000 + late }) };
}

/** The fields of alerts over flow logs with one of some queries. */
export function alertSpecs(...queries: readonly string[]) {
  const rule = fc.oneof(
    fc.constant({}),
    fc.record({
      metric: fc.constant('count'),
      condition: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'not_eq'),
      threshold: fc.nat(3),
    }),
    fc.record({
      metric: fc.constantFrom('sum', 'avg', 'min', 'max'),
      field: fc.constant('bytes_in'),
      condition: fc.constantFrom('gt', 'lt', 'eq', 'lte'),
      threshold: fc.constantFrom(0, 1, 5, 50),
    }),
  );
  return fc
    .record({
      query: fc.constantFrom('', 'action = deny', 'NOT action = deny', ...queries),
      aggregateBy: fc.constantFrom([], ['source_namespace']),
      period: fc.constantFrom('1m', '2m', '5m', '90s'),
      lookback: fc.constantFrom('1m', '5m', '7m', '10m', '75s'),
      rule,
    })
    .map(({ rule: ofRule, ...spec }) => ({ ...spec, ...ofRule }));
}
