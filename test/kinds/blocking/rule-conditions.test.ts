import type { Manifest } from '../../../src/base';
import { egress, ingress, problemsIn } from './policy';

const TO = 'spec.egress[0].destination';
const PROTOCOL = 'must be TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6 or a number from 1 to 255 [network-policy/protocol]';
const ICMP = 'must have a type from 0 to 254, and a code from 0 to 255 [network-policy/icmp]';
const PORT =
  'is not a valid port: a number from 0 to 65535, a range such as 8000:8100, or a name [network-policy/ports]';
const NETS = '[network-policy/nets]';
const GLOBAL =
  'must not contain global(), which is only allowed as the namespaceSelector of the source or destination of a rule [network-policy/global-place]';
const NUMBER = 'must be a number, without quotes [network-policy/field-type]';
const DOMAINS = 'must be a list of strings';

const allow = (destination: object, rule: object = {}) => egress({ action: 'Allow', ...rule, destination });
const nets = (...list: unknown[]) => allow({ nets: list });
const ports = (...list: unknown[]) => allow({ ports: list }, { protocol: 'TCP' });
const SERVICE = { name: 'shop', namespace: 'shop' };

describe('the conditions of a rule', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, string[]]>([
    ['an unknown protocol', egress({ action: 'Allow', protocol: 'HTTP' }), [`spec.egress[0].protocol = "HTTP": ${PROTOCOL}`]],
    ['a list as a protocol', egress({ action: 'Allow', protocol: ['TCP'] }), [`spec.egress[0].protocol: ${PROTOCOL}`]],
    ['a list of a number as a protocol', egress({ action: 'Allow', protocol: [6] }), [`spec.egress[0].protocol: ${PROTOCOL}`]],
    ...[' 6', '6 ', '6.0', '1000', -1, 0, 256, 1.5].map((value): [string, Manifest, string[]] => [`the protocol ${JSON.stringify(value)}`, egress({ action: 'Allow', notProtocol: value }), [`spec.egress[0].notProtocol = ${JSON.stringify(value)}: ${PROTOCOL}`]]),
    ['an IP version that is not 4 or 6', egress({ action: 'Allow', ipVersion: 5, destination: { nets: ['10.0.0.0/8'] } }), ['spec.egress[0].ipVersion = 5: must be 4 or 6 [network-policy/protocol]']],
    ['a quoted IP version', egress({ action: 'Allow', ipVersion: '4' }), [`spec.egress[0].ipVersion = "4": ${NUMBER}`]],
    ['ICMP by its number over IPv6', egress({ action: 'Allow', ipVersion: 6, protocol: 1 }), ['spec.egress[0].ipVersion = 6: contradicts the protocol ICMP, which has the IP version 4 only [network-policy/protocol]']],
    ['a negative type of ICMP', egress({ action: 'Allow', protocol: 'ICMP', icmp: { type: -1 } }), [`spec.egress[0].icmp: ${ICMP}`]],
    ['a negative code of ICMP', egress({ action: 'Allow', protocol: 'ICMP', icmp: { type: 8, code: -1 } }), [`spec.egress[0].icmp: ${ICMP}`]],
    ['a wrong port', ports(443, 65_536), [`${TO}.ports[1] = 65536: ${PORT}`]],
    ['a range of ports that ends before it begins', ports('8100:8000'), [`${TO}.ports[0] = "8100:8000": ${PORT}`]],
    ...['1:2x', 'x1:2', '1:2:3', ':2', '1:', '123456:2', '1:123456', ' 1:2'].map((value): [string, Manifest, string[]] => [`the port ${value}`, ports(value), [`${TO}.ports[0] = "${value}": ${PORT}`]]),
    ['a range of ports that is too high', ports('1:65536'), [`${TO}.ports[0] = "1:65536": ${PORT}`]],
    ['a long name of a port', ports('a'.repeat(129)), [`${TO}.ports[0] = "${'a'.repeat(129)}": ${PORT}`]],
    ['services with everything else', allow({ services: SERVICE, selector: 'all()', notSelector: 'has(a)', namespaceSelector: 'has(b)', serviceAccounts: { names: ['a'] }, nets: ['10.0.0.0/8'], notNets: ['10.1.0.0/16'], ports: [1], notPorts: [2] }, { protocol: 'TCP' }), [`${TO}.services: cannot be combined with selector, notSelector, namespaceSelector, serviceAccounts, nets, notNets, ports, notPorts; remove one of them [network-policy/services]`]],
    ['services without anything', allow({ services: {} }), [`${TO}.services: must have a name and a namespace, since the policy is cluster-scoped [network-policy/services]`]],
    ['services without a name', allow({ services: { namespace: 'shop' } }), [`${TO}.services: must have a name, since the policy is cluster-scoped [network-policy/services]`]],
    ['services of a source of egress', egress({ action: 'Allow', source: { services: SERVICE } }), ['spec.egress[0].source.services: is allowed as the destination of egress rules and the source of ingress rules only [network-policy/services]']],
  ])('reports %s', (_, manifest, expected) => {
    expect(problemsIn(manifest)).toEqual(expected);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest]>([
    ...['TCP', 'udp', 'SCTP', 'UDPLite', 'ICMP', 'ICMPv6', 1, 255, '255', null].map((protocol): [string, Manifest] => [`the protocol ${protocol}`, egress({ action: 'Allow', protocol })]),
    ['ICMP over IPv4', egress({ action: 'Allow', protocol: 'ICMP', ipVersion: 4 })],
    ['ICMPv6 over IPv6', egress({ action: 'Allow', protocol: 'ICMPv6', ipVersion: 6 })],
    ['ICMPv6 by its number', egress({ action: 'Allow', protocol: 58, icmp: { type: 128, code: 0 } })],
    ['the highest type and code of ICMP', egress({ action: 'Allow', protocol: 'ICMP', icmp: { type: 254, code: 255 } })],
    ['the lowest type and code of ICMP', egress({ action: 'Allow', protocol: 'ICMP', icmp: { type: 0, code: 0 } })],
    ['ports at their limits', ports(0, 65_535, '0', '65535', '0:0', '1:65535')],
    ['a name of a port of 128 characters', ports('a'.repeat(128))],
    ['icmp of ICMPv6', egress({ action: 'Allow', protocol: 'ICMPv6', icmp: { type: 128 } })],
    ['icmp of ICMP by its number', egress({ action: 'Allow', protocol: 1, icmp: { type: 8 } })],
    ['names of ports with digits', ports('http2', '8080-tcp', 'a_b.c')],
    ...['TCP', 'UDP', 'SCTP', 6, 17, 132].map((protocol): [string, Manifest] => [`ports of ${protocol}`, allow({ ports: [1] }, { protocol })]),
    ['http of TCP by its number', ingress({ action: 'Allow', protocol: 6, http: { methods: ['GET'] } })],
    ['services of a source with ports', ingress({ action: 'Allow', protocol: 'TCP', source: { services: SERVICE, ports: [1] } })],
  ])('accepts %s', (_, manifest) => {
    expect(problemsIn(manifest)).toEqual([]);
  });
});

