import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, PortScanAlert } from '../../src';
import { levelOf } from '../../src/calico';
import { scanEventRows } from './scan-events';
import {
  ALLOWED_LEVELS,
  fewestScanRows,
  mostOrdinaryRows,
  rowsInQuarter,
  rowsOfConnections,
  rowsOfPorts,
} from './scan-simulation';

const RELEASE = CalicoRelease.enterprise('3.24');
/** Flush intervals in seconds, as in the workshops and by default. */
const INTERVALS = [300, 60, 15, 10];
const CONNECTIONS = 3;
const PORTS = 600;

// biome-ignore format: a table is read by its columns
const LEVELS: Readonly<Record<FlowAggregation, { readonly merges: string; readonly empty: string }>> = {
  [FlowAggregation.NONE]:                        { merges: 'nothing', empty: 'nothing' },
  [FlowAggregation.BY_SOURCE]:                   { merges: 'source ports', empty: '`source_port`' },
  [FlowAggregation.BY_POD_PREFIX]:               { merges: 'the pods of a controller as well', empty: 'names and addresses of pods, too' },
  [FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS]: { merges: 'ports of the destination as well', empty: '`dest_port`, too' },
};

const TABLES: Readonly<Record<string, () => string[]>> = {
  'port-scan-settings': portScanTable,
  'aggregation-levels': levelTable,
  'rows-of-a-pair': pairTable,
  'events-of-a-scan': () =>
    tableOf(['scan', 'lookback', 'period', 'events since 3.17', 'events up to 3.16'], scanEventRows()),
};

/**
 * A table about log settings, with numbers of rows that a simulation counts.
 *
 * @throws when no table has that name
 */
export function logSettingsTable(name: string): string {
  const table = TABLES[name];
  if (table === undefined) {
    throw new Error(`unknown table ${name}`);
  }
  return ['', ...table(), ''].join('\n');
}

/** What `PortScanAlert` chooses for settings, and the rows that its runs see of ordinary traffic and of a scan. */
export function portScanChoice(seconds: number, allowedFlows: FlowAggregation) {
  const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(seconds), allowedFlows });
  const cluster = CalicoCluster.managed({ name: 'acme.docs', release: RELEASE, logs });
  const alert = new PortScanAlert(new Chart(new App(), 'docs'), 'alert', { cluster });
  return { logs, alert, ordinary: mostOrdinaryRows(logs, alert), scan: fewestScanRows(logs, alert) };
}

function portScanTable(): string[] {
  const rows = INTERVALS.flatMap((seconds) =>
    ALLOWED_LEVELS.map((level) => {
      const { alert, ordinary, scan } = portScanChoice(seconds, level);
      const times = [alert.period, alert.lookback].map((time) => `${time.toMinutes()} min`);
      return [inWords(seconds), `${levelOf(level)}`, ...times, `${alert.threshold}`, `${ordinary}`, `${scan}`];
    }),
  );
  return tableOf(
    ['flush interval', 'level', 'period', 'lookback', 'threshold', 'rows of ordinary traffic', 'rows of the scan'],
    rows,
  );
}

function levelTable(): string[] {
  const rows = Object.values(FlowAggregation).map((level) => {
    const settings = LogSettings.of({ deniedFlows: level });
    const { merges, empty } = LEVELS[level];
    const counts = [rowsOfConnections(settings, CONNECTIONS), rowsOfPorts(settings, PORTS)];
    return [`${levelOf(level)}`, `\`${nameOf(level)}\``, merges, empty, ...counts.map(String)];
  });
  return tableOf(
    [
      'level',
      '`FlowAggregation`',
      'merges',
      'leaves empty',
      `${CONNECTIONS} connections of 2×2 pods`,
      `${PORTS} ports`,
    ],
    rows,
  );
}

function pairTable(): string[] {
  const rows = INTERVALS.map((seconds) => [
    inWords(seconds),
    ...ALLOWED_LEVELS.map((allowedFlows) =>
      String(rowsInQuarter(LogSettings.of({ flowLogsFlushInterval: Duration.seconds(seconds), allowedFlows }))),
    ),
  ]);
  return tableOf(['flush interval', ...ALLOWED_LEVELS.map((level) => `level ${levelOf(level)}`)], rows);
}

function nameOf(level: FlowAggregation): string {
  return Object.entries(FlowAggregation).find(([, value]) => value === level)?.[0] ?? '';
}

function inWords(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
