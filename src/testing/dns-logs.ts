import { Duration } from 'cdk8s';
import { DataSet } from '../logs';
import { countedByInterval, isoTime } from './counted-by-interval';
import { type HappeningOptions, requireWhole } from './flow-logs';
import { rowsOfFile, rowsOfText } from './log-file';
import { type LogRecordData, LogRows, rowsLike } from './log-rows';
import { podsOf } from './pods';

/** Lookups of domain names. */
export interface LookupsOptions extends HappeningOptions {
  /** The pods that ask: `namespace/pod`, or `namespace/name-*`. */
  readonly from: string;

  /** The name that they ask for, such as `www.example.com`. */
  readonly name: string;

  /**
   * The number of lookups, evenly over the time.
   *
   * @default 1
   */
  readonly times?: number;

  /**
   * The response code.
   *
   * @default NoError
   */
  readonly rcode?: string;
}

const MINUTE = Duration.minutes(1);

/** Records of DNS logs, as Calico writes them at the log settings of the alert's cluster. */
export class DnsLogs {
  /** The records of lookups, by default of one. */
  public static lookups({
    from,
    name,
    times = 1,
    rcode = 'NoError',
    lasting = MINUTE,
    after,
  }: LookupsOptions): LogRows {
    requireWhole('times', times);
    const [client] = podsOf(from, 1, 1);
    return new LogRows(DataSet.DNS, (context) => {
      const { settings } = context;
      const interval = settings.dnsLogsFlushInterval.toSeconds();
      return countedByInterval(context, { lasting, after, times, interval }).map(([start, count]) => ({
        start_time: isoTime(start),
        end_time: isoTime(start + interval),
        type: 'LOG',
        count,
        client_name: settings.dnsPerPod ? client?.name : '-',
        client_name_aggr: client?.nameAggr,
        client_namespace: client?.namespace,
        client_ip: settings.dnsPerPod ? client?.ip : null,
        qname: name,
        qtype: 'A',
        qclass: 'IN',
        rcode,
      }));
    });
  }

  /** One record with these fields; those that are missing are those of a lookup. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = DnsLogs.lookups({ from: 'shop/web-*', name: 'www.example.com' });
    return rowsLike(usual, [fields], 'DnsLogs.row()');
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    return rowsOfFile(DataSet.DNS, file);
  }

  /** The records of a text with one JSON object per line, unchanged. */
  public static fromText(text: string): LogRows {
    return rowsOfText(DataSet.DNS, text, 'text');
  }

  private constructor() {}
}
