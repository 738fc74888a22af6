import type { IndexedField } from '../../logs';
import type { Comparator, ComparisonNode } from '../../query';
import { addressOf, blockOf } from './addresses';
import { hasFraction, type Long, queryNumber } from './numbers';
import type { IndexedValue } from './record-values';
import { notEvaluated, type Refusal, refusedByLogStore } from './refusal';
import { compareStrings, foldCase } from './strings';
import { timeSpanOf } from './times';

/** Whether one value of a field meets a condition. */
export type ValueTest = (value: IndexedValue) => boolean;

/** A comparison without negation: `!=` is a negated `=`. */
export type RangeComparator = Exclude<Comparator, '!='>;

/** What no value meets. */
export const NOTHING: ValueTest = () => false;

/** The time after which there is none: a number of 64 bits. */
const LAST_TIME = 2 ** 63;

/** What a comparison asks of a value, as the log store does for a field of its type, or why the log store refuses it. */
export function comparisonTest(
  { key, value: { text } }: ComparisonNode,
  comparator: RangeComparator,
  field: IndexedField,
): ValueTest | Refusal {
  switch (field.type) {
    case 'keyword':
      return stringTest(comparator, foldCase(text, field.normalizer));
    case 'text':
      return stringTest(comparator, text);
    case 'flattened':
      return comparator === '=' ? (value) => value === text : refuseRangeOfLabels(key, comparator);
    case 'long':
      return numberTest(key, comparator, text);
    case 'ip':
      return addressTest(key, comparator, text);
    case 'date':
      return dateTest(key, comparator, text, field);
    case 'boolean':
      return booleanTest(key, comparator, text);
    default:
      return NOTHING;
  }
}

/** Tests numbers; both sides may be numbers or `bigint`, which JavaScript compares by value. */
const NUMBER_TESTS: Readonly<Record<RangeComparator, (bound: Long) => ValueTest>> = {
  '=': (bound) => (value) => value === bound,
  '<': (bound) => (value) => (value as Long) < bound,
  '<=': (bound) => (value) => (value as Long) <= bound,
  '>': (bound) => (value) => (value as Long) > bound,
  '>=': (bound) => (value) => (value as Long) >= bound,
};

function between(first: Long, last: Long): ValueTest {
  return (value) => (value as Long) >= first && (value as Long) <= last;
}

function stringTest(comparator: RangeComparator, text: string): ValueTest {
  const order = (value: IndexedValue) => compareStrings(String(value), text);
  switch (comparator) {
    case '=':
      return (value) => value === text;
    case '<':
      return (value) => order(value) < 0;
    case '<=':
      return (value) => order(value) <= 0;
    case '>':
      return (value) => order(value) > 0;
    case '>=':
      return (value) => order(value) >= 0;
  }
}

function refuseRangeOfLabels(key: string, comparator: string): Refusal {
  const why = `${comparator} on ${key} is rejected: the log store keeps all labels in one field, and cannot search a range of a single key`;
  return refusedByLogStore('value', why, key);
}

function numberTest(key: string, comparator: RangeComparator, text: string): ValueTest | Refusal {
  if (comparator === '=' && hasFraction(text)) {
    return NOTHING;
  }
  const number = queryNumber(text);
  if (number === undefined) {
    return refusedByLogStore('value', `${key} is a number, but ${JSON.stringify(text)} is not a 64-bit number`, key);
  }
  const { whole, isNegative } = number;
  // A fraction is cut off, so that the whole number that is left is on the side of 0.
  if (number.hasFraction) {
    const isBelow = comparator === '<' || comparator === '<=';
    const inclusive = isBelow ? '<=' : '>=';
    const exclusive = isBelow ? '<' : '>';
    return NUMBER_TESTS[isBelow === isNegative ? exclusive : inclusive](whole);
  }
  return NUMBER_TESTS[comparator](whole);
}

function addressTest(key: string, comparator: RangeComparator, text: string): ValueTest | Refusal {
  if (comparator === '=' && text.includes('/')) {
    const block = blockOf(text);
    if (typeof block === 'string') {
      return refusedByLogStore('value', `${key}: ${JSON.stringify(text)} ${block}`, key);
    }
    return between(block.first, block.last);
  }
  const address = addressOf(text);
  if (address === undefined) {
    const what = text.includes('/') ? 'CIDR blocks can only be compared with =' : 'is not an IP address';
    return refusedByLogStore('value', `${key} ${comparator} ${JSON.stringify(text)}: ${what}`, key);
  }
  return NUMBER_TESTS[comparator](address);
}

function dateTest(
  key: string,
  comparator: RangeComparator,
  text: string,
  { format }: IndexedField,
): ValueTest | Refusal {
  const { first, last } = timeSpanOf(text, format) ?? {};
  if (last === LAST_TIME && comparator === '>') {
    return NOTHING;
  }
  if (last !== undefined && (comparator === '>' || comparator === '<=')) {
    return NUMBER_TESTS[comparator](last);
  }
  if (first !== undefined && last !== undefined) {
    return comparator === '=' ? between(first, last) : NUMBER_TESTS[comparator](first);
  }
  return dateRefusal(key, text, format);
}

function dateRefusal(key: string, text: string, format: IndexedField['format']): Refusal {
  const quoted = JSON.stringify(text);
  if (format === undefined && /^-\d+(?:\.\d*)?$/.test(text)) {
    return notEvaluated(
      'value',
      `${key}: the log stores of different releases treat times before 1970, such as ${quoted}, differently`,
      key,
    );
  }
  if (text.startsWith('now') || text.includes('||')) {
    return notEvaluated('value', `${key}: ${quoted} is relative to the time of the run, which is not evaluated`, key);
  }
  const expected = format === 'epoch_second' ? 'seconds since 1970' : 'a time such as 2026-01-31T12:00:00Z';
  return refusedByLogStore('value', `${key} is ${expected}, but ${quoted} is not`, key);
}

function booleanTest(key: string, comparator: RangeComparator, text: string): ValueTest | Refusal {
  if (text !== 'true' && text !== 'false') {
    return refusedByLogStore('value', `${key} is true or false, but ${JSON.stringify(text)} is neither`, key);
  }
  const test = NUMBER_TESTS[comparator](Number(text === 'true'));
  return (value) => test(Number(value));
}
