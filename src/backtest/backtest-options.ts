import type { CalicoRelease } from '../calico';
import type { Interruption, RunOptions } from './running';

/** How far the reading is. */
export interface Progress {
  readonly bytes: number;
  /** The size of all files; undefined if one of them is a pipe. */
  readonly totalBytes: number | undefined;
  readonly rows: number;
  readonly files: number;
  readonly totalFiles: number;
}

/** What a backtest is run with. */
export interface BacktestOptions extends RunOptions {
  readonly release: CalicoRelease;
  /** Ends the reading; the result is about what was read until then. */
  readonly signal?: AbortSignal;
  /** When the runs over what was read end; by default, soon after the signal. */
  readonly interruption?: Interruption;
  /** The most threads that read files, and whether that is not the user's choice. */
  readonly jobs?: { readonly most: number; readonly isDefault: boolean };
  /** The file that another thread runs, which calls `runJob`; without it, there is only one thread. */
  readonly program?: string;
  readonly onProgress?: (progress: Progress) => void;
}
