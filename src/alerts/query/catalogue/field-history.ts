import { type CalicoRelease, shortened } from '../../../release';
import type { FieldFacts } from './field-facts';

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
      problem: `came with ${shortened(since)} (observed, not documented): ${release.displayName} ${verdict}`,
      isCertain,
    };
  }
  if (opened === undefined) {
    return { isCertain: true };
  }
  const isCertain = !release._has(opened);
  const problem = 'is documented, but every release up to 3.23 refuses it (observed)';
  return {
    problem: isCertain ? problem : `${problem}; whether ${release.displayName} accepts it is not known`,
    isCertain,
  };
}
