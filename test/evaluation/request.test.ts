import { conditionHolds, elasticQuery, eventsOf, searchRequest, substitute } from '../../src/evaluation';
import { parseQuery, type QueryNode } from '../../src/query';

function parsed(text: string): QueryNode {
  const { node, problem } = parseQuery(text);
  if (node === undefined) {
    throw new Error(problem?.message);
  }
  return node;
}

const nested = { nestedPathOf: (key: string) => (key.startsWith('labels.') ? 'labels' : undefined) };
const asked = (text: string) => elasticQuery(parsed(text), nested);
const term = (key: string, value: string) => ({ term: { [key]: { value } } });
const wildcard = (key: string, value: string) => ({ wildcard: { [key]: { value } } });

describe('what a query becomes', () => {
  it.each([
    ['', { match_all: {} }],
    ['a = 1', term('a', '1')],
    ['a != b', { bool: { must_not: [term('a', 'b')] } }],
    ['a < 1', { range: { a: { lt: '1' } } }],
    ['a <= 1', { range: { a: { lte: '1' } } }],
    ['a > 1', { range: { a: { gt: '1' } } }],
    ['a >= 1', { range: { a: { gte: '1' } } }],
    ['a IN {b, "c*"}', { bool: { should: [wildcard('a', 'b'), wildcard('a', 'c*')] } }],
    ['a NOTIN {b}', { bool: { must_not: [wildcard('a', 'b')] } }],
    ['a = 1 AND b = 2', { bool: { must: [term('a', '1'), term('b', '2')] } }],
    ['a = 1 OR b = 2', { bool: { should: [term('a', '1'), term('b', '2')] } }],
    ['NOT a = 1', { bool: { must_not: [term('a', '1')] } }],
    ['"labels.x" = 1', { nested: { path: 'labels', query: term('labels.x', '1') } }],
    ['"labels.x" != 1', { nested: { path: 'labels', query: { bool: { must_not: [term('labels.x', '1')] } } } }],
    ['NOT "labels.x" = 1', { bool: { must_not: [{ nested: { path: 'labels', query: term('labels.x', '1') } }] } }],
  ])('%s', (text, expected) => {
    expect(asked(text)).toEqual(expected);
  });

  it('has the values of substitutions, without empty ones', () => {
    const substitutions = [{ name: 'Names', values: ['b', '', 'c'] }];
    const query = substitute(parsed('NOT (a IN ${names} OR d = 1) AND e NOTIN ${others}'), substitutions);
    expect(query).toMatchObject({
      operands: [
        { operand: { operands: [{ members: [{ text: 'b' }, { text: 'c' }] }, {}] } },
        { substitution: { name: 'others' } },
      ],
    });
    expect(() => elasticQuery(query, nested)).toThrow('the values of the substitution others must be inserted into');
  });

  it('keeps the name of a substitution whose values are all empty, or that the alert does not have', () => {
    const query = parsed('a IN ${names}');
    expect(substitute(query, [{ name: 'names', values: [''] }])).toEqual(query);
    expect(substitute(query, [{ name: 'names', values: [] }])).toEqual(query);
    expect(substitute(query, [{ name: 'name', values: ['a'] }])).toEqual(query);
    expect(substitute(parsed('a IN {b}'), [{ name: 'names', values: ['c'] }])).toEqual(parsed('a IN {b}'));
    expect(substitute(query, [{ name: 'names', values: ['b', ''] }])).toMatchObject({
      substitution: undefined,
      members: [{ type: 'text', text: 'b' }],
    });
  });

  it('is not known of EMPTY', () => {
    expect(() => asked('a EMPTY')).toThrow('it is not known which query Calico creates for a EMPTY');
  });
});

