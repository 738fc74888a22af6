import { isAbsolute, relative, sep } from 'node:path';

/**
 * The path of something in a folder, relative to the folder and empty for the folder itself; undefined if it is elsewhere,
 * such as on another drive of Windows. Links are not followed.
 */
export function pathWithin(folder: string, path: string): string | undefined {
  const within = relative(folder, path);
  return within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within) ? undefined : within;
}
