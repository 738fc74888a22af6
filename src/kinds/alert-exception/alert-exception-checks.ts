import { type Finding, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkDescription, checkExceptionFields, checkHasExceptions } from './exception-fields';
import { checkExceptionMetadata } from './metadata-checks';
import { checkSelector } from './query-checks';
import { checkTimes } from './time-checks';

/** Checks an AlertException for one cluster. */
export function checkAlertException(manifest: Manifest, { release }: ClusterKind): Finding[] {
  const unavailable = checkHasExceptions(manifest, release);
  // What an object contains that the release does not have is of no interest.
  if (unavailable.length > 0) {
    return unavailable;
  }
  const shape = [...checkExceptionMetadata(manifest), ...checkExceptionFields(manifest, release)];
  return isMap(valueAt(manifest, 'spec'))
    ? [...shape, ...checkDescription(manifest), ...checkSelector(manifest, release), ...checkTimes(manifest, release)]
    : shape;
}
