/** How a metric is compared with a threshold; both are 64-bit floating-point numbers. */
const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  eq: (value, threshold) => value === threshold,
  not_eq: (value, threshold) => value !== threshold,
  gt: (value, threshold) => value > threshold,
  gte: (value, threshold) => value >= threshold,
  lt: (value, threshold) => value < threshold,
  lte: (value, threshold) => value <= threshold,
};

/** Whether a value meets a condition of an alert rule; false if there is no such condition. */
export function conditionHolds(condition: string, value: number, threshold: number): boolean {
  return Object.hasOwn(COMPARISONS, condition) && COMPARISONS[condition]?.(value, threshold) === true;
}
