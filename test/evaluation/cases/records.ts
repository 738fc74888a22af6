import fc from 'fast-check';
import { windowRuleOf } from '../../../src/evaluation';
import type { IndexedField } from '../../../src/logs';
import { type IndexCase, triedFields } from './indices';
import { vocabularyOf } from './vocabulary';

/** A record, as JSON. */
export type CaseRecord = Record<string, unknown>;

/** When the records of the cases end, in milliseconds. */
export const ENDED = Date.parse('2026-01-31T12:00:00Z');
const STARTED = ENDED - 300_000;

const SHARE_OF_FIELDS = 3;
const ONE_IN_BAD = 12;

/** Records of every shape: with fields that are null, missing, lists, and with nested objects and dots in names. */
export function records(index: IndexCase): fc.Arbitrary<CaseRecord> {
  const fields = triedFields(index).filter(([name, { alias }]) => alias === undefined && !isTime(name, index));
  const values = fields.map(([name, field]) => present(name, field));
  return fc
    .tuple(fc.tuple(...values), fc.nat(ONE_IN_BAD - 1), fc.nat(fields.length - 1), fc.boolean())
    .map(([chosen, badness, which, dotted]) => {
      const record: CaseRecord = { ...times(index) };
      for (const [position, value] of chosen.entries()) {
        const [name, field] = fields[position] as (typeof fields)[number];
        const isBad = badness === 0 && position === which;
        const bad = vocabularyOf(field).bad;
        put(record, name, isBad ? bad[which % bad.length] : value, { nested: field.nested, dotted });
      }
      return record;
    });
}

/** One in some fields is there. */
function present(_name: string, field: IndexedField): fc.Arbitrary<unknown> {
  const stored = fc.constantFrom(...vocabularyOf(field).stored);
  return fc.oneof(
    { arbitrary: fc.constant(undefined), weight: SHARE_OF_FIELDS * 4 },
    { arbitrary: fc.constant(null), weight: 2 },
    { arbitrary: stored, weight: 5 },
    { arbitrary: fc.array(fc.oneof(stored, stored, stored, fc.constant(null)), { maxLength: 4 }), weight: 2 },
    { arbitrary: fc.array(fc.array(stored, { maxLength: 2 }), { maxLength: 2 }), weight: 1 },
  );
}

function isTime(name: string, { dataSet, release }: IndexCase): boolean {
  const rule = windowRuleOf(dataSet, release);
  return name === rule?.field || name === rule?.endField || name === 'start_time' || name === 'generated_time';
}

/** The times by which a run sees a record. */
export function times({ mapping, dataSet }: IndexCase): CaseRecord {
  const time = (name: string, millis: number) =>
    mapping.fieldOf(name).format === 'epoch_second' ? millis / 1_000 : new Date(millis).toISOString();
  switch (dataSet) {
    case 'audit':
      return { requestReceivedTimestamp: time('requestReceivedTimestamp', ENDED) };
    case 'waf':
      return { '@timestamp': time('@timestamp', ENDED) };
    default:
      return { start_time: time('start_time', STARTED), end_time: time('end_time', ENDED) };
  }
}

const LARGE: readonly string[] = ['9223372036854775807', '9007199254740993', '-9223372036854775808'];

const FIRST_TIME = { seconds: Date.parse('1900-01-01') / 1_000, other: '1900-01-01T00:00:00Z' };
/** The last times in milliseconds that are numbers of 64 bits. */
const LAST_TIME = { seconds: '9223372036854775', other: '9223372036854775807' };

/** The first and the last time that any record has, so that the log store never knows that a range is empty. */
export function extremes(index: IndexCase): CaseRecord[] {
  const dates = triedFields(index).filter(([, { type, nested }]) => type === 'date' && nested === undefined);
  const numbers = triedFields(index).filter(
    ([name, { type, alias }]) => type === 'long' && !name.includes('.') && alias === undefined,
  );
  return [FIRST_TIME, LAST_TIME].map((time) => {
    // Numbers beyond those of JavaScript are only found, and in no group.
    const record: CaseRecord = Object.fromEntries(numbers.map(([name], place) => [name, LARGE[place % LARGE.length]]));
    for (const [name, { format }] of dates) {
      record[name] = format === 'epoch_second' ? time.seconds : time.other;
    }
    return record;
  });
}

/** Puts a value at a path; nested objects are lists of objects, one for each value. */
function put(
  record: CaseRecord,
  path: string,
  value: unknown,
  { nested, dotted }: { readonly nested: string | undefined; readonly dotted: boolean },
): void {
  if (value === undefined) {
    return;
  }
  const dot = path.indexOf('.');
  if (dot === -1 || (dotted && nested === undefined)) {
    record[path] = value;
  } else if (nested === undefined) {
    const head = path.slice(0, dot);
    const object = (record[head] ?? {}) as CaseRecord;
    record[head] = object;
    put(object, path.slice(dot + 1), value, { nested, dotted });
  } else {
    const name = path.slice(nested.length + 1);
    const objects = (record[nested] ?? []) as CaseRecord[];
    record[nested] = objects;
    // What is a list becomes one object each; what is null, an object without the field.
    const elements = Array.isArray(value) ? value : [value];
    for (const [position, element] of elements.entries()) {
      const object = objects[position] ?? {};
      objects[position] = object;
      object[name] = element;
    }
  }
}
