import { textAt } from '../../base';
import { pastTime } from '../../kubernetes';
import type { ClusterApi } from './cluster-api';

/** The time at a path of an object of the cluster; undefined if there is none, it is invalid, or it is in the future. */
export function pastTimeAt(api: ClusterApi, object: unknown, ...path: readonly string[]): Date | undefined {
  return pastTime(textAt(object, ...path), api.serverTime ?? new Date());
}

/** The number of seconds at a path in milliseconds; undefined if it is not a whole number up to the limit. */
export function secondsAsMillis(value: unknown, mostSeconds: number): number | undefined {
  const isValid = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostSeconds;
  return isValid ? Number(value) * 1_000 : undefined;
}
