import { catalogueOf } from '../../../logs';

/** The smallest and the largest number that a field can have. */
export interface Numbers {
  readonly min: number;
  readonly max: number;
}

const LAST_PORT = 65_535;

/** The numbers that a field can have: no number of logs is negative. */
export function numbersOf(dataSet: string, field: string): Numbers {
  const facts = catalogueOf(dataSet)?.factsOf(field);
  const largest = facts?.range?.max ?? Number.POSITIVE_INFINITY;
  return { min: 0, max: facts?.type === 'port' ? LAST_PORT : largest };
}

/** `0 or more`, `between 0 and 65535`. */
export function rangeWords({ min, max }: Numbers): string {
  return max === Number.POSITIVE_INFINITY ? `${min} or more` : `between ${min} and ${max}`;
}