describe('the protocol of a rule with icmp or http', () => {
  const exactly = ', written exactly like that: the schema of this release has no other form';
  const icmp = egress({ action: 'Allow', protocol: 'icmpv6', icmp: { type: 128 } });
  const http = ingress({ action: 'Allow', protocol: '6', http: { methods: ['GET'] } });

  it.each<[string, string[], string[]]>([
    ['3.22', [], []],
    ['3.23', [], [`spec.ingress[0].http: requires the protocol TCP, or none${exactly} [network-policy/http]`]],
    [
      '3.24',
      [`spec.egress[0].icmp: requires protocol: ICMP or protocol: ICMPv6${exactly} [network-policy/icmp]`],
      [`spec.ingress[0].http: requires the protocol TCP, or none${exactly} [network-policy/http]`],
    ],
  ])('may be written in another form, depending on the release: %s', (release, ofIcmp, ofHttp) => {
    expect([problemsIn(icmp, release), problemsIn(http, release)]).toEqual([ofIcmp, ofHttp]);
  });
});

describe('the ends of a rule', () => {
  const cidr = (value: string, message: string) => `${TO}.nets[0] = ${JSON.stringify(value)}: ${message} ${NETS}`;
  const length = (bits: number) => `has a prefix length that is not a number from 0 to ${bits}`;

  // biome-ignore format: a table is read by its columns
  it.each<[string, string]>([
    ...['/8/8', '/8x', '/x8', '/', '/ 8', '/8 ', '/1e1', '/0008', '/33', '/-1'].map((end): [string, string] => [`10.0.0.0${end}`, length(32)]),
    ['2001:db8::/129', length(128)],
    ['2001:db8::1', 'must have a prefix length, even for one address; write 2001:db8::1/128'],
    ['2001:db8::1/64', 'has bits after its prefix of 64 bits; set them to zero'],
    ['fe80::1%eth0/128', 'is not a CIDR block, such as 192.0.2.0/24'],
    ['10.0.0/8', 'is not a CIDR block, such as 192.0.2.0/24'],
    ['', 'is not a CIDR block, such as 192.0.2.0/24'],
  ])('cannot have the network %j', (value, message) => {
    expect(problemsIn(nets(value))).toEqual([cidr(value, message)]);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, string[]]>([
    ['a wrong network, which says nothing about the IP version of the others', nets('a.example', '10.0.0.0/8'), [cidr('a.example', 'is not a CIDR block, such as 192.0.2.0/24')]],
    ['an IP version that contradicts networks', egress({ action: 'Allow', ipVersion: 6, destination: { nets: ['10.0.0.0/8'] } }), [cidr('10.0.0.0/8', 'is not of IP version 6, like the rest of the rule; use one rule for each version')]],
    ['networks of both ends', egress({ action: 'Allow', source: { nets: ['2001:db8::/32'] }, destination: { notNets: ['10.0.0.0/8'] } }), [`${TO}.notNets[0] = "10.0.0.0/8": is not of IP version 6, like the rest of the rule; use one rule for each version ${NETS}`]],
    ['numbers as networks', nets(7, 7), [`${TO}.nets = [7,7]: ${DOMAINS}; quote numbers, true and false [network-policy/field-type]`]],
    ['a number as a domain', allow({ domains: [7] }), [`${TO}.domains = [7]: ${DOMAINS}; quote numbers, true and false [network-policy/field-type]`]],
    ['a string as domains', allow({ domains: 'a.example' }), [`${TO}.domains = "a.example": ${DOMAINS}: write [a.example] [network-policy/field-type]`]],
    ['domains with a selector and networks', allow({ domains: ['a.example'], selector: 'has(a)', nets: ['10.0.0.0/8'] }), [`${TO}.domains: cannot be combined with selector and nets; use two rules [block-policy/domains-denied]`]],
    ['half of global()', allow({ namespaceSelector: 'global(' }), [`${TO}.namespaceSelector = "global(": cannot combine global() with anything else; use two rules [network-policy/global-place]`]],
  ])('cannot have %s', (_, manifest, expected) => {
    expect(problemsIn(manifest)).toEqual(expected);
  });

  it.each(['selector', 'namespaceSelector', 'serviceAccountSelector'])(
    'are the only place for global(), not the %s of the policy',
    (field) => {
      const manifest = egress({ action: 'Allow' });
      const spec = { ...(manifest['spec'] as object), [field]: 'global()' };
      expect(problemsIn({ ...manifest, spec })).toEqual([`spec.${field} = "global()": ${GLOBAL}`]);
    },
  );

  it.each(['10.0.0.0/32', '0.0.0.0/0', '2001:db8::/128', '::/0', '255.255.255.255/32'])(
    'can have the network %s',
    (value) => {
      expect(problemsIn(nets(value))).toEqual([]);
    },
  );
});
