import { printable, withoutUnprintable } from '../../src/base';

describe('characters that change what is printed around them', () => {
  it.each([
    ['\u0000', '\\u0000'],
    ['\n', '\\u000a'],
    ['\r', '\\u000d'],
    ['\t', '\\u0009'],
    ['\u001b', '\\u001b'],
    ['\u007f', '\\u007f'],
    ['\u0085', '\\u0085'],
    ['\u009f', '\\u009f'],
    ['\u2028', '\\u2028'],
    ['\u2029', '\\u2029'],
    ['\u202a', '\\u202a'],
    ['\u202e', '\\u202e'],
    ['\u2066', '\\u2066'],
    ['\u2069', '\\u2069'],
  ])('are escaped, and omitted: %j', (character, escaped) => {
    expect(printable(`a${character}b${character}${character}c`)).toBe(`a${escaped}b${escaped}${escaped}c`);
    expect(withoutUnprintable(`a${character}b${character}\n${character}c`)).toBe('a b c');
  });

  it.each(['', ' ', 'plain', 'äöü', '日本', '\u{1f600}', '\u00a0', '\u2027', '\u202f', 'a\\u000a'])(
    'are not in %j, which stays as it is',
    (text) => {
      expect(printable(text)).toBe(text);
      expect(withoutUnprintable(text)).toBe(text);
    },
  );
});
