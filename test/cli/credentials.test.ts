import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Asked, FakeApiServer, headerOf, kubeconfigOf } from '../verify/fake-api-server';
import { factAnswers, WORKSHOP } from '../verify/fake-cluster';
import type { CommandResult } from './command';
import { startInProcess } from './in-process';

const server = new FakeApiServer(({ path }) => factAnswers(WORKSHOP)[path]);
beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.asked.length = 0;
});

const file = (name: string, content: string): string => {
  writeFileSync(join(server.folder, name), content);
  return join(server.folder, name);
};

interface Setting {
  readonly user?: object;
  readonly cluster?: object;
  readonly server?: string;
  readonly env?: Record<string, string>;
}

function detect(setting: Setting = {}): Promise<CommandResult> {
  const address = setting.server ?? `http://127.0.0.1:${server.port}`;
  const config = file('credentials', kubeconfigOf(address, setting.user, setting.cluster));
  return startInProcess(['detect'], { ...setting.env, KUBECONFIG: config }, { answer: 2_000 }).result;
}

/** The values of a header in the first request. */
const sent = (name: string): string[] => headerOf(server.asked[0] as Asked, name);

/** A user whose credential program is a script of sh. */
const program = (script: string, more: object = {}) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', script], ...more },
});
const issue = (status: object) =>
  `printf '%s\\n' '${JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status })}'`;

