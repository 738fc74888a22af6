import { readFileSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { pathWithin } from '../base';
import { realPath } from './file-path';

/** Whether patterns decide about a path, and how. */
export type Decision = 'matched' | 'unmatched' | undefined;

/** In a list, a path from the folder on can be meant; in a file `.gitignore`, git finds nothing by it. */
const HERE = /^(!?)\.\//;

/** Patterns as in `.gitignore`, relative to the folder that they are written for. */
export class PathPatterns {
  private readonly rules: Ignore;
  private readonly folder: string;

  constructor(folder: string, patterns: string | readonly string[]) {
    this.folder = realPath(folder);
    this.rules = ignore({ ignorecase: false }).add(
      typeof patterns === 'string' ? patterns : patterns.map((pattern) => pattern.replace(HERE, '$1/')),
    );
  }

  /** The patterns of a file; undefined if there is no such file. */
  static ofFile(folder: string, file: string): PathPatterns | undefined {
    try {
      return new PathPatterns(folder, readFileSync(file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Whether a path matches, or a folder above it. */
  matches(real: string, isFolder: boolean): boolean {
    return this.decide(real, isFolder) === 'matched';
  }

  /** Like `matches`; `unmatched` if a pattern with an exclamation mark says so. */
  decide(real: string, isFolder: boolean): Decision {
    // Below a current folder that was deleted, no path is absolute, and none could be compared.
    if (![this.folder, real].every(isAbsolute)) {
      return undefined;
    }
    const path = pathWithin(this.folder, real);
    if (path === undefined || path === '') {
      return undefined;
    }
    const { ignored, unignored } = this.rules.test(`${path.split(sep).join('/')}${isFolder ? '/' : ''}`);
    return ignored ? 'matched' : unignored ? 'unmatched' : undefined;
  }
}
