/** How long the cluster is waited for, in milliseconds. */
export const TIMING = {
  /** For one answer. */
  answer: 10_000,
  /** Between two questions of a wait. */
  pause: 2_000,
  /** For a connection that is lost in the middle of a wait; with the last question it makes 25 seconds. */
  lost: 15_000,
  /** For the backend to run an alert that was just applied. */
  alert: 60_000,
  /** For the pod of the AD jobs: as long as its startup probe gives it, and the pull of its image beside. */
  adJobs: 6 * 60_000,
};
