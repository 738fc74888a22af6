import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { addressProblem, isPublic } from '../../src/drill';
import { probeAddresses } from '../../src/verify/live/probe-addresses';

const V4 = ['10.1.0.9'];
const V6 = ['fd00::9'];

describe('the addresses of a network set that are tried', () => {
  it.each<[string, unknown[], string[], string[]]>([
    [
      'a few',
      ['203.0.114.5/32', '203.0.114.6/32', '203.0.114.7', '203.0.114.8/32'],
      V4,
      ['203.0.114.5', '203.0.114.6', '203.0.114.7'],
    ],
    ['each once', ['203.0.114.5/32', '203.0.114.5', '203.0.114.6/32'], V4, ['203.0.114.5', '203.0.114.6']],
    ['hosts first', ['203.0.112.0/24', '203.0.114.5/32'], V4, ['203.0.114.5', '203.0.112.1']],
    ['in a network, a host', ['203.0.112.0/22'], V4, ['203.0.112.1']],
    ['in a network that is written by a host, its first one', ['203.0.115.77/22'], V4, ['203.0.112.1']],
    ['in a network of half the internet, its first one', ['128.0.0.0/1'], V4, ['128.0.0.1']],
    ['in a network of two hosts, the first', ['203.0.112.4/31'], V4, ['203.0.112.4']],
    [
      'of IPv6',
      ['2001:4860::/32', '2001:4860:4860::8888/128', '203.0.114.5/32'],
      V6,
      ['2001:4860:4860::8888', '2001:4860::'],
    ],
    [
      'of the first version of the pod',
      ['2001:4860:4860::8888/128', '203.0.114.5/32'],
      [...V4, ...V6],
      ['203.0.114.5'],
    ],
    ['of its other version', ['2001:4860:4860::8888/128'], [...V4, ...V6], ['2001:4860:4860::8888']],
    ['none of a pod without an address', ['203.0.114.5/32'], [], []],
    ['none that is private', ['10.0.0.1/32', '172.16.0.0/12', '100.64.0.1/32', 'fd00::1/128'], [...V4, ...V6], []],
    ['none that is not of a host', ['0.0.0.0/0', '224.0.0.1/32', '255.255.255.255/32', '127.0.0.1/32'], V4, []],
    ['none that is IPv4 in disguise', ['::ffff:8.8.8.8/128', '64:ff9b::169.254.169.254/128'], V6, []],
    [
      'none that is not an address',
      ['-sU', '1.2.3.4/33', '1.2.3/24', '', '/32', '::/129', 7, null, ['1.2.3.4']],
      [...V4, ...V6],
      [],
    ],
    ['none after the first thousand entries', [...new Array(1_000).fill('10.0.0.1'), '203.0.114.5'], V4, []],
  ])('are %s', (_, nets, podAddresses, expected) => {
    expect(probeAddresses(nets, podAddresses)).toEqual(expected);
  });

  it('are public ones of one version, whatever the set has', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const entry = fc.oneof(
      fc
        .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 33 }))
        .map(([a, b, c, d, bits]) => `${a}.${b}.${c}.${d}/${bits}`),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 129 })).map(([address, bits]) => `${address}/${bits}`),
      fc.ipV4(),
      fc.string(),
      fc.anything(),
    );
    const pods = fc.constantFrom(V4, V6, [...V4, ...V6], [...V6, ...V4]);
    fc.assert(
      fc.property(fc.array(entry), pods, (nets, podAddresses) => {
        const addresses = probeAddresses(nets, podAddresses);
        expect(addresses.length).toBeLessThanOrEqual(3);
        expect(addresses.every(isIPv4) || addresses.every(isIPv6)).toBe(true);
        for (const address of addresses) {
          expect([address, addressProblem(address), isPublic(address)]).toEqual([address, undefined, true]);
        }
      }),
    );
  });
});
