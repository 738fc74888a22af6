import { parseQuery, printQuery, Query, type QueryNode, walkQuery } from '../../src/query';
import { messageOf } from '../support';
import { withoutPositions } from './trees';

const a = Query.field('a').equalTo('x');
const b = Query.field('b').equalTo('y');
const c = Query.field('c').equalTo('z');
const all = Query.all();

describe('a query that is built', () => {
  it.each<[Query, string]>([
    [all, ''],
    [a, 'a = x'],
    [Query.field('a').notEqualTo('x'), 'a != x'],
    [Query.field('a').lessThan(1), 'a < 1'],
    [Query.field('a').atMost(1), 'a <= 1'],
    [Query.field('a').greaterThan(1), 'a > 1'],
    [Query.field('a').atLeast(1), 'a >= 1'],
    [Query.field('a').isOneOf(['x']), 'a IN {x}'],
    [Query.field('a').isNoneOf(['x', '*.example.com', '22']), 'a NOTIN {x, "*.example.com", "22"}'],
    [Query.field('a').isOneOfSubstitution('Names'), 'a IN ${Names}'],
    [Query.field('a').isNoneOfSubstitution('my names'), 'a NOTIN ${my names}'],
    [a.and(b), 'a = x AND b = y'],
    [a.and(b, c), 'a = x AND b = y AND c = z'],
    [a.and(b).and(c), 'a = x AND b = y AND c = z'],
    [a.and(b.and(c)), 'a = x AND b = y AND c = z'],
    [a.or(b).or(c), 'a = x OR b = y OR c = z'],
    [a.or(b).and(c), '(a = x OR b = y) AND c = z'],
    [a.or(b.and(c)), 'a = x OR b = y AND c = z'],
    [a.not(), 'NOT a = x'],
    [a.not().and(b), 'NOT a = x AND b = y'],
    [a.and(b).not(), 'NOT (a = x AND b = y)'],
    [a.or(b).not(), 'NOT (a = x OR b = y)'],
    [a.not().not(), 'NOT (NOT a = x)'],
    [a.and(), 'a = x'],
    [a.or(), 'a = x'],
    [all.and(a), 'a = x'],
    [a.and(all, b), 'a = x AND b = y'],
    [all.and(all), ''],
    [a.or(all), ''],
    [all.or(a).and(b), 'b = y'],
    [Query.parse('a = x OR b = y').and(c), '(a = x OR b = y) AND c = z'],
  ])('%# is the text that it prints: %s', (query, text) => {
    expect(query.toString()).toBe(text);
    expect(withoutPositions(Query.parse(text)._node)).toEqual(withoutPositions(query._node));
  });

  it.each<[string | number, string]>([
    ['tcp', 'tcp'],
    ['größe_1', 'größe_1'],
    ['名前', '名前'],
    ['', '""'],
    ['1', '"1"'],
    ['1a', '"1a"'],
    ['kube-system', '"kube-system"'],
    ['a b', '"a b"'],
    ['*.example.com', '"*.example.com"'],
    ['and', '"and"'],
    ['NOTIN', '"NOTIN"'],
    ['And', 'And'],
    ["it's", `"it's"`],
    ['"', String.raw`"\""`],
    ['\\', String.raw`"\\"`],
    ['\n\r\t', String.raw`"\n\r\t"`],
    ['\0\x1b\x7f', String.raw`"\x00\x1b\x7f"`],
    ['\u0080\u00a0\u2028\ufeff', String.raw`"\u0080\u00a0\u2028\ufeff"`],
    ['\u202eabc', String.raw`"\u202eabc"`],
    ['\u{e0001}', String.raw`"\U000e0001"`],
    ['😀 e\u0301', '"😀 e\u0301"'],
    ['${x}', String.raw`"\x24{x}"`],
    ['$x {y}', '"$x {y}"'],
    [' OR a = a', '" OR a = a"'],
    ['" OR "a"="a', String.raw`"\" OR \"a\"=\"a"`],
    [0, '0'],
    [-0, '0'],
    [22, '22'],
    [0.5, '0.5'],
    [1_000_000_000, '1000000000'],
    [-1, '"-1"'],
    [-0.25, '"-0.25"'],
    [1e21, '"1000000000000000000000"'],
    [1.25e25, '"12500000000000000000000000"'],
    [-1e-7, '"-0.0000001"'],
    [1.5e-10, '"0.00000000015"'],
    [Number.MIN_VALUE, `"0.${'0'.repeat(323)}5"`],
  ])('quotes what needs it: %j', (value, written) => {
    const query = Query.field('a').equalTo(value);
    expect(query.toString()).toBe(`a = ${written}`);
    expect(parseQuery(query.toString()).node).toMatchObject({ kind: 'comparison', key: 'a', comparator: '=' });
  });

  it('quotes field names', () => {
    expect(Query.field('objectRef.name').equalTo('x').toString()).toBe('"objectRef.name" = x');
    expect(Query.field('objectRef.name').key).toBe('objectRef.name');
    expect(Query.field('not').isOneOf(['in']).toString()).toBe('"not" IN {"in"}');
  });

  it('keeps numbers that are read as they are written', () => {
    expect(Query.parse('a=007 and b=1.50').toString()).toBe('a = 007 AND b = 1.50');
  });

  it('does not change', () => {
    const values = ['x'];
    const set = Query.field('a').isOneOf(values);
    values.push('y');
    set.and(b).or(c).not();
    expect(set.toString()).toBe('a IN {x}');
  });

  const surrogate = 'contains half a surrogate pair, which is not a valid character; remove it [query/lone-surrogate]';
  const name =
    'must not be blank or contain } or control characters; substitution names cannot be escaped [query/substitution-name]';
  it.each<[string, () => unknown, string]>([
    ['a name of a field with half a character', () => Query.field('\ud83d'), `key = "\\ud83d": ${surrogate}`],
    ['a value with half a character', () => Query.field('a').equalTo('x\ude00'), `value = "x\\ude00": ${surrogate}`],
    [
      'a set with half a character',
      () => Query.field('a').isOneOf(['x', '\ud83d']),
      `values[1] = "\\ud83d": ${surrogate}`,
    ],
    [
      'not a number',
      () => Query.field('a').lessThan(Number.NaN),
      'value = NaN: must be a finite number; no record contains NaN or infinity [query/not-finite]',
    ],
    [
      'infinity',
      () => Query.field('a').atLeast(-Infinity),
      'value = -Infinity: must be a finite number; no record contains NaN or infinity [query/not-finite]',
    ],
    [
      'an empty set',
      () => Query.field('a').isNoneOf([]),
      'values = []: must contain at least one value; a set cannot be empty [query/empty-set]',
    ],
    ['a substitution without a name', () => Query.field('a').isOneOfSubstitution(''), `name = "": ${name}`],
    ['a substitution with a blank name', () => Query.field('a').isNoneOfSubstitution(' '), `name = " ": ${name}`],
    [
      'a substitution whose name would end early',
      () => Query.field('a').isOneOfSubstitution('x} OR b = {y'),
      `name = "x} OR b = {y": ${name}`,
    ],
    [
      'a substitution whose name is two lines',
      () => Query.field('a').isOneOfSubstitution('x\ny'),
      `name = "x\\ny": ${name}`,
    ],
    [
      'a substitution with half a character',
      () => Query.field('a').isOneOfSubstitution('\ud83d'),
      `name = "\\ud83d": ${name}`,
    ],
    [
      'the opposite of everything',
      () => all.not(),
      'query = "": matches every record, so it cannot be negated; negate a query with a condition [query/nothing]',
    ],
    [
      'a text that is no query',
      () => Query.parse('a = b.c'),
      `query = "a = b.c": column 5: 'b.c' must be quoted: write "b.c" [query/syntax]`,
    ],
  ])('refuses %s', (_, build, line) => {
    expect(messageOf(build)).toBe(`Query: 1 problem\n  ${line}`);
  });

  it('refuses parentheses that nobody reads', () => {
    const levels = (depth: number) => {
      let query = a;
      for (let level = 0; level <= depth; level += 1) {
        query = query.not();
      }
      return query;
    };
    const deepest = levels(256);
    expect(parseQuery(deepest.toString()).problem).toBeUndefined();
    expect(deepest.and(b).toString()).toMatch(/\) AND b = y$/);
    expect(messageOf(() => deepest.not())).toBe(
      'Query: 1 problem\n  query: needs parentheses nested more than 256 levels deep, which the parser rejects; simplify it [query/nesting]',
    );
    expect(() => Query.parse(deepest.toString()).not()).toThrow('query/nesting');
  });
});

