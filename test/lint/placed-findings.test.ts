import { isScalar, type Node, parseDocument } from 'yaml';
import { errorRule, type Finding } from '../../src/base';
import { Placer } from '../../src/lint/placed-findings';
import { Locator } from '../../src/reading';

const TEXT = 'kind: Pod\nspec:\n  name: some words\n';
const RULE = errorRule({ id: 'a/rule', form: 'words', what: 'What.', why: 'Why.', bad: 'Bad.', good: 'Good.' });

const document = parseDocument(TEXT);
const root = document.contents as unknown as Node;
const placer = new Placer(new Locator(() => undefined), TEXT);
const place = (finding: Pick<Finding, 'keys' | 'value' | 'valueOffset'>) =>
  placer.place(root, { ...RULE, message: 'is wrong', ...finding });

describe('the place of a finding in a text', () => {
  it.each<[string, Pick<Finding, 'keys' | 'value' | 'valueOffset'>, object]>([
    ['a value', { keys: ['spec', 'name'], value: 'some words' }, { offset: 24, end: 34 }],
    ['a word in a value', { keys: ['spec', 'name'], value: 'words', valueOffset: 5 }, { offset: 29, end: 34 }],
    ['a missing field', { keys: ['spec', 'other'], value: undefined }, { offset: 18, isAbsent: true }],
    [
      'a missing part of the object',
      { keys: ['metadata', 'name'], value: undefined },
      { offset: 6, end: 9, isAbsent: true },
    ],
    ['a value that is not in the text', { keys: ['metadata'], value: 'x' }, { offset: 6, end: 9, isAbsent: false }],
  ])('is that of %s', (_, finding, expected) => {
    expect(place(finding)).toMatchObject({
      keys: finding.keys,
      value: finding.value,
      message: 'is wrong',
      ...expected,
    });
  });

  it.each<[string, unknown, string]>([
    ['with the value in the message', 'port', 'port is wrong'],
    ['without a value that is not a string', 7, 'is wrong'],
  ])('is the kind for an argument that objects do not have, %s', (_, value, message) => {
    expect(place({ keys: ['argument'], value })).toEqual({
      ...RULE,
      keys: [],
      value: undefined,
      offset: 6,
      end: 9,
      message,
    });
  });

  it('is the start of a document of which nothing else is known', () => {
    const scalar = parseDocument('text').contents;
    expect(isScalar(scalar)).toBe(true);
    expect(place({ keys: [], value: undefined })).toMatchObject({ offset: 0, keys: [] });
  });
});
