import type { IndexedField } from '../../logs';
import { type Address, addressText, compareStrings, type IndexedValue } from '../matching';

/** A value by which records are grouped, as Elasticsearch writes it; null for a record without one. */
export type GroupValue = string | number | boolean | null;

/** The value of a group, as Elasticsearch writes it. */
export function groupValue(value: IndexedValue, { type }: IndexedField): GroupValue {
  if (type === 'ip') {
    return addressText(value as Address);
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A key by which a group is found; no two groups have the same. */
export function groupKey(values: readonly GroupValue[]): string {
  let key = '';
  for (const value of values) {
    if (typeof value !== 'string') {
      return JSON.stringify(values);
    }
    // The length tells where a string ends, whatever it contains.
    key += `${value.length}:${value}`;
  }
  return key;
}

/** What the values of a group are ordered by: an address is not ordered as its text is. */
export type SortKey = string | number | bigint | boolean | null;

/** Compares groups by their sort keys, in the order of the log store: the last field counts most. */
export function compareGroups(left: readonly SortKey[], right: readonly SortKey[]): number {
  for (let index = left.length - 1; index >= 0; index -= 1) {
    const order = compareKeys(left[index], right[index]);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

function compareKeys(left: SortKey | undefined, right: SortKey | undefined): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return compareStrings(left, right);
  }
  if (left === right) {
    return 0;
  }
  // False comes before true, and records of which nothing is known come first.
  return left === null || left === undefined || (right !== null && right !== undefined && left < right) ? -1 : 1;
}
