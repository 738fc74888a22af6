import fc from 'fast-check';

/** What must not reach a terminal or a log. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u;

/** Pieces of text that a file name, a manifest, an argument or a server can contain to mislead the reader of a log. */
const PIECES = [
  '\u001b]0;title\u0007',
  '\u001b[2J',
  '\u009b31m',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200e',
  '\u200f',
  '\u061c',
  '\ufeff',
  '\u00ad',
  '\u{e0001}',
  '\ud800',
  '\udc00',
  '::stop-commands::x',
  '::set-output name=y::z',
  '::',
  ':',
  '##[add-mask]x',
  '##vso[task.setvariable variable=x]y',
  '##teamcity[x]',
  '#',
  '[',
  '%0A',
  ' ',
  '\u3000',
  'alerts',
  '.yaml',
  '🙂',
  'ü',
] as const;

/** Text that tries to mislead the reader of a log. */
export const UNSAFE_TEXT: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

/** The lines of an output that are not safe to show. */
export function unsafeLines(output: string, ownCommand?: RegExp): string[] {
  return output
    .split('\n')
    .filter(
      (line) =>
        UNSAFE.test(line) || /##[a-z]*\[/i.test(line) || (/^\s*::/.test(line) && ownCommand?.test(line) !== true),
    );
}
