import { fieldPath, formatValue } from '../base';
import { isMatcher, type Mismatch, type Place } from './matcher';

/** From this length on, two texts are shown from shortly before they part. */
const LONG = 60;
const BEFORE = 20;

/** A mismatch of a whole value. */
export function mismatch({ keys }: Place, pattern: unknown, value: unknown): Mismatch {
  const path = fieldPath(keys);
  const weight = Math.max(1, countValues(pattern));
  if (typeof pattern !== 'string' || typeof value !== 'string' || Math.max(pattern.length, value.length) < LONG) {
    return { path, expected: show(pattern), found: show(value), weight };
  }
  const parting = [...pattern].findIndex((character, index) => character !== [...value][index]);
  const start = parting === -1 ? pattern.length : parting;
  const rest = (text: string) => show(start <= BEFORE ? text : `…${[...text].slice(start - BEFORE).join('')}`);
  return {
    path,
    expected: rest(pattern),
    found: `${rest(value)} (they differ from character ${start + 1} on)`,
    weight,
  };
}

/** A mismatch that is best said in words. */
export function mismatchInWords({ keys }: Place, expected: string, found: string): Mismatch {
  return { path: fieldPath(keys), expected, found, weight: 1 };
}

/** A value as it is printed: nothing is what the manifest does not hold. */
export function show(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (isMatcher(value)) {
    return value.description;
  }
  const name = foreignTypeOf(value);
  return name === undefined ? formatValue(value) : `a ${name}, which a manifest cannot contain`;
}

/** Plain maps of whatever realm, since test runners run tests in realms of their own. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function foreignTypeOf(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) || isPlainMap(value) ? undefined : value.constructor.name;
  }
  return ['bigint', 'function', 'symbol'].includes(typeof value) ? typeof value : undefined;
}

function countValues(pattern: unknown): number {
  const inside = Array.isArray(pattern) ? pattern : isPlainMap(pattern) ? Object.values(pattern) : undefined;
  return inside === undefined ? 1 : inside.reduce((sum: number, value) => sum + countValues(value), 0);
}
