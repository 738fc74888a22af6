/** A whole number of 64 bits; `bigint` only where a number of JavaScript would lose digits. */
export type Long = number | bigint;

/** A number in a query, rounded towards 0. */
export interface QueryNumber {
  readonly whole: Long;
  readonly hasFraction: boolean;
  readonly isNegative: boolean;
}

const DECIMAL = /^([+-]?)(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?$/;
/** What Java reads as a number besides, where it asks for a fraction. */
const JAVA_DOUBLE = /^[+-]?(?:NaN|Infinity|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;
const MOST_DIGITS = 19;
/** The largest whole number of 64 bits. */
export const LARGEST_LONG = 2n ** 63n - 1n;
const SMALLEST = -(2n ** 63n);

/** The whole number of a decimal number, rounded towards 0; undefined if it is none, or needs more than 64 bits. */
export function longOf(value: string | number): Long | undefined {
  if (typeof value === 'number') {
    const whole = Math.trunc(value) + 0;
    return Number.isSafeInteger(whole) ? whole : Number.isFinite(whole) ? inRange(BigInt(whole)) : undefined;
  }
  if (!DECIMAL.test(value)) {
    return undefined;
  }
  const whole = Math.trunc(Number(value)) + 0;
  return Number.isSafeInteger(whole) ? whole : inRange(exactly(value));
}

/** Whether a value has a fraction, and so is not equal to a whole number; also for what Java reads as such a number. */
export function hasFraction(text: string): boolean {
  const trimmed = text.trim();
  return JAVA_DOUBLE.test(trimmed) && Number(trimmed.replace(/[fFdD]$/, '')) % 1 !== 0;
}

/** A number in a query; undefined if it is not one, or needs more than 64 bits. */
export function queryNumber(text: string): QueryNumber | undefined {
  const whole = longOf(text);
  return whole === undefined ? undefined : { whole, hasFraction: hasFraction(text), isNegative: text.startsWith('-') };
}

function inRange(number: bigint | undefined): Long | undefined {
  if (number === undefined || number > LARGEST_LONG || number < SMALLEST) {
    return undefined;
  }
  return number;
}

/** The whole part of a decimal number with all its digits; undefined for more digits than 64 bits have. */
function exactly(text: string): bigint | undefined {
  const [mantissa = '', exponent = '0'] = text.replace(/^[+-]/, '').toLowerCase().split('e');
  const [digits = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  const shifted =
    shift >= 0
      ? `${digits}${fraction.slice(0, shift)}${'0'.repeat(Math.min(Math.max(shift - fraction.length, 0), MOST_DIGITS + 1))}`
      : digits.slice(0, Math.max(digits.length + shift, 0));
  const significant = shifted.replace(/^0+/, '');
  if (significant.length > MOST_DIGITS) {
    return undefined;
  }
  const number = BigInt(significant === '' ? 0 : significant);
  return text.startsWith('-') ? -number : number;
}
