import { Duration } from 'cdk8s';
import { DataSet } from '../logs';
import { type HappeningOptions, requireWhole, spanOf } from './flow-logs';
import { recordsOfFile, recordsOfText } from './log-file';
import { type LogRecordData, LogRows, type RowContext } from './log-rows';
import { podsOf } from './pods';

/** Lookups of domain names. */
export interface LookupsOptions extends HappeningOptions {
  /** The pods that send the queries: `namespace/pod`, or `namespace/name-*`. */
  readonly from: string;

  /** The name that they look up, such as `www.example.com`. */
  readonly name: string;

  /**
   * The number of lookups, spread evenly over the time.
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

/** A request to an API server. */
export interface AuditEventOptions extends HappeningOptions {
  /** What was done: `create`, `delete` and so on. */
  readonly verb: string;

  /** The resource in the plural, such as `globalnetworkpolicies`. */
  readonly resource: string;

  /**
   * Name of the object.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Namespace of the object.
   *
   * @default - none
   */
  readonly namespace?: string;

  /**
   * Name of the user.
   *
   * @default jane
   */
  readonly user?: string;
}

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
   * The number of requests, spread evenly over the time.
   *
   * @default 1
   */
  readonly times?: number;
}

const MINUTE = Duration.minutes(1);
const NOTHING = Duration.seconds(0);

/** Records of DNS logs, as Calico writes them at the log settings of the alert's cluster. */
export class DnsLogs {
  /** The records of lookups, by default a single lookup. */
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

  /** One record with these fields; missing fields have the values of a lookup. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = DnsLogs.lookups({ from: 'shop/web-*', name: 'www.example.com' });
    return new LogRows(DataSet.DNS, (context) => [...usual._make(context)].map((row) => ({ ...row, ...fields })));
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    const rows = recordsOfFile(file);
    return new LogRows(DataSet.DNS, () => rows);
  }

  /** The records of a string with one JSON object per line, unchanged. */
  public static fromText(text: string): LogRows {
    const rows = recordsOfText(text, 'text');
    return new LogRows(DataSet.DNS, () => rows);
  }

  private constructor() {}
}

/** Records of L7 logs, as Calico writes them at the log settings of the alert's cluster. */
export class L7Logs {
  /** The records of requests, by default a single request. */
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

  /** One record with these fields; missing fields have the values of a request. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = L7Logs.requests({ from: 'shop/web-*', to: 'shop/api-*' });
    return new LogRows(DataSet.L7, (context) => [...usual._make(context)].map((row) => ({ ...row, ...fields })));
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    const rows = recordsOfFile(file);
    return new LogRows(DataSet.L7, () => rows);
  }

  private constructor() {}
}

/** Records of audit logs, as API servers write them. */
export class AuditLogs {
  /** The record of one request that succeeded. */
  public static event({ verb, resource, name, namespace, user = 'jane', after }: AuditEventOptions): LogRows {
    return new LogRows(DataSet.AUDIT, (context) => {
      const time = isoTime(spanOf(context, NOTHING, after).from);
      return [
        {
          apiVersion: 'audit.k8s.io/v1',
          kind: 'Event',
          level: 'RequestResponse',
          stage: 'ResponseComplete',
          verb,
          objectRef: {
            resource,
            ...(name === undefined ? {} : { name }),
            ...(namespace === undefined ? {} : { namespace }),
          },
          user: { username: user },
          responseStatus: { code: verb === 'create' ? 201 : 200 },
          requestReceivedTimestamp: time,
          stageTimestamp: time,
        },
      ];
    });
  }

  /** One record with these fields; missing fields have the values of the creation of a pod. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = AuditLogs.event({ verb: 'create', resource: 'pods', namespace: 'shop', name: 'web' });
    return new LogRows(DataSet.AUDIT, (context) => [...usual._make(context)].map((row) => ({ ...row, ...fields })));
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    const rows = recordsOfFile(file);
    return new LogRows(DataSet.AUDIT, () => rows);
  }

  private constructor() {}
}

interface Counting {
  readonly lasting: Duration;
  readonly after: Duration | undefined;
  readonly times: number;
  /** Seconds between two flushes. */
  readonly interval: number;
}

/** How many of a number of things happen in each flush interval, by the start of the interval in seconds. */
function countedByInterval(context: RowContext, { lasting, after, times, interval }: Counting): [number, number][] {
  const { from, seconds } = spanOf(context, lasting, after);
  const counts = new Map<number, number>();
  for (let index = 0; index < times; index += 1) {
    const start = Math.floor((from + (index * seconds) / times) / interval) * interval;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts];
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
