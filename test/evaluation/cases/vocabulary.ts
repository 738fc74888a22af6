import type { IndexedField } from '../../../src/logs';

/** Values of one type: in records, in records that the log store does not take, and in queries. */
export interface Vocabulary {
  readonly stored: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly asked: readonly string[];
}

const OBJECT = { a: 1 };

const STRINGS: Vocabulary = {
  stored: [
    'a',
    'b',
    'A',
    'ab',
    'a.b',
    'a*',
    'a?b',
    '-',
    '',
    'kube-system',
    'É',
    'ß',
    'ǅ',
    '😀',
    '\uffee',
    'İx',
    80,
    1.5,
    true,
  ],
  bad: [OBJECT, 'x'.repeat(32_767)],
  asked: [
    'a',
    'b',
    'A',
    'ab',
    'a.b',
    'a*',
    '',
    '80',
    '1.5',
    'true',
    'é',
    'É',
    'SS',
    'ß',
    'ǆ',
    '😀',
    '\uffee',
    'ix',
    '*',
    '-',
    'B',
  ],
};

const WORDS: Vocabulary = {
  stored: [
    'ResponseComplete',
    '192.168.99.1',
    '2001:db8::1',
    "can't stop_it",
    'a b',
    'x:y 1,5',
    '_a_ __',
    'foo-bar/1.a',
    '',
    80,
    true,
  ],
  bad: [OBJECT],
  asked: [
    'responsecomplete',
    'ResponseComplete',
    '192.168.99.1',
    '2001',
    'db8',
    "can't",
    'a',
    'x:y',
    '1,5',
    '_a_',
    '__',
    'foo',
    '1',
    '',
    '80',
  ],
};

const NUMBERS: Vocabulary = {
  stored: [0, 1, 80, 80.7, -1, -0.5, 443, '80', '80.9', '1e2', '+443', ''],
  bad: ['abc', true, OBJECT, ' 80', '99999999999999999999', '0x50'],
  asked: [
    '0',
    '80',
    '80.0',
    '80.5',
    '-0.5',
    '-1',
    '-0',
    '443',
    '1e2',
    '080',
    '.5',
    '80.',
    '+80',
    'abc',
    '',
    ' 80',
    '1d',
    '1.5f',
    'NaN',
    'Infinity',
    '0x50',
    '1e400',
    '9223372036854775807',
    '9223372036854775808',
    '9007199254740993',
    '9007199254740992',
    '10.0.0.1',
  ],
};

const ADDRESSES: Vocabulary = {
  stored: [
    '10.0.0.1',
    '10.0.0.2',
    '192.168.1.1',
    '::1',
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
    '2001:db8::1',
    '2001:DB8:0:0:1:0:0:1',
    '255.255.255.255',
    '0.0.0.0',
  ],
  bad: ['10.0.0.0/8', '1.2.3', '', 5, OBJECT, '010.0.0.1', '1:2:3'],
  asked: [
    '10.0.0.1',
    '10.0.0.0/8',
    '10.0.0.0/31',
    '10.0.0.1/32',
    '0.0.0.0/0',
    '::/0',
    '::1',
    '2001:db8::/32',
    '2001:db8::1/128',
    '::ffff:10.0.0.1',
    '::ffff:10.0.0.0/104',
    'fe80::1',
    '10.0.0.1/33',
    '10.0.0.1/',
    '10.0.0.0/-1',
    '10.0.0.0/+8',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '1.2.3',
    '',
    'a/b',
    '0.0.0.0',
    '255.255.255.255',
    '80',
  ],
};

const DATES: Vocabulary = {
  stored: [
    '2026-01-31',
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.123456789Z',
    '2026-01-31T12:00:00+02:00',
    '2026-01-31T12:00',
    '2026',
    '2026-02',
    1_769_860_800_000,
    '1769860800000',
    '1769860800123.9',
  ],
  bad: ['2026-01-31 12:00:00', '', '2026-02-30', true, OBJECT, '2026-1-1', '2026-01-31T24:00:00Z'],
  asked: [
    '2026-01-31',
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.123Z',
    '2026-01-31T10:00:00+00:00',
    '2026-01-31T12',
    '2026-02',
    '2026',
    '1769860800000',
    '2026-01-31 12:00:00',
    '2026-02-30',
    'x',
    '',
  ],
};

const SECONDS: Vocabulary = {
  stored: [1_769_860_800, '1769860800', 1_769_860_800.5, '1769860801.25', 1_769_860_801, 0],
  bad: ['2026-01-31T12:00:00Z', '', true, OBJECT, 'x'],
  asked: [
    '1769860800',
    '1769860800.5',
    '1769860800.',
    '1769860801.25',
    '1769860802',
    '0',
    '-5',
    '2026-01-31',
    '2026-01-31 12:00:00',
    'x',
    '',
    '1e9',
  ],
};

const BOOLEANS: Vocabulary = {
  stored: [true, false, 'true', 'false', ''],
  bad: ['yes', 1, OBJECT],
  asked: ['true', 'false', 'TRUE', '', '1'],
};

const BY_TYPE: Partial<Record<IndexedField['type'], Vocabulary>> = {
  keyword: STRINGS,
  text: WORDS,
  long: NUMBERS,
  ip: ADDRESSES,
  boolean: BOOLEANS,
};

/** The values that a field is tried with. */
export function vocabularyOf({ type, format }: IndexedField): Vocabulary {
  return type === 'date' ? (format === undefined ? DATES : SECONDS) : (BY_TYPE[type] ?? STRINGS);
}

/** Members of sets, which are patterns. */
export const PATTERNS: readonly string[] = [
  '*',
  '?',
  'a*',
  '*b',
  'a?b',
  '?',
  '??',
  'A*',
  '*.*',
  'a',
  'ab',
  '',
  '\\a',
  'a\\',
  'a\\*',
  'a**',
  '*é',
  '*É*',
  '😀',
  '?x',
  'resp*',
  'Resp*',
  '192.*',
  '80',
  '8?',
  'kube-*-*',
];
