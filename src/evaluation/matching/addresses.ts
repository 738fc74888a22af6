import { isIP } from 'node:net';

/**
 * An address as a number, in the order of the log store: IPv4 addresses are the IPv6 addresses `::ffff:0:0/96`, and
 * are numbers; all others are `bigint`.
 */
export type Address = number | bigint;

/** The first and the last address of a block. */
export interface AddressBlock {
  readonly first: Address;
  readonly last: Address;
}

/** The IPv6 address of 0.0.0.0. */
const FIRST_IPV4 = 0xffff_0000_0000;
const LAST_IPV4 = FIRST_IPV4 + 0xffff_ffff;
const HEXTETS = 8;

/** The number of an address; undefined if it is not valid. The zone of an address is ignored. */
export function addressOf(text: string): Address | undefined {
  switch (isIP(text)) {
    case 4:
      return FIRST_IPV4 + ipv4Number(text);
    case 6:
      return canonical(ipv6Number(text.split('%')[0] ?? ''));
    default:
      return undefined;
  }
}

/**
 * The addresses of a CIDR block, or why it is not one. An IPv4 address that is written as an IPv6 address has no
 * blocks.
 */
export function blockOf(text: string): AddressBlock | string {
  const [address = '', length = '', ...rest] = text.split('/');
  if (length === '' || rest.length > 0) {
    return 'is not a CIDR block';
  }
  const number = addressOf(address);
  if (number === undefined) {
    return 'is not a CIDR block: the part before the slash is not an address';
  }
  const isIpv4 = isIP(address) === 4;
  if (!isIpv4 && typeof number === 'number') {
    return 'is an IPv4 address in IPv6 notation, for which the log store accepts no CIDR blocks';
  }
  const bits = isIpv4 ? 32 : 128;
  if (!/^[+-]?\d{1,9}$/.test(length) || Number(length) < 0 || Number(length) > bits) {
    return `has a prefix length that is not a number from 0 to ${bits}`;
  }
  const size = 1n << BigInt(bits - Number(length));
  const first = (BigInt(number) / size) * size;
  return { first: canonical(first), last: canonical(first + size - 1n) };
}

/** An address as the log store writes it. */
export function addressText(address: Address): string {
  if (typeof address === 'number') {
    const number = address - FIRST_IPV4;
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  }
  const hextets = Array.from({ length: HEXTETS }, (_, index) =>
    ((address >> BigInt(16 * (HEXTETS - 1 - index))) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeros(hextets);
  return length < 2
    ? hextets.join(':')
    : `${hextets.slice(0, start).join(':')}::${hextets.slice(start + length).join(':')}`;
}

function longestZeros(hextets: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, hextet] of hextets.entries()) {
    if (hextet !== '0') {
      start = index + 1;
    } else if (index + 1 - start > longest.length) {
      longest = { start, length: index + 1 - start };
    }
  }
  return longest;
}

/** The address of a number. */
export function canonical(number: bigint): Address {
  return number >= FIRST_IPV4 && number <= LAST_IPV4 ? Number(number) : number;
}

function ipv4Number(text: string): number {
  return text.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

function ipv6Number(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const before = hextetsOf(head);
  const after = hextetsOf(tail ?? '');
  const zeros = new Array<number>(tail === undefined ? 0 : HEXTETS - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after].reduce((number, hextet) => (number << 16n) | BigInt(hextet), 0n);
}

/** The last part may be an IPv4 address, which is two hextets. */
function hextetsOf(text: string): number[] {
  return (text === '' ? [] : text.split(':')).flatMap((part) => {
    if (!part.includes('.')) {
      return [Number.parseInt(part, 16)];
    }
    const number = ipv4Number(part);
    return [Math.floor(number / 0x1_0000), number % 0x1_0000];
  });
}
