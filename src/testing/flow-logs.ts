import { Duration } from 'cdk8s';
import { type Connection, DataSet, flowRows, portScan, steadyTraffic, type TimeSpan } from '../logs';
import { rowsOfFile, rowsOfText } from './log-file';
import { type LogRecordData, LogRows, type RowContext, rowsLike } from './log-rows';
import { podsOf } from './pods';

/** When the traffic happens. */
export interface HappeningOptions {
  /**
   * How long after the start of the test the traffic begins.
   *
   * @default - at the start
   */
  readonly after?: Duration;

  /**
   * How long the traffic lasts.
   *
   * @default - depends on the kind of traffic
   */
  readonly lasting?: Duration;
}

/** A port scan. */
export interface PortScanOptions extends HappeningOptions {
  /** The pod that scans: `namespace/pod`. */
  readonly from: string;

  /** The scanned pod: `namespace/pod`, or `namespace/name-*` for one pod of a controller. */
  readonly to: string;

  /** The number of ports, from 1 to 65535: ports 1, 2 and so on. */
  readonly ports: number;

  /**
   * Whether a policy denies the connections.
   *
   * @default false
   */
  readonly denied?: boolean;
}

/** Connections of pods to one port of other pods. */
export interface ConnectionsOptions extends HappeningOptions {
  /** The pods that connect: `namespace/pod`, or `namespace/name-*`. */
  readonly from: string;

  /** The pods that they connect to: `namespace/pod`, or `namespace/name-*`. */
  readonly to: string;

  /** The port, from 1 to 65535. */
  readonly port: number;

  /**
   * The number of connections of each pod to each of the other pods, spread evenly over the time.
   *
   * @default 1
   */
  readonly times?: number;

  /**
   * The number of pods of each controller.
   *
   * @default 1
   */
  readonly pods?: number;

  /**
   * Whether a policy denies the connections.
   *
   * @default false
   */
  readonly denied?: boolean;
}

/** Continuous traffic. */
export interface OrdinaryOptions extends HappeningOptions {
  /**
   * The number of pairs of Deployments, in each of which one connects to the other.
   *
   * @default 1
   */
  readonly pairs?: number;

  /**
   * The number of pods of each Deployment. Each pod connects to each pod of the other Deployment in every flush interval.
   *
   * @default 2
   */
  readonly pods?: number;
}

const MINUTE = Duration.minutes(1);
const HOUR = Duration.hours(1);
const HIGHEST_PORT = 65_535;

/** Records of flow logs, as Calico writes them at the log settings of the alert's cluster: aggregated, and reported by both ends. */
export class FlowLogs {
  /** The rows of a port scan, by default within a minute. */
  public static portScan(options: PortScanOptions): LogRows {
    const { from, to, ports, denied = false, lasting = MINUTE, after } = options;
    requireWhole('ports', ports, HIGHEST_PORT);
    const [source] = podsOf(from, 1, 1);
    const [dest] = podsOf(to, 1, 2);
    if (source === undefined || dest === undefined) {
      throw new Error('a port scan needs a source and a destination');
    }
    const action = denied ? 'deny' : 'allow';
    return flows((context) => portScan(source, dest, spanOf(context, lasting, after), { ports, action }));
  }

  /** The rows of connections to one port, by default one connection. */
  public static connections(options: ConnectionsOptions): LogRows {
    const { from, to, port, times = 1, pods = 1, denied = false, lasting = MINUTE, after } = options;
    requireWhole('port', port, HIGHEST_PORT);
    requireWhole('times', times);
    requireWhole('pods', pods);
    const [sources, dests] = [podsOf(from, pods, 1), podsOf(to, pods, 2)];
    return flows(function* (context) {
      const span = spanOf(context, lasting, after);
      for (const connection of steadyTraffic(sources, dests, span, span.seconds / times)) {
        yield { ...connection, destPort: port, proto: 'tcp', action: denied ? 'deny' : 'allow' };
      }
    });
  }

  /** The rows of ordinary traffic, by default that of one pair for an hour. */
  public static ordinary(options: OrdinaryOptions = {}): LogRows {
    const { pairs = 1, pods = 2, lasting = HOUR, after } = options;
    requireWhole('pairs', pairs);
    requireWhole('pods', pods);
    return flows(function* (context) {
      const span = spanOf(context, lasting, after);
      const every = context.settings.flowLogsFlushInterval.toSeconds();
      for (let pair = 1; pair <= pairs; pair += 1) {
        const sources = podsOf(`shop-${pair}/web-*`, pods, 1);
        yield* steadyTraffic(sources, podsOf(`shop-${pair}/database-*`, pods, 2), span, every);
      }
    });
  }

  /**
   * One row with these fields. Missing fields have the values of a connection from one pod to another that policies
   * allow and that the source reports.
   */
  public static row(fields: LogRecordData = {}): LogRows {
    return rowsLike(usualFlow(), [fields], 'FlowLogs.row()');
  }

  /** Rows with these fields, each like `row`. */
  public static rows(rows: readonly LogRecordData[]): LogRows {
    return rowsLike(usualFlow(), rows, 'FlowLogs.rows()');
  }

  /**
   * The rows of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    return rowsOfFile(DataSet.FLOWS, file);
  }

  /** The rows of a string with one JSON object per line, unchanged. */
  public static fromText(text: string): LogRows {
    return rowsOfText(DataSet.FLOWS, text, 'text');
  }

  private constructor() {}
}

function usualFlow(): LogRows {
  return FlowLogs.connections({ from: 'shop/web-*', to: 'shop/database-*', port: 5432 });
}

function flows(make: (context: RowContext) => Iterable<Connection>): LogRows {
  return new LogRows(DataSet.FLOWS, (context) => flowRows(make(context), context.settings));
}

/** When something happens, in seconds. @internal */
export function spanOf({ start }: RowContext, lasting: Duration, after: Duration = Duration.seconds(0)): TimeSpan {
  return { from: start / 1_000 + after.toSeconds(), seconds: lasting.toSeconds() };
}

/** @internal */
export function requireWhole(name: string, value: number, highest = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < 1 || value > highest) {
    const range = highest === Number.MAX_SAFE_INTEGER ? '1 or more' : `from 1 to ${highest}`;
    throw new Error(`${name} = ${value}: must be a whole number, ${range}`);
  }
}
