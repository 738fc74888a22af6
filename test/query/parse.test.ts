import { parseQuery, type QueryNode, walkQuery } from '../../src/query';
import { ALL, treeOf } from './trees';

const text = (value: string) => ({ type: 'text', text: value });
const number = (value: string) => ({ type: 'number', text: value });
const compare = (key: string, comparator: string, value: object) => ({ kind: 'comparison', key, comparator, value });
const equal = (key: string, value: string) => compare(key, '=', text(value));
const inSet = (key: string, ...members: string[]) => ({
  kind: 'membership',
  key,
  operator: 'IN',
  members: members.map(text),
});
const and = (...operands: object[]) => ({ kind: 'and', operands });
const or = (...operands: object[]) => ({ kind: 'or', operands });
const not = (operand: object) => ({ kind: 'not', operand });

const a = equal('a', 'x');
const b = equal('b', 'y');
const c = equal('c', 'z');

describe('a query', () => {
  it.each<[string, string, object]>([
    ['nothing', '', ALL],
    ['blanks only', ' \t\r\n', ALL],
    ['a word', 'a = x', a],
    ['no blanks', 'a=x', a],
    ['blanks of every kind', '\n a\t=\r\nx ', a],
    ['a whole number', 'count > 0', compare('count', '>', number('0'))],
    ['a number with leading zeros', 'a <= 007', compare('a', '<=', number('007'))],
    ['a number with a point', 'a >= 1.50', compare('a', '>=', number('1.50'))],
    ['a number in quotes', 'a < "1"', compare('a', '<', text('1'))],
    ['another sign', 'a != x', compare('a', '!=', text('x'))],
    ['quotes on both sides', '"objectRef.name" = "a b"', equal('objectRef.name', 'a b')],
    ['single quotes', "'source_labels.labels'='app=monitor'", equal('source_labels.labels', 'app=monitor')],
    ['an empty text', 'a = ""', equal('a', '')],
    ['words of other scripts', 'größe = 名前_٣', equal('größe', '名前_٣')],
    ['an apostrophe in double quotes', `a = "it's"`, equal('a', "it's")],
    [
      "Go's escapes",
      String.raw`a = "\a\b\f\n\r\t\v\\\"\x41\101\u00e9\U0001f600"`,
      equal('a', '\x07\b\f\n\r\t\v\\"AAé😀'),
    ],
    ['escapes in single quotes', String.raw`a = 'b\t\x41'`, equal('a', 'b\tA')],
    ['bytes of UTF-8', String.raw`a = "\xc3\xa9 \360\237\230\200 é\xef\xbb\xbf"`, equal('a', 'é 😀 é\ufeff')],
    ['the characters of a substitution', String.raw`a = "\x24{x}"`, equal('a', '${x}')],
    ['a tab in quotes', 'a = "b\tc"', equal('a', 'b\tc')],
    ['a set', 'a IN {b, "*c", "d?"}', inSet('a', 'b', '*c', 'd?')],
    ['a set of one, without blanks', 'a in{b}', inSet('a', 'b')],
    [
      'a substitution',
      'qname NOTIN ${Domains}',
      { kind: 'membership', key: 'qname', operator: 'NOTIN', substitution: { name: 'Domains' } },
    ],
    [
      'a substitution with blanks',
      'a IN ${ b }',
      { kind: 'membership', key: 'a', operator: 'IN', substitution: { name: ' b ' } },
    ],
    [
      'keywords in lower case',
      'a = x and not b = y or c notin {d}',
      or(and(a, not(b)), { ...inSet('c', 'd'), operator: 'NOTIN' }),
    ],
    ['AND before OR', 'a = x OR b = y AND c = z', or(a, and(b, c))],
    ['NOT before AND', 'NOT a = x AND b = y', and(not(a), b)],
    ['parentheses', '(a = x OR b = y) AND c = z', and(or(a, b), c)],
    ['parentheses that are not needed', '((a = x) AND (b = y)) AND ((c = z))', and(a, b, c)],
    ['one chain of OR', 'a = x OR (b = y OR c = z)', or(a, b, c)],
    ['NOT of parentheses', 'NOT (a = x AND b = y)', not(and(a, b))],
    ['NOT of NOT, in parentheses', 'NOT(NOT(a = x))', not(not(a))],
    [
      'words that begin like keywords',
      'ANDa = ORb AND INa = NOTINx',
      and(equal('ANDa', 'ORb'), equal('INa', 'NOTINx')),
    ],
    [
      'keywords in mixed case, which are words',
      'And = Or AND In IN {Not}',
      and(equal('And', 'Or'), inSet('In', 'Not')),
    ],
    [
      'keywords where only a word can stand',
      'a = and AND in IN {in, out}',
      and(equal('a', 'and'), inSet('in', 'in', 'out')),
    ],
    ['no blanks where none is needed', '"a"="x"AND(b=y)OR NOT(c=z)', or(and(a, b), not(c))],
  ])('is read: %s', (_, query, tree) => {
    expect(treeOf(query)).toEqual(tree);
  });

  it('knows where its names and values stand', () => {
    const { node } = parseQuery(' a = "😀" AND (b IN {c, "d"}) OR e IN ${f} OR g EMPTY');
    const found: unknown[] = [];
    walkQuery(node as QueryNode, (leaf) => {
      const values =
        leaf.kind === 'comparison'
          ? [leaf.value]
          : leaf.kind === 'membership'
            ? (leaf.members ?? [leaf.substitution])
            : [];
      found.push([leaf.key, leaf.keyPosition?.column, ...values.map((value) => value?.position?.column)]);
    });
    expect(found).toEqual([
      ['a', 2, 6],
      ['b', 16, 22, 25],
      ['e', 34, 39],
      ['g', 47],
    ]);
  });
});

