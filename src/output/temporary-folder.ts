import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onFiles } from './target-folder';

const PREFIX = 'calico-threat-defense-';

/** Marks a folder as one of ours. */
const MARK = '.calico-threat-defense-run';

/** No run lasts so long, in milliseconds: a folder that is older was left by a killed run. */
const LONGEST_RUN = 24 * 60 * 60 * 1_000;

/** How many folders a run looks at: where many runs are killed, the next ones would spend more time on them than on their work. */
const MOST_LOOKED_AT = 20;

/** Creates a folder for the files of a run, and removes those of runs that were killed, some of them if there are many. */
export function temporaryFolder(): string {
  const above = tmpdir();
  const folder = onFiles(above, () => mkdtempSync(join(above, PREFIX)));
  onFiles(above, () => writeFileSync(join(folder, MARK), ''));
  const others = readdirSync(above).filter((name) => name.startsWith(PREFIX) && name !== basename(folder));
  for (const name of others.slice(0, MOST_LOOKED_AT)) {
    removeLeftover(join(above, name));
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
