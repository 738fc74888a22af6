import { runCredentialProgram } from '../../src/verify/live/credential-program';
import type { CredentialProgram, KubeCluster } from '../../src/verify/live/kube-target';

const VERSION = 'client.authentication.k8s.io/v1';
const CLUSTER: KubeCluster = { name: 'prod', server: 'https://api.example.com', skipTlsVerify: false };

/** Runs a program of Node.js, which prints what is given: an expression. */
function run(printed: string, more: Partial<CredentialProgram> = {}, cluster = CLUSTER) {
  const program: CredentialProgram = {
    command: process.execPath,
    args: ['-e', `process.stdout.write(JSON.stringify(${printed}))`],
    environment: {},
    apiVersion: VERSION,
    needsTerminal: false,
    wantsCluster: false,
    ...more,
  };
  const limits = { time: 30_000, signal: new AbortController().signal, environment: {} };
  return runCredentialProgram(program, cluster, limits);
}
const issued = (status: string) => `{ kind: 'ExecCredential', apiVersion: '${VERSION}', status: ${status} }`;
const INFO = issued('{ token: process.env.KUBERNETES_EXEC_INFO }');

describe('the credentials that a program prints', () => {
  it.each<[string, object]>([
    [`{ token: 'abc' }`, { token: 'abc' }],
    [`{ token: 'abc', clientKeyData: '' }`, { token: 'abc' }],
    [
      `{ clientCertificateData: 'CERT', clientKeyData: 'KEY', expirationTimestamp: '2026-01-01T00:00:00Z' }`,
      { certificate: 'CERT', key: 'KEY', until: Date.UTC(2026, 0, 1) },
    ],
    [`{ token: 'abc', clientCertificateData: 'CERT' }`, { token: 'abc', certificate: 'CERT' }],
  ])('are read: %s', async (status, expected) => {
    expect(await run(issued(status))).toEqual(expected);
  });

  it.each<[string]>([['{}'], [`{ clientCertificateData: 'CERT' }`], [`{ clientKeyData: 'KEY' }`]])(
    'must be complete: %s',
    async (status) => {
      await expect(run(issued(status))).rejects.toThrow(
        /^the credential program printed neither a token nor a client certificate with its key$/,
      );
    },
  );

  it('must be of the version that was asked for', async () => {
    const version = 'client.authentication.k8s.io/v1beta1';
    await expect(run(issued(`{ token: 'abc' }`), { apiVersion: version })).rejects.toThrow(
      new Error(`the credential program did not print an ExecCredential of ${version}`),
    );
  });
});

describe('what a credential program is told', () => {
  const told = async (wantsCluster: boolean, cluster?: KubeCluster) =>
    JSON.parse((await run(INFO, { wantsCluster }, cluster)).token ?? '');

  it('is nothing of the cluster unless it wants that', async () => {
    expect(await told(false)).toEqual({ apiVersion: VERSION, kind: 'ExecCredential', spec: { interactive: false } });
  });

  it.each<[string, Partial<KubeCluster>, object]>([
    ['its server', {}, {}],
    [
      'all that the kubeconfig says of it',
      {
        authority: { data: 'Q0E=' },
        skipTlsVerify: true,
        tlsServerName: 'api',
        proxyUrl: 'http://proxy:8080',
      },
      {
        'certificate-authority-data': 'Q0E=',
        'insecure-skip-tls-verify': true,
        'tls-server-name': 'api',
        'proxy-url': 'http://proxy:8080',
      },
    ],
    ['no file', { authority: { file: '/ca.crt' } }, {}],
  ])('is the cluster if it wants that: %s', async (_, cluster, more) => {
    expect(await told(true, { ...CLUSTER, ...cluster })).toEqual({
      apiVersion: VERSION,
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: CLUSTER.server, config: null, ...more } },
    });
  });
});

describe('a credential program that is missing', () => {
  it.each<[string | undefined, string]>([
    [undefined, ''],
    ['install it', '; install it'],
  ])('is reported with its hint: %j', async (installHint, hint) => {
    await expect(run('1', { command: '/no/such/program', installHint })).rejects.toThrow(
      new Error(`the credential program "/no/such/program" cannot be started (ENOENT)${hint}`),
    );
  });
});
