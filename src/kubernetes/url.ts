import { isIPv4, isIPv6 } from 'node:net';

/** A URL, as far as checks ask for it. */
export interface AbsoluteUrl {
  /** As written, without the colon. */
  readonly scheme: string;
  /** Whether it has a user or a password. */
  readonly hasUser: boolean;
  /** In lower case, without port and brackets. */
  readonly host: string;
  /** From the first slash after the host on, without query and fragment. */
  readonly path: string;
}

const ABSOLUTE = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/;
const BAD_ESCAPE = /%(?![0-9a-fA-F]{2})/;
const USER = /^[\w.~!$&'()*+,;=:@%-]*$/;
/** What Go accepts in a host; other escapes than those of bytes beyond ASCII are rejected. */
const HOST = /^(?:[\w.~!$&'()*+,;=<>"-]|[^\p{ASCII}]|%[89a-fA-F][0-9a-fA-F])+$/u;
/** Brackets may contain colons; a closing one that is missing is reported later. */
const HOST_AND_PORT = /^(\[[^\]]*\]?|[^:]*)(?::([\s\S]*))?$/;
const BRACKETED = /^\[([^\]%]*)(?:%25([^\]]+))?\]$/;
const LARGEST_PORT = 65_535;

/** A URL as Go reads it; the reason if it cannot be used for a request. */
export function readUrl(text: string): AbsoluteUrl | string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern detects them
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    return 'it contains a line break or another control character';
  }
  const [, scheme = '', authority = '', path = ''] = ABSOLUTE.exec(text) ?? [];
  if (scheme === '') {
    return 'it does not begin with a scheme and two slashes';
  }
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!USER.test(user) || BAD_ESCAPE.test(user)) {
    return 'the user or the password contains a character that must be escaped';
  }
  const host = hostOf(authority.slice(at + 1));
  if (typeof host !== 'string') {
    return host.problem;
  }
  const [, fragment = ''] = /#([\s\S]*)$/.exec(text) ?? [];
  return BAD_ESCAPE.test(path) || BAD_ESCAPE.test(fragment)
    ? 'a % must be followed by two hexadecimal digits'
    : { scheme, hasUser: at !== -1, host: host.toLowerCase(), path };
}

function hostOf(authority: string): string | { readonly problem: string } {
  const [, written = '', port = ''] = HOST_AND_PORT.exec(authority) ?? [];
  if (!/^\d*$/.test(port) || Number(port) > LARGEST_PORT) {
    return { problem: `the port is not a number up to ${LARGEST_PORT}` };
  }
  if (written === '') {
    return { problem: 'the host is missing' };
  }
  if (written.startsWith('[')) {
    const [, address = ''] = BRACKETED.exec(written) ?? [];
    return isIPv6(address) ? address : { problem: 'the host in brackets is not an IPv6 address' };
  }
  return HOST.test(written) ? written : { problem: 'the host contains a character that hosts cannot have' };
}

/** Whether a host is a link-local address, also one that is written as IPv6. */
export function isLinkLocal(host: string): boolean {
  if (isIPv4(host)) {
    return host.startsWith('169.254.');
  }
  // The parser of URLs writes all forms of an address in the same way.
  const address = isIPv6(host) ? new URL(`http://[${host}]`).hostname : '';
  return /^\[fe[89ab][0-9a-f]:/.test(address) || /^\[::ffff:a9fe:/.test(address);
}
