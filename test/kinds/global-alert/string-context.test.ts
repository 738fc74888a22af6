import { stringContext } from '../../../src/kinds/global-alert/string-context';

/** Whether a mark at its first place in the query is in a string that records are searched for, and more than the mark. */
function isSearched(query: string, mark: string): boolean | undefined {
  const context = stringContext({ spec: { query } }, ['spec', 'query'], query);
  return context.isSearched?.(query.indexOf(mark), mark);
}

describe('what a string of an alert can contain', () => {
  it.each([
    [['metadata', 'name'], {}],
    [['spec', 'description'], { hasVariables: true, isQuery: false }],
    [['spec', 'summary'], { hasVariables: true, isQuery: false }],
    [['spec', 'query'], { hasVariables: false, isQuery: true }],
    [['spec', 'dataSet'], { hasVariables: false, isQuery: false }],
    [['spec', 'query', 'x'], { hasVariables: false, isQuery: false }],
    [['spec', 'summary', 'x'], { hasVariables: false, isQuery: false }],
  ])('depends on its field: %j', (keys, expected) => {
    const { hasVariables, isQuery } = stringContext({}, keys, 'text');
    expect({ hasVariables, isQuery }).toEqual({ hasVariables: undefined, isQuery: undefined, ...expected });
  });

  it('has the names of substitutions, in any case', () => {
    const substitutions = [{ name: 'Watched' }, { name: 7 }, {}, 'x'];
    const { isSubstitution } = stringContext({ spec: { substitutions } }, ['spec', 'query'], '');
    expect(['watched', 'WATCHED', '7', '', 'other', 'undefined'].map((name) => isSubstitution?.(name))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const none = stringContext({ spec: { substitutions: 'watched' } }, ['spec', 'query'], '');
    expect(none.isSubstitution?.('watched')).toBe(false);
  });

  it.each<[string, string]>([
    ['url = "*<script>*"', '<script>'],
    ["url = '*<script>*'", '<script>'],
    ['user_agent != "x$(id)"', '$(id)'],
    ['path > "a<b>"', '<b>'],
    ['path < "a<b>"', '<b>'],
    ['url IN {"a", "b<c>"}', '<c>'],
    ['url notin {"b<c>", "d"}', '<c>'],
    ['rules.message = "a<b>"', '<b>'],
    ['NOT (dest_port = 1 AND msg="a<b>")', '<b>'],
    ['"url" = "a<b>"', '<b>'],
    ['action = "<c>" OR url = "a\\"<b>"', '<b>'],
    ['url = "a" AND path = "<b>c"', '<b>'],
    ['url = "a<b>', '<b>'],
    ["url = 'a\\' AND path = 'x<b>", '<b>'],
    ['requestURI = "x${a}<b>"', '<b>'],
    ['url = "<b>" OR url = "1<i>" OR url = "2<u>" OR url = "3<s>"', '<i>'],
    ['url = "<b>" OR url = "1<i>" OR url = "2<u>" OR url = "3<s>"', '<s>'],
    ['url = ${a} AND url = "x<b>"', '<b>'],
  ])('is searched for in records: %s has %s', (query, mark) => {
    expect(isSearched(query, mark)).toBe(true);
  });

  it.each<[string, string]>([
    ['action = "*<script>*"', '<script>'],
    ['url = "<b>"', '<b>'],
    ['url = x<b>', '<b>'],
    ['url = "a" <b>', '<b>'],
    ['url = "a"<b>"c"', '<b>'],
    ['<b> AND url = "a"', '<b>'],
    ['url = "a" AND action = "x<b>"', '<b>'],
    ['"url = a<b>"', '<b>'],
    ['within = "a<b>"', '<b>'],
    ["url = 'a' AND action = 'x<b>'", '<b>'],
    ['url = "a\\\\" AND <b>', '<b>'],
    ['url = ${<b>}', '<b>'],
    ['url = "1" OR url = "2" OR url = "3" OR dest_port = <b>', '<b>'],
  ])('is not searched for in records: %s has %s', (query, mark) => {
    expect(isSearched(query, mark)).toBe(false);
  });

  it.each<[string, object, readonly (string | number)[], boolean]>([
    ['of a field that is searched', { query: 'url IN ${Paths}' }, ['spec', 'substitutions', 0, 'values', 0], true],
    ['of another field', { query: 'action IN ${Paths}' }, ['spec', 'substitutions', 0, 'values', 0], false],
    [
      'of a substitution that is not used',
      { query: 'url IN ${other}' },
      ['spec', 'substitutions', 0, 'values', 0],
      false,
    ],
    ['with the name in quotes', { query: 'url = "paths"' }, ['spec', 'substitutions', 0, 'values', 0], false],
    ['without a query', {}, ['spec', 'substitutions', 0, 'values', 0], false],
    ['of a query that is not a string', { query: 7 }, ['spec', 'substitutions', 0, 'values', 0], false],
    ['of another substitution', { query: 'url IN ${Paths}' }, ['spec', 'substitutions', 1, 'values', 0], false],
    ['in another list', { query: 'url IN ${Paths}' }, ['spec', 'aggregateBy', 0], false],
    [
      'after another condition',
      { query: 'url = "x" AND path IN ${PATHS' },
      ['spec', 'substitutions', 0, 'values', 0],
      true,
    ],
  ])('is a value %s', (_, spec, keys, expected) => {
    const substitutions = [
      { name: 'paths', values: ['a<b>'] },
      { name: 'others', values: ['a<b>'] },
    ];
    const { isSearched: searched } = stringContext({ spec: { ...spec, substitutions } }, keys, 'a<b>');
    expect(searched?.(1, '<b>')).toBe(expected);
    expect(searched?.(0, 'a<b>')).toBe(false);
  });
});
