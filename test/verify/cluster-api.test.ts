import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import { ClusterApi } from '../../src/verify/live/cluster-api';
import { loadClient } from '../../src/verify/live/load-client';
import { fetchAnswer } from '../../src/verify/live/server-answer';

jest.mock('../../src/verify/live/load-client', () => ({ loadClient: jest.fn() }));

const signals = new AbortController();
const fetch = jest.fn();
class KubeConfig {
  loadFromOptions(): void {}
  async applySecurityAuthentication(): Promise<void> {}
}
class RequestContext {
  getHeaders = () => ({});
  getAgent = () => undefined;
}
const client = { fetch, KubeConfig, RequestContext, HttpMethod: { GET: 'GET' } };

/** The API of a server, with a user who has a token. */
async function connected(server = 'https://ann:SECRET1@api.example.com:6443/base/', signal = signals.signal) {
  jest.mocked(loadClient).mockResolvedValue(client as never);
  const target = {
    context: 'main',
    cluster: { name: 'prod', server, skipTlsVerify: false },
    user: { name: 'ann', token: 'SECRET2', impersonation: { groups: [], extra: {} } },
  };
  return await ClusterApi.connect({ target, subject: 'verify', environment: {}, signal });
}
const answer = (status: number, text: string, date?: string) => ({
  status,
  headers: new Headers(date === undefined ? {} : { date }),
  body: (async function* () {
    yield Buffer.from(text);
  })(),
});

beforeEach(() => fetch.mockReset());

describe('a request to the API server', () => {
  it('is sent to a path of the server, without the password of its URL', async () => {
    const api = await connected();
    expect(api.urlOf('/api/v1').href).toBe('https://api.example.com:6443/base/api/v1');
    expect(
      api.urlOf('/api', [
        ['a', 'x y'],
        ['a', '&'],
      ]).href,
    ).toBe('https://api.example.com:6443/base/api?a=x+y&a=%26');
    expect([api.server, api.context]).toEqual(['https://api.example.com:6443/base/', 'main']);
    expect((await connected('https://api.example.com/')).server).toBe('https://api.example.com');
  });

  it('is answered with an object without secrets, and with the clock of the server', async () => {
    const api = await connected();
    fetch.mockResolvedValue(answer(200, '{"a":"SECRET2"}', 'Thu, 01 Jan 2026 00:00:00 GMT'));
    expect(await api.ask({ path: '/a', query: { b: 'c' } })).toEqual({ a: '***' });
    expect(api.serverTime).toEqual(new Date(Date.UTC(2026, 0, 1)));
    const [url, init] = fetch.mock.calls[0];
    expect([url.href, init.method, init.body, init.redirect]).toEqual([
      'https://api.example.com:6443/base/a?b=c',
      'GET',
      undefined,
      'manual',
    ]);
    expect(init.headers).toEqual([
      ['Authorization', 'Bearer SECRET2'],
      ['Accept', 'application/json, */*'],
    ]);
  });

  it('may have a body', async () => {
    const api = await connected();
    fetch.mockResolvedValue(answer(200, 'text'));
    expect(await api.askText({ method: 'POST', path: '/a', body: { b: 1 } })).toBe('text');
    expect(fetch.mock.calls[0][1]).toMatchObject({ method: 'POST', body: '{"b":1}' });
    expect(fetch.mock.calls[0][1].headers).toContainEqual(['Content-Type', 'application/json']);
    expect(api.serverTime).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['a reason', new Error('request to https://x failed, reason: reset'), 'reset'],
    ['the reason of its cause', new Error('', { cause: new Error('a cause') }), 'a cause'],
    ['no reason', new Error('', { cause: 'SECRET2' }), 'no reason given'],
    ['something else', 'text', 'text'],
  ])('fails with %s where the connection does', async (_, error, reason) => {
    fetch.mockRejectedValue(error);
    await expect((await connected()).ask({ path: '/' })).rejects.toEqual(
      new ApiFailure(
        FailureKind.UNREACHABLE,
        `the server https://api.example.com:6443/base/ cannot be reached: ${reason}`,
      ),
    );
  });

  it('is not sent after Ctrl-C', async () => {
    const api = await connected(undefined, AbortSignal.abort());
    await expect(api.ask({ path: '/' })).rejects.toEqual(new ApiFailure(FailureKind.INTERRUPTED, 'interrupted'));
    await expect(api.access()).rejects.toEqual(new ApiFailure(FailureKind.INTERRUPTED, 'interrupted'));
    expect(fetch).not.toHaveBeenCalled();
  });

  it('needs no signal of its own', async () => {
    fetch.mockResolvedValue(answer(200, 'text'));
    const server = { server: 'https://x', client: client as never };
    expect(await fetchAnswer(server, new URL('https://x'), {})).toEqual({ status: 200, text: 'text', date: undefined });
    expect(fetch.mock.calls[0][1].signal.aborted).toBe(true);
  });
});
