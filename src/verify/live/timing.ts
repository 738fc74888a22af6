/** How long the command waits for the cluster, in milliseconds. */
export interface Timing {
  /** For one answer. */
  readonly answer: number;
  /** Between two requests of a wait. */
  readonly pause: number;
  /** For a connection that is lost during a wait. */
  readonly lost: number;
  /** For Calico to act on an object that was just applied, at most; how long it can take depends on its kind. */
  readonly settled: number;
  /** For the pod of the AD jobs. */
  readonly adJobs: number;
}

export const DEFAULT_TIMING: Timing = {
  answer: 10_000,
  pause: 2_000,
  // With the last request, 25 seconds.
  lost: 15_000,
  settled: 10 * 60_000,
  // As long as its startup probe allows, and the pull of its image.
  adJobs: 6 * 60_000,
};
