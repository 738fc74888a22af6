import { createServer as createProxy, type Server } from 'node:http';
import { type Agent, createServer, request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { proxyAgent } from '../../src/verify/live/server-agent';
// Its hooks build the client, which connects through the proxy.
import '../cli/in-process';
import { Authority } from '../kinds/security-event-webhook/receivers/certificates';

const authority = new Authority('the authority');
const { certificate, privateKey } = authority.issue('logs');
const server = createServer({ cert: certificate, key: privateKey }, (_, response) => response.end('logs'));
const portOf = (one: Server) => (one.address() as AddressInfo).port;

/** Leads every connection to the server, whatever its name. */
const connected: string[] = [];
const sockets: Duplex[] = [];
const proxy = createProxy().on('connect', ({ url = '', headers }, socket) => {
  connected.push([url, headers['proxy-authorization'] ?? ''].join(' ').trim());
  const onward = connect(portOf(server), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  for (const each of [socket, onward]) {
    each.on('error', () => {});
    sockets.push(each);
  }
});

beforeAll(async () => {
  for (const one of [server, proxy]) {
    await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  }
});
afterAll(async () => {
  for (const socket of sockets) {
    socket.destroy();
  }
  for (const one of [proxy, server]) {
    one.closeAllConnections();
    await new Promise((done) => one.close(done));
  }
});
beforeEach(() => connected.splice(0));

const url = new URL('https://logs.example:9200/path');
const environment = () => ({ HTTPS_PROXY: `http://ann:p%40w@127.0.0.1:${portOf(proxy)}` });

/** What the server answers, or the code of the error. */
function get(agent: Agent | undefined): Promise<string> {
  return new Promise((done) => {
    // The certificate is that of the loopback, not of the name that only the proxy knows.
    request(url, { agent, checkServerIdentity: () => undefined }, (response) => {
      response.setEncoding('utf8').on('data', done);
    })
      .on('error', ({ code, message }: NodeJS.ErrnoException) => done(code ?? message))
      .end();
  });
}

describe('the connection to a server that is not an API server', () => {
  it('leads through the proxy of the environment, to a server that an authority vouches for', async () => {
    const agent = await proxyAgent({ url, authorities: authority.certificate, environment: environment() });
    expect(await get(agent)).toBe('logs');
    expect(connected).toEqual([`logs.example:9200 Basic ${btoa('ann:p@w')}`]);
  });

  it.each<[string, string | undefined]>([
    ['another authority', new Authority('another authority').certificate],
    ['those that Node.js trusts', undefined],
  ])('is not made to a server that the authority does not vouch for: %s', async (_, authorities) => {
    const agent = await proxyAgent({ url, authorities, environment: environment() });
    expect(await get(agent)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(connected.length).toBe(1);
  });

  it.each<[string, Record<string, string>]>([
    ['there is none', {}],
    ['it is not for the server', { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'logs.example' }],
    ['it is for http', { HTTP_PROXY: 'http://127.0.0.1:1' }],
  ])('leads through no proxy where %s', async (_, variables) => {
    expect(await proxyAgent({ url, environment: variables })).toBeUndefined();
  });

  it('is not made where the proxy has no valid URL', async () => {
    await expect(proxyAgent({ url, environment: { HTTPS_PROXY: 'ftp://x' } })).rejects.toThrow(
      'HTTPS_PROXY must be an http, https or socks5 URL',
    );
  });
});
