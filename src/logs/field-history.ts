import { type CalicoRelease, shortened } from '../calico';
import type { FieldFacts } from './field-facts';

const NEWEST_DOCUMENTED = '3.24.0';

/** Whether a release has a field. */
export interface Availability {
  /** Why it does not, or may not, have it; undefined where it has. */
  readonly problem?: string;
  /** Whether Calico refuses it, as far as it is known. */
  readonly isCertain: boolean;
}

/** When fields came is observed up to 3.23, not documented. */
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

/** Of 3.24 the documentation is known, and of earlier releases what they were observed to read. */
function basisOf(since: string): string {
  return since === NEWEST_DOCUMENTED ? 'the first release that documents it' : 'observed, not documented';
}
