import { evaluate, type LogRecord } from '../../src/evaluation';
import { closestGroup, conditionSymbol, metricName, nearestMatch } from '../../src/explain';
import { partialsOf, planOf } from '../evaluation/cases/models';

const BASE = 1_769_860_800;
const ROW = { start_time: BASE - 300, end_time: BASE, action: 'deny', source_namespace: 'a' };

describe('the group that came closest', () => {
  const closest = (spec: Readonly<Record<string, unknown>>, rows: readonly unknown[]) => {
    const partials = partialsOf(planOf(spec), rows);
    return closestGroup(partials, evaluate(partials));
  };
  const COUNT = { metric: 'count', condition: 'gt', threshold: 5 };

  it('is named with the values of its fields, its metric and the condition', () => {
    const rows = [ROW, { ...ROW, source_namespace: 'b' }, { ...ROW, source_namespace: 'b' }];
    expect(closest({ ...COUNT, aggregateBy: ['source_namespace', 'action'] }, rows)).toBe(
      'source_namespace = "b", action = "deny": count is 2, and the condition is > 5',
    );
  });

  it('is all records of a run without groups', () => {
    expect(closest({ ...COUNT, condition: 'eq' }, [ROW])).toBe(
      'all records of a run: count is 1, and the condition is = 5',
    );
    const spec = { metric: 'sum', field: 'bytes_in', condition: 'gte', threshold: 100 };
    expect(closest(spec, [{ ...ROW, bytes_in: 60 }])).toBe(
      'all records of a run: sum of bytes_in is 60, and the condition is ≥ 100',
    );
  });

  it('is none where nothing is compared', () => {
    expect(closest({ ...COUNT, aggregateBy: ['source_namespace'] }, [])).toBeUndefined();
    expect(closest({}, [ROW])).toBeUndefined();
  });
});

describe('a metric and its condition', () => {
  it.each([
    ['eq', '='],
    ['not_eq', '≠'],
    ['gt', '>'],
    ['gte', '≥'],
    ['lt', '<'],
    ['lte', '≤'],
    ['toString', 'toString'],
  ])('are printed as symbols: %s', (comparison, symbol) => {
    expect(conditionSymbol(comparison)).toBe(symbol);
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ metric: 'count' }, 'count'],
    [{ metric: 'max', field: 'bytes_in' }, 'max of bytes_in'],
  ])('has a name: %j', (spec, name) => {
    const { metric } = planOf({ ...spec, condition: 'gt', threshold: 1 });
    expect(metric.kind === 'none' ? undefined : metricName(metric)).toBe(name);
  });
});

describe('the record that fails the fewest parts of the query', () => {
  const nearest = (query: string, ...records: readonly LogRecord[]) => nearestMatch(planOf({ query }), records);
  const QUERY = 'action = deny AND dest_port = 22 AND (source_namespace = b OR source_namespace = c)';

  it('is named with the parts, and what it has in their place', () => {
    expect(nearest(QUERY, { action: 'allow' }, { ...ROW, dest_port: 80 }, ROW)).toEqual({
      index: 1,
      clauses: [
        'dest_port = 22 (dest_port is 80)',
        'source_namespace = b OR source_namespace = c (source_namespace is "a")',
      ],
    });
  });

  it('is the first of several', () => {
    expect(nearest('action = deny', { action: 'x' }, { action: 'y' })).toEqual({
      index: 0,
      clauses: ['action = deny (action is "x")'],
    });
  });

  it.each<[string, string, LogRecord, string]>([
    ['nothing', 'action = deny AND dest_port = 22', { action: 'deny' }, 'dest_port = 22 (it has no dest_port)'],
    [
      'several values',
      'process_args = a',
      { process_args: ['b', 'c'] },
      'process_args = a (process_args is ["b","c"])',
    ],
    ['a field under its own name', 'dest_port_num = 22', { dest_port: 80 }, 'dest_port_num = 22 (dest_port is 80)'],
    [
      'two fields',
      'NOT (action = deny OR dest_port = 22)',
      { action: 'deny' },
      'NOT (action = deny OR dest_port = 22) (action is "deny", it has no dest_port)',
    ],
  ])('has %s', (_, query, record, part) => {
    expect(nearest(query, record)?.clauses).toEqual([part]);
  });

  it('is none without records, and where one matches', () => {
    expect(nearest(QUERY)).toBeUndefined();
    expect(nearest('action = deny', { action: 'allow' }, ROW)).toBeUndefined();
  });
});
