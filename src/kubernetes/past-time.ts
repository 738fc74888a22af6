/** How Kubernetes writes times (RFC 3339). */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** How far clocks may differ, in milliseconds. */
const SKEW = 15 * 60_000;

/** The time in a string of the API; undefined if it is invalid or in the future. */
export function pastTime(text: string, now: Date): Date | undefined {
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  return time.getTime() <= now.getTime() + SKEW ? time : undefined;
}
