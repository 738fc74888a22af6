import { blockProblem, quotedProblem } from '../../src/reading/kubectl-strings';

const UNCLOSED = 'is a string without a closing quote: the last one is escaped';
const BREAK = 'is an escaped line break before an empty line, which kubectl reads differently from other tools';
const SPACES = 'is a block that contains only spaces, and kubectl keeps more of them than other tools do; use quotes';
const TAB = 'is a tab in the indentation of a block of text, which kubectl rejects; use quotes';
const escaped = (written: string) =>
  `contains the escape ${written} in a form that kubectl rejects; write the character itself`;

describe('what kubectl reads otherwise', () => {
  it.each([
    '""',
    "''",
    '"a"',
    String.raw`"a\\"`,
    String.raw`"\"\n\u00e9\U0001f642\x41"`,
    String.raw`"\\/"`,
    String.raw`"\\ud800"`,
    String.raw`"\ud7ff\ue000"`,
    String.raw`'\/'`,
    String.raw`'\ud800'`,
    "'a'''",
    "''''",
    '"a\\\nb"',
    '"a\n\nb"',
  ])('is nothing in the string %j', (quoted) => {
    expect(quotedProblem(quoted)).toBeUndefined();
  });

  it.each<[string, number, string]>([
    ['"', 0, UNCLOSED],
    ["'", 0, UNCLOSED],
    ['"a', 0, UNCLOSED],
    [String.raw`"a\"`, 0, UNCLOSED],
    [String.raw`"a\\\"`, 0, UNCLOSED],
    ["'a''", 0, UNCLOSED],
    ["'''", 0, UNCLOSED],
    ['"a\\\n\nb"', 2, BREAK],
    ['"a\\\r\n \t\r\nb"', 2, BREAK],
    [String.raw`"\/"`, 1, escaped('\\/')],
    [String.raw`"a\\\/"`, 4, escaped('\\/')],
    [String.raw`"\n\ud800"`, 3, escaped('\\u')],
    [String.raw`"\uDFff"`, 1, escaped('\\u')],
    [String.raw`"\U0000d800"`, 1, escaped('\\U')],
    [String.raw`"\U0000DBFF\/"`, 1, escaped('\\U')],
  ])('is found in the string %j', (quoted, at, message) => {
    expect(quotedProblem(quoted)).toEqual({ at, message });
  });

  it.each<[string, boolean]>([
    ['', false],
    ['\n', true],
    ['', true],
    ['  a\n  b\n', false],
    ['  a\n\n  b\n', false],
    ['  a\n  \tb\n', false],
    ['  a\n   \tb', false],
    ['\ta', true],
    ['  \n', false],
    ['  a\n', true],
  ])('is nothing in the block %j (indentation indicator: %s)', (text, isIndicated) => {
    expect(blockProblem(text, isIndicated)).toBeUndefined();
  });

  it.each<[string, boolean, number, string]>([
    ['  ', true, 0, SPACES],
    ['  \n', true, 0, SPACES],
    ['\n  \n', true, 0, SPACES],
    ['\ta', false, 0, TAB],
    ['  \ta', false, 2, TAB],
    ['\n  \n \ta', false, 5, TAB],
    ['  a\n\tb', false, 4, TAB],
    ['  a\n \tb', false, 5, TAB],
    ['  a\n  b\n\n \t', false, 10, TAB],
  ])('is found in the block %j (indentation indicator: %s)', (text, isIndicated, at, message) => {
    expect(blockProblem(text, isIndicated)).toEqual({ at, message });
  });
});
