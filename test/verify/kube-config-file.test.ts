import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotKubeConfig, readKubeConfigFile } from '../../src/verify/live/kube-config-file';
import { messageOf } from '../support';

const folder = mkdtempSync(join(tmpdir(), 'kubeconfig file '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'config');

function read(content: unknown) {
  writeFileSync(file, content instanceof Uint8Array ? content : JSON.stringify(content));
  return readKubeConfigFile(file);
}

/** A kubeconfig with one user. */
const withUser = (user: unknown) => ({ users: [{ name: 'ann', user }] });
const readUser = (user: unknown) => read(withUser(user)).users[0];
const withCluster = (cluster: unknown) => ({ clusters: [{ name: 'prod', cluster }] });

const PROVIDER = { name: 'oidc', config: { 'id-token': 'abc', 'idp-issuer-url': '' } };
const EXEC = { command: 'login', apiVersion: 'client.authentication.k8s.io/v1' };

describe('a kubeconfig', () => {
  it('is read with all that it defines, and with paths from its folder', () => {
    const cluster = {
      server: 'https://api.example.com:6443/',
      'certificate-authority': 'ca.crt',
      'insecure-skip-tls-verify': true,
      'tls-server-name': 'api',
      'proxy-url': 'http://proxy:8080',
    };
    const contexts = [{ name: 'main', context: { cluster: 'prod', user: 'ann' } }, { name: 'empty' }];
    expect(read({ 'current-context': 'main', contexts, ...withCluster(cluster) })).toEqual({
      clusters: [
        {
          name: 'prod',
          server: 'https://api.example.com:6443',
          authority: { file: join(folder, 'ca.crt') },
          skipTlsVerify: true,
          tlsServerName: 'api',
          proxyUrl: 'http://proxy:8080',
        },
      ],
      users: [],
      contexts: [
        { name: 'main', cluster: 'prod', user: 'ann' },
        { name: 'empty', cluster: undefined, user: undefined },
      ],
      currentContext: 'main',
    });
  });

  it('has users with credentials of all kinds', () => {
    const user = {
      token: 'abc',
      tokenFile: '/absolute/token',
      username: 'ann',
      password: '',
      'client-certificate': 'cert.pem',
      'client-certificate-data': 'Y2VydA==',
      'client-key': join('keys', 'key.pem'),
      'auth-provider': PROVIDER,
      as: 'bob',
      'as-uid': '42',
      'as-groups': ['a', 'b'],
      'as-user-extra': { team: ['x'] },
    };
    expect(readUser(user)).toEqual({
      name: 'ann',
      token: 'abc',
      tokenFile: '/absolute/token',
      userName: 'ann',
      password: undefined,
      certificate: { data: 'Y2VydA==' },
      key: { file: join(folder, 'keys', 'key.pem') },
      program: undefined,
      provider: { name: 'oidc', config: { 'id-token': 'abc', 'idp-issuer-url': '' } },
      impersonation: { user: 'bob', uid: '42', groups: ['a', 'b'], extra: { team: ['x'] } },
    });
  });

  it.each<[string, object, object]>([
    ['on the PATH', {}, { command: 'login' }],
    ['beside it', { command: './login' }, { command: join(folder, 'login') }],
    ['at an absolute path', { command: '/bin/login' }, { command: '/bin/login' }],
    [
      'with all options',
      {
        args: ['-v'],
        env: [{ name: 'A', value: 'x' }, { name: 'B' }, { name: 'C', value: '' }],
        installHint: 'install it',
        interactiveMode: 'Always',
        provideClusterInfo: true,
      },
      {
        args: ['-v'],
        environment: { A: 'x', B: '', C: '' },
        installHint: 'install it',
        needsTerminal: true,
        wantsCluster: true,
      },
    ],
  ])('has credential programs: %s', (_, exec, expected) => {
    expect(readUser({ exec: { ...EXEC, ...exec } })?.program).toEqual({
      command: 'login',
      args: [],
      environment: {},
      apiVersion: 'client.authentication.k8s.io/v1',
      installHint: undefined,
      needsTerminal: false,
      wantsCluster: false,
      ...expected,
    });
  });

  it.each<[unknown, string]>([
    [{ clusters: {} }, 'clusters must be a list'],
    [{ clusters: [{ cluster: {} }] }, 'clusters[0].name is missing'],
    [{ clusters: [{ name: '', cluster: {} }] }, 'clusters[0].name is missing'],
    [{ clusters: [null] }, 'clusters[0].name is missing'],
    [{ clusters: [{ name: 'prod' }] }, 'clusters[0].cluster.server is missing'],
    [withCluster([]), 'clusters[0].cluster must be a map'],
    [withCluster({ server: 5 }), 'clusters[0].cluster.server must be a string; quote it'],
    [
      withCluster({ server: 'x', 'insecure-skip-tls-verify': 'yes' }),
      'clusters[0].cluster.insecure-skip-tls-verify must be true or false',
    ],
    [{ contexts: [{ name: 'x', context: 'y' }] }, 'contexts[0].context must be a map'],
    [{ 'current-context': true }, 'current-context must be a string; quote it'],
    [withUser('x'), 'users[0].user must be a map'],
    [withUser({ 'as-groups': [1] }), 'users[0].user.as-groups must be a list of strings'],
    [withUser({ 'as-user-extra': { team: 'x' } }), 'users[0].user.as-user-extra.team must be a list of strings'],
    [withUser({ 'auth-provider': {} }), 'users[0].user.auth-provider.name is missing'],
    [
      withUser({ 'auth-provider': { name: 'oidc', config: { 'id-token': 5 } } }),
      'users[0].user.auth-provider.config.id-token must be a string; quote it',
    ],
    [withUser({ exec: 'login' }), 'users[0].user.exec must be a map'],
    [withUser({ exec: { command: 'login' } }), 'users[0].user.exec.apiVersion is missing'],
    [withUser({ exec: { ...EXEC, env: { A: 'x' } } }), 'users[0].user.exec.env must be a list'],
    [withUser({ exec: { ...EXEC, env: [{ value: 'x' }] } }), 'users[0].user.exec.env[0].name is missing'],
    [[], 'it is not a map'],
    [null, 'it is empty'],
    [Buffer.from('a: "b'), 'it is not valid YAML (line 1, column 6)'],
    [Buffer.from('a: *b'), 'its YAML aliases cannot be resolved'],
  ])('must not be wrong: %j', (content, message) => {
    expect(() => read(content)).toThrow(NotKubeConfig);
    expect(messageOf(() => read(content))).toBe(message);
  });

  it.each<[string, () => unknown, string]>([
    ['a folder', () => readKubeConfigFile(folder), 'it is a folder'],
    ['nothing', () => readKubeConfigFile(join(folder, 'missing')), 'no such file or directory'],
    [
      'bytes',
      () => read(Buffer.from([0x61, 0xff, 0xfe])),
      'is not valid UTF-8: invalid byte 0xff; save the file as UTF-8',
    ],
  ])('must not be %s', (_, action, message) => {
    expect(action).toThrow(NotKubeConfig);
    expect(messageOf(action)).toBe(message);
  });
});
