import { BlockList, isIP, isIPv6 } from 'node:net';
import { embeddedAddresses } from './embedded-addresses';

/** Why an address must never be scanned; undefined if it may be. */
export function addressProblem(address: string): string | undefined {
  const [bare = '', ...zone] = address.split('%');
  if (isIP(bare) === 0) {
    return 'must be an IP address, such as 10.0.0.7; for a name, use ScanTarget.service';
  }
  if (isIPv6(bare) && contains(MAPPED, bare)) {
    return 'is an IPv4-mapped IPv6 address; use the IPv4 address';
  }
  const refused = refusal(bare) ?? (isIPv6(bare) ? embeddingProblem(bare) : undefined);
  return refused ?? (zone.length > 0 ? 'must not have a zone, which is meaningful only on its own node' : undefined);
}

/** Whether an address is public. */
export function isPublic(address: string): boolean {
  return !contains(PRIVATE, address);
}

function refusal(address: string): string | undefined {
  return Object.entries(REFUSED).find(([, blocks]) => contains(blocks, address))?.[0];
}

/** Routers translate or tunnel these addresses to an IPv4 address, so that address is what would be scanned. */
function embeddingProblem(address: string): string | undefined {
  const form = Object.entries(EMBEDDING).find(([, blocks]) => contains(blocks, address))?.[0];
  if (form !== undefined) {
    return `is ${form}, which contains an IPv4 address; use the IPv4 address`;
  }
  const blocks = contains(TRANSLATED, address) ? [...METADATA, ...LOOPBACK, ...LINK_LOCAL] : METADATA;
  const hidden = embeddedAddresses(address).find((inner) => contains(blocks, inner));
  return hidden === undefined ? undefined : `contains ${hidden}, which ${refusal(hidden)}`;
}

/** The list is made for each address: there are few of these, and most programs have none. */
function contains(blocks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [net = '', prefix] = block.split('/');
    list.addSubnet(net, Number(prefix), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Private address blocks. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** IPv4-mapped IPv6 addresses; the block also contains the plain IPv4 addresses. */
const MAPPED = ['::ffff:0:0/96'];

/** IPv6 addresses that stand for an IPv4 address which can be written instead. */
const EMBEDDING: Readonly<Record<string, readonly string[]>> = {
  'an IPv4-compatible IPv6 address': ['::/96'],
  'an IPv4-translated IPv6 address': ['::ffff:0:0:0/96'],
  'a 6to4 address': ['2002::/16'],
  'a Teredo address': ['2001::/32'],
};

/** The prefixes of NAT64, the only way from a cluster without IPv4 to an IPv4 address. Networks may have prefixes of their own. */
const TRANSLATED = ['64:ff9b::/96', '64:ff9b:1::/48'];

/** Addresses at which clouds return the credentials of a node or a pod. */
const METADATA = [
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd20:ce::254/128',
  'fd00:42::42/128',
];

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];

/** The message is that of the first match. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'is a cloud metadata address, which returns secrets': METADATA,
  'is a loopback address, so only its own pod would be reached': LOOPBACK,
  'is a link-local address, which belongs to the node': LINK_LOCAL,
  'is not the address of a single host': ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'ff00::/8'],
};
