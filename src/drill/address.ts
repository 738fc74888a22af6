import { BlockList, isIP, isIPv6 } from 'node:net';

/** Why an address must never be scanned; undefined if it may be. */
export function addressProblem(address: string): string | undefined {
  if (isIP(address) === 0) {
    return 'must be an IP address, such as 10.0.0.7; for a name, use ScanTarget.service';
  }
  if (isIPv6(address) && contains(MAPPED, address)) {
    return 'is an IPv4-mapped IPv6 address; use the IPv4 address';
  }
  return Object.entries(REFUSED).find(([, blocks]) => contains(blocks, address))?.[0];
}

/** Whether an address is public. */
export function isPublic(address: string): boolean {
  return !contains(PRIVATE, address);
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

/** The message is that of the first match. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'is a cloud metadata address, which returns secrets': [
    '169.254.169.254/32',
    '169.254.170.2/32',
    '100.100.100.200/32',
    '168.63.129.16/32',
    '192.0.0.192/32',
    'fd00:ec2::254/128',
    'fd20:ce::254/128',
  ],
  'is a loopback address, so the scan would only reach its own pod': ['127.0.0.0/8', '::1/128'],
  'is a link-local address, which belongs to the node': ['169.254.0.0/16', 'fe80::/10'],
  'is not the address of a single host': ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'ff00::/8'],
};
