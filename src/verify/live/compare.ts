import { parseGoDuration } from '../../alerts';
import { formatValue } from '../../findings';
import { type Manifest, valueAt } from '../../manifest';
import { quantityValue } from './quantity';

/** What an API server leaves out of an object where it is false; elsewhere false is a value of its own. */
const FALSE_IS_UNSET: readonly string[] = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'stdin',
  'tty',
  'publishNotReadyAddresses',
];

/** Keys by which the items of a list are known; the API server may put items of its own between them in a Pod. */
const ITEM_KEYS = ['name', 'mountPath', 'key', 'containerPort', 'port'] as const;

/**
 * What differs between a manifest and the object on the cluster: each field that the manifest states must be there with
 * the same value. What the server fills in where the manifest says nothing does not count, and neither does the form of
 * a quantity or a duration.
 *
 * @returns a line for each field
 */
export function differences(manifest: Manifest, live: unknown): string[] {
  const comparison = new Comparison(manifest.kind === 'Pod');
  for (const [key, value] of Object.entries(manifest)) {
    if (key !== 'status' && key !== 'metadata') {
      comparison.compare(value, valueAt(live, key), key);
    }
  }
  for (const key of ['labels', 'annotations']) {
    comparison.compare(valueAt(manifest, 'metadata', key), valueAt(live, 'metadata', key), `metadata.${key}`);
  }
  return comparison.lines;
}

class Comparison {
  readonly lines: string[] = [];

  /** @param admitted whether admission may have added items to lists, as it does to Pods */
  constructor(private readonly admitted: boolean) {}

  compare(expected: unknown, actual: unknown, path: string): void {
    if (Array.isArray(expected) && Array.isArray(actual)) {
      this.compareLists(expected, actual, path);
    } else if (isMap(expected) && isMap(actual)) {
      for (const [key, value] of Object.entries(expected)) {
        this.compare(value, valueAt(actual, key), path === '' ? key : `${path}.${key}`);
      }
    } else if (!isSame(expected, actual, path)) {
      this.lines.push(
        `${path} is ${actual === undefined ? 'missing' : formatValue(actual)}, not ${formatValue(expected)}`,
      );
    }
  }

  private compareLists(expected: readonly unknown[], actual: readonly unknown[], path: string): void {
    const free = this.admitted && expected.every(isMap);
    if (!free && expected.length !== actual.length) {
      this.lines.push(`${path} has ${actual.length} items, not ${expected.length}`);
      return;
    }
    for (const [index, item] of expected.entries()) {
      const other = free ? twinOf(item, actual) : actual[index];
      this.compare(item, other, `${path}[${index}]`);
    }
  }
}

/** The item of the same name; where items have none, one that differs in nothing. */
function twinOf(item: unknown, candidates: readonly unknown[]): unknown {
  const key = ITEM_KEYS.find((name) => valueAt(item, name) !== undefined);
  return candidates.find((candidate) => {
    if (key !== undefined && valueAt(candidate, key) !== valueAt(item, key)) {
      return false;
    }
    const attempt = new Comparison(true);
    attempt.compare(item, candidate, '');
    return key !== undefined || attempt.lines.length === 0;
  });
}

function isSame(expected: unknown, actual: unknown, path: string): boolean {
  if (expected === undefined || Object.is(expected, actual)) {
    return true;
  }
  if (actual === undefined || actual === null) {
    return isUnset(expected, path);
  }
  return isSameQuantity(expected, actual, path) || isSameDuration(expected, actual, path);
}

/** Whether the API server leaves a field out that has this value. */
function isUnset(value: unknown, path: string): boolean {
  if (value === false) {
    return FALSE_IS_UNSET.includes(path.split('.').at(-1) ?? '');
  }
  return (
    value === null || value === '' || value === 0 || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isSameQuantity(expected: unknown, actual: unknown, path: string): boolean {
  const value = quantityValue(expected);
  return /\.resources\.(requests|limits)\./.test(path) && value !== undefined && value === quantityValue(actual);
}

function isSameDuration(expected: unknown, actual: unknown, path: string): boolean {
  return (
    /^spec\.(period|lookback)$/.test(path) &&
    typeof expected === 'string' &&
    typeof actual === 'string' &&
    parseGoDuration(expected) !== undefined &&
    parseGoDuration(expected) === parseGoDuration(actual)
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