describe('the credentials of a kubeconfig', () => {
  it.each<[string, () => object, string]>([
    ['a token', () => ({ token: 'abc' }), 'Bearer abc'],
    ['a token file', () => ({ tokenFile: file('token', 'from-file\n') }), 'Bearer from-file'],
    ['a token file beside the kubeconfig', () => ({ tokenFile: 'token' }), 'Bearer from-file'],
    ['a token file before a token', () => ({ token: 'abc', tokenFile: 'token' }), 'Bearer from-file'],
    ['a token where the file is missing', () => ({ token: 'abc', tokenFile: 'gone' }), 'Bearer abc'],
    ['a name and a password', () => ({ username: 'ann', password: 'pw' }), `Basic ${btoa('ann:pw')}`],
    ['a program', () => program(issue({ token: 'issued' })), 'Bearer issued'],
    ['a token before a program', () => ({ token: 'abc', ...program('exit 1') }), 'Bearer abc'],
  ])('are sent: %s', async (_, user, authorization) => {
    const { exitCode, stderr } = await detect({ user: user() });
    expect([exitCode, sent('authorization')]).toEqual([0, [authorization]]);
    expect(stderr).not.toContain('kubeconfig/anonymous');
  });

  it('are those of the URL where the user has none, with a warning', async () => {
    const { exitCode, stderr } = await detect({ user: {}, server: `http://ann:p%40w@127.0.0.1:${server.port}` });
    expect([exitCode, sent('authorization')]).toEqual([0, [`Basic ${btoa('ann:p@w')}`]]);
    expect(stderr).toMatch(/user = "fake": has no credentials in the kubeconfig.*\[kubeconfig\/anonymous\]/);
  });

  it('are sent as somebody else, each group in a header of its own', async () => {
    const user = {
      token: 'abc',
      as: 'jörg',
      'as-uid': '42',
      'as-groups': ['a,b', 'system:masters'],
      'as-user-extra': { 'example.com/team': ['x', 'y'] },
    };
    expect((await detect({ user })).exitCode).toBe(0);
    expect(sent('impersonate-user').map((value) => Buffer.from(value, 'latin1').toString())).toEqual(['jörg']);
    expect(sent('impersonate-uid')).toEqual(['42']);
    expect(sent('impersonate-group')).toEqual(['a,b', 'system:masters']);
    expect(sent('impersonate-extra-example.com%2fteam')).toEqual(['x', 'y']);
  });

  it.each<[string, object | undefined, RegExp]>([
    ['groups without a user', { token: 'a', 'as-groups': ['b'] }, /has as-uid, as-groups or as-user-extra without as/],
    ['a token and a password', { token: 'a', username: 'b' }, /has both a token and a user name or password/],
    [
      'a program and a provider',
      { ...program(''), 'auth-provider': { name: 'oidc' } },
      /has both exec and auth-provider/,
    ],
    ['a provider of old', { 'auth-provider': { name: 'gcp' } }, /auth-provider "gcp", which kubectl does not support/],
    ['a token that is a number', { token: 12345678 }, /users\[0\].user.token must be a string; quote it/],
    ['groups that are no list', { token: 'a', as: 'b', 'as-groups': 'c' }, /as-groups must be a list of strings/],
    [
      'a program of old',
      program('', { apiVersion: 'client.authentication.k8s.io/v1alpha1' }),
      /the supported versions/,
    ],
    ['a program for a terminal', program('', { interactiveMode: 'Always' }), /requires a terminal/],
    ['a token file that is missing', { tokenFile: 'gone' }, /cannot get the credentials of context "fake": ENOENT/],
    ['a token file that is a device', { tokenFile: '/dev/zero' }, /is not a file of at most 1 MB/],
    ['a token with a line break', { token: 'SECRET1\r\nX: y' }, /contains characters that cannot be sent/],
    ['a name with a line break', { token: 'abc', as: 'SECRET1\nX: y' }, /contains characters that cannot be sent/],
  ])('are never left out without a word: %s', async (_, user, message) => {
    const { stdout, stderr, exitCode } = await detect({ user });
    expect([stdout, exitCode, server.asked]).toEqual(['', 2, []]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/SECRET1|^\s+at /m);
  });

  it.each<[string, (config: string) => string, RegExp]>([
    [
      'of another name',
      (text) => text.replace('"user":"fake"', '"user":"fke"'),
      /user = "fke": is not in the .*did you mean fake/,
    ],
    ['of no name', (text) => text.replace(',"user":"fake"', ''), /user: is not set in the context/],
    [
      'and no such cluster',
      (text) => text.replace('"cluster":"fake"', '"cluster":"x"'),
      /refers to a cluster that is not in/,
    ],
  ])('need a user: a context with a user %s', async (_, change, message) => {
    const config = file('other', change(kubeconfigOf(`http://127.0.0.1:${server.port}`)));
    const { stderr, exitCode } = await startInProcess(['detect', '--kubeconfig', config]).result;
    expect([exitCode, server.asked, stderr]).toEqual([2, [], expect.stringMatching(message)]);
  });

  it.each<[string, string, RegExp]>([
    ['/dev/null', '/dev/null', /is not a readable kubeconfig: it is empty/],
    ['a folder', '.', /is not a readable kubeconfig: it is a folder/],
    ['a list', '- a', /is not a readable kubeconfig: it is not a map/],
    ['a bomb', `a: &a [x]\n${'b: [*a,*a]\n'.repeat(1)}c: *d`, /is not a readable kubeconfig: /],
    ['a secret that is no YAML', 'token: "SECRET1\n  "x', /it is not valid YAML \(line \d+, column \d+\)/],
    ['an alias of a secret', 'token: *SECRET1', /is not a readable kubeconfig: it/],
  ])('are in a kubeconfig: %s', async (name, content, message) => {
    const path =
      content.startsWith('/') || content === '.' ? content : file(`bad ${name.slice(0, 6)}`.replace('/', ''), content);
    const { stderr, exitCode } = await startInProcess(['detect', '--kubeconfig', path]).result;
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toMatch(/SECRET1|undefined|^\s+at /m);
  });
});

describe('a credential program', () => {
  /** Nobody else on this machine sleeps for so long. */
  const SLEEP = `sleep ${100_000 + process.pid}`;
  const runs = () =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.trim() === SLEEP);

  it('runs once, with what kubectl tells it', async () => {
    const count = join(server.folder, 'count');
    const user = program(`echo "$KUBERNETES_EXEC_INFO $EXTRA" >> '${count}'; ${issue({ token: 'issued' })}`, {
      env: [{ name: 'EXTRA', value: 'x y' }],
    });
    expect((await detect({ user })).exitCode).toBe(0);
    const lines = execFileSync('cat', [count], { encoding: 'utf8' }).trim().split('\n');
    expect(lines).toEqual([
      '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false}} x y',
    ]);
    expect(server.asked.length).toBeGreaterThan(2);
  });

  it.each<[string, string, RegExp]>([
    ['hangs', `${SLEEP} & ${SLEEP}`, /the credential program did not end within 2 seconds/],
    ['floods', `${SLEEP} & yes`, /the credential program printed more than 1 MB/],
    ['floods its error output', `${SLEEP} & head -c 50000000 /dev/zero | tr '\\0' x >&2; kill $!; exit 3`, /: x{300}/],
    ['prints no JSON', 'echo SECRET1', /did not print an ExecCredential as JSON/],
    ['prints other JSON', 'echo [1]', /did not print an ExecCredential of client/],
    ['prints nothing of use', issue({}), /printed neither a token nor a client certificate/],
    ['fails', 'echo log in first >&2; exit 1', /: log in first/],
    ['fails without a word', 'exit 9', /the credential program ended with code 9/],
    ['prints a token with a line break', issue({ token: 'SECRET1\nx' }), /contains characters that cannot be sent/],
  ])(
    'that %s is ended with its children',
    async (_, script, message) => {
      const { stdout, stderr, exitCode } = await detect({ user: program(script) });
      expect([stdout, exitCode, stderr]).toEqual(['', 2, expect.stringMatching(message)]);
      expect(stderr).not.toContain('SECRET1');
      await setTimeout(100);
      expect(runs()).toEqual([]);
    },
    20_000,
  );

  it('that is missing says how to install it', async () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'no-such-program',
      installHint: 'install it',
    };
    const { stderr } = await detect({ user: { exec } });
    expect(stderr).toMatch(/the credential program "no-such-program" cannot be started \(ENOENT\); install it/);
  });
});

