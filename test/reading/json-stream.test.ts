import { endOfJson, isJson, skipJsonSpace } from '../../src/reading/json-stream';

describe('the end of a JSON value', () => {
  it.each([
    ['{}', 2],
    ['[]', 2],
    ['{"a": [1, {"b": "}"}]} rest', 22],
    ['["]", "\\"]", 1]]', 15],
    ['"a" b', 3],
    ['"\\"" b', 4],
    ['"\\\\" b', 4],
    ['0', 1],
    ['01', 1],
    ['-1.5e+3,', 7],
    ['12E-1 ', 5],
    ['1.', 1],
    ['1e', 1],
    ['true]', 4],
    ['false', 5],
    ['null', 4],
    // The content is not checked.
    ['[}', 2],
    ['{a b}', 5],
  ])('of %s is at %d', (text, end) => {
    expect(endOfJson(text, 0)).toBe(end);
    expect(endOfJson(`12 ${text}`, 3)).toBe(end + 3);
  });

  it.each([
    '',
    '{',
    '[',
    '["]',
    '{"a": [1}',
    '"a',
    '"a\\"',
    '"a\\',
    'nul',
    '-',
    '.5',
    '+1',
    'True',
    ' 1',
    ']',
    '}',
    ':',
  ])('does not exist in %j', (text) => {
    expect(endOfJson(text, 0)).toBeUndefined();
  });

  it('is followed by spaces, tabs and line breaks', () => {
    expect(skipJsonSpace('1 \t\r\n2', 1)).toBe(5);
    expect(skipJsonSpace('1 \t\r\n', 1)).toBe(5);
    expect(skipJsonSpace('12', 1)).toBe(1);
    expect(skipJsonSpace('1\u00a02', 1)).toBe(1);
    expect(skipJsonSpace('1\f2', 1)).toBe(1);
  });

  it('is of JSON if its content is', () => {
    expect(['{"a": 1}', '1', '{a: 1}', '', '[1,]'].map(isJson)).toEqual([true, true, false, false, false]);
  });
});
