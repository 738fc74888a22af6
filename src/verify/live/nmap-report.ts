import { plural, sanitizeLine } from '../../base';

/** The result of nmap, read from its normal output. */
export interface NmapReport {
  /** Whether nmap finished. */
  readonly done: boolean;
  readonly hosts: number;
  readonly up: number;
  /** Hosts that exceeded the host timeout. */
  readonly timedOut: number;
  /** Ports of all hosts, by their state. */
  readonly ports: ReadonlyMap<string, number>;
  readonly openPorts: readonly string[];
  /** An error that nmap printed. */
  readonly problem?: string;
}

/** No scan prints more, and no line of nmap is longer. */
const LONGEST_OUTPUT = 1_000_000;
const LONGEST_LINE = 1_000;

/** Seven digits are more than any scan counts. Each pattern is for one line, and reads it once. */
const PORT = /^(\d{1,5}\/(?:tcp|udp)) {1,20}([a-z|]{1,20})\b/;
const COUNTED = /^(\d{1,7}) ([a-z|]{1,20}) /;
const ALL_IGNORED = /^All (\d{1,7}) scanned ports on /;
const IGNORED_STATE = / are (closed|filtered|unfiltered)/;
const DONE = /^Nmap done: (\d{1,7}) IP address(?:es)? \((\d{1,7}) hosts? up\) scanned/;
const NOT_SHOWN = 'Not shown: ';

const PROBLEMS: readonly string[] = [
  'Failed to resolve',
  'WARNING: No targets',
  'QUITTING',
  'nmap: ',
  'Error ',
  'dnet: ',
  'socket: ',
];

/** Reads nmap's normal output, which anybody who can create pods may have written. */
export function readNmap(output: string): NmapReport {
  const lines = output
    .slice(0, LONGEST_OUTPUT)
    .split('\n')
    .map((line) => line.slice(0, LONGEST_LINE));
  const shown = lines.flatMap((line) => {
    const [, port, state] = PORT.exec(line) ?? [];
    return port === undefined || state === undefined ? [] : [{ port, state }];
  });
  const ports = new Map<string, number>();
  for (const { state, number } of [...shown.map(({ state }) => ({ state, number: 1 })), ...lines.flatMap(counted)]) {
    ports.set(state, (ports.get(state) ?? 0) + number);
  }
  const [, hosts, up] = lines.map((line) => DONE.exec(line)).find((match) => match !== null) ?? [];
  const problem = lines.find((line) => PROBLEMS.some((prefix) => line.startsWith(prefix)));
  return {
    done: hosts !== undefined,
    hosts: Number(hosts ?? 0),
    up: Number(up ?? 0),
    timedOut: lines.filter(isTimedOut).length,
    ports,
    openPorts: [...new Set(shown.filter(({ state }) => state === 'open').map(({ port }) => port))],
    problem: problem === undefined ? undefined : sanitizeLine(problem),
  };
}

/** Ports that nmap only counts: `Not shown: 598 closed tcp ports (conn-refused), 2 filtered tcp ports (no-response)`. */
function counted(line: string): { readonly state: string; readonly number: number }[] {
  const [, all] = ALL_IGNORED.exec(line) ?? [];
  const [, ignored] = IGNORED_STATE.exec(line) ?? [];
  if (all !== undefined && ignored !== undefined) {
    return [{ state: ignored, number: Number(all) }];
  }
  const list = line.startsWith(NOT_SHOWN) ? line.slice(NOT_SHOWN.length).split(', ') : [];
  return list.flatMap((item) => {
    const [, number, state] = COUNTED.exec(item) ?? [];
    return number === undefined || state === undefined ? [] : [{ state, number: Number(number) }];
  });
}

function isTimedOut(line: string): boolean {
  return line.startsWith('Skipping host ') && line.includes(' due to host timeout');
}

/** Whether ports were scanned. */
export function isScan({ done, hosts, up, timedOut, ports }: NmapReport): boolean {
  return done && hosts > 0 && up > timedOut && ports.size > 0;
}

/** `1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed`. */
export function nmapText(report: NmapReport): string {
  if (!report.done) {
    return `nmap did not finish${report.problem === undefined ? '' : `: ${report.problem}`}`;
  }
  const total = [...report.ports.values()].reduce((sum, number) => sum + number, 0);
  const states = [...report.ports].map(([state, number]) => {
    const named = state === 'open' ? ` (${report.openPorts.slice(0, 10).join(', ')})` : '';
    return `${number} ${state}${named}`;
  });
  const hosts = `${report.up} of ${plural(report.hosts, 'host')} up`;
  const late = report.timedOut === 0 ? '' : `, ${report.timedOut} timed out`;
  const scanned = states.length === 0 ? ', no ports scanned' : `, ${total} ports: ${states.join(', ')}`;
  const problem = report.problem === undefined ? '' : ` (${report.problem})`;
  return `nmap: ${hosts}${late}${scanned}${problem}`;
}
