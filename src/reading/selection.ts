import { GitIgnores } from './git-ignores';

/** A path without symbolic links, and what it is. */
export interface Candidate {
  readonly real: string;
  readonly isFolder: boolean;
  /** The folder below which it was found; undefined if it was named itself. */
  readonly named?: string;
}

/** Decides which files and folders are left out. */
export type Selection = (candidate: Candidate) => boolean;

/** Leaves out what git ignores, unless it is named. */
export function withoutIgnored(): Selection {
  const ignores = new GitIgnores();
  return ({ real, isFolder, named }) => named !== undefined && ignores.ignores(real, isFolder, named);
}

/** Leaves out what any of several selections leave out. */
export function leavingOut(selections: readonly Selection[]): Selection {
  return (candidate) => selections.some((leavesOut) => leavesOut(candidate));
}
