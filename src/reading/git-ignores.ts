import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PathPatterns } from './path-patterns';

/** What git ignores in the folders that are walked. */
export class GitIgnores {
  private readonly patterns = new Map<string, readonly PathPatterns[]>();
  private readonly tops = new Map<string, string>();

  /**
   * Whether git ignores a file or a folder that was found below a named folder. What is named is never ignored: then only the
   * files `.gitignore` in it and below it count.
   */
  ignores(real: string, isFolder: boolean, named: string): boolean {
    return this.isIgnored(real, isFolder, this.topFor(named));
  }

  /** The folder from which on the files `.gitignore` count: the top of the repository, or the named folder. */
  private topFor(named: string): string {
    const known = this.tops.get(named);
    if (known !== undefined) {
      return known;
    }
    const repository = repositoryOf(named);
    const top = repository === undefined || this.isIgnoredBelow(named, repository) ? named : repository;
    this.tops.set(named, top);
    return top;
  }

  private isIgnoredBelow(folder: string, top: string): boolean {
    return folder !== top && (this.isIgnored(folder, true, top) || this.isIgnoredBelow(dirname(folder), top));
  }

  /** The nearest file `.gitignore` that says something decides. */
  private isIgnored(real: string, isFolder: boolean, top: string): boolean {
    for (let folder = dirname(real); ; folder = dirname(folder)) {
      for (const patterns of this.patternsIn(folder)) {
        const decision = patterns.decide(real, isFolder);
        if (decision !== undefined) {
          return decision === 'matched';
        }
      }
      if (folder === top || folder === dirname(folder)) {
        return false;
      }
    }
  }

  private patternsIn(folder: string): readonly PathPatterns[] {
    const known = this.patterns.get(folder);
    if (known !== undefined) {
      return known;
    }
    const files = [join(folder, '.gitignore'), join(folder, '.git', 'info', 'exclude')];
    const found = files.flatMap((file) => PathPatterns.ofFile(folder, file) ?? []);
    this.patterns.set(folder, found);
    return found;
  }
}

function repositoryOf(folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    if (statSync(join(above, '.git'), { throwIfNoEntry: false }) !== undefined) {
      return above;
    }
    if (above === dirname(above)) {
      return undefined;
    }
  }
}
