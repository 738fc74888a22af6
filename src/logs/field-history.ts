import { type CalicoRelease, shortened } from '../calico';
import type { FieldFacts } from './field-facts';

const NEWEST_DOCUMENTED = '3.24.0';

/** Whether a release has a field. */
export interface Availability {
  /** Why it does not, or may not, have it; undefined if it does. */
  readonly problem?: string;
  /** Whether Calico is known to reject it. */
  readonly isCertain: boolean;
}

/** Up to 3.23, the releases that added fields were observed and are not documented. */
export function availability({ since, perhapsSince, opened }: FieldFacts, release: CalicoRelease): Availability {
  if (since !== undefined && !release._has(since)) {
    const isCertain = perhapsSince === undefined || !release._has(perhapsSince);
    const verdict = isCertain ? 'does not have it' : 'may not have it';
    return {
      problem: `was added in ${shortened(since)} (${basisOf(since)}): ${release.displayName} ${verdict}`,
      isCertain,
    };
  }
  if (opened === undefined) {
    return { isCertain: true };
  }
  const isCertain = !release._has(opened);
  const problem = 'is documented, but every release up to 3.23 rejects it (observed)';
  return {
    problem: isCertain ? problem : `${problem}; it is not known whether ${release.displayName} accepts it`,
    isCertain,
  };
}

/** For 3.24, the documentation is available; earlier releases were observed. */
function basisOf(since: string): string {
  return since === NEWEST_DOCUMENTED ? 'the first release that documents it' : 'observed, not documented';
}
