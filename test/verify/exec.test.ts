import { EventEmitter } from 'node:events';
import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import type { ClusterApi } from '../../src/verify/live/cluster-api';
import { exec } from '../../src/verify/live/exec';

/** A web socket that does what a test says as soon as it is opened. */
class FakeSocket extends EventEmitter {
  static readonly opened: { url: URL; protocols: string[]; options: object }[] = [];
  static act: (socket: FakeSocket) => void = () => {};
  static ended = 0;

  constructor(url: URL, protocols: string[], options: object) {
    super();
    FakeSocket.opened.push({ url, protocols, options });
    setImmediate(() => FakeSocket.act(this));
  }

  terminate(): void {
    FakeSocket.ended += 1;
  }
}

const POD = { namespace: 'dev', name: 'netshoot' };
const access = { headers: { Authorization: 'Bearer abc' }, agent: 'an agent' };

function run(
  server: string,
  act: typeof FakeSocket.act,
  { answer = 60_000, limit = 60_000, command = ['nmap', 'a b'] } = {},
) {
  FakeSocket.act = act;
  const aborted = new AbortController();
  const api = {
    client: { WebSocket: FakeSocket },
    access: async () => access,
    urlOf: (path: string, query: [string, string][]) => new URL(`${server}${path}?${new URLSearchParams(query)}`),
    connectionFailure: (error?: Error) =>
      new ApiFailure(FailureKind.UNREACHABLE, `cannot be reached: ${error?.message ?? 'interrupted'}`),
    server,
    signal: aborted.signal,
    timing: { answer },
    clean: (text: string) => text,
    mask: (text: string) => text.replace('SECRET1', '***'),
  } as unknown as ClusterApi;
  return { result: exec(api, POD, { command, limit }), abort: () => aborted.abort() };
}
const frame = (channel: number, text: string) => Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
const succeed = (socket: FakeSocket) => {
  socket.emit('open');
  socket.emit('message', frame(1, 'printed SECRET1'), true);
  socket.emit('message', frame(3, '{"status":"Success"}'), true);
};

beforeEach(() => {
  FakeSocket.opened.length = 0;
  FakeSocket.ended = 0;
});

describe('a command in a pod', () => {
  it.each<[string, string]>([
    ['https://api.example.com', 'wss://api.example.com'],
    ['http://127.0.0.1:1', 'ws://127.0.0.1:1'],
  ])('is run over a web socket, encrypted as the server is: %s', async (server, socket) => {
    expect(await run(server, succeed).result).toEqual({ output: 'printed ***', exitCode: 0 });
    const path = '/api/v1/namespaces/dev/pods/netshoot/exec';
    expect(FakeSocket.opened.map(({ url, ...others }) => ({ url: url.href, ...others }))).toEqual([
      {
        url: `${socket}${path}?stdout=true&stderr=true&command=nmap&command=a+b`,
        protocols: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
        options: {
          headers: access.headers,
          agent: 'an agent',
          followRedirects: false,
          perMessageDeflate: false,
          maxPayload: 4_194_304,
        },
      },
    ]);
    expect(FakeSocket.ended).toBe(1);
  });

  const forbidden =
    'executing in the pod is forbidden (get and create on pods/exec); the roles that VerifierRole creates allow it';
  const redirected =
    'the server https://api.example.com answered 302, a redirect, which is not followed because API servers do not redirect; check the server of the cluster in the kubeconfig';
  it.each<[string, (socket: FakeSocket) => void, object, FailureKind, string]>([
    ['no answer', () => {}, { answer: 1 }, FailureKind.UNREACHABLE, 'cannot be reached: no answer within 0 seconds'],
    ['no end', (socket) => socket.emit('open'), { limit: 1 }, FailureKind.REFUSED, 'nmap did not end within 0 seconds'],
    [
      'an error',
      (socket) => socket.emit('error', new Error('reset')),
      {},
      FailureKind.UNREACHABLE,
      'cannot be reached: reset',
    ],
    [
      'a connection that is closed',
      (socket) => socket.emit('close'),
      {},
      FailureKind.UNREACHABLE,
      'the connection to https://api.example.com was closed while nmap was running',
    ],
    [
      '403',
      (socket) => socket.emit('unexpected-response', {}, { statusCode: 403 }),
      {},
      FailureKind.FORBIDDEN,
      forbidden,
    ],
    [
      '302',
      (socket) => socket.emit('unexpected-response', {}, { statusCode: 302 }),
      {},
      FailureKind.UNREACHABLE,
      redirected,
    ],
    [
      '400',
      (socket) => socket.emit('unexpected-response', {}, { statusCode: 400 }),
      {},
      FailureKind.REFUSED,
      'the server answered 400 to exec',
    ],
  ])('fails with %s', async (_, act, options, kind, message) => {
    await expect(run('https://api.example.com', act, options).result).rejects.toEqual(new ApiFailure(kind, message));
    expect(FakeSocket.ended).toBe(1);
  });

  it('does not fail for want of an answer once it runs', async () => {
    const act = (socket: FakeSocket) => {
      socket.emit('open');
      setTimeout(() => succeed(socket), 5);
    };
    expect(await run('https://api.example.com', act, { answer: 1_000 }).result).toMatchObject({ exitCode: 0 });
  });

  it('ends with Ctrl-C', async () => {
    const { result, abort } = run('https://api.example.com', () => abort());
    await expect(result).rejects.toThrow('cannot be reached: interrupted');
  });
});