describe('a proxy', () => {
  let proxy: Server;
  const connected: string[] = [];
  // Each test has a host of its own, because requests of an earlier one may still arrive.
  let host = '';
  let hosts = 0;
  beforeAll(async () => {
    proxy = createServer();
    proxy.on('connect', (request, socket) => {
      connected.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      socket.end('HTTP/1.1 407 No\r\n\r\n');
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => proxy.close(done)));
  beforeEach(() => {
    connected.length = 0;
    hosts += 1;
    host = `api-${hosts}.example`;
  });
  const at = (userInfo = '') => `http://${userInfo}127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  it.each<[string, () => Setting, string[]]>([
    ['HTTPS_PROXY', () => ({ env: { HTTPS_PROXY: at() } }), ['6443']],
    ['https_proxy without a scheme', () => ({ env: { https_proxy: at().slice(7) } }), ['6443']],
    [
      'proxy-url before HTTPS_PROXY',
      () => ({ cluster: { 'proxy-url': at() }, env: { HTTPS_PROXY: 'ftp://x' } }),
      ['6443'],
    ],
    ['a password', () => ({ env: { HTTPS_PROXY: at('ann:SECRET1@') } }), [`6443 Basic ${btoa('ann:SECRET1')}`]],
    ['HTTP_PROXY for http', () => ({ env: { HTTP_PROXY: at() }, server: `http://${host}:80` }), ['80']],
    ['HTTP_PROXY for https', () => ({ env: { HTTP_PROXY: at() } }), []],
    ['NO_PROXY', () => ({ env: { HTTPS_PROXY: at(), NO_PROXY: 'example' } }), []],
  ])('is used as kubectl uses it: %s', async (_, setting, through) => {
    const { stderr, exitCode } = await detect({ server: `https://${host}:6443`, ...setting() });
    expect(exitCode).toBe(2);
    const own = connected.filter((line) => line.startsWith(`${host}:`)).map((line) => line.slice(host.length + 1));
    expect([...new Set(own)]).toEqual(through);
    expect(stderr).not.toContain('SECRET1');
  });

  it('is not used for this machine', async () => {
    expect((await detect({ env: { HTTP_PROXY: at() } })).exitCode).toBe(0);
    expect(connected.filter((line) => line.startsWith('127.'))).toEqual([]);
  });

  it.each<[Setting, RegExp]>([
    [{ env: { HTTPS_PROXY: 'ftp://ann:SECRET1@x' } }, /HTTPS_PROXY must be an http, https or socks5 URL/],
    [{ env: { HTTPS_PROXY: 'http://ann:SECRET1@:x' } }, /HTTPS_PROXY is not a valid URL of a proxy/],
    [{ cluster: { 'proxy-url': 'SECRET1' } }, /proxy-url of the cluster is not a valid URL of a proxy/],
    [{ server: 'ann:SECRET1@host' }, /server of the cluster must be an http or https URL/],
    [
      { server: 'http://ann:SECRET1@host', cluster: { 'insecure-skip-tls-verify': false } },
      /server of the cluster is an http URL, so credentials would be sent without encryption; use https, or set/,
    ],
  ])('that cannot be used is an error: %j', async (setting, message) => {
    const { stderr, exitCode } = await detect({ server: `https://${host}:6443`, ...setting });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toContain('SECRET1');
  });
});
