import type { CalicoRelease, History } from '../../calico';

/** A count without aggregateBy stops at this number of hits. */
export const MOST_HITS = 10_000;

/** The groups of a run that are looked at. */
export const MOST_GROUPS = 10_000;

/** The number of groups in one page of an answer. */
export const GROUPS_OF_A_PAGE = 500;

/** The groups of a run whose metrics other than count are read: at first, those of the first page. */
const GROUPS_WITH_METRICS: History<number> = [
  ['3.7.0', GROUPS_OF_A_PAGE],
  ['3.17.0', MOST_GROUPS],
];

/** The groups of a run whose metrics other than count a release reads. */
export function groupsWithMetrics(release: CalicoRelease): number {
  return release._valueIn(GROUPS_WITH_METRICS) ?? MOST_GROUPS;
}
