import type { ClusterApi } from './cluster-api';
import { textAt } from './resources';

/** How Kubernetes writes times (RFC 3339). */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** How far clocks may differ, in milliseconds. */
const SKEW = 15 * 60_000;

/** The time at a path of an object of the cluster; undefined if there is none, it is invalid, or it is in the future. */
export function pastTimeAt(api: ClusterApi, object: unknown, ...path: readonly string[]): Date | undefined {
  const text = textAt(object, ...path);
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  const now = api.serverTime ?? new Date();
  return time.getTime() <= now.getTime() + SKEW ? time : undefined;
}

/** The number of seconds at a path in milliseconds; undefined if it is not a whole number up to the limit. */
export function secondsAsMillis(value: unknown, mostSeconds: number): number | undefined {
  const isValid = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostSeconds;
  return isValid ? Number(value) * 1_000 : undefined;
}
