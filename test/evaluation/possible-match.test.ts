import { matchesWildcard, possibleMatch } from '../../src/evaluation';
import { parseQuery, type QueryNode } from '../../src/query';

const KNOWN = { action: 'allow', source_name: '-', ip: '0.0.0.0', port: '0' };

describe('whether a record with some known fields can match', () => {
  it.each([
    ['', 'yes'],
    ['action = allow', 'yes'],
    ['action = deny', 'no'],
    ['action != deny', 'yes'],
    ['NOT action = deny', 'yes'],
    ['other = 1', 'maybe'],
    ['NOT other = 1', 'maybe'],
    ['action = allow AND other = 1', 'maybe'],
    ['action = deny AND other = 1', 'no'],
    ['action = allow OR other = 1', 'yes'],
    ['action = deny OR other = 1', 'maybe'],
    ['action IN {"al*", x}', 'yes'],
    ['action NOTIN {"al?ow"}', 'no'],
    ['action IN ${x}', 'maybe'],
    ['action EMPTY', 'maybe'],
    ['ip = "0.0.0.0/0"', 'yes'],
    ['ip = "10.0.0.0/8"', 'no'],
    ['ip = "::/0"', 'yes'],
    ['ip = "fd00::/8"', 'no'],
    ['ip < "10.0.0.1"', 'yes'],
    ['ip >= "9.0.0.0"', 'no'],
    ['port < 1024', 'yes'],
    ['port <= "0.0"', 'yes'],
    ['port > 1024', 'no'],
    ['port = "0.0"', 'yes'],
    ['source_name > "a"', 'no'],
    ['source_name < "a"', 'yes'],
    ['ip = "0.0.0.0/99"', 'no'],
  ])('%s: %s', (text, expected) => {
    expect(possibleMatch(parseQuery(text).node as QueryNode, KNOWN)).toBe(expected);
  });

  it.each([
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['(a|b)[c]', '(a|b)[c]', true],
    ['a*\nc', 'a\n\nc', true],
    ['**', 'x', true],
  ])('%j fits %j: %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });
});
