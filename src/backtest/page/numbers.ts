const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Three digits, as candidates for thresholds have. */
const SMALL_NUMBERS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const SMALL = 10;

/** `1,234.5`, `0.04`: at most one decimal, and three digits of numbers below 10. */
export function numberText(value: number): string {
  return (Math.abs(value) < SMALL ? SMALL_NUMBERS : NUMBERS).format(value);
}

/** `3 events`, `1 event`, `1,234 rows`. */
export function countText(count: number, noun: string): string {
  const number = numberText(count);
  return `${number} ${noun}${number === '1' ? '' : 's'}`;
}

/** The fewest, the median and the most events of a phase. */
export interface Events {
  readonly min: number;
  readonly typical: number;
  readonly max: number;
}

/** `2 to 4 events, typically 3`. */
export function spreadText({ min, typical, max }: Events): string {
  return min === max
    ? countText(typical, 'event')
    : `${numberText(min)} to ${countText(max, 'event')}, typically ${numberText(typical)}`;
}
