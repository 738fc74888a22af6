import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFiles } from './target-folder';

const PREFIX = 'calico-threat-defense-';

/** Marks a folder as one of ours. */
const MARK = '.calico-threat-defense-run';

/** No run lasts so long, in milliseconds: a folder that is older was left by a killed run. */
const LONGEST_RUN = 24 * 60 * 60 * 1_000;

/** Creates a folder for the files of a run, and removes those of runs that were killed. */
export function temporaryFolder(): string {
  const folder = onFiles(tmpdir(), () => mkdtempSync(join(tmpdir(), PREFIX)));
  onFiles(tmpdir(), () => writeFileSync(join(folder, MARK), ''));
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    removeLeftover(join(tmpdir(), name));
  }
  return folder;
}

function removeLeftover(folder: string): void {
  try {
    if (lstatSync(folder).isDirectory() && Date.now() - lstatSync(join(folder, MARK)).mtimeMs > LONGEST_RUN) {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // It has no mark, belongs to another user, or was removed by another run.
  }
}
