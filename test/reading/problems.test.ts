import { decode, readDocuments } from '../../src/reading';

/** What is wrong with a text, each as `offset path: message`. */
function problemsOf(text: string): string[] {
  return [...readDocuments(text)].flatMap(({ content, problems }) =>
    [...problems, ...(content?.problems ?? [])].map(
      ({ offset, keys, message }) => `${offset} ${keys.join('.')}: ${message}`,
    ),
  );
}

/** Ten times ten times ten …, by aliases of lists of aliases. */
const BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 6 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
  '',
].join('\n');

describe('what is wrong with YAML', () => {
  it.each<[string, string, string[]]>([
    [
      'a comment after a key, and more of it on the next line',
      '? a # c\n  b\n: d\n',
      [
        '10 : is used as a key, but Kubernetes allows only strings; quote it',
        '10 : is indented further than the key before it, which ended on an earlier line',
      ],
    ],
    ['a key that does not fit its tag', '!!int x: a\n', ['6 : does not fit its tag !!int, and kubectl rejects it']],
    [
      'an integer key that is too large',
      '18446744073709551615: a\n',
      ['0 : is used as a key, but Kubernetes allows only strings; quote it'],
    ],
    [
      'aliases that repeat too much, once',
      BOMB,
      ['299 a5.3: expands the document beyond the size limit of this command; write the values out'],
    ],
    [
      'too many errors',
      `a: [${'}'.repeat(3000)}\n`,
      [
        '4 : is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ] (and 1001 more)',
        '1005 : is preceded by too many errors for the rest to be read',
      ],
    ],
    [
      'too many directives',
      `${'%a b\n'.repeat(1100)}---\na: b\n`,
      ['5000 : is preceded by too many errors for the rest to be read'],
    ],
    [
      'an escape for a shell',
      'a: "\\${b}"\n',
      ['4 : is not valid YAML: invalid escape sequence \\$: the backslash was meant for a shell; remove it'],
    ],
    [
      'a list with uneven items',
      'a:\n  - b\n - c\n',
      [
        '10 : is not valid YAML: the indentation of this list is wrong: indent all items equally, and at least as far as the field (and 2 more)',
      ],
    ],
    [
      'a list that is not indented far enough',
      'a:\n  b:\n - c\n',
      [
        '9 : is not valid YAML: the indentation of this list is wrong: indent all items equally, and at least as far as the field (and 2 more)',
      ],
    ],
    [
      'a field below a value',
      'a: b\n  c: d\n',
      [
        '7 : is not valid YAML: this line is indented further than the field above it, which already has a value (and 1 more)',
      ],
    ],
    [
      'a field below a value, further down',
      'x:\n  a: b\n    c: d\n',
      [
        '14 : is not valid YAML: this line is indented further than the field above it, which already has a value (and 1 more)',
      ],
    ],
    [
      'a colon in a value',
      'a: b: c\n',
      ['3 : is not valid YAML: a value that contains a colon and a space must be quoted'],
    ],
    [
      'a message that cites a lot',
      `a: !${'b'.repeat(300)}!c d\n`,
      [
        '3 : is not valid YAML: could not resolve tag: !bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…',
      ],
    ],
    ['base64 of a wrong length', 'a: !!binary aGVsbG8\n', ['12 a: is not valid base64, as its tag !!binary requires']],
    [
      'base64 of a length that needs no end',
      'a: !!binary aGVsbG8=aGVs\n',
      ['12 a: is not valid base64, as its tag !!binary requires'],
    ],
    [
      'base64 with another character',
      'a: !!binary "aGVsbG8 aGVs"\n',
      ['12 a: is not valid base64, as its tag !!binary requires'],
    ],
    [
      'base64 with another character before it',
      'a: !!binary "-YWI="\n',
      ['12 a: does not decode to text, and JSON can represent !!binary only as text'],
    ],
    [
      'base64 with an underscore',
      'a: !!binary YWI_YWI_\n',
      ['12 a: is not valid base64, as its tag !!binary requires'],
    ],
    ['base64 with two ends', 'a: !!binary YQ==\n', []],
    ['base64 with one end', 'a: !!binary YWI=\n', []],
    ['base64 without an end', 'a: !!binary YWJj\n', []],
    ['base64 on several lines', 'a: !!binary |\n  YWJj\n  YWI=\n', []],
    ['base64 with a plus sign and a slash', 'a: !!binary "Pz8/Pj4+"\n', []],
    [
      'base64 of bytes',
      'a: !!binary /w==\n',
      ['12 a: does not decode to text, and JSON can represent !!binary only as text'],
    ],
    ['null as a key', '~: 1\n', ['0 : is used as a key, but Kubernetes allows only strings; quote it']],
    [
      'nothing as a key',
      ': 1\n',
      [
        '0 : is used as a key, but Kubernetes allows only strings; quote it',
        '0 : must be indented as far as the ? of its key, or kubectl rejects it',
      ],
    ],
    ['a list as a key', '? [a]\n: b\n', ['2 : is a list or a map used as a key, but Kubernetes allows only strings']],
    ['a tag with a tilde', 'a: !a~b c\n', ['3 : is a tag that kubectl rejects; remove it']],
    ['a tag of a handle that is not declared', 'a: !e!x b\n', ['3 : is not valid YAML: could not resolve tag: !e!x']],
    ['a block as a key', '? |\n  a\n: b\n', ['2 : is a block of text as a key, which kubectl may reject; use quotes']],
    [
      'a block outside any field',
      '|\n  a\n',
      ['0 : is a block of text outside any field, and kubectl reads less of it than other tools do'],
    ],
    [
      'a block after a marker',
      '--- |\n  a\n',
      [
        '4 : is content on the line of ---, which kubectl rejects, together with the document before it; put it on the next line',
        '4 : is a block of text outside any field, and kubectl reads less of it than other tools do',
      ],
    ],
    [
      'the end of a document without content',
      'a: 1\n---\n...\n',
      ['9 : ends a document that has no content, which kubectl rejects; remove it'],
    ],
    [
      'an item where the value of a key belongs',
      '? a\n- b\n',
      ['4 : is an item of a list where kubectl expects the value of the key above'],
    ],
    [
      'a key that is indented further',
      '? a\n  : b\n',
      ['6 : must be indented as far as the ? of its key, or kubectl rejects it'],
    ],
    [
      'a key after a quoted key, further right',
      '? "a"\n  b\n: c\n',
      [
        '8 : is used as a key, but Kubernetes allows only strings; quote it',
        '8 : is indented further than the key before it, which ended on an earlier line',
      ],
    ],
    [
      'an item after a quoted key',
      '? a\n: - b\n- c\n',
      [
        '10 : is not valid YAML: the indentation of this list is wrong: indent all items equally, and at least as far as the field (and 2 more)',
      ],
    ],
    [
      'an item of a list that is a key',
      '?\n- a\n: b\n',
      ['2 : is a list or a map used as a key, but Kubernetes allows only strings'],
    ],
    ['a merge of a string', 'a: { <<: b }\n', ['9 a.<<: must be a map or a list of maps, because << merges it']],
    [
      'a merge of a list with a string',
      'a: &a { b: 1 }\nc: { <<: [*a, b] }\n',
      ['24 c.<<: must be a map or a list of maps, because << merges it'],
    ],
    [
      'a merge that overwrites',
      'a: &a { b: 1 }\nc: { b: 2, <<: *a }\n',
      ['26 c.<<: overwrites the field b above it for kubectl, but not in other tools; put << first'],
    ],
    ['a merge that overwrites with the same', 'a: &a { b: 1 }\nc: { b: 1, <<: *a }\n', []],
    [
      'an integer too large',
      'a: !!float 18446744073709551615\n',
      ['11 a: does not fit its tag !!float, and kubectl rejects it'],
    ],
    ['an integer that is large', 'a: !!float 9223372036854775807\n', []],
    [
      'an integer just too large',
      'a: !!float 9223372036854775808\n',
      ['11 a: does not fit its tag !!float, and kubectl rejects it'],
    ],
  ])('is reported: %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

describe('decoding', () => {
  it.each<[string, readonly number[], string, string | undefined]>([
    ['plain text', [0x61, 0x62], 'ab', undefined],
    ['a mark at the beginning', [0xef, 0xbb, 0xbf, 0x61], 'a', undefined],
    ['two bytes', [0xc3, 0xa9], 'é', undefined],
    ['a byte that begins nothing', [0x61, 0xff, 0x62], 'a', '1: 0xff'],
    ['a byte below 16 that continues nothing', [0x61, 0x62, 0xc3, 0x05], 'ab', '2: 0xc3'],
    ['half a character at the end', [0x61, 0xc3, 0xa9, 0xe2, 0x82], 'aé', '2: 0xe2'],
    ['only half a character', [0xf0, 0x9f, 0x98], '', '0: 0xf0'],
    ['a continuation at the beginning', [0x80, 0x61], '', '0: 0x80'],
    ['a byte after a surrogate pair', [0xf0, 0x9f, 0x98, 0x80, 0xc0, 0x61], '😀', '2: 0xc0'],
    ['the last byte', [...Array.from({ length: 100 }, () => 0x61), 0xfe], 'a'.repeat(100), '100: 0xfe'],
  ])('finds the first byte that is not UTF-8: %s', (_, bytes, text, problem) => {
    const decoded = decode(Uint8Array.from(bytes));
    expect(decoded.text).toBe(text);
    const [offset, byte] = problem?.split(': ') ?? [];
    expect(decoded.problem).toEqual(
      problem === undefined
        ? undefined
        : { offset: Number(offset), message: `is not valid UTF-8: invalid byte ${byte}; save the file as UTF-8` },
    );
  });
});

describe('keys and merges', () => {
  it.each<[string, object]>([
    ['!!float 1: a', { 1: 'a' }],
    ['1e10: a', { '1e+10': 'a' }],
    ['1.5e-7: a', { '1.5e-07': 'a' }],
    ['0.1: a', { '0.1': 'a' }],
    ['123456.0: a', { 123456: 'a' }],
    ['1234567.0: a', { '1.234567e+06': 'a' }],
    ['.inf: a', { '.inf': 'a' }],
    ['-.inf: a', { '-.inf': 'a' }],
    ['.nan: a', { '.nan': 'a' }],
    ['a: &a {b: 1}\nc: {! <<: *a}', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &a {b: 1}\nc: {<<: [*a, {b: 2, d: 3}]}', { a: { b: 1 }, c: { b: 1, d: 3 } }],
    ['a: {"<<": 1}', { a: { '<<': 1 } }],
  ])('are read as kubectl does: %j', (text, data) => {
    const [document] = readDocuments(`${text}\n`);
    expect(JSON.parse(JSON.stringify(document?.content?.plain.data))).toEqual(data);
  });
});
