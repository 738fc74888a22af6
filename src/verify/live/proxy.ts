import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown with what is wrong with a URL; it never contains the URL, which may have a password. */
export class BadUrl extends Error {}

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * The proxy to a server as kubectl chooses it: the one of the kubeconfig, else that of `HTTPS_PROXY` or `HTTP_PROXY`,
 * unless `NO_PROXY` excludes the server or it is on this machine.
 *
 * @throws BadUrl when it is not a URL, or of a scheme that cannot be used
 */
export function proxyOf(server: URL, proxyUrl: string | undefined, environment: Environment): string | undefined {
  if (proxyUrl !== undefined) {
    return usable(proxyUrl, 'proxy-url of the cluster');
  }
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const written = variable(name, environment);
  if (written === undefined || !needsProxy(server, variable('NO_PROXY', environment) ?? '')) {
    return undefined;
  }
  return usable(HAS_SCHEME.test(written) ? written : `http://${written}`, name);
}

function variable(name: string, environment: Environment): string | undefined {
  return environment[name] || environment[name.toLowerCase()] || undefined;
}

/** The name of a server is resolved by a SOCKS proxy, as kubectl has it. */
function usable(proxy: string, name: string): string {
  if (!URL.canParse(proxy)) {
    throw new BadUrl(`${name} is not a valid URL of a proxy`);
  }
  switch (new URL(proxy).protocol) {
    case 'http:':
    case 'https:':
    case 'socks5h:':
      return proxy;
    case 'socks5:':
      return proxy.replace(/^socks5:/i, 'socks5h:');
    default:
      throw new BadUrl(`${name} must be an http, https or socks5 URL`);
  }
}

/** Whether no entry of `NO_PROXY` is about a server: `*`, an address, a range, a domain, or one of these with a port. */
function needsProxy({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const usedPort = port || (protocol === 'https:' ? '443' : '80');
  const entries = noProxy.split(',').map((entry) => entry.trim().toLowerCase());
  return !isLoopback(host) && !entries.some((entry) => excludes(entry, host, usedPort));
}

function excludes(entry: string, host: string, port: string): boolean {
  if (entry === '' || entry === '*') {
    return entry === '*';
  }
  if (entry.includes('/')) {
    return isWithin(host, entry);
  }
  const [, name = entry, ofPort] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(isIP(entry) === 6 ? '' : entry) ?? [];
  if (ofPort !== undefined && ofPort !== port) {
    return false;
  }
  if (isIP(name) !== 0) {
    return isIP(host) !== 0 && isWithin(host, name);
  }
  const domain = name.startsWith('*.') ? name.slice(1) : name;
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || isWithin(host, '127.0.0.0/8') || isWithin(host, '::1');
}

/** Whether an address is the other one, or in a range. */
function isWithin(host: string, range: string): boolean {
  const [address = '', prefix] = range.split('/');
  const [hostFamily, family] = [isIP(host), isIP(address)];
  const longest = family === 6 ? 128 : 32;
  const bits = prefix === undefined ? longest : Number(prefix);
  if (hostFamily === 0 || family === 0 || !Number.isInteger(bits) || bits < 0 || bits > longest) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  return list.check(host, hostFamily === 6 ? 'ipv6' : 'ipv4');
}
