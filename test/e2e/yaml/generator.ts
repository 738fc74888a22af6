import { randomFrom } from './random';

/** Pieces at which readers of YAML differ, or may. */
const PIECES: readonly string[] = [
  ...['\u0085', '\u2028', '\u2029', '\r', '\r\n', '\n', '\n\n', '\ufeff', '\u00a0', '\t', ' ', '  ', '\n  ', '\n    '],
  ...['\u0000', '\u001b', '\u007f', '\u009f', '\ufffe', '\uffff', '😀', 'é', '\ud7ff', '\ue000'],
  ...[
    '---',
    '\n---\n',
    '\n--- # c\n',
    '\n--- x\n',
    '\n---x\n',
    '\n...\n',
    '\r---\r',
    '\n---\r\n',
    '%YAML 1.1\n',
    '%TAG ! a\n',
  ],
  ...['yes', 'no', 'y', 'N', 'On', 'OFF', 'true', 'TRUE', 'null', '~', 'Null', '.nan', '-.inf', '.INF', '<<', '='],
  ...[
    '017',
    '0o17',
    '0O17',
    '08',
    '0b101',
    '-0b1',
    '0b-1',
    '0x1F',
    '1_000',
    '_1',
    '1_',
    '-_2',
    '+_19',
    '1e3',
    '1e400',
    '.5',
    '5.',
  ],
  ...[
    '12:30',
    '12:30:45',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '99999999999999999999',
    '18446744073709551615',
  ],
  ...['-0', '+1', '0.1', '1.0', '1e-7', '123456789.125', '0x', '0b2', '1,000', '3e2_0', '9223372036854775808', '1e21'],
  ...[
    '&a ',
    '*a',
    '&a',
    ' *a ',
    '!!str ',
    '!!int ',
    '!!float ',
    '!!bool ',
    '!!null ',
    '!!binary ',
    '!!timestamp ',
    '! ',
    '!x ',
    '!<x> ',
  ],
  ...[
    '!!map ',
    '!!seq ',
    '!!set ',
    '!!omap ',
    '!!omap [a: 1]',
    '!!pairs [a: 1, b]',
    '!<tag:yaml.org,2002:int> ',
    '&é ',
    '&a.b ',
    '*a: ',
    '&',
    '*',
    '!',
  ],
  ...[
    '"',
    "'",
    '"a"',
    "'a'",
    '"\\x41"',
    '"\\u2028"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\/"',
    '"\\',
    '"a\n b"',
    "'a\n\n b'",
    '"\\e"',
    '"\\q"',
  ],
  ...['|', '>', '|-', '>+', '|2', '|1-', '|\n    a\n', '>\n  a\n\n   b\n', '| # c\n', '|0\n', '|\t\n'],
  ...[
    ': ',
    ':',
    ': :',
    '- ',
    '-',
    '? ',
    '?',
    ', ',
    ',',
    '[',
    ']',
    '{',
    '}',
    '[a, b]',
    '{a: b}',
    '{"a":1}',
    '[a:b]',
    '{a}',
    '[? a]',
    '[a: ?\n, b: 1]',
    '{a, b: }',
  ],
  ...[
    '#',
    ' #',
    '# x',
    '@',
    '`',
    '%',
    '%x',
    '>',
    '|',
    '\\',
    '$',
    '${a}',
    '{{ a }}',
    'a: b',
    'a:b',
    'a\tb',
    'a: b: c',
    '- - a',
    '? a\n: b',
    '-a',
    ':a',
    '?a',
  ],
  ...[
    '<<: *a',
    '<<: [*a, *b]',
    '<<: {a: 1}',
    '"<<": 1',
    '<<: null',
    '\n  <<: *a',
    'kind: globalalert',
    '{}{}',
    '{}\n{}',
    '{"a": 1}\n{"b": 2}\n',
    '{} #',
    '[1]',
  ],
];

const TEXTS: readonly string[] = [
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: "1"\n  b: c d\n',
  'a: 1\nb:\n  - x\n  - y: 1\n    z: 2\nc: {d: e, f: [g, h]}\n',
  'spec:\n  severity: 80 # ok\n  query: a = b\n  list:\n  - one\n  - two\n',
  'a: |\n  text\n  more\nb: >-\n  folded\n  text\nc: "double quoted"\nd: \'single\'\n',
  'a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  x: 3\nc: *a\n',
  'a: 1\n---\nb: 2\n---\nc: 3\n',
  '{"a": 1, "b": {"c": [true, null, "x"]}}\n',
  '{"a": 1}\n{"b": "\\u0041"}\n',
  '- a\n- b: c\n-\n  - d\n',
  'a: plain\n  over lines\nb: "over\n  lines"\n',
  '"a": b\n\'c\': d\n1: e\n? f\n: g\n',
  'key: value\n',
  'v\n',
  '',
];

/** Endless texts in an order that a seed determines: manifests with random changes, and random pieces. */
export function* yamlTexts(seed: number): Generator<string> {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const one = (list: readonly string[]) => list[below(list.length)] ?? '';
  for (;;) {
    const shape = below(10);
    if (shape === 0) {
      yield Array.from({ length: 1 + below(6) }, () => one(PIECES)).join('');
    } else if (shape < 4) {
      yield `${one(['a: ', 'a:\n  b: ', '- ', 'x: [', 'x: {k: ', '', 'a: "', "a: '", 'a: |\n  ', '? ', 'a: 1\n'])}${Array.from({ length: 1 + below(3) }, () => one(PIECES)).join('')}${one(['\n', '', '\nb: 2\n', ']\n', '}\n', '"\n', ' # c\n', '\n  c: d\n', ': 1\n'])}`;
    } else {
      let text = one(TEXTS);
      for (let count = 1 + below(3); count > 0; count -= 1) {
        const at = below(text.length + 1);
        const removed = below(3) === 0 ? below(4) : 0;
        text = text.slice(0, at) + (below(6) === 0 ? '' : one(PIECES)) + text.slice(at + removed);
      }
      yield text;
    }
  }
}
