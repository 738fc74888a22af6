import { FlowAggregation, type LogSettings } from '../../src/calico';
import { type Connection, deploymentPods, type FlowRow, flowRows, portScan, steadyTraffic } from '../../src/logs';

/** Two Deployments of two pods each, every pod on a node of its own. */
export const CLIENTS = deploymentPods('shop', 'web', 2, 1);
export const SERVERS = deploymentPods('kube-system', 'coredns', 2, 2);

/** The scan of the workshop's module 7. */
const SCAN_PORTS = 600;
const SCAN_SECONDS = 150;
const HOUR = 3_600;

/** Seconds by which the phases of runs differ. */
const STEP = 10;

/** How often a rule runs, and how far back each run looks. */
export interface RunTimes {
  readonly period: { toSeconds(): number };
  readonly lookback: { toSeconds(): number };
}

/** Rows that the source reports, which is what the rule of a `PortScanAlert` counts. */
export function sourceRows(connections: Iterable<Connection>, settings: LogSettings): FlowRow[] {
  return flowRows(connections, settings).filter(({ reporter }) => reporter === 'src');
}

/**
 * The most rows that a run sees, by the phase of the runs: in the phase in which they are fewest, and in which they are most.
 * A run sees the rows that were written within its lookback.
 */
export function rowsOfRuns(rows: readonly FlowRow[], { period, lookback }: RunTimes): [fewest: number, most: number] {
  const ends = rows.map((row) => Number(row['end_time']));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const seen = (now: number) => ends.filter((end) => end > now - lookback.toSeconds() && end <= now).length;
  const phases = Array.from({ length: period.toSeconds() / STEP }, (_, index) => first + index * STEP);
  const most = phases.map((phase) => {
    const runs: number[] = [];
    for (let now = phase; now <= last + lookback.toSeconds(); now += period.toSeconds()) {
      runs.push(seen(now));
    }
    return Math.max(...runs);
  });
  return [Math.min(...most), Math.max(...most)];
}

/** The most rows that a run sees of traffic of each client to each server, once in every flush interval, for an hour. */
export function mostOrdinaryRows(settings: LogSettings, times: RunTimes): number {
  const every = settings.flowLogsFlushInterval.toSeconds();
  const traffic = steadyTraffic(CLIENTS, SERVERS, { from: 0, seconds: HOUR }, every);
  return rowsOfRuns(sourceRows(traffic, settings), times)[1];
}

/** The fewest rows that the best run sees of the scan, allowed or denied, whenever it begins within a flush interval. */
export function fewestScanRows(settings: LogSettings, times: RunTimes, seconds = SCAN_SECONDS): number {
  const interval = settings.flowLogsFlushInterval.toSeconds();
  const [source, dest] = [CLIENTS[0], SERVERS[0]];
  if (source === undefined || dest === undefined) {
    throw new Error('the simulation needs at least one pod');
  }
  const counts = (['allow', 'deny'] as const).flatMap((action) =>
    [0, 0.3, 0.99].map((share) => {
      const scan = portScan(source, dest, { from: share * interval, seconds }, { ports: SCAN_PORTS, action });
      return rowsOfRuns(sourceRows(scan, settings), times)[0];
    }),
  );
  return Math.min(...counts);
}

/** The rows of a quarter of an hour in which each client connects to each server once in every flush interval. */
export function rowsInQuarter(settings: LogSettings): number {
  const every = settings.flowLogsFlushInterval.toSeconds();
  return sourceRows(steadyTraffic(CLIENTS, SERVERS, { from: 0, seconds: HOUR / 4 }, every), settings).length;
}

/** The rows of one flush interval in which each client connects to each server several times. */
export function rowsOfConnections(settings: LogSettings, times: number): number {
  const seconds = settings.flowLogsFlushInterval.toSeconds();
  const traffic = steadyTraffic(CLIENTS, SERVERS, { from: 0, seconds }, seconds / times);
  return sourceRows(denied(traffic), settings).length;
}

/** The rows of one flush interval in which a client tries that many ports of a server, and policies deny it. */
export function rowsOfPorts(settings: LogSettings, ports: number): number {
  const [source, dest] = [CLIENTS[0], SERVERS[0]];
  const seconds = settings.flowLogsFlushInterval.toSeconds();
  return source === undefined || dest === undefined
    ? 0
    : sourceRows(portScan(source, dest, { from: 0, seconds }, { ports, action: 'deny' }), settings).length;
}

/** The levels of allowed flows. */
export const ALLOWED_LEVELS = [FlowAggregation.NONE, FlowAggregation.BY_SOURCE, FlowAggregation.BY_POD_PREFIX] as const;

function* denied(connections: Iterable<Connection>): Generator<Connection> {
  for (const connection of connections) {
    yield { ...connection, action: 'deny' };
  }
}
