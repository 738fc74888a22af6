import type { DataKeys } from './field-path';
import { isMap } from './manifest';

/** A place at which two values differ; a value that is missing on one side is undefined there. */
export interface Difference {
  readonly keys: DataKeys;
  readonly left: unknown;
  readonly right: unknown;
}

/** Two values that are compared with each other, and the key under which they are. */
export type Pair = readonly [key: string | number, left: unknown, right: unknown];

type Items = readonly unknown[];

export interface DifferenceOptions {
  /** Decides about two values before anything inside them is compared; undefined leaves it to the structure. */
  readonly same?: (left: unknown, right: unknown, keys: DataKeys) => boolean | undefined;
  /** Whether only fields of the left side count. */
  readonly leftOnly?: boolean;
  /**
   * Which items of two lists are compared with each other; undefined compares the lists as a whole.
   *
   * @default - items of the same index
   */
  readonly items?: (left: Items, right: Items) => readonly Pair[] | undefined;
}

/**
 * Where two values of plain data differ, down to single fields. Lists of different lengths whose items do not differ
 * are one difference.
 *
 * @param keys where the values are
 */
export function differences(
  left: unknown,
  right: unknown,
  options: DifferenceOptions = {},
  keys: DataKeys = [],
): Difference[] {
  const whole = { keys, left, right };
  const same = options.same?.(left, right, keys);
  if (same ?? Object.is(left, right)) {
    return [];
  }
  const pairs = same === undefined ? pairsOf(left, right, options) : undefined;
  if (pairs === undefined) {
    return [whole];
  }
  const found = pairs.flatMap(([key, one, other]) => differences(one, other, options, [...keys, key]));
  return found.length === 0 && isOfOtherLength(left, right, options) ? [whole] : found;
}

/** What is inside two values that can be compared part by part; undefined where they only differ as a whole. */
function pairsOf(left: unknown, right: unknown, options: DifferenceOptions): readonly Pair[] | undefined {
  if (Array.isArray(left) && Array.isArray(right)) {
    const { items = byIndex } = options;
    return items(left, right) ?? (differences(left, right).length === 0 ? [] : undefined);
  }
  if (!isMap(left) || !isMap(right)) {
    return undefined;
  }
  const fields = new Set([...Object.keys(left), ...(options.leftOnly ? [] : Object.keys(right))]);
  return [...fields].map((field) => [field, own(left, field), own(right, field)]);
}

function byIndex(left: Items, right: Items): Pair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [index, left[index], right[index]]);
}

function isOfOtherLength(left: unknown, right: unknown, { items }: DifferenceOptions): boolean {
  return items === undefined && Array.isArray(left) && Array.isArray(right) && left.length !== right.length;
}

function own(map: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(map, field) ? map[field] : undefined;
}
