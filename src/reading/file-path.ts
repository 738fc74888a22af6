import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of a file without symbolic links; of what has none, such as a pipe, the path as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return absolutePath(path);
  }
}

/** The path from the root on; as it is if the current folder was deleted, where no such path exists. */
export function absolutePath(path: string): string {
  try {
    return resolve(path);
  } catch {
    return path;
  }
}
