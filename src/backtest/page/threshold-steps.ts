import type { RuleData } from './page-data';

/** Differences of less than this share of a number hardly matter. */
const DIGITS = 3;

/** The nearest threshold that can be tried: with few digits, and a whole number if all values are whole. */
export function snapped(value: number, rule: Pick<RuleData, 'digits' | 'isWhole'>): number {
  const round = Number(value.toPrecision(rule.digits ?? DIGITS));
  return rule.isWhole ? Math.round(round) : round;
}

/** A threshold that is typed: of any digits, if the values are known exactly. */
export function typed(value: number, rule: Pick<RuleData, 'digits' | 'threshold'>): number {
  return rule.digits === null || value === rule.threshold ? value : Number(value.toPrecision(rule.digits));
}

/**
 * The next threshold in a direction.
 *
 * @param by the number of steps, negative for smaller thresholds
 * @param largest from which the step at zero follows
 */
export function stepped(
  value: number,
  by: number,
  rule: Pick<RuleData, 'digits' | 'isWhole'>,
  largest: number,
): number {
  const size = Math.abs(value) || Math.abs(largest) / 10 ** DIGITS || 1;
  const step = 10 ** (Math.floor(Math.log10(size)) - (rule.digits ?? DIGITS) + 1);
  return snapped(value + by * (rule.isWhole ? Math.max(1, step) : step), rule);
}
