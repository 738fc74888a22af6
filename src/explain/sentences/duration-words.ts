import { plural } from '../../base';

const UNITS: readonly (readonly [millis: number, noun: string])[] = [
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** A length of time in words: `1 hour 30 minutes`. */
export function durationWords(millis: number): string {
  let rest = millis;
  const parts: string[] = [];
  for (const [unit, noun] of UNITS) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) {
      parts.push(plural(count, noun));
    }
  }
  return parts.length === 0 ? `${millis / 1_000} seconds` : parts.join(' ');
}
