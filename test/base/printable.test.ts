import fc from 'fast-check';
import {
  formatFindings,
  formatValue,
  printable,
  printableJson,
  printableLines,
  withoutUnprintable,
} from '../../src/base';
import { errorRule } from '../../src/base/rule';
import { cpuMillis } from '../cpu-time';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';

const RULE = errorRule({ id: 'a/b', form: 'words', what: 'x', why: 'y', bad: 'z', good: 'z' });

describe('text of others', () => {
  it.each([
    ['a\nb', 'a\\u000ab'],
    ['\u001b[31m\u009b1m', '\\u001b[31m\\u009b1m'],
    ['\u202e\u2066\u200e\u200f\u061c\ufeff', '\\u202e\\u2066\\u200e\\u200f\\u061c\\ufeff'],
    ['\u200b\u00ad\u{e0041}', '\\u200b\\u00ad\\udb40\\udc41'],
    ['\u2065\ufff0\u{e0000}x', '\\u2065\\ufff0\\udb40\\udc00x'],
    ['\ud800x\udc00', '\\ud800x\\udc00'],
    ['::stop-commands::x.yaml', '\\u003a:stop-commands::x.yaml'],
    [' \u3000::debug::x', ' \u3000\\u003a:debug::x'],
    ['a ##[add-mask]b ##vso[x] ##TeamCity[y]', 'a \\u0023#[add-mask]b \\u0023#vso[x] \\u0023#TeamCity[y]'],
    ['###[x]', '#\\u0023#[x]'],
    ['2001:db8::1 # a [b] ü 🙂', '2001:db8::1 # a [b] ü 🙂'],
  ])('is printed with what is unsafe escaped: %#', (text, printed) => {
    expect(printable(text)).toBe(printed);
  });

  it('is safe to show, and printed the same when it is printed twice', () => {
    fc.assert(
      fc.property(UNSAFE_TEXT, (text) => {
        const printed = printable(text);
        expect([unsafeLines(printed), printed.includes('\n'), printable(printed)]).toEqual([[], false, printed]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps its lines where it has several, each of them safe', () => {
    fc.assert(
      fc.property(UNSAFE_TEXT, (text) => {
        const printed = printableLines(text);
        expect([unsafeLines(printed), printed.split('\n').length]).toEqual([[], text.split('\n').length]);
      }),
    );
  });

  it('is what it was for those who parse JSON, which is safe to show', () => {
    fc.assert(
      fc.property(UNSAFE_TEXT, UNSAFE_TEXT, (name, value) => {
        // A name of this kind would not be a key but the prototype, in the expectation as well.
        const data = { list: [{ [`_${name}`]: value }] };
        const printed = printableJson(data);
        expect([unsafeLines(printed), JSON.parse(printed)]).toEqual([[], data]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is safe wherever findings repeat it, one line each', () => {
    fc.assert(
      fc.property(UNSAFE_TEXT, UNSAFE_TEXT, UNSAFE_TEXT, UNSAFE_TEXT, (subject, key, value, message) => {
        const printed = formatFindings(subject, [{ ...RULE, keys: [key], value, message }]);
        expect([unsafeLines(printed), printed.split('\n').length]).toEqual([[], 2]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not cut within a character', () => {
    expect(formatValue(`${'x'.repeat(78)}🙂🙂`)).toBe(`"${'x'.repeat(78)}… (84 characters)`);
    fc.assert(fc.property(UNSAFE_TEXT, (text) => unsafeLines(formatValue(text.repeat(9))).length === 0));
  });

  it('is made printable in linear time', () => {
    const millis = cpuMillis(() => {
      for (const piece of [' ', ':', '::', '#', '##a', '##', ' :', '\u2028']) {
        printable(piece.repeat(300_000));
      }
    });
    expect(millis).toBeLessThan(15_000);
  });
});

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
