import { isMap } from '../../base';
import {
  type AlertPlan,
  type GroupValue,
  groupColumn,
  PARTIALS_COLUMNS as NAMES,
  type RecordSlots,
  slotOf,
} from '../../evaluation';
import type { CountedForm } from '../running';

/** A row of `PARTIALS_COLUMNS`, as JSON has it; databases write large numbers as text. */
export type PartialsRow = Readonly<Record<string, unknown>>;

/** Thrown for a row that is not one; the message says why. */
export class BadRow extends Error {}

const ONE_SECOND = 1_000;

/** Whether a value is a row of partials. */
export function isPartialsRow(value: unknown): value is PartialsRow {
  return isMap(value) && typeof value[NAMES.digest] === 'string' && typeof value[NAMES.kind] === 'string';
}

/** @throws BadRow when it is not a number */
export function countIn(row: PartialsRow, name: string): number {
  const count = numberIn(row, name);
  if (count === undefined || !Number.isInteger(count) || count < 0) {
    throw new BadRow(`${name} must be a whole number, 0 or more`);
  }
  return count;
}

/** Undefined for null. */
export function numberIn(row: PartialsRow, name: string): number | undefined {
  const value = row[name];
  if (value === null || value === undefined) {
    return undefined;
  }
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (typeof value === 'object' || !Number.isFinite(number)) {
    throw new BadRow(`${name} must be a number`);
  }
  return number;
}

/** The slots of a row; undefined where it has none. */
export function slotsOfRow(
  plan: AlertPlan,
  row: PartialsRow,
  delay: number,
): { readonly [Name in keyof RecordSlots]?: number } {
  const slot = slotOf(plan, delay) / ONE_SECOND;
  const of = (name: string) => {
    const seconds = numberIn(row, name);
    if (seconds !== undefined && !Number.isInteger(seconds / slot)) {
      throw new BadRow(`${name} must be a multiple of ${slot} s`);
    }
    return seconds === undefined ? undefined : seconds / slot;
  };
  return { window: of(NAMES.window), end: of(NAMES.end), stored: of(NAMES.stored) };
}

/** The group of a row; undefined in place of the values that its records do not have. */
export function groupOf({ groupBy }: AlertPlan, row: PartialsRow): (GroupValue | undefined)[] {
  return groupBy.map(({ indexed }, index) => {
    const name = groupColumn(index);
    const value = row[name];
    if (value === null || value === undefined) {
      return undefined;
    }
    if (typeof value === 'object') {
      throw new BadRow(`${name} must be a single value`);
    }
    return indexed.type === 'long' ? numberIn(row, name) : String(value);
  });
}

/** The form of the records of a row. */
export function formOf(row: PartialsRow): CountedForm {
  const action = row[NAMES.action];
  return {
    length: (numberIn(row, NAMES.length) ?? 0) * ONE_SECOND,
    action: typeof action === 'string' ? action : undefined,
    level: numberIn(row, NAMES.level),
  };
}