describe('forms that are read, and remarked on', () => {
  const remarksOf = (query: string) => parseQuery(query).remarks?.map(({ kind, position }) => [kind, position.column]);

  it.each<[string, [string, number][]]>([
    ['a = b AND NOT c = d', []],
    ['a = and AND in = notin', []],
    ['!a = b', [['exclamation mark', 1]]],
    ['a != b AND !(c = d)', [['exclamation mark', 12]]],
    [
      'a = b and c in {d}',
      [
        ['lower-case keyword', 7],
        ['lower-case keyword', 13],
      ],
    ],
    [
      'not a = b or c notin {d} or e empty',
      [
        ['lower-case keyword', 1],
        ['lower-case keyword', 11],
        ['lower-case keyword', 16],
        ['lower-case keyword', 26],
        ['lower-case keyword', 31],
      ],
    ],
  ])('%s', (query, remarks) => {
    expect(remarksOf(query)).toEqual(remarks);
  });

  it.each(['0', '007', '.5', '5.', '1e3', '1E-3', '09.5', '08e1', '0x1F', '0b11', '0o17', '1_000', '0x1p-2', '0x.8p1'])(
    'the number %s',
    (number) => {
      expect(treeOf(`a = ${number}`)).toMatchObject({ value: { type: 'number', text: number } });
    },
  );
});

describe('parentheses', () => {
  const nested = (depth: number) => `${'NOT ('.repeat(depth)}a = x${')'.repeat(depth)}`;

  it('stand up to 256 deep', () => {
    expect(parseQuery(nested(256)).problem).toBeUndefined();
    expect(parseQuery(`${'('.repeat(256)}a = x${')'.repeat(256)} AND b = y`).problem).toBeUndefined();
  });

  it('stand no deeper', () => {
    const message = 'parentheses are nested more than 256 levels deep: simplify the query';
    expect(parseQuery(nested(257)).problem).toEqual({ column: 256 * 5 + 5, message });
  });

  it('may follow one another for ever', () => {
    expect(parseQuery(`${'(a = x) OR '.repeat(1000)}b = y`).problem).toBeUndefined();
  });
});

describe('a text of a million characters', () => {
  const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));

  it.each<[string, string, boolean]>([
    ['100000 parentheses', `${'('.repeat(100_000)}a = b${')'.repeat(100_000)}`, false],
    ['parentheses', million('('), false],
    ['comparisons', `${million('a = 1 AND ')}b = 2`, true],
    ['comparisons, and a mistake at the end', million('(a = 1) OR '), false],
    ['a set', `a IN {${million('b, ')}c}`, true],
    ['a word', `${million('a')} = 1`, true],
    ['a number', `a = ${million('1')}`, true],
    ['a number with underscores', `a = ${million('1_')}1`, true],
    ['digits before a letter', `a = ${million('1')}x`, false],
    ['digits after a 0', `a = 0${million('8')}`, false],
    ['digits after a 0, before a letter', `a = 0${million('8')}x`, false],
    ['a word outside the basic plane', `${million('𝒜')} = 1`, true],
    ['dots', `a = b${million('.')}`, false],
    ['a string', `a = "${million('b')}"`, true],
    ['escapes', `a = "${million('\\x41\\n')}"`, true],
    ['backslashes without an end', `a = "${million('\\\\')}`, false],
    ['blanks', million(' '), true],
    ['NUL', million('\0'), false],
    ['quotes', million('"'), false],
    ['beginnings of substitutions', `a IN ${million('${')}`, false],
  ])('has an answer: %s', (_, query, isQuery) => {
    expect(parseQuery(query).problem === undefined).toBe(isQuery);
  });
});
