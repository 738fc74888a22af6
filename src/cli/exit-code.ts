/** What the command's exit codes mean, the same for all subcommands. */
export enum ExitCode {
  OK = 0,
  /** At least one finding is an error, or one step does not hold. */
  FOUND = 1,
  /** The command was used wrongly, or could not do, or not tell, what it was asked for. */
  UNUSABLE = 2,
}
