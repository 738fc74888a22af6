import { isMap, suggestion } from '../base';
import { type AlertEvent, type AlertPlan, eventFields } from '../evaluation';
import type { LogRecordData } from './log-rows';

/** The event that is expected; an alert may raise others as well. */
export interface ExpectedEvent {
  /**
   * Values of the group and the metric, such as `{ source_namespace: 'shop', count: 600 }`. The event may have more.
   *
   * @default - any
   */
  readonly record?: LogRecordData;

  /**
   * The text of the event.
   *
   * @default - any
   */
  readonly text?: string;
}

const FIELDS: readonly string[] = ['record', 'text'] satisfies (keyof ExpectedEvent)[];

/**
 * Checks that an event can be expected: with a misspelled name, an assertion would be about any event, or about none.
 *
 * @throws Error that names what no event has
 * @internal
 */
export function requireExpectable(expected: unknown, title: string, plan: AlertPlan): void {
  if (!isMap(expected)) {
    throw new Error('the expected event must be an object with record, text, or both');
  }
  requireNames(Object.keys(expected), FIELDS, 'is not a field of an expected event, which has');
  const { record, text } = expected;
  if (text !== undefined && typeof text !== 'string') {
    throw new Error('the text of the expected event must be a string');
  }
  if (record === undefined) {
    return;
  }
  if (!isMap(record)) {
    throw new Error("the record of the expected event must be an object, such as { source_namespace: 'shop' }");
  }
  requireNames(Object.keys(record), eventFields(plan), `is not in the records of the events of ${title}, which have`);
  for (const [name, value] of Object.entries(record)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      throw new Error(`${name} of the expected record must be a string, a number or a boolean`);
    }
  }
}

function requireNames(names: readonly string[], known: readonly string[], problem: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const fields = known.length === 0 ? 'no fields' : known.join(', ');
    throw new Error(`${JSON.stringify(unknown)} ${problem} ${fields}${suggestion(unknown, known)}`);
  }
}

/** Whether an event is the expected one. @internal */
export function isExpected(event: AlertEvent, { record = {}, text }: ExpectedEvent): boolean {
  const hasRecord = Object.entries(record).every(
    ([name, value]) => Object.hasOwn(event.record, name) && event.record[name] === value,
  );
  return hasRecord && (text === undefined || event.text === text);
}

/** `an event with the record {"count":600}`. @internal */
export function wordsOf({ record, text }: ExpectedEvent): string {
  const parts = [
    ...(record === undefined ? [] : [`the record ${JSON.stringify(record)}`]),
    ...(text === undefined ? [] : [`the text ${JSON.stringify(text)}`]),
  ];
  return parts.length === 0 ? 'an event' : `an event with ${parts.join(' and ')}`;
}
