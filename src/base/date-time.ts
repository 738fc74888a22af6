/** The time of a Date in milliseconds, NaN if it is invalid; undefined if the value is not a Date of any realm. */
export function dateTime(value: unknown): number | undefined {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}
