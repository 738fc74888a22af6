/** How a report is written. */
export interface ReportOptions {
  /** The version of the command. */
  readonly version: string;
  /** Whether a report for people has colors. */
  readonly isColored?: boolean;
}
