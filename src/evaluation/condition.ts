/** How a metric is compared with a threshold; both are 64-bit floating-point numbers. */
const COMPARISONS: ReadonlyMap<string, (value: number, threshold: number) => boolean> = new Map([
  ['eq', (value: number, threshold: number) => value === threshold],
  ['not_eq', (value: number, threshold: number) => value !== threshold],
  ['gt', (value: number, threshold: number) => value > threshold],
  ['gte', (value: number, threshold: number) => value >= threshold],
  ['lt', (value: number, threshold: number) => value < threshold],
  ['lte', (value: number, threshold: number) => value <= threshold],
]);

/** Whether there is such a condition. */
export function isCondition(condition: string): boolean {
  return COMPARISONS.has(condition);
}

/** Whether a value meets a condition of an alert rule; false if there is no such condition. */
export function conditionHolds(condition: string, value: number, threshold: number): boolean {
  return COMPARISONS.get(condition)?.(value, threshold) === true;
}
