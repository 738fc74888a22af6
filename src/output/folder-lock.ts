import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorRule } from '../base';
import { move, pause } from './move';
import { createFolder, makeFolder, unusable } from './target-folder';

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
 * Keeps runs that write into one folder apart: a folder in it that only one of them can create, and in that a folder of its
 * holder, the token. The modification time of the lock is the sign of life: a process id means nothing in another container,
 * and the clock of a file server may differ from ours, so only changes of that time count.
 */
export class FolderLock {
  private readonly path: string;
  /** Empty before the lock is created. `node:crypto` could name it as well, but takes 2 ms to load. */
  private token = '';
  private lastSign = 0;

  private constructor(
    private readonly folder: string,
    private readonly target: string,
    private readonly stale: number,
  ) {
    this.path = join(target, LOCK);
  }

  /**
   * @param target the real path of the folder
   * @throws FindingsError when other runs hold the lock for too long
   */
  static take(folder: string, target: string, stale = STALE): FolderLock {
    const lock = new FolderLock(folder, target, stale);
    const end = performance.now() + stale * PATIENCE;
    let [seen, since, settle] = ['', 0, 0];
    do {
      pause(lock.create() ? settle : 1);
      if (lock.isHeld()) {
        return lock;
      }
      const { ino, mtimeMs } = statSync(lock.path, { throwIfNoEntry: false }) ?? {};
      if (seen !== `${ino} ${mtimeMs}`) {
        [seen, since] = [`${ino} ${mtimeMs}`, performance.now()];
      } else if (performance.now() - since > stale) {
        removeLock(lock.path);
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
      exceptFor('ENOENT', () => utimesSync(this.path, new Date(), new Date()));
      this.lastSign = performance.now();
    }
    return true;
  }

  /**
   * Replaces a file, by its path below the folder, in one step. Files go through the token, so a run that was suspended
   * changes nothing more once another one has taken over.
   *
   * @param newFolder a folder at the top that does not exist yet, and is made with the file
   * @throws FindingsError when another run has taken over
   */
  replace(path: string, content: string | Buffer, newFolder?: string): void {
    const [fresh, file] = [join(this.token, 'fresh'), join(this.target, path)];
    this.whileHeld(() => {
      if (newFolder === undefined) {
        writeFileSync(fresh, content);
      } else {
        this.addFolder(newFolder, fresh, content);
      }
      makeFolder(dirname(file));
      move(fresh, file);
    });
  }

  /** Removes a file, by its path below the folder. */
  remove(path: string): void {
    this.whileHeld(() => move(join(this.target, path), join(this.token, 'gone')));
  }

  /**
   * Does something that fails when another run takes over at the same time, because the token is gone or files are there.
   *
   * @throws FindingsError when another run has taken over
   */
  whileHeld(action: () => void): void {
    this.keep();
    try {
      action();
    } catch (error) {
      this.keep();
      throw error;
    }
  }

  release(): void {
    if (this.isHeld()) {
      removeLock(this.path);
    }
  }

  /** The file is made in its new folder: some file systems are far slower with many new files of the same folder. */
  private addFolder(name: string, fresh: string, content: string | Buffer): void {
    const folder = join(this.token, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'fresh'), content);
    move(join(folder, 'fresh'), fresh);
    move(folder, join(this.target, name));
  }

  /** @returns false when another run holds the lock, or took it for that of a killed run and removed it at once */
  private create(): boolean {
    if (!createFolder(this.path)) {
      return false;
    }
    exceptFor('ENOENT', () => {
      this.token = mkdtempSync(join(this.path, 'run-'));
    });
    return this.isHeld();
  }

  private isHeld(): boolean {
    return existsSync(this.token);
  }
}

function removeLock(path: string): void {
  // Where it is not empty, another run has removed it, and has a new one.
  exceptFor('ENOTEMPTY', () => rmSync(path, { recursive: true, force: true }));
}

/** Does something that may fail for one reason. */
function exceptFor(code: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) {
      throw error;
    }
  }
}

/** The rules that this file checks. */
export const FOLDER_LOCK_RULES = [BUSY] as const;
