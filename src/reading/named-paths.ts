import { statSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import type { Unreadable } from './attempt';
import { absolutePath } from './file-path';
import { isManifestName } from './folder-walk';
import { globPaths, isGlob } from './glob';

/** The path of standard input on the command line. */
export const STDIN = '-';

/** A file or a folder that is named on the command line, or matches a pattern there. */
export interface NamedPath {
  readonly path: string;
  readonly isMatched: boolean;
}

/**
 * The paths of a command line with patterns expanded, for shells that leave this to the command. Of the files that match,
 * only manifests count, since a pattern may match others too.
 */
export function namedPaths(paths: readonly string[], unreadable: Unreadable): NamedPath[] {
  return paths.flatMap((path): NamedPath[] => {
    if (path === '') {
      unreadable('a path', 'it is empty; is a variable not set?');
      return [];
    }
    if (path !== STDIN && isNowhere(path)) {
      unreadable(path, 'the current folder was deleted; change to a folder that exists');
      return [];
    }
    if (path === STDIN || !isGlob(path) || kindOf(path) !== undefined) {
      return [{ path, isMatched: false }];
    }
    const found = [...globPaths(path.split(sep).join('/'))].filter((match) => {
      const kind = kindOf(match);
      return kind === 'folder' || (kind === 'file' && isManifestName(match));
    });
    if (found.length === 0) {
      unreadable(path, 'no folder and no file named .yaml, .yml or .json matches this pattern');
    }
    return found.map((match) => ({ path: match, isMatched: true }));
  });
}

/** A relative path leads nowhere from a folder that was deleted, though the system still lists it as an empty one. */
function isNowhere(path: string): boolean {
  return !isAbsolute(path) && !isAbsolute(absolutePath(path));
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
