import { isIPv4, isIPv6 } from 'node:net';
import { addressProblem, isPublic } from '../../drill';

/** How many addresses are tried: a single one might be down. */
const TRIED = 3;

/** A network set can have any number of entries. */
const LOOKED_AT = 1_000;

const NET = /^([0-9A-Fa-f.:]{2,45})(?:\/(\d{1,3}))?$/;

/** An entry of a network set, as an address to connect to. */
interface Entry {
  readonly address: string;
  readonly isHost: boolean;
}

/**
 * Some addresses of a network set, hosts before networks. Whoever writes the list of a feed decides what is in it, so
 * only public addresses are ever tried, and those that a pod can reach: all are of one IP version.
 *
 * @param nets entries of the set, as the server sent them
 * @param podAddresses the addresses of the pod that connects, its first one first
 */
export function probeAddresses(nets: readonly unknown[], podAddresses: readonly string[]): string[] {
  const entries = nets.slice(0, LOOKED_AT).flatMap(entryOf);
  const sorted = [...entries.filter(({ isHost }) => isHost), ...entries.filter(({ isHost }) => !isHost)];
  for (const podAddress of podAddresses) {
    const isOfVersion = isIPv4(podAddress) ? isIPv4 : isIPv6;
    const addresses = firstOf(sorted.map(({ address }) => address).filter((address) => isOfVersion(address)));
    if (addresses.length > 0) {
      return addresses;
    }
  }
  return [];
}

function firstOf(addresses: readonly string[]): string[] {
  const found = new Set<string>();
  for (const address of addresses) {
    if (found.size < TRIED && addressProblem(address) === undefined && isPublic(address)) {
      found.add(address);
    }
  }
  return [...found];
}

function entryOf(net: unknown): Entry[] {
  const [, address = '', prefix] = NET.exec(typeof net === 'string' ? net : '') ?? [];
  if (isIPv4(address)) {
    const bits = Number(prefix ?? 32);
    return bits <= 32 ? [{ address: bits >= 31 ? address : firstHostOf(address, bits), isHost: bits === 32 }] : [];
  }
  const bits = Number(prefix ?? 128);
  return isIPv6(address) && bits <= 128 ? [{ address, isHost: bits === 128 }] : [];
}

/** The address after that of the network, which no host has. */
function firstHostOf(address: string, bits: number): string {
  const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - bits);
  const first = value - (value % size) + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
}
