/** What kubectl and our reader make of a text. */
export interface Reading {
  readonly about: string;
  readonly text: string;
  /** The documents that kubectl reads, without empty ones. An end-to-end test proves it. */
  readonly kubectl: readonly unknown[] | 'rejected';
  /** Rule and severity of each finding of our reader; none where it reads the same without a word. */
  readonly ours?: readonly string[];
  /** Whether our reader reads something else, besides the finding. */
  readonly differs?: boolean;
}

const ERROR = ['yaml/read-otherwise error'];
const WARNING = ['yaml/read-otherwise warning'];

/** One text for each kind of difference between readers. */
export const READINGS: readonly Reading[] = [
  // Words and numbers of YAML 1.1.
  ...['yes', 'On', 'Y'].map((word) => scalar(word, true)),
  ...['no', 'OFF', 'n'].map((word) => scalar(word, false)),
  ...['017', '0_17'].map((word) => scalar(word, 15)),
  { about: 'an octal number of both', text: 'a: 0o17\n', kubectl: [{ a: 15 }] },
  scalar('0b101', 5),
  scalar('-0b1', -1),
  scalar('0b-1', -1),
  scalar('1_000', 1000),
  scalar('-_2', -2),
  scalar('3e2_0', 3e20),
  scalar('0X1F', 31),
  scalar('1e400', '1e400'),
  { about: 'a decimal number with a zero', text: 'a: 08\n', kubectl: [{ a: 8 }] },
  { about: 'base 60', text: 'a: 12:30\nb: 12:30:45\n', kubectl: [{ a: '12:30', b: '12:30:45' }] },
  { about: 'a date', text: 'a: 2001-01-01\n', kubectl: [{ a: '2001-01-01' }] },
  { about: 'infinity', text: 'a: .inf\n', kubectl: 'rejected', ours: ERROR },
  { about: 'quoted words', text: 'a: "yes"\nb: \'017\'\n', kubectl: [{ a: 'yes', b: '017' }] },
  { about: 'a word as a key', text: 'on: 1\n', kubectl: [{ true: 1 }], ours: WARNING },
  { about: 'numbers as keys', text: '1: a\n1.5: b\n', kubectl: [{ '1': 'a', '1.5': 'b' }] },
  { about: 'null as a key', text: '~: 1\n', kubectl: 'rejected', ours: ['yaml/syntax error'] },
  // Line breaks.
  ...['\u0085', '\u2028', '\u2029'].map(
    (mark): Reading => ({
      about: `U+${mark.charCodeAt(0).toString(16)} in a comment`,
      text: `a: 80 # ok${mark}a: 99\n`,
      kubectl: [{ a: 99 }],
      ours: [...ERROR, 'yaml/duplicate-key error'],
    }),
  ),
  {
    about: 'U+2028 in a plain scalar',
    text: 'a: b\u2028  c\n',
    kubectl: [{ a: 'b\u2028c' }],
    ours: ERROR,
    differs: true,
  },
  {
    about: 'a carriage return in a comment',
    text: 'a: 80 # ok\ra: 99\n',
    kubectl: [{ a: 99 }],
    ours: ['yaml/duplicate-key error'],
  },
  { about: 'line ends of old Macs', text: 'a: 1\rb:\r- c\r', kubectl: [{ a: 1, b: ['c'] }] },
  { about: 'line ends of Windows', text: 'a: 1\r\n---\r\nb: 2\r\n', kubectl: [{ a: 1 }, { b: 2 }] },
  {
    about: 'two carriage returns',
    text: 'a: b\r\r\n  c\n',
    kubectl: [{ a: 'b c' }],
    ours: ERROR,
    differs: true,
  },
  // Documents.
  { about: 'a hidden document after a carriage return', text: 'a: 1\r---\rb: 2\n', kubectl: [{ a: 1 }], ours: ERROR },
  { about: 'a document after its end', text: 'a: 1\n...\nb: 2\n', kubectl: [{ a: 1 }], ours: ERROR },
  { about: 'content after ---', text: 'a: 1\n--- {b: 2}\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a comment after ---', text: 'a: 1\n--- # c\nb: 2\n', kubectl: [{ a: 1 }, { b: 2 }] },
  { about: 'a mark before a later document', text: 'a: 1\n---\n\ufeffb: 2\n', kubectl: [{ a: 1 }, { b: 2 }] },
  { about: 'a mark as a key', text: '? \ufeff\n: b\n', kubectl: [{ '\ufeff': 'b' }] },
  { about: 'a mark as a key, and a colon to its right', text: '? \ufeff\n  : b\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a mark as a value', text: 'a: \ufeff\n', kubectl: [{ a: '\ufeff' }] },
  { about: 'a mark before a line', text: 'a: 1\n\ufeffb: 2\n', kubectl: [{ a: 1, '\ufeffb': 2 }], ours: ERROR },
  { about: 'a directive', text: '%YAML 1.2\n---\na: 1\n', kubectl: 'rejected', ours: ERROR },
  { about: 'JSON values', text: '{"a": 1}{"b": 2}\n{"c": 3}\n', kubectl: [{ a: 1 }, { b: 2 }, { c: 3 }] },
  { about: 'YAML after JSON', text: '{"a": 1}\nb: 2\n', kubectl: [{ a: 1 }, { b: 2 }] },
  { about: 'YAML after two JSON values', text: '{"a": 1}{"b": 2}\nc: 3\n', kubectl: 'rejected', ours: ERROR },
  { about: 'an unknown character after JSON', text: '{"a": 1}\ufffd # c\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a line separator in JSON', text: '{"a": "b\u2028\\/c"}\n', kubectl: [{ a: 'b\u2028/c' }] },
  // Syntax that only YAML 1.2 has, or only other parsers accept.
  { about: 'an escape of YAML 1.2', text: 'a: "b\\/c"\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a surrogate pair', text: 'a: "\\ud83d\\ude00"\n', kubectl: 'rejected', ours: ERROR },
  { about: 'an anchor with a dot', text: 'a: &b.c 1\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a colon after a space', text: 'a: [b :]\n', kubectl: [{ a: ['b :'] }], ours: ERROR, differs: true },
  { about: 'an anchor before a bracket', text: 'a: [&b[c]]\n', kubectl: 'rejected', ours: ERROR },
  {
    about: 'an anchor of a merge',
    text: 'a: &a {b: 1}\nc: {&a <<: *a}\n',
    kubectl: 'rejected',
    ours: ['yaml/syntax error'],
  },
  {
    about: 'bytes that are not text',
    text: 'a: !!binary /w==\n',
    kubectl: [{ a: '\ufffd' }],
    ours: ['yaml/syntax error'],
    differs: true,
  },
  { about: 'a tab before a comment', text: 'a: 1\n\t# c\nb: 2\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a tab in a block', text: 'a: |\n  \tb\n', kubectl: 'rejected', ours: ERROR },
  ...['  b\n ', '  b\n  ', '  b\r\n '].map(
    (block): Reading => ({
      about: `a last line of spaces in ${JSON.stringify(block)}`,
      text: `a: |+\n${block}`,
      kubectl: [{ a: 'b\n\n' }],
    }),
  ),
  { about: 'a question mark in a list', text: 'a: [b?c]\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a question mark as a value', text: 'a: [b: ?\n  , c: 1]\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a key on two lines', text: '{a\n  b: 1}\n', kubectl: 'rejected', ours: ERROR },
  { about: 'content after a key', text: '? "a" b\n', kubectl: 'rejected', ours: ERROR },
  { about: 'a string that is not closed', text: 'a: "\\"', kubectl: 'rejected', ours: ERROR },
  { about: 'a control character', text: 'a: "b\u007f"\n', kubectl: 'rejected', ours: ['yaml/syntax error'] },
  // Merges.
  { about: 'a merge', text: 'a: &a {b: 1}\nc: {<<: *a, b: 2}\n', kubectl: [{ a: { b: 1 }, c: { b: 2 } }] },
  {
    about: 'a merge after a key',
    text: 'a: &a {b: 1}\nc: {b: 2, <<: *a}\n',
    kubectl: [{ a: { b: 1 }, c: { b: 1 } }],
    ours: ERROR,
  },
  { about: 'a tag', text: 'a: !!int "12"\nb: !!str 12\n', kubectl: [{ a: 12, b: '12' }] },
  ...['!!omap', '!!pairs', '!!set'].map(
    (tag): Reading => ({
      about: `a list with ${tag}`,
      text: `a: ${tag} [b: 1, c]\n`,
      kubectl: [{ a: [{ b: 1 }, 'c'] }],
    }),
  ),
  { about: 'a tag that does not fit', text: 'a: !!int b\n', kubectl: 'rejected', ours: ['yaml/syntax error'] },
];

function scalar(word: string, value: unknown): Reading {
  return { about: word, text: `a: ${word}\n`, kubectl: [{ a: value }], ours: WARNING };
}
