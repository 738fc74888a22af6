import { jsonPathProblem } from '../../../src/kinds/threat-feed/json-path';

const NAME = 'a name may only have letters, digits and _; write other names in brackets, as in $["bad-ips"]';
const ESCAPE = 'the string has an escape that Go does not know';
const MEMBER = 'a number, a name or a string in double quotes must be here';
const SEPARATOR = 'a comma, a colon or ] must be here';
const BRACKETS = 'a name must follow a dot, and brackets must follow a name';

describe('a JSON path', () => {
  it.each([
    '$',
    '\ufeff$',
    ' $ ',
    '$.a',
    '$ . a . b',
    '$.\t*\r\n.a',
    '$.ünï_9',
    '$..a',
    '$..*',
    '$..[0]',
    '$..["a"]',
    '$.*',
    '$[*]',
    '$[* ]',
    '$[*].a',
    '$[ 0 ]',
    '$[-1]',
    '$[- 1]',
    '$[0,1]',
    '$[a,"b",-1]',
    '$[0,]',
    '$[1:2]',
    '$[1:2:3]',
    '$[:]',
    '$[::]',
    '$[:2]',
    '$[::-1]',
    '$[1:]',
    '$[9223372036854775807]',
    '$["a-b"].c',
    '$["]"]',
    String.raw`$["\a\b\f\n\r\t\v\\\""]`,
    String.raw`$["\x4a\377\u00e9\U0001F642"]`,
    String.raw`$["\ud7ff\ue000\U0000d7ff\U0000e000\U0010ffff"]`,
    // What looks like the escape of a surrogate follows an escaped backslash.
    String.raw`$["\\ud800"]`,
    // A lower-case u is followed by four digits, and the others are characters.
    String.raw`$["\u00410042"]`,
  ])('is accepted: %s', (path) => {
    expect(jsonPathProblem(path)).toBeUndefined();
  });

  it.each<[string, number, string]>([
    ['', 0, 'a path must start with $'],
    ['  a', 2, 'a path must start with $'],
    ['$a', 1, BRACKETS],
    ['$-a', 1, NAME],
    ['$.', 2, 'a name must follow a dot; for the whole document, write $'],
    ['$. ', 3, 'a name must follow a dot; for the whole document, write $'],
    ['$.1', 2, 'a name or * must follow a dot'],
    ['$.[0]', 2, 'a name or * must follow a dot'],
    ['$..', 3, 'a name, * or [ must follow ..'],
    ['$..1', 3, 'a name, * or [ must follow ..'],
    ['$...a', 3, 'a name, * or [ must follow ..'],
    ['$.a-b', 3, NAME],
    ['$[?(@.a)]', 2, 'filters are not supported'],
    ['$[ *]', 3, MEMBER],
    ['$[*', 3, '] must follow [*'],
    ['$[*,0]', 3, '] must follow [*'],
    ['$[', 2, 'the closing ] is missing'],
    ['$[ ', 3, 'the closing ] is missing'],
    ['$[]', 2, 'a number, a name or a string must be in the brackets'],
    ['$[ ]', 3, 'a number, a name or a string must be in the brackets'],
    ['$[0', 3, 'the closing ] is missing'],
    ['$[0,', 4, 'the closing ] is missing'],
    ['$[,]', 2, MEMBER],
    ['$[-]', 3, MEMBER],
    ['$[-a]', 3, MEMBER],
    ['$[!]', 2, MEMBER],
    ['$[0 1]', 4, SEPARATOR],
    ['$[0,1:2]', 5, SEPARATOR],
    ['$[0:1,2]', 5, SEPARATOR],
    ['$[a-b]', 3, NAME],
    ['$[1:2:3:4]', 10, 'a slice has at most three numbers'],
    ['$[:::]', 6, 'a slice has at most three numbers'],
    ['$[9223372036854775808]', 21, 'the number is too large'],
    ["$['a']", 2, 'strings must be in double quotes'],
    ['$[(0)]', 2, 'expressions are not supported'],
    ['$["a', 2, 'the string is not closed'],
    ['$["a\n"]', 2, 'the string is not closed'],
    [String.raw`$["a\"]`, 2, 'the string is not closed'],
    [String.raw`$[ "\q"]`, 3, ESCAPE],
    [String.raw`$["\x4"]`, 2, ESCAPE],
    [String.raw`$["\400"]`, 2, ESCAPE],
    [String.raw`$["\38a"]`, 2, ESCAPE],
    [String.raw`$["\u12g4"]`, 2, ESCAPE],
    [String.raw`$["\ud800"]`, 2, ESCAPE],
    [String.raw`$["\udfff"]`, 2, ESCAPE],
    [String.raw`$["a\uDA00b"]`, 2, ESCAPE],
    [String.raw`$["\U0000d800"]`, 2, ESCAPE],
    [String.raw`$["\U00110000"]`, 2, ESCAPE],
    [String.raw`$["\U001f642"]`, 2, ESCAPE],
    [String.raw`$["\\\ud800"]`, 2, ESCAPE],
  ])('is rejected: %s, at %d', (path, offset, message) => {
    expect(jsonPathProblem(path)).toEqual({ offset, message });
  });
});
