/** The value of a scalar. */
export type ScalarValue = string | number | boolean | null | bigint;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map([
  ...forms(true, ['y', 'Y'], ['yes', 'on', 'true']),
  ...forms(false, ['n', 'N'], ['no', 'off', 'false']),
  ...forms(null, ['', '~'], ['null']),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, ScalarValue] => [word, Number.NaN]),
  ...['', '+', '-'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word): [string, ScalarValue] => [
      `${sign}${word}`,
      sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    ]),
  ),
]);

/** What a word or a number begins with. */
const FIRST = 'yYnNtTfFoO~+-.0123456789';

/** Digits by how a number begins; the sign of a binary number may be after its prefix too. */
const BASES: readonly (readonly [RegExp, string])[] = [
  [/^([-+]?)0[bB]([01]+)$/, '0b'],
  [/^0b([-+])([01]+)$/, '0b'],
  [/^([-+]?)0[oO]?([0-7]+)$/, '0o'],
  [/^([-+]?)0[xX]([\da-fA-F]+)$/, '0x'],
  [/^([-+]?)([1-9]\d*|0)$/, ''],
];

/** Of 64 bits. */
const MOST_DIGITS = 64;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Underscores may separate digits after a dot only. */
const SEPARATED = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const MOST = 2n ** 64n - 1n;
const LEAST = -(2n ** 63n);

/**
 * The value of a plain scalar as kubectl reads it, which is YAML 1.1 with some of its own rules: `yes` is true, `017` is
 * 15, `0b11` is 3, `1_000` is 1000, and `12:30` and `2001-01-01` are strings. An integer beyond the exact numbers of
 * JavaScript is a `bigint`.
 */
export function kubectlValue(text: string): ScalarValue {
  const first = text.charAt(0);
  if (!FIRST.includes(first)) {
    return text;
  }
  const word = WORDS.get(text);
  if (word !== undefined) {
    return word;
  }
  if (first === '.') {
    return SEPARATED.test(text) ? (finite(text.replaceAll('_', '')) ?? text) : text;
  }
  return first >= 'A' ? text : (numberOf(text.replaceAll('_', '')) ?? text);
}

/** Whether a string is an integer for kubectl: `1e3` is not. */
export function isInteger(text: string): boolean {
  return /^[-+\d]/.test(text) && integerOf(text.replaceAll('_', '')) !== undefined;
}

function numberOf(text: string): number | bigint | undefined {
  return integerOf(text) ?? finite(text);
}

function integerOf(text: string): number | bigint | undefined {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) {
    return Number(text);
  }
  const [pattern, base] = BASES.find(([digits]) => digits.test(text)) ?? [];
  const [, sign = '', digits = ''] = pattern?.exec(text) ?? [];
  const significant = digits.replace(/^0+(?=.)/, '');
  if (significant === '' || significant.length > MOST_DIGITS) {
    return undefined;
  }
  const absolute = BigInt(`${base}${significant}`);
  const value = sign === '-' ? -absolute : absolute;
  if (value < LEAST || value > (sign === '' ? MOST : -LEAST - 1n)) {
    return undefined;
  }
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** A decimal number; one that is too large for a float is not a number. */
function finite(text: string): number | undefined {
  const value = FLOAT.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function forms(value: ScalarValue, exact: readonly string[], words: readonly string[]): [string, ScalarValue][] {
  const cased = words.flatMap((word) => [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]);
  return [...exact, ...cased].map((word) => [word, value]);
}
