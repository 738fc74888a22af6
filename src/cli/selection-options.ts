import { type Command, Option } from 'commander';
import type { Configurations } from '../configuration';
import { leavingOut, PathPatterns, type Selection, withoutIgnored } from '../reading';

export interface SelectionOptions {
  readonly exclude: readonly string[];
  readonly gitignore: boolean;
}

/** The options that leave out files. */
export function withSelectionOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--exclude <pattern>', 'exclude files and folders: a pattern as in .gitignore (repeatable)')
        .argParser((pattern: string, others: readonly string[]) => [...others, pattern])
        .default([], 'none'),
    )
    .option('--no-gitignore', 'also read files in folders that git ignores');
}

/**
 * Excludes apply to all files, and what git ignores to those that were found.
 *
 * @param ignored to which the paths of what git ignores are added
 */
export function selectionOf(
  { exclude, gitignore }: SelectionOptions,
  configurations: Configurations,
  ignored: Set<string>,
): Selection {
  const patterns = new PathPatterns('.', exclude);
  return leavingOut([
    ({ real, isFolder }) => patterns.matches(real, isFolder),
    configurations.selection,
    ...(gitignore ? [withoutIgnored(ignored)] : []),
  ]);
}
