import type { LogStore } from '../../log-store';

/** A log store, and where in it the logs are. */
export interface LogStoreAccess {
  readonly store: LogStore;
  /** The name or pattern of the indices of a data set. */
  readonly indexOf: (dataSet: string) => string;
}
