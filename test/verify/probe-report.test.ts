import fc from 'fast-check';
import { readProbe } from '../../src/verify/live/probe-report';
import { DENIED, nmapOf } from './fake-feed';

const DONE = 'Nmap done: 1 IP address (1 host up) scanned in 2.05 seconds\n';
const rows = (output: string) =>
  readProbe(output).addresses.map(({ address, connection }) => `${address} ${connection}`);

/** As nmap 7.93 printed it. */
const PRINTED = `Starting Nmap 7.93 ( https://nmap.org ) at 2026-11-26 20:41 UTC
Nmap scan report for 203.0.114.1
Host is up, received user-set (0.00045s latency).

PORT    STATE  SERVICE REASON
443/tcp closed https   conn-refused

Nmap scan report for 203.0.114.7
Host is up, received user-set (0.00057s latency).

PORT    STATE SERVICE REASON
443/tcp open  https   syn-ack

Nmap scan report for 2001:db8::1
Host is up, received user-set (0.030s latency).

PORT    STATE    SERVICE REASON
443/tcp filtered https   host-unreach

Nmap scan report for web.shop.svc (203.0.114.9)
Host is up, received user-set.

PORT      STATE    SERVICE REASON
18080/tcp filtered unknown no-response

Nmap done: 4 IP addresses (4 hosts up) scanned in 2.01 seconds
`;

describe("nmap's output about one port of some hosts", () => {
  it('is read', () => {
    expect(rows(PRINTED)).toEqual([
      '203.0.114.1 refused',
      '203.0.114.7 accepted',
      '2001:db8::1 not-tried',
      '203.0.114.9 no-answer',
    ]);
    expect(readProbe(PRINTED)).toMatchObject({ done: true, problem: undefined });
    expect(rows(nmapOf(443, DENIED))).toEqual(['203.0.114.5 no-answer', '203.0.114.6 no-answer']);
  });

  it.each<[string, string]>([
    ['a state without a reason', `Nmap scan report for 203.0.114.1\n443/tcp filtered https\n${DONE}`],
    ['a state of no host', `443/tcp filtered https no-response\n${DONE}`],
    ['a host with a strange name', `Nmap scan report for $(id)\n443/tcp filtered https no-response\n${DONE}`],
    ['a UDP port', `Nmap scan report for 203.0.114.1\n443/udp filtered https no-response\n${DONE}`],
    [
      'a host that timed out',
      `Nmap scan report for 203.0.114.1\nSkipping host 203.0.114.1 due to host timeout\n${DONE}`,
    ],
  ])('has no result in %s', (_, output) => {
    expect(readProbe(output)).toMatchObject({ done: true, addresses: [] });
  });

  it.each(['unfiltered reset', 'open|filtered no-response', 'filtered net-unreach', 'filtered admin-prohibited'])(
    'is no evidence of a policy: %s',
    (state) => {
      expect(rows(nmapOf(443, { '203.0.114.5': state }))).toEqual(['203.0.114.5 not-tried']);
    },
  );

  it('does not hide an end before the end, nor an error', () => {
    expect(readProbe('Starting Nmap').done).toBe(false);
    expect(readProbe(`Failed to resolve "x".\n${DONE}`).problem).toBe('Failed to resolve "x".');
  });

  it('is read at once, whatever it is', () => {
    const long = ['443/tcp open ', 'Nmap scan report for 1', '443/tcp ', '\n', ' '].map((text) => text.repeat(200_000));
    for (const output of long) {
      const before = process.cpuUsage();
      expect(readProbe(output).done).toBe(false);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (output) => expect(readProbe(output).addresses).toEqual([])));
  });
});
