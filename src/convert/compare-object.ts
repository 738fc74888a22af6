import { type DataKeys, type Difference, differences, isMap, type Manifest } from '../base';
import { MADE_FOR_KEYS } from '../calico';
import type { ExpectedDifference } from '../kind';
import { parseGoDuration } from '../kubernetes';

/** A difference between an object of the input and the created one, and why it changes nothing. */
export interface Explained extends Difference {
  readonly reason: string;
}

/** How an object that was created differs from the one of the input. */
export interface Comparison {
  readonly explained: readonly Explained[];
  readonly unexplained: readonly Difference[];
}

/** Why annotations are added to the objects of constructs. */
export const MADE_FOR_REASON = 'they state the cluster that an object was made for, which verify reads';

/** Compares an object of the input with the created one. */
export function compareObject(
  input: Manifest,
  created: Manifest,
  expected: readonly ExpectedDifference[] = [],
): Comparison {
  const explained: Explained[] = [];
  const unexplained: Difference[] = [];
  for (const difference of differences(input, created)) {
    const reason = reasonOf(difference) ?? expectedReason(difference, expected);
    if (reason === undefined) {
      unexplained.push(difference);
    } else {
      explained.push({ ...difference, reason });
    }
  }
  return { explained, unexplained };
}

function reasonOf({ keys, left, right }: Difference): string | undefined {
  const [top, second] = keys;
  if (top === 'metadata' && second === 'annotations' && left === undefined && isMadeFor(keys, right)) {
    return MADE_FOR_REASON;
  }
  if (keys.length === 1 && top === 'metadata' && left === null && isEmpty(right)) {
    return EMPTY_REASON;
  }
  if (right !== undefined) {
    return isSameDuration(left, right) ? 'is the same time, as Calico prints it' : undefined;
  }
  if (left === null) {
    return 'null is the same as no value';
  }
  const isOwnField = top === 'metadata' && keys.length === 2;
  return isOwnField && isEmpty(left) ? EMPTY_REASON : undefined;
}

const EMPTY_REASON = 'an empty list or map is the same as none here';

function isEmpty(data: unknown): boolean {
  return Array.isArray(data) ? data.length === 0 : isMap(data) && Object.keys(data).length === 0;
}

function isMadeFor(keys: DataKeys, right: unknown): boolean {
  const added = keys.length === 2 ? (isMap(right) ? Object.keys(right) : ['']) : [String(keys[2])];
  return keys.length <= 3 && added.every((key) => MADE_FOR_KEYS.includes(key));
}

function isSameDuration(left: unknown, right: unknown): boolean {
  const [one, other] = [left, right].map((data) => (typeof data === 'string' ? parseGoDuration(data) : undefined));
  return one !== undefined && one === other;
}

function expectedReason(
  { keys, left, right }: Difference,
  expected: readonly ExpectedDifference[],
): string | undefined {
  const place = JSON.stringify(keys);
  const match = expected.find((one) => JSON.stringify(one.keys) === place);
  const isSame = match?.same?.(left, right) ?? (match !== undefined && left === undefined);
  return isSame ? match?.reason : undefined;
}
