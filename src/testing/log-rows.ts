import type { LogSettings } from '../calico';
import type { DataSet } from '../logs';

/** Records of a data set, as Calico stores them. */
export type LogRecordData = Readonly<Record<string, unknown>>;

/** What records depend on in addition to the traffic. @internal */
export interface RowContext {
  readonly settings: LogSettings;
  /** When the test begins, in milliseconds since 1970. */
  readonly start: number;
}

/** Records for a test of an alert, created by `FlowLogs`, `DnsLogs`, `L7Logs` or `AuditLogs`. */
export class LogRows {
  /** @internal */
  public readonly _dataSet: DataSet;

  /** @internal */
  public readonly _make: (context: RowContext) => Iterable<LogRecordData>;

  /** @internal */
  public constructor(dataSet: DataSet, make: (context: RowContext) => Iterable<LogRecordData>) {
    this._dataSet = dataSet;
    this._make = make;
  }
}
