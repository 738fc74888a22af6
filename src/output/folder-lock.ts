import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorRule } from '../base';
import { createFolder, unusable } from './target-folder';

const BUSY = errorRule({
  id: 'output/busy',
  form: 'words',
  what: 'Only one run at a time may write to an output folder.',
  why: 'Two runs at once would leave a mixture of their files. The second run waits for the first one, for at most a minute.',
  bad: 'A run starts while another one writes many files to the same folder over a slow network.',
  good: 'Runs with folders of their own, or one after the other.',
});

/** Hidden, and its files have no extension: kubectl does not read what a killed run leaves in it. */
const LOCK = '.calico-threat-defense-lock';

/** A lock without a sign of life for so long was left by a killed run. In milliseconds, as all of these. */
const STALE = 5_000;

/** Signs of life in that time. */
const SIGNS = 10;

/** How long another run can take from its last look at a stale lock to its removal. */
const SETTLE = 100;

/** The longest wait for other runs, in times of `STALE`. */
const PATIENCE = 12;

/**
 * Keeps runs that write into one folder apart: a folder in it that only one of them can create, with the token of its
 * holder. Its modification time is the sign of life: a process id means nothing in another container, and the clock of a
 * file server may differ from ours, so only changes of that time count.
 */
export class FolderLock {
  private lastSign = 0;

  /** @param path of the lock, in which its holder may keep files */
  private constructor(
    private readonly folder: string,
    readonly path: string,
    private readonly stale: number,
    private readonly token = join(path, randomUUID()),
  ) {
    writeFileSync(token, '');
  }

  /**
   * @param target the real path of the folder
   * @throws FindingsError when other runs hold the lock for too long
   */
  static take(folder: string, target: string, stale = STALE): FolderLock {
    const path = join(target, LOCK);
    const end = performance.now() + stale * PATIENCE;
    let [seen, since, settle] = ['', 0, 0];
    do {
      const lock = createFolder(path) ? new FolderLock(folder, path, stale) : undefined;
      pause(lock === undefined ? 1 : settle);
      if (lock?.isHeld()) {
        return lock;
      }
      const { ino, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
      if (seen !== `${ino} ${mtimeMs}`) {
        [seen, since] = [`${ino} ${mtimeMs}`, performance.now()];
      } else if (performance.now() - since > stale) {
        removeLock(path);
        settle = SETTLE;
      }
    } while (performance.now() < end);
    throw unusable(folder, 'is locked by another run that is still writing; wait until it ends, then run again', BUSY);
  }

  /**
   * @returns true
   * @throws FindingsError when another run has taken over
   */
  keep(): true {
    if (!this.isHeld()) {
      throw unusable(this.folder, 'was taken over by another run, because this one was suspended; run again', BUSY);
    }
    if (performance.now() - this.lastSign > this.stale / SIGNS) {
      utimesSync(this.path, new Date(), new Date());
      this.lastSign = performance.now();
    }
    return true;
  }

  release(): void {
    if (this.isHeld()) {
      removeLock(this.path);
    }
  }

  private isHeld(): boolean {
    return existsSync(this.token);
  }
}

function removeLock(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    // Another run has removed it, and has a new one.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') {
      throw error;
    }
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The rules that this file checks. */
export const FOLDER_LOCK_RULES = [BUSY] as const;