describe('a query in plain JavaScript', () => {
  it('is built of queries, and says which argument is not one', () => {
    expect(messageOf(() => a.and(b, 'c = 1' as never))).toBe(
      'Query: 1 problem\n  others[1] = "c = 1": must be a Query; Query.parse reads one from a string [argument/type]',
    );
    expect(messageOf(() => a.or(undefined as never))).toBe(
      'Query: 1 problem\n  others[0]: must be a Query; Query.parse reads one from a string [argument/type]',
    );
  });
});

describe('a walk through a query', () => {
  it('visits what it says about fields, in order', () => {
    const query = a
      .or(b.and(c.not()))
      .not()
      .and(Query.field('d').isOneOf(['x']));
    const keys: string[] = [];
    walkQuery(query._node, ({ key, kind }) => keys.push(`${kind} ${key}`));
    expect(keys).toEqual(['comparison a', 'comparison b', 'comparison c', 'membership d']);
    walkQuery(all._node, ({ key }) => keys.push(key));
    expect(keys).toHaveLength(4);
  });

  it('is not used up by a long query', () => {
    const query = all.and(...Array.from({ length: 100_000 }, () => a));
    let count = 0;
    walkQuery(query._node, () => {
      count += 1;
    });
    expect(count).toBe(100_000);
    expect(printQuery(query._node as QueryNode).length).toBe(100_000 * 10 - 5);
  });
});
