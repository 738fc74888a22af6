import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of a file without symbolic links; of what has none, such as a pipe, the path as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
