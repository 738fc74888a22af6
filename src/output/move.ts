import { renameSync } from 'node:fs';

/** On Windows, a file that an editor, a virus scanner or a shell has open cannot be replaced; most let go of it at once. */
const BUSY: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

/** How long to try, in milliseconds, and how long to wait at first. */
const PATIENCE = 1_000;
const FIRST_PAUSE = 10;

/** What the system offers; tests have another one. */
export interface System {
  readonly platform: string;
  readonly rename: (from: string, to: string) => void;
  readonly pause: (milliseconds: number) => void;
}

const HERE: System = { platform: process.platform, rename: (from, to) => renameSync(from, to), pause };

/** Moves a file or a folder; on Windows, tries again for a second where something has it open. */
export function move(from: string, to: string, { platform, rename, pause: wait }: System = HERE): void {
  let waited = 0;
  for (let next = FIRST_PAUSE; ; next *= 2) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (platform !== 'win32' || !BUSY.includes(code) || waited >= PATIENCE) {
        throw error;
      }
    }
    wait(next);
    waited += next;
  }
}

/** Waits without timers, because synthesis is synchronous. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
