/** How a metric is compared with a threshold; both are numbers of 64 bit with a fraction. */
const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  eq: (value, threshold) => value === threshold,
  not_eq: (value, threshold) => value !== threshold,
  gt: (value, threshold) => value > threshold,
  gte: (value, threshold) => value >= threshold,
  lt: (value, threshold) => value < threshold,
  lte: (value, threshold) => value <= threshold,
};

/** Whether a value fulfils a condition of an alert rule; no value does where there is no such condition. */
export function conditionHolds(condition: string, value: number, threshold: number): boolean {
  return Object.hasOwn(COMPARISONS, condition) && COMPARISONS[condition]?.(value, threshold) === true;
}
