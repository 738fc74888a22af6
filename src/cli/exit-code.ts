/** The exit codes, the same for all subcommands. */
export enum ExitCode {
  OK = 0,
  /** At least one finding is an error, or a step failed. */
  FOUND = 1,
  /** The command was used wrongly, or could not do or determine what it was asked for. */
  UNUSABLE = 2,
  /** Ended by Ctrl-C, with a report of what was done until then. */
  INTERRUPTED = 130,
  /** A fault of this command. */
  CRASHED = 70,
}
