import { readNmap } from './nmap-report';

/** What became of the connection to one address. */
export enum Connection {
  ACCEPTED = 'accepted',
  REFUSED = 'refused',
  /** Nothing came back, as where a policy denies the connection. */
  NO_ANSWER = 'no-answer',
  /** The network reported that the address cannot be reached, or nmap did not say. */
  NOT_TRIED = 'not-tried',
}

export interface ProbedAddress {
  readonly address: string;
  readonly connection: Connection;
}

/** The result of nmap for one port of some addresses. */
export interface ProbeReport {
  /** Whether nmap finished. */
  readonly done: boolean;
  readonly addresses: readonly ProbedAddress[];
  /** An error that nmap printed. */
  readonly problem?: string | undefined;
}

/** No output is longer, nor a line of it. Each pattern is for one line, and reads it once. */
const LONGEST_OUTPUT = 100_000;
const LONGEST_LINE = 400;
const HOST = 'Nmap scan report for ';
const ADDRESS = /^(?:[-.\w]{1,253} \()?([0-9A-Fa-f.:]{2,45})\)?$/;
const PORT = /^\d{1,5}\/tcp {1,20}([a-z|]{1,20}) {1,20}[!-~]{1,40} {1,20}([a-z-]{1,40})/;

/** Reads nmap's normal output with reasons, which anybody who can create pods may have written. */
export function readProbe(output: string): ProbeReport {
  const { done, problem } = readNmap(output);
  const addresses: ProbedAddress[] = [];
  let address: string | undefined;
  for (const line of output.slice(0, LONGEST_OUTPUT).split('\n')) {
    const text = line.slice(0, LONGEST_LINE).trimEnd();
    if (text.startsWith(HOST)) {
      [, address] = ADDRESS.exec(text.slice(HOST.length)) ?? [];
    }
    const [, state, reason] = PORT.exec(text) ?? [];
    if (address !== undefined && state !== undefined && reason !== undefined) {
      addresses.push({ address, connection: connectionOf(state, reason) });
    }
  }
  return { done, addresses, problem };
}

function connectionOf(state: string, reason: string): Connection {
  switch (state) {
    case 'open':
      return Connection.ACCEPTED;
    case 'closed':
      return Connection.REFUSED;
    case 'filtered':
      return reason === 'no-response' ? Connection.NO_ANSWER : Connection.NOT_TRIED;
    default:
      return Connection.NOT_TRIED;
  }
}
