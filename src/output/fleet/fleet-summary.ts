/** The result of `Fleet.synth`. */
export interface FleetSummary {
  /** Number of clusters that were synthesized. */
  readonly clusters: number;

  /** Number of new or changed files. */
  readonly filesWritten: number;

  /** Number of unchanged files, which were not written again. */
  readonly filesUnchanged: number;

  /** Number of removed files: those of clusters and charts that are no longer part of the fleet. */
  readonly filesRemoved: number;
}
