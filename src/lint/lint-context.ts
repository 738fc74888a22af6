import type { Manifest } from '../base';
import type { ClusterKind } from '../calico';
import type { ClusterChoice } from './cluster-choice';
import type { LogSettingsOfFiles } from './log-settings-of-files';
import type { ObjectIndex } from './object-index';

/** What is the same for all files. */
export interface LintContext {
  readonly clusters: ClusterChoice;
  readonly settings: LogSettingsOfFiles;
  readonly index: ObjectIndex;
  /** The current time in milliseconds; without it, nothing that depends on it is checked. */
  readonly now?: number;
  /** Is called with each object of a file, also with those of a file that turns out to be a template. */
  readonly seen?: (object: SeenObject) => void;
}

/** An object in a file, and what it was checked for. */
export interface SeenObject {
  readonly manifest: Manifest;
  /** `Kind namespace/name` or `Kind name`. */
  readonly title: string;
  /** Counted from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Undefined if no release is known for it, or no check looks at it. */
  readonly cluster: ClusterKind | undefined;
}
