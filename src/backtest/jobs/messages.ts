import type { Manifest } from '../../base';
import type { PackedPartials } from '../../evaluation';
import type { FileFindings } from '../file-reader';
import type { LogFile } from '../reading';
import type { LogsState, RunState } from '../running';

/** What all threads need to know, as plain data. */
export interface JobSetup {
  /** The alerts, all of which can be run. */
  readonly manifests: readonly Manifest[];
  readonly release: string;
  readonly delay?: number;
  readonly now?: number;
  readonly mostPartials?: number;
}

/** To a thread. */
export type JobRequest =
  | { readonly kind: 'file'; readonly index: number; readonly file: LogFile }
  /** The partials that it sent were taken. */
  | { readonly kind: 'taken' }
  /** Ends the reading soon. */
  | { readonly kind: 'interrupt' }
  /** There are no more files. */
  | { readonly kind: 'end' };

/** All that a thread has not sent yet. */
export interface JobState {
  readonly runs: readonly RunState[];
  readonly logs: readonly (readonly [dataSet: string, state: LogsState])[];
  readonly others: readonly (readonly [dataSet: string, rows: number])[];
}

/** From a thread. */
export type JobReply =
  | { readonly kind: 'read'; readonly bytes: number; readonly rows: number }
  | { readonly kind: 'partials'; readonly run: number; readonly partials: readonly PackedPartials[] }
  | { readonly kind: 'file'; readonly index: number; readonly findings: FileFindings; readonly isWhole: boolean }
  | { readonly kind: 'state'; readonly state: JobState };
