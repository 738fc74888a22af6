import type { NumberRange } from '../../../evaluation';
import { catalogueOf } from '../../../logs';

const LAST_PORT = 65_535;

/** What a metric of a field can be computed from: no number of logs is negative, and without values, a metric is 0. */
export function numbersOf(dataSet: string, field: string): NumberRange {
  return { min: 0, max: queriedNumbersOf(dataSet, field).max };
}

/** The numbers that a record can have. */
export function queriedNumbersOf(dataSet: string, field: string): NumberRange {
  const facts = catalogueOf(dataSet)?.factsOf(field);
  const { min = 0, max = Number.POSITIVE_INFINITY } = facts?.range ?? {};
  return { min, max: facts?.type === 'port' ? LAST_PORT : max };
}

/** `0 or more`, `between 0 and 65535`. */
export function rangeWords({ min, max }: NumberRange, largest?: string): string {
  const last = max === Number.POSITIVE_INFINITY ? largest : String(max);
  return last === undefined ? `${min} or more` : `between ${min} and ${last}`;
}
