import { isIPv6 } from 'node:net';

/** Seconds after which nmap gives up on a host; for one port, it takes about two. */
const HOST_TIMEOUT = 30;

/** Arguments of nmap that open one TCP connection to one port of each host, twice if there is no answer. No shell reads them. */
export function probeArguments(port: string, hosts: readonly string[]): string[] {
  return [
    '--reason',
    '-sT',
    '-Pn',
    '-n',
    '--max-retries',
    '1',
    '--host-timeout',
    `${HOST_TIMEOUT}s`,
    ...(hosts.some(isIPv6) ? ['-6'] : []),
    '-p',
    port,
    ...hosts,
  ];
}
