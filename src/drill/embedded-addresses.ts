/**
 * Where a translator finds an IPv4 address in an IPv6 address: the indexes of its four bytes, one line for each length of
 * prefix from 32 to 96. The byte with index 8 is always skipped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6052#section-2.2
 */
const PLACES: readonly (readonly number[])[] = [
  [4, 5, 6, 7],
  [5, 6, 7, 9],
  [6, 7, 9, 10],
  [7, 9, 10, 11],
  [9, 10, 11, 12],
  [12, 13, 14, 15],
];

/** The IPv4 addresses that a valid IPv6 address may contain; which one is meant depends on the network. */
export function embeddedAddresses(address: string): string[] {
  const bytes = bytesOf(address);
  return PLACES.map((place) => place.map((index) => bytes[index]).join('.'));
}

function bytesOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const before = groupBytes(head);
  const after = groupBytes(tail ?? '');
  return [...before, ...new Array<number>(16 - before.length - after.length).fill(0), ...after];
}

/** The bytes of groups of hexadecimal digits, the last of which may be an IPv4 address. */
function groupBytes(groups: string): number[] {
  return groups
    .split(':')
    .filter((group) => group !== '')
    .flatMap((group) => {
      if (group.includes('.')) {
        return group.split('.').map(Number);
      }
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    });
}
