import { said } from './said';

/** What nmap found, out of its normal output. */
export interface NmapReport {
  /** Whether it came to its end. */
  readonly done: boolean;
  readonly hosts: number;
  readonly up: number;
  /** Hosts that took too long. */
  readonly givenUp: number;
  /** Ports of all hosts, by their state. */
  readonly ports: ReadonlyMap<string, number>;
  readonly openPorts: readonly string[];
  /** What nmap complains about. */
  readonly problem?: string;
}

const PORT = /^(\d+\/(?:tcp|udp)) +([a-z|]+)/gm;
const NOT_SHOWN = /^Not shown: (.*)$/gm;
const COUNTED = /(\d+) ([a-z|]+) (?:tcp|udp )?/g;
const ALL_IGNORED = /^All (\d+) scanned ports on .* are (closed|filtered|unfiltered)/gm;
const DONE = /^Nmap done: (\d+) IP address(?:es)? \((\d+) hosts? up\) scanned/m;
const GIVEN_UP = /^Skipping host .* due to host timeout/gm;
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
    givenUp: [...output.matchAll(GIVEN_UP)].length,
    ports,
    openPorts: [...new Set(shown.filter(({ state }) => state === 'open').map(({ port }) => port))],
    problem: problem === undefined ? undefined : said(problem),
  };
}

/** Whether ports were really tried. */
export function isScan({ done, hosts, up, givenUp, ports }: NmapReport): boolean {
  return done && hosts > 0 && up > givenUp && ports.size > 0;
}

/** `1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed`. */
export function nmapWords(report: NmapReport): string {
  if (!report.done) {
    return `nmap did not come to its end${report.problem === undefined ? '' : `: ${report.problem}`}`;
  }
  const total = [...report.ports.values()].reduce((sum, number) => sum + number, 0);
  const states = [...report.ports].map(([state, number]) => {
    const named = state === 'open' ? ` (${report.openPorts.slice(0, 10).join(', ')})` : '';
    return `${number} ${state}${named}`;
  });
  const hosts = `${report.up} of ${report.hosts} ${report.hosts === 1 ? 'host' : 'hosts'} up`;
  const late = report.givenUp === 0 ? '' : `, ${report.givenUp} given up since it took too long`;
  const tried = states.length === 0 ? ', no port tried' : `, ${total} ports: ${states.join(', ')}`;
  const problem = report.problem === undefined ? '' : ` (${report.problem})`;
  return `nmap: ${hosts}${late}${tried}${problem}`;
}
