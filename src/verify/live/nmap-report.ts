import { plural } from '../../base';
import { sanitizeLine } from './sanitize-line';

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

const PORT = /^(\d+\/(?:tcp|udp)) +([a-z|]+)/gm;
const NOT_SHOWN = /^Not shown: (.*)$/gm;
const COUNTED = /\b(\d+) ([a-z|]+) (?:tcp|udp )?/g;
const ALL_IGNORED = /^All (\d+) scanned ports on .* are (closed|filtered|unfiltered)/gm;
const DONE = /^Nmap done: (\d+) IP address(?:es)? \((\d+) hosts? up\) scanned/m;
const TIMED_OUT = /^Skipping host .* due to host timeout/gm;
const PROBLEM = /^(?:Failed to resolve|WARNING: No targets|QUITTING|nmap: |Error |dnet: |socket: ).*$/m;

/** Reads nmap's normal output. */
export function readNmap(output: string): NmapReport {
  const shown = [...output.matchAll(PORT)].map(([, port = '', state = '']) => ({ port, state, number: 1 }));
  const lists = [...output.matchAll(NOT_SHOWN)].flatMap(([, list = '']) => [...list.matchAll(COUNTED)]);
  const counted = [...lists, ...output.matchAll(ALL_IGNORED)].map(([, number, state = '']) => ({
    state,
    number: Number(number),
  }));
  const ports = new Map<string, number>();
  for (const { state, number } of [...shown, ...counted]) {
    ports.set(state, (ports.get(state) ?? 0) + number);
  }
  const [, hosts, up] = DONE.exec(output) ?? [];
  const [problem] = PROBLEM.exec(output) ?? [];
  return {
    done: hosts !== undefined,
    hosts: Number(hosts ?? 0),
    up: Number(up ?? 0),
    timedOut: [...output.matchAll(TIMED_OUT)].length,
    ports,
    openPorts: [...new Set(shown.filter(({ state }) => state === 'open').map(({ port }) => port))],
    problem: problem === undefined ? undefined : sanitizeLine(problem),
  };
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
