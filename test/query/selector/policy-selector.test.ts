import { PolicySelector } from '../../../src';
import { messageOf } from '../../support';
import { SYNTAX_ERRORS } from './syntax-errors';

describe('PolicySelector', () => {
  it('is written as Calico reads it', () => {
    expect([
      `${PolicySelector.pods()}`,
      PolicySelector.podsIn(['shop', 'bank']).text,
      PolicySelector.podsWith({ app: 'web', 'example.com/tier': '' }).text,
      PolicySelector.parse("app == 'web'").text,
    ]).toEqual([
      'has(projectcalico.org/namespace)',
      "projectcalico.org/namespace in { 'shop', 'bank' }",
      "has(projectcalico.org/namespace) && app == 'web' && example.com/tier == ''",
      "app == 'web'",
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'an invalid string',
      () => PolicySelector.parse("app = 'web'"),
      "text = \"app = 'web'\": is not a valid selector; write label == 'value', label in {'a', 'b'}, has(label) or all(), joined by && and ||, on one line [policy-selector/syntax]",
    ],
    [
      'an empty string',
      () => PolicySelector.parse(' '),
      'text = " ": is empty, which selects everything; write all() for that [policy-selector/syntax]',
    ],
    [
      'no namespace',
      () => PolicySelector.podsIn([]),
      'namespaces: must not be empty; PolicySelector.pods() selects all pods [policy-selector/names]',
    ],
    [
      'an invalid namespace',
      () => PolicySelector.podsIn(['shop', "it's"]),
      "namespaces[1] = \"it's\": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [policy-selector/names]",
    ],
    [
      'no label',
      () => PolicySelector.podsWith({}),
      'labels: must not be empty; PolicySelector.pods() selects all pods [policy-selector/names]',
    ],
    [
      'an invalid label',
      () => PolicySelector.podsWith({ app: 'a b' }),
      "labels.app = \"a b\": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [policy-selector/names]",
    ],
    ['a number', () => PolicySelector.parse(7 as never), 'text = 7: must be a string; quote it [argument/type]'],
  ])('cannot be %s', (_, make, problem) => {
    expect(messageOf(make)).toBe(`PolicySelector: 1 problem\n  ${problem}`);
  });

  it.each(Object.entries(SYNTAX_ERRORS))('cannot be written with %s', (_, text) => {
    expect(messageOf(() => PolicySelector.parse(text))).toMatch(
      /^PolicySelector: 1 problem\n {2}text = .* is not a valid selector; write .* \[policy-selector\/syntax\]$/s,
    );
  });
});
