import { FlowAggregation, type LogSettings, levelOf } from '../calico';

/** One end of a connection: a pod. */
export interface FlowEnd {
  readonly namespace: string;
  readonly name: string;
  /** The prefix that the names of the pods of its controller share, such as `web-7d9f-*`. */
  readonly nameAggr: string;
  readonly ip: string;
  /** The node that the pod runs on. */
  readonly node: string;
}

/** One connection between two pods. */
export interface Connection {
  /** When it was opened, in seconds since the epoch. */
  readonly at: number;
  readonly source: FlowEnd;
  readonly sourcePort: number;
  readonly dest: FlowEnd;
  readonly destPort: number;
  readonly proto: 'tcp' | 'udp' | 'icmp';
  readonly action: 'allow' | 'deny';
}

/** A row of flow logs, with the fields that alerts are written about. */
export type FlowRow = Readonly<Record<string, string | number | null>>;

/**
 * The rows that connections leave in flow logs. Each node writes its own, at the end of each flush interval, and rows of
 * the source and of the destination are kept apart: both report a connection that is allowed, and the destination does
 * not report one that the source denies.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/aggregation
 */
export function flowRows(connections: Iterable<Connection>, settings: LogSettings): FlowRow[] {
  const interval = settings.flowLogsFlushInterval.toSeconds();
  const rows = new Map<string, { readonly fields: FlowRow; readonly flows: Set<string> }>();
  for (const connection of connections) {
    const level = connection.action === 'allow' ? settings.allowedFlows : settings.deniedFlows;
    const start = Math.floor(connection.at / interval) * interval;
    for (const reporter of reportersOf(connection)) {
      const key = `${start} ${reporter} ${sharedPart(connection, reporter, levelOf(level))}`;
      let row = rows.get(key);
      if (row === undefined) {
        const fields = { start_time: start, end_time: start + interval, ...fieldsOf(connection, reporter, level) };
        row = { fields, flows: new Set() };
        rows.set(key, row);
      }
      row.flows.add(tuple(connection));
    }
  }
  return [...rows.values()].map(({ fields, flows }) => Object.assign({}, fields, { num_flows: flows.size }));
}

/** What the connections of one row have in common, besides the interval and the reporter. */
function sharedPart(connection: Connection, reporter: Reporter, level: number): string {
  const { source, dest, sourcePort, destPort, proto, action } = connection;
  const byPrefix = level >= levelOf(FlowAggregation.BY_POD_PREFIX);
  const end = ({ namespace, name, nameAggr, ip }: FlowEnd) => `${namespace}/${byPrefix ? nameAggr : `${name} ${ip}`}`;
  const ports = [
    level >= levelOf(FlowAggregation.BY_SOURCE) ? '' : sourcePort,
    level >= levelOf(FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS) ? '' : destPort,
  ];
  return `${reporter === 'src' ? source.node : dest.node} ${action} ${proto} ${end(source)} ${end(dest)} ${ports}`;
}

type Reporter = 'src' | 'dst';

/** A policy at the source denies a connection before it reaches the destination. */
function reportersOf({ action }: Connection): readonly Reporter[] {
  return action === 'allow' ? ['src', 'dst'] : ['src'];
}

function fieldsOf(connection: Connection, reporter: Reporter, aggregation: FlowAggregation): FlowRow {
  const { source, dest, sourcePort, destPort, proto, action } = connection;
  const level = levelOf(aggregation);
  const byPrefix = level >= levelOf(FlowAggregation.BY_POD_PREFIX);
  return {
    host: reporter === 'src' ? source.node : dest.node,
    reporter,
    action,
    proto,
    ...endFields('source', source, byPrefix),
    source_port: level >= levelOf(FlowAggregation.BY_SOURCE) ? null : sourcePort,
    ...endFields('dest', dest, byPrefix),
    dest_port: aggregation === FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS ? null : destPort,
  };
}

function endFields(side: 'source' | 'dest', { namespace, name, nameAggr, ip }: FlowEnd, byPrefix: boolean): FlowRow {
  return {
    [`${side}_type`]: 'wep',
    [`${side}_namespace`]: namespace,
    [`${side}_name`]: byPrefix ? '-' : name,
    [`${side}_name_aggr`]: nameAggr,
    [`${side}_ip`]: byPrefix ? null : ip,
  };
}

function tuple({ source, sourcePort, dest, destPort, proto }: Connection): string {
  return `${proto} ${source.ip}:${sourcePort} ${dest.ip}:${destPort}`;
}
