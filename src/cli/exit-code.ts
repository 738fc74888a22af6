/** The exit codes of the command, the same for all subcommands. */
export enum ExitCode {
  OK = 0,
  /** At least one finding is an error, or at least one step failed. */
  FOUND = 1,
  /** Wrong usage, or the command could not do or determine what it was asked for. */
  UNUSABLE = 2,
}
