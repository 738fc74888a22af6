import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../../src/base';
import { type IssuedCredentials, runCredentialProgram } from '../../src/verify/live/credential-program';
import { Credentials } from '../../src/verify/live/credentials';
import type { KubeCluster, KubeUser } from '../../src/verify/live/kube-target';
import type { Client } from '../../src/verify/live/load-client';
import { LOGIN } from './login-program';

jest.mock('../../src/verify/live/credential-program', () => ({ runCredentialProgram: jest.fn() }));
const run = jest.mocked(runCredentialProgram);

const folder = mkdtempSync(join(tmpdir(), 'credentials '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'ca.crt');
writeFileSync(file, 'CA');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const NOW = Date.UTC(2026, 0, 1);

/** The credentials of a user, and the clusters and users that the client is given for each request. */
function credentials(user: Partial<KubeUser>, cluster: Partial<KubeCluster> = {}) {
  const loaded: { clusters: object[]; users: object[] }[] = [];
  class KubeConfig {
    loadFromOptions(options: (typeof loaded)[0]): void {
      loaded.push(options);
    }
    async applySecurityAuthentication(): Promise<void> {}
  }
  class RequestContext {
    getHeaders = () => ({});
    getAgent = () => 'an agent';
  }
  const client = { KubeConfig, RequestContext, HttpMethod: { GET: 'GET' } } as unknown as Client;
  const target = {
    context: 'main',
    cluster: { name: 'prod', server: 'https://api.example.com', skipTlsVerify: false, ...cluster },
    user: { name: 'ann', impersonation: { groups: [], extra: {} }, ...user },
  };
  const { signal } = new AbortController();
  const secrets = new Secrets();
  const made = new Credentials({ client, target, secrets, environment: {}, signal, limit: 1_000 });
  return { credentials: made, loaded, secrets };
}

const headersOf = async (user: Partial<KubeUser>, cluster: Partial<KubeCluster> = {}) =>
  (await credentials(user, cluster).credentials.access()).headers;

describe('the headers of a request', () => {
  it.each<[string, Partial<KubeUser>, string, object]>([
    ['no credentials', {}, 'https://api.example.com', {}],
    ['a certificate only', { certificate: { data: 'C' }, key: { data: 'K' } }, 'https://api.example.com', {}],
    ['a token', { token: 'abc' }, 'https://u:p@api.example.com', { Authorization: 'Bearer abc' }],
    [
      'a name without a password',
      { userName: 'ann' },
      'https://u:p@api.example.com',
      { Authorization: `Basic ${base64('ann:')}` },
    ],
    ['a name in the URL', {}, 'https://ann@api.example.com', { Authorization: `Basic ${base64('ann:')}` }],
    ['a password in the URL', {}, 'https://:p%40w@api.example.com', { Authorization: `Basic ${base64(':p@w')}` }],
    [
      'a percent sign that escapes nothing',
      {},
      'https://ann:50%@api.example.com',
      { Authorization: `Basic ${base64('ann:50%')}` },
    ],
  ])('are those of the user: %s', async (_, user, server, headers) => {
    expect(await headersOf(user, { server })).toEqual(headers);
  });

  it('name the fields of the user to impersonate as kubectl does', async () => {
    const extra = { "a(b)c/d e'f": ['x'] };
    expect(await headersOf({ impersonation: { user: 'bob', groups: [], extra } })).toEqual({
      'Impersonate-User': 'bob',
      "Impersonate-Extra-a%28b%29c%2Fd%20e'f": ['x'],
    });
  });
});

describe('the connection of a request', () => {
  it('has the authority and the certificate of files and of the kubeconfig', async () => {
    const user = { certificate: { file }, key: { data: base64('KEY') } };
    const cluster = { authority: { file }, skipTlsVerify: true, tlsServerName: 'api', proxyUrl: 'http://proxy' };
    const { credentials: made, loaded } = credentials(user, cluster);
    expect((await made.access()).agent).toBe('an agent');
    expect(loaded).toEqual([
      {
        clusters: [
          {
            name: 'prod',
            server: 'https://api.example.com',
            caData: base64('CA'),
            skipTLSVerify: true,
            tlsServerName: 'api',
            proxyUrl: 'http://proxy',
          },
        ],
        users: [{ name: 'ann', certData: base64('CA'), keyData: base64('KEY') }],
        contexts: [{ name: 'main', cluster: 'prod', user: 'ann' }],
        currentContext: 'main',
      },
    ]);
  });

  it('is not made with a certificate without its key', async () => {
    await expect(headersOf({ certificate: { data: 'C' } })).rejects.toThrow(
      new Error('the client certificate has no key (client-key or client-key-data)'),
    );
  });

  it.each<[string, IssuedCredentials, object]>([
    ['of the program', { certificate: 'CERT', key: 'KEY' }, { certData: base64('CERT'), keyData: base64('KEY') }],
    ['of the kubeconfig where the program has none', { token: 'abc' }, { certData: 'C', keyData: 'K' }],
    [
      'of the kubeconfig where that of the program has no key',
      { token: 'abc', certificate: 'CERT' },
      { certData: 'C', keyData: 'K' },
    ],
  ])('has the certificate %s', async (_, issued, expected) => {
    run.mockReset().mockResolvedValue(issued);
    const user = { program: LOGIN, certificate: { data: 'C' }, key: { data: 'K' } };
    const { credentials: made, loaded } = credentials(user);
    await made.access();
    expect(loaded[0]?.users).toEqual([{ name: 'ann', ...expected }]);
  });
});

describe('the program of a user', () => {
  const times = async (until: number | undefined) => {
    run.mockReset().mockResolvedValue({ token: 'SECRET1', until });
    const { credentials: made, secrets } = credentials({ program: LOGIN });
    for (const _ of [1, 2]) {
      expect((await made.access()).headers).toEqual({ Authorization: 'Bearer SECRET1' });
    }
    expect(secrets.mask('a SECRET1')).toBe('a ***');
    return run.mock.calls.length;
  };
  beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
  afterEach(() => jest.restoreAllMocks());

  it.each<[string, number | undefined, number]>([
    ['do not expire', undefined, 1],
    ['expire later', NOW + 1, 1],
    ['expire now', NOW, 2],
    ['have expired', NOW - 1, 2],
  ])('runs again only if its credentials have expired: they %s', async (_, until, count) => {
    expect(await times(until)).toBe(count);
  });

  it('runs again if it failed', async () => {
    run.mockReset().mockRejectedValueOnce(new Error('log in first')).mockResolvedValue({ token: 'abc' });
    const { credentials: made } = credentials({ program: LOGIN });
    await expect(made.access()).rejects.toThrow('log in first');
    expect((await made.access()).headers).toEqual({ Authorization: 'Bearer abc' });
  });

  it.each<[string, Partial<KubeUser>]>([
    ['a token', { token: 'abc' }],
    ['a token file', { tokenFile: file }],
  ])('does not run where the user has %s', async (_, user) => {
    run.mockReset();
    await headersOf({ program: LOGIN, ...user });
    expect(run).not.toHaveBeenCalled();
  });
});
