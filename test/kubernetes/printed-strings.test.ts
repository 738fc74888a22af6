import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { unreadableStrings } from '../../src/kubernetes';
import { kubectlValue } from '../../src/kubernetes/kubectl-value';

const messagesOf = (data: unknown) => unreadableStrings(data).map(({ keys, message }) => [keys, message]);

describe('strings that kubectl does not read back', () => {
  it.each([
    ...['007F', '0080', '0085', '009F', '2029', 'FFFE', 'FFFF', 'DFFF'].map((code) => [
      `a${String.fromCharCode(Number.parseInt(code, 16))}`,
      `contains U+${code}, which kubectl does not read back from YAML; remove it`,
    ]),
    ['a\u2028b', 'contains U+2028, which kubectl does not read back from YAML; remove it'],
    ['\ud800', 'contains U+D800, which kubectl does not read back from YAML; remove it'],
    [
      '\ta\nb',
      'has several lines and begins with a tab or a space, which kubectl does not read back from YAML; remove it',
    ],
    [
      '0o17',
      'is printed without quotes by cdk8s, and kubectl reads it as 15, which is not a string; use another string',
    ],
  ])('are found: %j', (text, message) => {
    expect(messagesOf(text)).toEqual([[[], message]]);
    // The second time as well, although strings that are readable are remembered.
    expect(messagesOf({ spec: [{ text }, text] })).toEqual([
      [['spec', 0, 'text'], message],
      [['spec', 1], message],
    ]);
    expect(messagesOf({ [text]: 'a' })).toEqual([[[text], message]]);
  });

  it('are not those that cdk8s quotes, or that are none', () => {
    const data = { a: ['200', '-0.886', 'true', 'null', '1e3', 'ä', ''], b: 1, c: null, d: undefined };
    expect(unreadableStrings(data)).toEqual([]);
  });

  it('are exactly those that are printed as they are and read as something else', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.bigInt()).map(String);
    const word = fc.constantFrom(
      'true',
      'Yes',
      'NULL',
      '~',
      '.inf',
      '0b11',
      '0o17',
      '017',
      '1_000',
      '0x1F',
      '08',
      '+1',
    );
    fc.assert(
      fc.property(fc.oneof(number, word, fc.string({ maxLength: 6 })), (text) => {
        const isOther = kubectlValue(text) !== text && Yaml.stringify(text) === `${text}\n`;
        expect([text, unreadableStrings(text).length]).toEqual([text, isOther ? 1 : 0]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are found after any number of others', () => {
    for (let index = 0; index < 5_000; index += 1) {
      expect(unreadableStrings(`text ${index}`)).toEqual([]);
    }
    expect(unreadableStrings('0o17')).toHaveLength(1);
  });
});
