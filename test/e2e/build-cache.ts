import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Keeper } from './keeper';

const PROJECT = 'cdk8s-calico-threat-defense';

/** A folder outside the repository for what is built once and used by many runs. */
export function cachePath(name: string): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), PROJECT, name);
}

/**
 * Builds in a folder next to the one in the cache and renames it at the end, so a folder in the cache is always complete.
 *
 * @param build fills a folder that does not exist yet; the second folder is for temporary files
 */
export async function fillCache(
  keeper: Keeper,
  folder: string,
  build: (target: string, scratch: string) => Promise<void>,
): Promise<void> {
  const parent = join(folder, '..');
  mkdirSync(parent, { recursive: true });
  const unfinished = await keeper.folder('.unfinished-', parent);
  const target = join(unfinished, 'bin');
  const scratch = join(unfinished, 'tmp');
  mkdirSync(target);
  mkdirSync(scratch);
  await build(target, scratch);
  try {
    renameSync(target, folder);
  } catch (error) {
    // Another run may have been faster.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

export function say(text: string): void {
  process.stderr.write(`e2e: ${text}\n`);
}
