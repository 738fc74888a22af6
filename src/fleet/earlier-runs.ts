import { existsSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { folderAbove } from '../synth';

/** Where a run keeps the old folder, within its own, while it puts the new one in its place. */
export const OLD = 'old';

/** Begins the name of the folder in which a run works, after that of the output folder; see `stagingFolder`. */
export const RUN_MARK = `fleet-${process.pid}-`;

/** What a change of files meets where another run has just made it, or one that contradicts it. */
const ANOTHER_RUN = ['ENOENT', 'ENOTEMPTY', 'EEXIST'];

const RUN = /^fleet-(\d+)-[A-Za-z0-9]{6}$/;

/** Takes away what runs that were ended have left, and first brings back a folder that one had just moved out of the way. */
export function clearUp(target: string): void {
  const above = folderAbove(target);
  const mark = `.${basename(target)}.`;
  for (const name of readdirSync(above).filter((entry) => entry.startsWith(mark))) {
    const [, pid] = RUN.exec(name.slice(mark.length)) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      clearUpAfter(join(above, name), target);
    }
  }
}

function clearUpAfter(run: string, target: string): void {
  try {
    const old = join(run, OLD);
    if (existsSync(old) && !existsSync(target)) {
      renameSync(old, target);
    }
    rmSync(run, { recursive: true, force: true });
  } catch (error) {
    if (!isOfAnotherRun(error)) {
      throw error;
    }
  }
}

/** Whether a change of files failed because another run works at the same time. */
export function isOfAnotherRun(error: unknown): boolean {
  return ANOTHER_RUN.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** A run is one call without a pause, so that what has the id of this process is of one that had it before, in a container say. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The folder itself, or where a link leads to whose folder a run that was ended has moved out of the way. */
export function behindLinks(folder: string): string {
  if (existsSync(folder)) {
    return folder;
  }
  const path = resolve(folder);
  try {
    return behindLinks(resolve(dirname(path), readlinkSync(path)));
  } catch {
    return folder;
  }
}
