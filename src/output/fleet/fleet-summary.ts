/** What a run of a fleet has done. */
export interface FleetSummary {
  /** How many clusters were made. */
  readonly clusters: number;

  /** How many files are new or have changed. */
  readonly filesWritten: number;

  /** How many files are as they were, and were left alone. */
  readonly filesUnchanged: number;

  /** How many files of earlier runs are gone: those of clusters and charts that are no longer made. */
  readonly filesRemoved: number;
}
