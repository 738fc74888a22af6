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

describe('a text that is no query', () => {
  it.each<[string, number, string]>([
    ['a =', 4, "expected a value after '=', found the end of the query"],
    ['a', 2, "expected a comparison such as = or >=, IN or NOTIN after 'a', found the end of the query"],
    ['a b', 3, "expected a comparison such as = or >=, IN or NOTIN after 'a', found 'b'"],
    ['count(x) > 1', 6, "expected a comparison such as = or >=, IN or NOTIN after 'count', found '('"],
    ['= a', 1, "expected a field name, NOT or '(', found '='"],
    ['a = b c', 7, "expected AND, OR or the end of the query after 'b', found 'c'"],
    ['a = b)', 6, "expected AND, OR or the end of the query after 'b', found ')'"],
    ['(a = b', 7, "expected AND, OR or ')' after 'b', found the end of the query"],
    ['a = 1 AND', 10, "expected a field name, NOT or '(' after 'AND', found the end of the query"],
    ['NOT', 4, "expected a field name or '(' after 'NOT', found the end of the query"],
    ['NOT = 1', 5, "expected a field name or '(' after 'NOT', found '='"],
    ['a IN', 5, "expected a set in braces or a substitution after 'IN', found the end of the query"],
    ['a IN b, c', 6, "expected a set in braces or a substitution after 'IN', found 'b'"],
    ['a IN (b)', 6, "expected a set in braces or a substitution after 'IN', found '('"],
    ['a IN {b', 8, "expected ',' or '}' after 'b', found the end of the query"],
    ['a IN {b c}', 9, "expected ',' or '}' after 'b', found 'c'"],
    ['a IN {', 7, "expected a value in the set after '{', found the end of the query"],
    ['a = {b}', 5, "expected a value after '=', found '{'"],
    ['a =~ "b"', 4, "expected a value after '=', found '~'"],
    ['a = `b`', 5, "expected a value after '=', found '`'"],
    ['a\u00a0= b', 2, "expected a comparison such as = or >=, IN or NOTIN after 'a', found '\\u00a0'"],
    ['"a b" "c\td"', 7, `expected a comparison such as = or >=, IN or NOTIN after '"a b"', found '"c\\td"'`],
    [
      `a ${'é'.repeat(41)}`,
      3,
      `expected a comparison such as = or >=, IN or NOTIN after 'a', found '${'é'.repeat(40)}…'`,
    ],
    ['a == b', 3, "'==' is not supported: write ="],
    ['a <> b', 3, "'<>' is not supported: write !="],
    ['a => b', 3, "'=>' is not supported: write >="],
    ['a = b && c = d', 7, "'&&' is not supported: write AND"],
    ['a = b || c = d', 7, "'||' is not supported: write OR"],
    ['!!a = b', 2, '! ! is not supported: remove both'],
    ['NOT !a = b', 5, 'NOT ! is not supported: remove both'],
    ['! not a = b', 3, '! NOT is not supported: remove both'],
    ['a ! b', 3, "'!' is not supported: write NOT"],
    ['()', 2, 'the parentheses are empty: add a condition, or remove them'],
    ['NOT NOT a = b', 5, 'NOT NOT is not supported: remove both'],
    ['a IN NOT {b}', 6, 'IN NOT is not supported: write NOTIN'],
    ['a NOT IN {b}', 3, 'NOT must come before the field name: write NOTIN instead of NOT IN, or != instead of NOT ='],
    ['a IN {}', 7, 'the set is empty: add at least one value'],
    ['a IN {b,}', 9, 'the set ends with a comma: add a value after it, or remove it'],
    ['a IN {b, 22}', 10, 'a number in a set must be quoted: write "22"'],
    ['a = -1', 5, 'a negative number must be quoted: write "-1"'],
    ['a IN {-1.5}', 7, 'a negative number must be quoted: write "-1.5"'],
    ['a = -1x', 5, `'-1x' must be quoted: write "-1x"`],
    ['a = x-1', 5, `'x-1' must be quoted: write "x-1"`],
    ['a IN {1x}', 7, `'1x' must be quoted: write "1x"`],
    ['a IN {x.5}', 7, `'x.5' must be quoted: write "x.5"`],
    ['a IN {1e}', 7, `'1e' must be quoted: write "1e"`],
    ['a IN {1.5.2}', 7, `'1.5.2' must be quoted: write "1.5.2"`],
    ['a IN {.5}', 7, 'a number in a set must be quoted: write ".5"'],
    ['a IN {1.}', 7, 'a number in a set must be quoted: write "1."'],
    ['a IN {1.25e+5}', 7, 'a number in a set must be quoted: write "1.25e+5"'],
    ['a IN {1E-12}', 7, 'a number in a set must be quoted: write "1E-12"'],
    ['a = b.c', 5, `'b.c' must be quoted: write "b.c"`],
    ['a.b = c', 1, `'a.b' must be quoted: write "a.b"`],
    ['a = b AND c-d = e', 11, `'c-d' must be quoted: write "c-d"`],
    ['a = 10.0.0.1', 5, `'10.0.0.1' must be quoted: write "10.0.0.1"`],
    ['a = b:c', 5, `'b:c' must be quoted: write "b:c"`],
    ['a = /b/c', 5, `'/b/c' must be quoted: write "/b/c"`],
    ['a IN {b*, ?c}', 7, `'b*' must be quoted: write "b*"`],
    ['a IN {?c}', 7, `'?c' must be quoted: write "?c"`],
    ['a = *', 5, `'*' must be quoted: write "*"`],
    ['a = 08', 5, `'08' is not a valid number: digits after a leading 0 are octal. Write 8, or "08" for a string`],
    [
      `a = 0${'9'.repeat(50)}`,
      5,
      `'0${'9'.repeat(39)}…' is not a valid number: digits after a leading 0 are octal. Write it without the 0, or it in double quotes for a string`,
    ],
    [
      'a = 0009007199254740993',
      5,
      `'0009007199254740993' is not a valid number: digits after a leading 0 are octal. Write 9007199254740993, or "0009007199254740993" for a string`,
    ],
    ['a = 1_000.5 b', 13, "expected AND, OR or the end of the query after '1_000.5', found 'b'"],
    ['a .5_0', 3, "expected a comparison such as = or >=, IN or NOTIN after 'a', found '.5_0'"],
    ['a = 0x1.8 AND b = 1', 5, `'0x1.8' must be quoted: write "0x1.8"`],
    ['a = 1e', 5, `'1e' must be quoted: write "1e"`],
    ['a = 5.x', 5, `'5.x' must be quoted: write "5.x"`],
    ['a = 0x', 5, `'0x' must be quoted: write "0x"`],
    ['a = 1__0', 5, `'1__0' must be quoted: write "1__0"`],
    ['a IN {.5}', 7, 'a number in a set must be quoted: write ".5"'],
    ['22 = a', 1, `'22' must be quoted: write "22"`],
    [`a = b-${'c'.repeat(40)}`, 5, `'b-${'c'.repeat(38)}…' must be quoted: write it in double quotes`],
    ['a = b And c = d', 7, "'And' is not a keyword: write AND or and"],
    ['Not a = b', 1, "'Not' is not a keyword: write NOT or not"],
    ['a NotIn {b}', 3, "'NotIn' is not a keyword: write NOTIN or notin"],
    ['a = AND b = c', 5, "expected a value after '=', found 'AND'"],
    ['a = b OR OR c = d', 10, "expected a field name, NOT or '(' after 'OR', found 'OR'"],
    ['NOT AND a = b', 5, "expected a field name or '(' after 'NOT', found 'AND'"],
    ['a = "b', 5, 'the string that starts here is not closed: add the closing "'],
    ["a = 'b", 5, "the string that starts here is not closed: add the closing '"],
    ['a = "b\\"', 5, 'the string that starts here is not closed: add the closing "'],
    [
      'a = "b\nc"',
      5,
      'the string that starts here is not closed on the same line: add the closing ", and write \\n for a line break',
    ],
    ["a = 'b'", 5, 'single quotes require at least two characters: write "b"'],
    ["a = '😀'", 5, 'single quotes require at least two characters: write "😀"'],
    ["a = ''", 5, 'single quotes require at least two characters: write ""'],
    [`a = 'b"c'`, 7, String.raw`a double quote is not allowed in single quotes: write "b\"c"`],
    [String.raw`a = 'b\'c'`, 7, 'a quote cannot be escaped in single quotes: write the string in double quotes'],
    [String.raw`a = 'b\"c'`, 7, 'a quote cannot be escaped in single quotes: write the string in double quotes'],
    [String.raw`a = "\'"`, 6, String.raw`\' is not a valid escape: write ' without a backslash`],
    [
      String.raw`a = "b\d"`,
      7,
      String.raw`\d is not a valid escape: write \\ for a backslash; valid escapes are \a \b \f \n \r \t \v \\ \" \xHH \OOO \uHHHH \UHHHHHHHH`,
    ],
    [String.raw`a = "\x4"`, 6, String.raw`\x is not a valid escape: it requires two hexadecimal digits`],
    [String.raw`a = "\u123"`, 6, String.raw`\u is not a valid escape: it requires four hexadecimal digits`],
    [String.raw`a = "\U0001f60"`, 6, String.raw`\U is not a valid escape: it requires eight hexadecimal digits`],
    [String.raw`a = "\08"`, 6, String.raw`\0 is not a valid escape: a byte requires three octal digits, up to \377`],
    [String.raw`a = "\400"`, 6, String.raw`\400 is not a valid escape: a byte requires three octal digits, up to \377`],
    [String.raw`a = "\ud83d\ude00"`, 6, String.raw`\ud83d is not a Unicode character`],
    [String.raw`a = "\U00110000"`, 6, String.raw`\U00110000 is not a Unicode character`],
    [String.raw`a = "b\x80"`, 7, String.raw`the bytes written as \xHH and \OOO are not valid UTF-8`],
    [
      'a = "b ${c}"',
      8,
      '${ starts a substitution even inside quotes: write \\x24{ for a literal ${, or, in an alert, IN ${…} without quotes',
    ],
    ['a IN ${b', 6, 'the substitution that starts here is not closed: add the closing }'],
    ['a IN ${ }', 6, "'${ }' is not a valid substitution: its name must not be blank or contain control characters"],
    [
      'a IN ${b\nc}',
      6,
      "'${b\\nc}' is not a valid substitution: its name must not be blank or contain control characters",
    ],
    ['a = ${b}', 5, "'${b}' is a set: write it after IN or NOTIN"],
    ['a IN {${b}}', 7, "'${b}' is already a set: remove the braces around it"],
    ['a = \x01b', 5, 'the control character \\x01 is only allowed in quotes: remove it'],
    ['a = "b\0c"', 7, 'a string cannot contain the control character \\x00: write the escape \\x00'],
    ['a = "\ud83d"', 6, 'half a surrogate pair is not a valid character: remove it'],
  ])('says what is wrong: %j', (query, column, message) => {
    expect(treeOf(query)).toEqual({ column, message });
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
