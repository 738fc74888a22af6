import { isMap } from '../base';
import { type History, OLDEST } from '../calico';

/** A field, as the API defines it. */
export interface FieldSchema {
  readonly type: FieldType;
  /** Which releases have it; all of them if there is no history. */
  readonly isIn?: History<boolean>;
  /** The only values that the API server accepts; any value if there is no history. */
  readonly values?: History<readonly string[]>;
  /** Whether an empty string is rejected; otherwise it is accepted like a missing field. */
  readonly refusesEmpty?: History<boolean>;
  /** The maximum number of characters; unlimited before the first release of the history. */
  readonly maxLength?: History<number>;
  /** The maximum number of items of a list; unlimited before the first release of the history. */
  readonly maxItems?: History<number>;
  /** The schema of the map, or of each map in the list. */
  readonly of?: MapSchema;
}

/** The same values on every release. */
export function always(values: readonly string[]): History<readonly string[]> {
  return [[OLDEST, values]];
}

/** The fields of a map. */
export interface MapSchema {
  /** With its article, as in `a substitution`. */
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldSchema>>;
  /** The required fields, except those that have a separate rule. */
  readonly required?: readonly string[];
  /** The required fields that have a separate rule. */
  readonly alsoRequired?: readonly string[];
}

/** `any` is not checked here. */
type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'strings' | 'string map' | 'maps' | 'map' | 'any';

/**
 * Why a value does not have the type, and what to do; undefined if it has.
 *
 * @param isSecret whether the value must not be repeated
 */
export function typeProblem(value: unknown, type: FieldType, isSecret = false): string | undefined {
  return TYPE_PROBLEMS[type](value, isSecret);
}

const TYPE_PROBLEMS: Record<FieldType, (value: unknown, isSecret: boolean) => string | undefined> = {
  string: (value, isSecret) =>
    typeof value === 'string' ? undefined : `must be a string${quotedFix(value, isSecret)}`,
  // A separate rule checks the range.
  integer: (value) => (typeof value === 'number' ? undefined : 'must be a number, without quotes'),
  number: (value) =>
    typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a finite number, without quotes',
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false, without quotes'),
  strings: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? undefined
      : `must be a list of strings${listFix(value)}`,
  // Kubernetes treats null as an empty string here.
  'string map': (value) =>
    isMap(value) && Object.values(value).every((item) => typeof item === 'string' || item === null)
      ? undefined
      : 'must be a map of strings; quote numbers, true and false',
  maps: (value) => {
    if (Array.isArray(value) && value.every(isMap)) {
      return undefined;
    }
    return `must be a list of maps${isMap(value) ? '; start each of them with a dash' : ''}`;
  },
  map: (value) => (isMap(value) ? undefined : 'must be a map'),
  any: () => undefined,
};

/** How to turn a value into a string. */
function quotedFix(value: unknown, isSecret: boolean): string {
  return !isSecret && (typeof value === 'number' || typeof value === 'boolean')
    ? `; quote it, as in "${value}"`
    : Array.isArray(value) && value.length === 1 && typeof value[0] === 'string'
      ? ', not a list; remove the brackets or the dash'
      : '; quote it';
}

/** Longer strings are not repeated as a list. */
const LONGEST_FIX = 80;

/** How to turn a value into a list of strings. */
function listFix(value: unknown): string {
  if (Array.isArray(value)) {
    return '; quote numbers, true and false';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return `: write ["${value}"]`;
  }
  if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST_FIX) {
    return '';
  }
  const items = value.split(',').map((item) => flowItem(item.trim()));
  return `: write [${items.join(', ')}]`;
}

/** A string as an item of a list in brackets, quoted only if required. */
function flowItem(item: string): string {
  return /^[A-Za-z_][-.\w/]*$/.test(item) ? item : JSON.stringify(item);
}
