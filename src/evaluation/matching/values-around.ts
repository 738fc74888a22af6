import type { IndexedField } from '../../logs';
import { type Address, addressOf, addressText, blockOf, canonical } from './addresses';
import { LARGEST_LONG, queryNumber } from './numbers';

/** Numbers that a field can have. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** The last IPv6 address. */
const LAST_ADDRESS = (1n << 128n) - 1n;

/**
 * Values at and next to each of the texts that a query compares a field with. If any value meets conditions that are
 * comparisons with these texts, one of these values does, as JSON of a record; undefined if a text is not a value of
 * the field.
 */
export function valuesAround(
  texts: readonly string[],
  { type }: IndexedField,
  range: NumberRange,
): readonly string[] | undefined {
  switch (type) {
    case 'long':
      return numbersAround(texts, range);
    case 'ip':
      return addressesAround(texts);
    case 'keyword':
      // Nothing is between a string and the same string with the first character after it.
      return ['', ...texts.flatMap((text) => [text, `${text}\u0000`])];
    default:
      return undefined;
  }
}

function numbersAround(texts: readonly string[], { min, max }: NumberRange): readonly string[] | undefined {
  const first = BigInt(min);
  const last = max === Number.POSITIVE_INFINITY ? LARGEST_LONG : BigInt(max);
  const values = [first, last];
  for (const text of texts) {
    const number = queryNumber(text);
    if (number === undefined) {
      return undefined;
    }
    values.push(...neighbours(BigInt(number.whole)));
  }
  // Of numbers with more digits than those of JavaScript, only strings keep all of them.
  return values.filter((value) => value >= first && value <= last).map(String);
}

function addressesAround(texts: readonly string[]): readonly string[] | undefined {
  const values = [0n];
  for (const text of texts) {
    const block = blockAt(text);
    if (block === undefined) {
      return undefined;
    }
    values.push(...neighbours(BigInt(block.first)), ...neighbours(BigInt(block.last)));
  }
  return values.filter((value) => value >= 0n && value <= LAST_ADDRESS).map((value) => addressText(canonical(value)));
}

function blockAt(text: string): { readonly first: Address; readonly last: Address } | undefined {
  if (text.includes('/')) {
    const block = blockOf(text);
    return typeof block === 'string' ? undefined : block;
  }
  const address = addressOf(text);
  return address === undefined ? undefined : { first: address, last: address };
}

function neighbours(value: bigint): bigint[] {
  return [value - 1n, value, value + 1n];
}
