import { Duration } from 'cdk8s';
import { DataSet } from '../logs';
import { countedByInterval } from './counted-by-interval';
import { type HappeningOptions, requireWhole } from './flow-logs';
import { rowsOfFile, rowsOfText } from './log-file';
import { type LogRecordData, LogRows, rowsLike } from './log-rows';
import { podsOf } from './pods';

/** Requests over HTTP. */
export interface RequestsOptions extends HappeningOptions {
  /** The pods that send requests: `namespace/pod`, or `namespace/name-*`. */
  readonly from: string;

  /** The pods that answer: `namespace/pod`, or `namespace/name-*`. */
  readonly to: string;

  /**
   * The URL.
   *
   * @default http://service/
   */
  readonly url?: string;

  /**
   * The status of the answers.
   *
   * @default 200
   */
  readonly status?: number;

  /**
   * The number of requests, evenly over the time.
   *
   * @default 1
   */
  readonly times?: number;
}

const MINUTE = Duration.minutes(1);

/** Records of L7 logs, as Calico writes them at the log settings of the alert's cluster. */
export class L7Logs {
  /** The records of requests, by default of one. */
  public static requests(options: RequestsOptions): LogRows {
    const { from, to, url = 'http://service/', status = 200, times = 1, lasting = MINUTE, after } = options;
    requireWhole('times', times);
    const [source] = podsOf(from, 1, 1);
    const [dest] = podsOf(to, 1, 2);
    return new LogRows(DataSet.L7, (context) => {
      const interval = context.settings.l7LogsFlushInterval.toSeconds();
      return countedByInterval(context, { lasting, after, times, interval }).map(([start, count]) => ({
        start_time: start,
        end_time: start + interval,
        count,
        method: 'GET',
        url,
        response_code: String(status),
        type: 'http/1.1',
        src_namespace: source?.namespace,
        src_name_aggr: source?.nameAggr,
        src_type: 'wep',
        dest_namespace: dest?.namespace,
        dest_name_aggr: dest?.nameAggr,
        dest_type: 'wep',
      }));
    });
  }

  /** One record with these fields; those that are missing are those of a request. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = L7Logs.requests({ from: 'shop/web-*', to: 'shop/api-*' });
    return rowsLike(usual, [fields], 'L7Logs.row()');
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    return rowsOfFile(DataSet.L7, file);
  }

  /** The records of a string with one JSON object per line, unchanged. */
  public static fromText(text: string): LogRows {
    return rowsOfText(DataSet.L7, text, 'text');
  }

  private constructor() {}
}
