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

/** Where records come from that no builder made, so that some of them may not be usable. @internal */
export interface RowsOrigin {
  /** For messages: a file, or the call that they were passed to. */
  readonly name: string;
  /** The line of each record in the file, counted from 1; undefined for records of the test itself. */
  readonly lines?: readonly number[];
}

/** Records for a test of an alert, created by `FlowLogs`, `DnsLogs`, `L7Logs` or `AuditLogs`. */
export class LogRows {
  /** @internal */
  public readonly _dataSet: DataSet;

  /** @internal */
  public readonly _make: (context: RowContext) => Iterable<LogRecordData>;

  /** Undefined for records that a builder made. @internal */
  public readonly _origin: RowsOrigin | undefined;

  /** @internal */
  public constructor(dataSet: DataSet, make: (context: RowContext) => Iterable<LogRecordData>, origin?: RowsOrigin) {
    this._dataSet = dataSet;
    this._make = make;
    this._origin = origin;
  }
}

/** Records that have some fields, and otherwise those of the first one of a builder. @internal */
export function rowsLike(usual: LogRows, records: readonly LogRecordData[], name: string): LogRows {
  return new LogRows(
    usual._dataSet,
    (context) => {
      const [first] = usual._make(context);
      return records.map((fields) => ({ ...first, ...fields }));
    },
    { name },
  );
}
