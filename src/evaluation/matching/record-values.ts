import type { IndexedField } from '../../logs';
import { type Address, addressOf } from './addresses';
import { type Long, longOf } from './numbers';
import { foldCase } from './strings';
import { timeSpanOf } from './times';
import { wordsOf } from './words';

/** A record of logs, as JSON. */
export type LogRecord = Readonly<Record<string, unknown>>;

/** An indexed value: a string, a whole number or a time in milliseconds, a boolean, or an address. */
export type IndexedValue = string | boolean | Long | Address;

/** A record that has no place in the index: why, and in which field. */
export class BadRecordError extends Error {
  constructor(
    readonly key: string,
    readonly problem: string,
  ) {
    super(`${key} ${problem}`);
    this.name = 'BadRecordError';
  }
}

/** The most bytes of a string that can be found. */
const LONGEST_TERM = 32_766;

/**
 * The JSON values of a record at a path. Dots in the names of a record are the same as objects, and lists the same as
 * their elements.
 */
export function jsonValuesAt(value: unknown, path: string): unknown[] {
  const found: unknown[] = [];
  collect(value, path, found);
  return found;
}

function collect(value: unknown, path: string, found: unknown[]): void {
  if (Array.isArray(value)) {
    const elements: unknown[] = [];
    flatten(value, elements);
    for (const element of elements) {
      collect(element, path, found);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const record = value as LogRecord;
  if (Object.hasOwn(record, path)) {
    flatten(record[path], found);
  }
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (Object.hasOwn(record, head)) {
      collect(record[head], path.slice(dot + 1), found);
    }
  }
}

/** Lists can be nested more deeply than functions can call each other. */
function flatten(value: unknown, found: unknown[]): void {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) {
      for (let index = next.length - 1; index >= 0; index -= 1) {
        pending.push(next[index]);
      }
    } else {
      found.push(next);
    }
  }
}

/**
 * The values of a record by which a field is found, or of which groups and metrics are made.
 *
 * @throws BadRecordError for a value that the field cannot have
 */
export function valuesOf(record: LogRecord, key: string, field: IndexedField): IndexedValue[] {
  const values: IndexedValue[] = [];
  // Almost all fields are a single value at the top of a record.
  const value = key.includes('.') || !Object.hasOwn(record, key) ? undefined : record[key];
  if (value !== undefined && !Array.isArray(value)) {
    addValues(value, key, field, values);
    return values;
  }
  for (const json of jsonValuesAt(record, key)) {
    addValues(json, key, field, values);
  }
  return values;
}

/** @throws BadRecordError for a value that the field cannot have */
export function addValues(json: unknown, key: string, field: IndexedField, values: IndexedValue[]): void {
  if (isPlain(json, field)) {
    values.push(json);
    return;
  }
  // Numbers that are empty strings count as null, and empty strings of other types as values.
  const value = json === null || (json === '' && field.type === 'long') ? field.nullValue : json;
  if (value === undefined) {
    return;
  }
  switch (field.type) {
    case 'keyword':
      values.push(foldCase(stringOf(value, key), field.normalizer));
      break;
    case 'flattened':
      // Objects are keys of their own.
      if (typeof value !== 'object') {
        values.push(stringOf(value, key));
      }
      break;
    case 'text':
      values.push(...wordsIn(stringOf(value, key), key));
      break;
    case 'long':
      values.push(numberOf(value, key));
      break;
    case 'ip':
      values.push(ipOf(value, key));
      break;
    case 'date':
      values.push(timeOf(value, key, field));
      break;
    case 'boolean':
      values.push(booleanOf(value, key));
      break;
    default:
  }
}

/** Most values are as they are indexed. */
function isPlain(json: unknown, { type, normalizer }: IndexedField): json is string | number {
  return type === 'keyword'
    ? typeof json === 'string' && normalizer === undefined && json.length * 3 <= LONGEST_TERM
    : type === 'long' && Number.isSafeInteger(json) && !Object.is(json, -0);
}

function stringOf(value: unknown, key: string): string {
  if (typeof value === 'object') {
    throw new BadRecordError(key, 'is an object, but should be a string');
  }
  const text = String(value);
  if (text.length * 3 > LONGEST_TERM && Buffer.byteLength(text) > LONGEST_TERM) {
    throw new BadRecordError(key, `is longer than ${LONGEST_TERM} bytes`);
  }
  return text;
}

function wordsIn(text: string, key: string): string[] {
  const words = wordsOf(text);
  if (words === undefined) {
    const problem = 'is analyzed text; only words of at most 255 ASCII characters can be evaluated';
    throw new BadRecordError(key, problem);
  }
  return words;
}

function numberOf(value: unknown, key: string): Long {
  const number = typeof value === 'number' || typeof value === 'string' ? longOf(value) : undefined;
  if (number === undefined) {
    throw new BadRecordError(key, 'is not a 64-bit number');
  }
  return number;
}

function ipOf(value: unknown, key: string): Address {
  const address = typeof value === 'string' ? addressOf(value) : undefined;
  if (address === undefined) {
    throw new BadRecordError(key, 'is not an IP address');
  }
  return address;
}

function timeOf(value: unknown, key: string, { format }: IndexedField): number {
  if (format === 'epoch_second' && typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e12) {
    return value * 1_000 + 0;
  }
  const span = typeof value === 'string' || typeof value === 'number' ? timeSpanOf(String(value), format) : undefined;
  if (span?.first === undefined) {
    const expected =
      format === 'epoch_second' ? 'a number of seconds since 1970' : 'a time such as 2026-01-31T12:00:00Z';
    throw new BadRecordError(key, `is not ${expected}`);
  }
  return span.first;
}

function booleanOf(value: unknown, key: string): boolean {
  if (value !== true && value !== false && value !== 'true' && value !== 'false' && value !== '') {
    throw new BadRecordError(key, 'is not true or false');
  }
  return value === true || value === 'true';
}
