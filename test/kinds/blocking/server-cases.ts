import type { Manifest } from '../../../src/base';
import { egress, ingress, object, policy } from './policy';

const TO = 'spec.egress[0].destination';
const SIDES = 'is allowed as the destination of egress rules and the source of ingress rules only';
const PROTOCOL = 'must be TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6 or a number from 1 to 255';
const GLOBAL =
  'must not contain global(), which is only allowed as the namespaceSelector of the source or destination of a rule';
const DOMAINS =
  'is allowed in the destination of an egress rule with the action Allow only, because Calico cannot deny domain names; to block, use addresses';
const EXACTLY = ', written exactly like that: the schema of this release has no other form';
const NO_DOMAIN =
  'is not a domain name, such as api.example.com or *.example.com, in which one part other than the last can be *';
const allow = (destination: object) => egress({ action: 'Allow', destination });
const many = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`);

/** What is wrong with an object, and what the only error says. */
// biome-ignore format: a table is read by its columns
export const WRONG: [string, Manifest, string][] = [
  ['an action in lower case', egress({ action: 'deny' }), 'spec.egress[0].action: must be one of Allow, Deny, Log, Pass; did you mean Deny? [network-policy/field-value]'],
  ['an empty action', egress({ action: '' }), 'spec.egress[0].action: must be one of Allow, Deny, Log, Pass; to set none of them, remove the field [network-policy/field-value]'],
  ['a rule without an action', egress({ protocol: 'TCP' }), 'spec.egress[0].action: is required: the API server rejects a rule without it [network-policy/field-missing]'],
  ['an unknown field', allow({ net: ['10.0.0.0/8'] }), `${TO}.net: is not a field of the source or destination of a rule; the API server rejects or drops unknown fields; did you mean nets? [network-policy/unknown-field]`],
  ['a string as networks', allow({ nets: '10.0.0.0/8' }), `${TO}.nets: must be a list of strings: write ["10.0.0.0/8"] [network-policy/field-type]`],
  ['a quoted order', policy({ order: '10' }), 'spec.order: must be a finite number, without quotes [network-policy/field-type]'],
  ['another version', { ...policy(), apiVersion: 'projectcalico.org/v1' }, 'apiVersion: must be projectcalico.org/v3, the only version of this API [network-policy/api-version]'],
  ['no spec', object('GlobalNetworkPolicy', undefined), 'spec: must contain the fields of a GlobalNetworkPolicy [network-policy/spec-missing]'],
  ['a list as spec', object('Tier', []), 'spec: must contain the fields of a Tier [network-policy/spec-missing]'],
  ['types in lower case', policy({ types: ['ingress'] }), 'spec.types: must be Ingress, Egress or both [network-policy/types]'],
  ['a repeated type', policy({ types: ['Ingress', 'Ingress'] }), 'spec.types: must list each direction once [network-policy/types]'],
  ['no types', policy({ types: [] }), 'spec.types: must not be empty; remove it to derive the types from the rules, or list Ingress or Egress [network-policy/types]'],
  ['257 networks', allow({ nets: many(257).map((net, index) => index < 256 ? net : '11.0.0.0/24') }), `${TO}.nets: must have at most 256 items since 3.24; it has 257 [network-policy/field-too-long]`],
  ['1025 rules', egress(...Array.from({ length: 1025 }, () => ({ action: 'Allow' }))), 'spec.egress: must have at most 1024 items since 3.24; it has 1025 [network-policy/field-too-long]'],
  ['a long selector', policy({ selector: `app == '${'a'.repeat(1024)}'` }), 'spec.selector: must have at most 1024 characters since 3.24 [network-policy/field-too-long]'],
  ['a repeated network', allow({ nets: ['10.0.0.0/8', '10.0.0.0/8'] }), `${TO}.nets[1]: is listed more than once, and the API server rejects repeated items; remove one [network-policy/repeated-item]`],
  ['a repeated service account', egress({ action: 'Allow', source: { serviceAccounts: { names: ['a', 'a'] } } }), 'spec.egress[0].source.serviceAccounts.names[1]: is listed more than once, and the API server rejects repeated items; remove one [network-policy/repeated-item]'],
  ['an unknown hint', policy({ performanceHints: ['Faster'] }), 'spec.performanceHints[0]: must be AssumeNeededOnEveryNode, the only hint [network-policy/field-value]'],
  ['an unknown protocol', egress({ action: 'Allow', protocol: 'HTTP' }), `spec.egress[0].protocol: ${PROTOCOL} [network-policy/protocol]`],
  ['the protocol 0', egress({ action: 'Allow', notProtocol: 0 }), `spec.egress[0].notProtocol: ${PROTOCOL} [network-policy/protocol]`],
  ['the protocol 256', egress({ action: 'Allow', protocol: 256 }), `spec.egress[0].protocol: ${PROTOCOL} [network-policy/protocol]`],
  ['the IP version 5', egress({ action: 'Allow', ipVersion: 5 }), 'spec.egress[0].ipVersion: must be 4 or 6 [network-policy/protocol]'],
  ['ICMP over IPv6', egress({ action: 'Allow', ipVersion: 6, protocol: 'ICMP' }), 'spec.egress[0].ipVersion: contradicts the protocol ICMP, which has the IP version 4 only [network-policy/protocol]'],
  ['ICMPv6 over IPv4', egress({ action: 'Allow', ipVersion: 4, notProtocol: 58 }), 'spec.egress[0].ipVersion: contradicts the protocol ICMPv6, which has the IP version 6 only [network-policy/protocol]'],
  ['ports without a protocol', allow({ ports: [443] }), `${TO}.ports: requires the protocol TCP, UDP or SCTP in the rule; add it [network-policy/ports]`],
  ['ports of ICMP', egress({ action: 'Allow', protocol: 'ICMP', source: { notPorts: [1] } }), 'spec.egress[0].source.notPorts: requires the protocol TCP, UDP or SCTP in the rule; add it [network-policy/ports]'],
  ['a string as ports', egress({ action: 'Allow', protocol: 'TCP', destination: { ports: '443' } }), `${TO}.ports: must be a list; start each port with a dash [network-policy/ports]`],
  ...[65_536, 1.5, -1, '65536', '2:1', '1:65536', 'a b', '', null, true, {}].map((port): [string, Manifest, string] => [`the port ${JSON.stringify(port)}`, egress({ action: 'Allow', protocol: 'TCP', destination: { ports: [443, port] } }), `${TO}.ports[1]: is not a valid port: a number from 0 to 65535, a range such as 8000:8100, or a name [network-policy/ports]`]),
  ['icmp of TCP', egress({ action: 'Allow', protocol: 'TCP', icmp: { type: 8 } }), 'spec.egress[0].icmp: requires protocol: ICMP or protocol: ICMPv6 [network-policy/icmp]'],
  ['a type of ICMP that is too high', egress({ action: 'Allow', protocol: 'ICMP', icmp: { type: 255 } }), 'spec.egress[0].icmp: must have a type from 0 to 254, and a code from 0 to 255 [network-policy/icmp]'],
  ['a code of ICMP that is too high', egress({ action: 'Allow', protocol: 'ICMP', notICMP: { type: 8, code: 256 } }), 'spec.egress[0].notICMP: must have a type from 0 to 254, and a code from 0 to 255 [network-policy/icmp]'],
  ['icmp of a protocol in lower case', egress({ action: 'Allow', protocol: 'icmp', icmp: { type: 8 } }), `spec.egress[0].icmp: requires protocol: ICMP or protocol: ICMPv6${EXACTLY} [network-policy/icmp]`],
  ['icmp of a quoted number', egress({ action: 'Allow', protocol: '1', icmp: { type: 8 } }), `spec.egress[0].icmp: requires protocol: ICMP or protocol: ICMPv6${EXACTLY} [network-policy/icmp]`],
  ['http of a protocol in lower case', ingress({ action: 'Allow', protocol: 'tcp', http: { methods: ['GET'] } }), `spec.ingress[0].http: requires the protocol TCP, or none${EXACTLY} [network-policy/http]`],
  ['a URL as a domain', allow({ domains: ['https://api.example.com/'] }), `${TO}.domains[0]: ${NO_DOMAIN} [network-policy/domains]`],
  ['an empty domain', allow({ domains: ['api.example.com', ''] }), `${TO}.domains[1]: ${NO_DOMAIN} [network-policy/domains]`],
  ['two asterisks', object('GlobalNetworkSet', { allowedEgressDomains: ['*.*.example.com'] }), `spec.allowedEgressDomains[0]: ${NO_DOMAIN} [network-set/domains]`],
  ['an asterisk at the end', object('GlobalNetworkSet', { allowedEgressDomains: ['example.*'] }), `spec.allowedEgressDomains[0]: ${NO_DOMAIN} [network-set/domains]`],
  ['an asterisk as a part of a part', object('GlobalNetworkSet', { allowedEgressDomains: ['api-*.example.com'] }), `spec.allowedEgressDomains[0]: ${NO_DOMAIN} [network-set/domains]`],
  ['a code without a type', egress({ action: 'Allow', notICMP: { code: 0 } }), 'spec.egress[0].notICMP: has a code but no type, which a code requires [network-policy/icmp]'],
  ['http in egress', egress({ action: 'Allow', http: { methods: ['GET'] } }), 'spec.egress[0].http: is available in ingress rules only [network-policy/http]'],
  ['http that is denied', ingress({ action: 'Deny', http: { methods: ['GET'] } }), 'spec.ingress[0].http: requires the action Allow [network-policy/http]'],
  ['http of UDP', ingress({ action: 'Allow', protocol: 'UDP', http: { methods: ['GET'] } }), 'spec.ingress[0].http: requires the protocol TCP, or none [network-policy/http]'],
  ['services at the wrong end', ingress({ action: 'Allow', destination: { services: { name: 'a', namespace: 'b' } } }), `spec.ingress[0].destination.services: ${SIDES} [network-policy/services]`],
  ['services with ports', egress({ action: 'Allow', protocol: 'TCP', destination: { services: { name: 'a', namespace: 'b' }, ports: [1] } }), `${TO}.services: cannot be combined with ports; remove one of them [network-policy/services]`],
  ['services with a selector', allow({ services: { name: 'a', namespace: 'b' }, selector: 'all()' }), `${TO}.services: cannot be combined with selector; remove one of them [network-policy/services]`],
  ['services without a namespace', allow({ services: { name: 'a' } }), `${TO}.services: must have a namespace, since the policy is cluster-scoped [network-policy/services]`],
  ['global() as a selector', policy({ selector: 'global()' }), `spec.selector: ${GLOBAL} [network-policy/global-place]`],
  ['global() as its own namespaceSelector', policy({ namespaceSelector: 'global()' }), `spec.namespaceSelector: ${GLOBAL} [network-policy/global-place]`],
  ['global() in the selector of a rule', allow({ selector: 'has(a) && global()' }), `${TO}.selector: ${GLOBAL} [network-policy/global-place]`],
  ['global() and a namespace', allow({ namespaceSelector: "global() || name == 'shop'" }), `${TO}.namespaceSelector: cannot combine global() with anything else; use two rules [network-policy/global-place]`],
  ['domains that are denied', egress({ action: 'Deny', destination: { domains: ['a.example'] } }), `${TO}.domains: ${DOMAINS} [block-policy/domains-denied]`],
  ['domains of a source', egress({ action: 'Allow', source: { domains: ['a.example'] } }), `spec.egress[0].source.domains: ${DOMAINS} [block-policy/domains-denied]`],
  ['domains in ingress', ingress({ action: 'Allow', destination: { domains: ['a.example'] } }), `spec.ingress[0].destination.domains: ${DOMAINS} [block-policy/domains-denied]`],
  ['domains and networks', allow({ domains: ['a.example'], nets: ['10.0.0.0/8'] }), `${TO}.domains: cannot be combined with nets; use two rules [block-policy/domains-denied]`],
  ['an address without a prefix', allow({ nets: ['10.0.0.1'] }), `${TO}.nets[0]: must have a prefix length, even for one address; write 10.0.0.1/32 [network-policy/nets]`],
  ['bits after the prefix', allow({ notNets: ['10.0.0.1/24'] }), `${TO}.notNets[0]: has bits after its prefix of 24 bits; set them to zero [network-policy/nets]`],
  ['a prefix that is too long', allow({ nets: ['10.0.0.0/33'] }), `${TO}.nets[0]: has a prefix length that is not a number from 0 to 32 [network-policy/nets]`],
  ['a domain as a network', allow({ nets: ['a.example'] }), `${TO}.nets[0]: is not a CIDR block, such as 192.0.2.0/24 [network-policy/nets]`],
  ['both versions of IP', allow({ nets: ['10.0.0.0/8', '2001:db8::/32'] }), `${TO}.nets[1]: is not of IP version 4, like the rest of the rule; use one rule for each version [network-policy/nets]`],
  ['networks of another version', egress({ action: 'Allow', ipVersion: 4, source: { nets: ['2001:db8::/32'] } }), 'spec.egress[0].source.nets[0]: is not of IP version 4, like the rest of the rule; use one rule for each version [network-policy/nets]'],
  ['a name with two dots', policy({}, { name: 'security.block.feeds' }), 'metadata.name: must contain at most one dot, after the name of the tier, or Calico rejects the policy [network-policy/name]'],
  ['preDNAT and doNotTrack', policy({ types: ['Ingress'], preDNAT: true, doNotTrack: true, applyOnForward: true }), 'spec.preDNAT: cannot be combined with doNotTrack [network-policy/host-options]'],
  ['preDNAT and egress', policy({ types: ['Egress'], preDNAT: true, applyOnForward: true }), 'spec.preDNAT: cannot be combined with egress rules, or the type Egress [network-policy/host-options]'],
  ['doNotTrack without applyOnForward', policy({ doNotTrack: true }), 'spec.doNotTrack: requires applyOnForward: true [network-policy/host-options]'],
  ['an unknown staged action', object('StagedGlobalNetworkPolicy', { stagedAction: 'set' }), 'spec.stagedAction: must be one of Set, Delete, Learn, Ignore; did you mean Set? [network-policy/field-value]'],
  ['a staged action of a policy', policy({ stagedAction: 'Set' }), 'spec.stagedAction: is not a field of a GlobalNetworkPolicy; the API server rejects or drops unknown fields; the fields are tier, order, selector, namespaceSelector, serviceAccountSelector, types, ingress, egress, doNotTrack, preDNAT, applyOnForward, performanceHints [network-policy/unknown-field]'],
  ['a policy that is to be deleted', object('StagedGlobalNetworkPolicy', { stagedAction: 'Delete', tier: 'security', order: 1 }), 'spec.stagedAction: only names the policy to remove, so the API server rejects other fields; remove order [network-policy/staged-delete]'],
  ['a tier with a dot', object('Tier', {}, { name: 'a.b' }), "metadata.name: must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [tier/name]"],
  ['a tier of 64 characters', object('Tier', {}, { name: 'a'.repeat(64) }), "metadata.name: must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [tier/name]"],
  ['a tier that allows', object('Tier', { defaultAction: 'Allow' }), 'spec.defaultAction: must be one of Pass, Deny [network-policy/field-value]'],
  ['a tier whose order is quoted', object('Tier', { order: '50' }), 'spec.order: must be a finite number, without quotes [network-policy/field-type]'],
  ['another order of the tier default', object('Tier', { order: 100 }, { name: 'default' }), 'spec.order: must be 1000000 in the tier default, which Calico creates [tier/built-in]'],
  ['another action of the tier default', object('Tier', { order: 1_000_000, defaultAction: 'Pass' }, { name: 'default' }), 'spec.defaultAction: must be Deny in the tier default, which Calico creates [tier/built-in]'],
  ['kube-admin without its action', object('Tier', { order: 1_000 }, { name: 'kube-admin' }), 'spec.defaultAction: must be Pass in the tier kube-admin, which Calico creates [tier/built-in]'],
  ['a network set with the label of namespaces', object('GlobalNetworkSet', { nets: [] }, { name: 'a', labels: { 'projectcalico.org/namespace': 'shop' } }), 'metadata.labels[projectcalico.org/namespace]: is a label that Calico uses for objects in a namespace; use another label [network-set/label]'],
  ['a network set of domains', object('GlobalNetworkSet', { nets: ['a.example'] }), 'spec.nets[0]: is not an address or a CIDR block, such as 192.0.2.0/24 [network-set/nets]'],
  ['a network set with a repeated network', object('GlobalNetworkSet', { nets: ['10.0.0.1', '10.0.0.1'] }), 'spec.nets[1]: is listed more than once, and the API server rejects repeated items; remove one [network-policy/repeated-item]'],
  ['a network set with a quoted list', object('GlobalNetworkSet', { nets: '10.0.0.1' }), 'spec.nets: must be a list of strings: write ["10.0.0.1"] [network-policy/field-type]'],
];

/** Objects without an error; on 3.24, or on the release that is given. */
// biome-ignore format: a table is read by its columns
export const RIGHT: [string, Manifest, string?][] = [
    ['a policy with everything', policy({
      order: 1.5,
      namespaceSelector: "kubernetes.io/metadata.name == 'shop'",
      serviceAccountSelector: 'all()',
      types: ['Ingress', 'Egress'],
      performanceHints: ['AssumeNeededOnEveryNode'],
      ingress: [
        { action: 'Allow', protocol: 'TCP', http: { methods: ['GET'], paths: [{ prefix: '/' }], headers: [{ header: 'a', operator: 'Equals', values: ['b'] }] }, source: { services: { name: 'a', namespace: 'b' } }, metadata: { annotations: { a: 'b' } } },
        { action: 'Log', protocol: 6, destination: { ports: [80, '443', '8000:8100', 'http'], notPorts: [81] } },
      ],
      egress: [
        { action: 'Pass', protocol: 'ICMP', icmp: { type: 8, code: 0 }, ipVersion: 4 },
        { action: 'Allow', destination: { domains: ['*.example.com'] } },
        { action: 'Deny', source: { serviceAccounts: { names: ['a'], selector: 'all()' } }, destination: { nets: ['10.0.0.0/8'], notNets: ['10.1.0.0/16'] } },
        { action: 'Allow', notProtocol: 'UDP', destination: { notSelector: "app == 'web'", namespaceSelector: 'global()' } },
      ],
    })],
    ['a policy for host endpoints', policy({ types: ['Ingress'], preDNAT: true, applyOnForward: true, ingress: [{ action: 'Allow' }] })],
    ['null fields', policy({ order: null, types: null, ingress: null })],
    ['a policy that is to be deleted', object('StagedGlobalNetworkPolicy', { stagedAction: 'Delete', tier: 'security' })],
    ['icmp of a protocol in lower case before 3.24', egress({ action: 'Allow', protocol: 'icmp', icmp: { type: 8 } }), '3.23'],
    ['http of a protocol in lower case before 3.23', ingress({ action: 'Allow', protocol: 'tcp', http: { methods: ['GET'] } }), '3.22'],
    ['an asterisk in the middle', allow({ domains: ['api.*.example.com', 'localhost', '_dmarc.Example.COM'] })],
    ['a quoted protocol', egress({ action: 'Allow', protocol: '17', destination: { ports: [53] } })],
    ['a policy without a tier in its name', policy({ tier: 'default' }, { name: 'block' })],
    ['a policy that Calico generates', policy({ tier: 'kube-admin' }, { name: 'kcnp.kube-admin.mine' })],
    ['a tier with nothing', object('Tier', {})],
    ['a tier that exists', object('Tier', { order: 1_000_000 }, { name: 'default' })],
    ['a tier with a status', { ...object('Tier', { order: 0, defaultAction: 'Pass' }), status: { conditions: [] } } as Manifest],
    ['a network set of addresses and networks', object('GlobalNetworkSet', { nets: ['10.0.0.1', '10.0.0.7/24', '2001:db8::/32'], allowedEgressDomains: ['a.example'] })],
    ['no spec before 3.23', object('GlobalNetworkPolicy', undefined), '3.22'],
    ['no types before 3.23', policy({ types: [] }), '3.22'],
    ['257 networks before 3.24', allow({ nets: many(256).concat('11.0.0.0/24') }), '3.23'],
    ['a repeated network before 3.23', allow({ nets: ['10.0.0.0/8', '10.0.0.0/8'] }), '3.22'],
    ['a long selector before 3.24', policy({ selector: `app == '${'a'.repeat(1024)}'` }), '3.23'],
    ['another order of the tier default before 3.24', object('Tier', { order: 100 }, { name: 'default' }), '3.23'],
  ];
