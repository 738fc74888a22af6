/** The longest name that DNS can ask for. */
const LONGEST_NAME = 253;

const LABEL = /^[A-Za-z0-9_](?:[-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?$/;

/** Why a name cannot be looked up; undefined if it can. */
export function hostNameProblem(name: string): string | undefined {
  return name.length <= LONGEST_NAME && name.split('.').every((label) => LABEL.test(label))
    ? undefined
    : "must be a domain name of at most 253 characters, such as www.example.com: labels of 1 to 63 letters, digits, '-' and '_', separated by dots";
}

/** The last label of an IPv4 address in any of its forms, such as `127.1` or `0x7f.1`; no top-level domain is a number. */
const NUMBER = /^(?:\d+|0[xX][0-9a-fA-F]*)$/;

/** Whether programs read a name as an IPv4 address, which no DNS server is asked for. */
export function isReadAsAddress(name: string): boolean {
  return NUMBER.test(name.slice(name.lastIndexOf('.') + 1));
}
