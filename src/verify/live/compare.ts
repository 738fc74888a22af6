import {
  type Difference,
  differences,
  fieldPath,
  formatValue,
  isMap,
  type Keys,
  type Manifest,
  type Pair,
  valueAt,
} from '../../base';
import { FELIX_FIELDS } from '../../calico';
import { parseGoDuration, quantityValue } from '../../kubernetes';

/** Fields with a duration, which the API server may write in another way. */
const DURATIONS: readonly string[] = [
  'period',
  'lookback',
  ...FELIX_FIELDS.filter(({ type }) => type.form === 'interval').map(({ name }) => name),
];

/** Fields of which the default is another number, so 0 and a missing field differ. */
const ZERO_IS_SET: readonly unknown[] = FELIX_FIELDS.map(({ name }) => name);

/** Fields that an API server omits where they are false; elsewhere false is a value of its own. */
const FALSE_IS_UNSET: readonly unknown[] = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'stdin',
  'tty',
  'publishNotReadyAddresses',
];

/** Keys that identify the items of a list; the API server may insert items of its own into lists of a Pod. */
const ITEM_KEYS = ['name', 'mountPath', 'key', 'containerPort', 'port'] as const;

/**
 * What differs between a manifest and the object on the cluster: each field that the manifest states must have the same
 * value there. Fields that the server adds do not count, and neither does the notation of a quantity or a duration.
 *
 * @returns a line for each field
 */
export function changedFields(manifest: Manifest, live: unknown): string[] {
  // Admission adds items to lists of Pods, such as the volume of a token.
  const options = { leftOnly: true, same: isSame, items: manifest.kind === 'Pod' ? podItems : itemsByIndex };
  const stated = Object.entries(manifest).filter(([key]) => key !== 'status' && key !== 'metadata');
  const found = [
    ...stated.flatMap(([key, value]) => differences(value, valueAt(live, key), options, [key])),
    ...['labels', 'annotations'].flatMap((key) =>
      differences(valueAt(manifest, 'metadata', key), valueAt(live, 'metadata', key), options, ['metadata', key]),
    ),
  ];
  return found.map(text);
}

function text({ keys, left, right }: Difference): string {
  if (Array.isArray(left) && Array.isArray(right)) {
    return `${fieldPath(keys)} has ${right.length} items, not ${left.length}`;
  }
  return `${fieldPath(keys)} is ${right === undefined ? 'missing' : formatValue(right)}, not ${formatValue(left)}`;
}

type Items = readonly unknown[];

function itemsByIndex(expected: Items, actual: Items): Pair[] | undefined {
  return expected.length === actual.length ? expected.map((item, index) => [index, item, actual[index]]) : undefined;
}

function podItems(expected: Items, actual: Items): Pair[] | undefined {
  return expected.every(isMap)
    ? expected.map((item, index) => [index, item, counterpart(item, actual)])
    : itemsByIndex(expected, actual);
}

/** The item with the same key; where items have none, one without differences. */
function counterpart(item: unknown, candidates: Items): unknown {
  const key = ITEM_KEYS.find((name) => valueAt(item, name) !== undefined);
  const options = { leftOnly: true, same: isSame, items: podItems };
  return candidates.find((candidate) =>
    key === undefined
      ? differences(item, candidate, options).length === 0
      : valueAt(candidate, key) === valueAt(item, key),
  );
}

/** Whether two values mean the same; undefined where that depends on what is inside them. */
function isSame(expected: unknown, actual: unknown, keys: Keys): boolean | undefined {
  if (expected === undefined || Object.is(expected, actual)) {
    return true;
  }
  if (actual === undefined || actual === null) {
    return isUnset(expected, keys);
  }
  return isSameQuantity(expected, actual, keys) || isSameDuration(expected, actual, keys) || undefined;
}

/** Whether the API server omits a field that has this value. */
function isUnset(value: unknown, keys: Keys): boolean {
  if (value === false) {
    return FALSE_IS_UNSET.includes(keys.at(-1));
  }
  return (
    value === null ||
    value === '' ||
    (value === 0 && !ZERO_IS_SET.includes(keys.at(-1))) ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isSameQuantity(expected: unknown, actual: unknown, keys: Keys): boolean {
  const value = quantityValue(expected);
  const [resources, list] = keys.slice(-3);
  const isQuantity = resources === 'resources' && (list === 'requests' || list === 'limits');
  return isQuantity && value !== undefined && value === quantityValue(actual);
}

function isSameDuration(expected: unknown, actual: unknown, keys: Keys): boolean {
  return (
    keys.length === 2 &&
    keys[0] === 'spec' &&
    DURATIONS.includes(String(keys[1])) &&
    typeof expected === 'string' &&
    typeof actual === 'string' &&
    parseGoDuration(expected) !== undefined &&
    parseGoDuration(expected) === parseGoDuration(actual)
  );
}
