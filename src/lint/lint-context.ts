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
}