describe('what a run asks for', () => {
  const query = parsed('');

  it('is the records of a rule without more', () => {
    expect(searchRequest({ query, aggregateBy: [] }, nested)).toEqual({ query: { match_all: {} } });
  });

  it('is how many there are, in a window', () => {
    const window = { field: 'end_time', after: 100, until: 200 };
    expect(searchRequest({ query, aggregateBy: [], metric: 'count' }, nested, window)).toEqual({
      size: 0,
      query: { bool: { must: [{ match_all: {} }], filter: [{ range: { end_time: { gt: 100, lte: 200 } } }] } },
    });
  });

  it('is a metric of all', () => {
    expect(searchRequest({ query, aggregateBy: [], metric: 'sum', field: 'n' }, nested)).toEqual({
      size: 0,
      query: { match_all: {} },
      aggs: { metric: { sum: { field: 'n' } } },
    });
  });

  it('is nothing but the count where the metric has no field, or counts', () => {
    const counted = { size: 0, query: { match_all: {} } };
    expect(searchRequest({ query, aggregateBy: [], metric: 'sum' }, nested)).toEqual(counted);
    expect(searchRequest({ query, aggregateBy: [], metric: 'count', field: 'n' }, nested)).toEqual(counted);
  });

  it('is groups without a metric', () => {
    const composite = { size: 500, sources: [{ a: { terms: { field: 'a' } } }] };
    const expected = { size: 0, query: { match_all: {} }, aggs: { groups: { composite } } };
    expect(searchRequest({ query, aggregateBy: ['a'] }, nested)).toEqual(expected);
    expect(searchRequest({ query, aggregateBy: ['a'], metric: 'count' }, nested)).toEqual(expected);
    expect(searchRequest({ query, aggregateBy: ['a'], field: 'n' }, nested)).toEqual(expected);
  });

  it('is groups, the last field first', () => {
    expect(searchRequest({ query, aggregateBy: ['a', 'b'], metric: 'max', field: 'n' }, nested)).toEqual({
      size: 0,
      query: { match_all: {} },
      aggs: {
        groups: {
          composite: { size: 500, sources: [{ b: { terms: { field: 'b' } } }, { a: { terms: { field: 'a' } } }] },
          aggs: { metric: { max: { field: 'n' } } },
        },
      },
    });
  });
});

describe('the events of an answer', () => {
  const query = parsed('');
  const total = (value: number) => ({ hits: { total: { value } } });
  const groups = (...buckets: readonly object[]) => ({ ...total(9), aggregations: { groups: { buckets } as object } });
  const over = { comparison: 'gt', threshold: 5 };

  it('are one for a record, a group or a condition', () => {
    expect(eventsOf({ query, aggregateBy: [] }, undefined, total(7))).toBe(7);
    expect(eventsOf({ query, aggregateBy: [], metric: 'count' }, over, total(5))).toBe(0);
    expect(eventsOf({ query, aggregateBy: [], metric: 'count' }, over, total(6))).toBe(1);
    const answer = groups({ doc_count: 1, metric: { value: 6 } }, { doc_count: 9, metric: { value: null } });
    expect(eventsOf({ query, aggregateBy: ['a'] }, undefined, answer)).toBe(2);
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'count' }, over, answer)).toBe(1);
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'sum', field: 'n' }, over, answer)).toBe(1);
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'sum', field: 'n' }, over, total(3))).toBe(0);
  });

  it('are none where the answer has no groups', () => {
    expect(eventsOf({ query, aggregateBy: ['a'] }, undefined, total(3))).toBe(0);
    expect(eventsOf({ query, aggregateBy: ['a'] }, undefined, { ...total(3), aggregations: {} })).toBe(0);
    expect(eventsOf({ query, aggregateBy: ['a'] }, undefined, { ...total(3), aggregations: { groups: {} } })).toBe(0);
  });

  it('compare the number of records only where the metric is that', () => {
    const answer = groups({ doc_count: 9, metric: { value: 1 } }, { doc_count: 8, metric: { value: 2 } });
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'sum', field: 'n' }, over, answer)).toBe(0);
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'count' }, over, answer)).toBe(2);
    const one = { ...total(9), aggregations: { metric: { value: 1 } } };
    expect(eventsOf({ query, aggregateBy: [], metric: 'sum', field: 'n' }, over, one)).toBe(0);
    expect(eventsOf({ query, aggregateBy: [], metric: 'count' }, over, one)).toBe(1);
    expect(
      eventsOf({ query, aggregateBy: [], metric: 'sum', field: 'n' }, over, { ...total(9), aggregations: {} }),
    ).toBe(0);
  });

  it('compare a group without the metric as 0', () => {
    const below = { comparison: 'lt', threshold: 5 };
    expect(eventsOf({ query, aggregateBy: ['a'], metric: 'max', field: 'n' }, below, groups({ doc_count: 9 }))).toBe(1);
    expect(eventsOf({ query, aggregateBy: [], metric: 'max', field: 'n' }, below, total(9))).toBe(1);
  });

  it('take no value for 0', () => {
    const none = { ...total(0), aggregations: { metric: { value: null } } };
    const below = { comparison: 'lt', threshold: 5 };
    expect(eventsOf({ query, aggregateBy: [], metric: 'avg', field: 'n' }, below, none)).toBe(1);
  });

  it.each([
    ['eq', [false, true, false]],
    ['not_eq', [true, false, true]],
    ['gt', [false, false, true]],
    ['gte', [false, true, true]],
    ['lt', [true, false, false]],
    ['lte', [true, true, false]],
    ['above', [false, false, false]],
    ['toString', [false, false, false]],
  ])('compare by %s', (condition, expected) => {
    expect([4, 5, 6].map((value) => conditionHolds(condition, value, 5))).toEqual(expected);
  });
});
