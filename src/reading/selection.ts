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

/**
 * Leaves out what git ignores, unless it is named.
 *
 * @param ignored to which the paths of what is left out are added
 */
export function withoutIgnored(ignored: Set<string>): Selection {
  const ignores = new GitIgnores();
  return ({ real, isFolder, named }) => {
    const isIgnored = named !== undefined && ignores.ignores(real, isFolder, named);
    if (isIgnored) {
      ignored.add(real);
    }
    return isIgnored;
  };
}

/** Leaves out what any of several selections leave out. */
export function leavingOut(selections: readonly Selection[]): Selection {
  return (candidate) => selections.some((leavesOut) => leavesOut(candidate));
}
