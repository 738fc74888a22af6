import { isScan, nmapText, readNmap } from '../../src/verify/live/nmap-report';
import { NMAP } from './fake-module';

const ALL_CLOSED = `Nmap scan report for 10.0.0.7
Host is up (0.00010s latency).
All 600 scanned ports on 10.0.0.7 are in ignored states.
Not shown: 598 closed tcp ports (conn-refused), 2 filtered tcp ports (no-response)

Nmap done: 1 IP address (1 host up) scanned in 0.05 seconds
`;

const OLD = `Nmap scan report for 10.0.0.7
All 600 scanned ports on 10.0.0.7 are filtered

Nmap done: 1 IP address (1 host up) scanned in 121.05 seconds
`;

const TWO = `Nmap scan report for 10.0.0.7
Not shown: 599 closed ports
PORT   STATE SERVICE
80/tcp open  http

Nmap scan report for 10.0.0.8
Not shown: 598 closed ports
PORT    STATE         SERVICE
80/tcp  open          http
443/tcp open|filtered https

Nmap done: 2 IP addresses (2 hosts up) scanned in 1.05 seconds
`;

const GIVEN_UP = `Nmap scan report for 10.0.0.7
Host is up (0.00010s latency).
Skipping host 10.0.0.7 due to host timeout
Nmap done: 1 IP address (1 host up) scanned in 360.05 seconds
`;

describe("nmap's output", () => {
  it.each<[string, string, boolean, string]>([
    ['a port that is open', NMAP, true, 'nmap: 1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed'],
    ['no port that is open', ALL_CLOSED, true, 'nmap: 1 of 1 host up, 600 ports: 598 closed, 2 filtered'],
    ['an old version', OLD, true, 'nmap: 1 of 1 host up, 600 ports: 600 filtered'],
    ['two hosts', TWO, true, 'nmap: 2 of 2 hosts up, 1200 ports: 2 open (80/tcp), 1 open|filtered, 1197 closed'],
    ['a host that is too slow', GIVEN_UP, false, 'nmap: 1 of 1 host up, 1 timed out, no ports scanned'],
    [
      'a name that is none',
      'Failed to resolve "x".\nNmap done: 0 IP addresses (0 hosts up) scanned in 0 seconds',
      false,
      'nmap: 0 of 0 hosts up, no ports scanned (Failed to resolve "x".)',
    ],
    ['an end before the end', 'Starting Nmap', false, 'nmap did not finish'],
    ['nothing', '', false, 'nmap did not finish'],
  ])('is read: %s', (_, output, scanned, words) => {
    const report = readNmap(output);
    expect([isScan(report), nmapText(report)]).toEqual([scanned, words]);
  });
});
