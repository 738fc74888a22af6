import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKubeTarget } from '../../src/verify/live/kube-config';
import { readKubeConfigFile } from '../../src/verify/live/kube-config-file';
import { messageOf } from '../support';
import { kubeconfigOf } from './fake-api-server';

jest.mock('node:fs', () => {
  const real = jest.requireActual('node:fs');
  return { ...real, existsSync: jest.fn(real.existsSync) };
});
jest.mock('../../src/verify/live/kube-config-file', () => {
  const real = jest.requireActual('../../src/verify/live/kube-config-file');
  return { ...real, readKubeConfigFile: jest.fn(real.readKubeConfigFile) };
});

const IN_POD = '/var/run/secrets/kubernetes.io/serviceaccount';
const folder = mkdtempSync(join(tmpdir(), 'kubeconfig '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'config');
writeFileSync(file, kubeconfigOf('https://api.example.com:6443'));

describe('in a pod', () => {
  const real = jest.requireActual('node:fs').existsSync;
  beforeEach(() => jest.mocked(existsSync).mockImplementation((path) => path === `${IN_POD}/token` || real(path)));
  afterEach(() => jest.mocked(existsSync).mockImplementation(real));
  const missing = join(folder, 'missing');

  it.each<[string, Record<string, string>, string]>([
    ['a port', { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '6443' }, 'https://10.96.0.1:6443'],
    ['no port', { KUBERNETES_SERVICE_HOST: '10.96.0.1' }, 'https://10.96.0.1:443'],
    ['an IPv6 address', { KUBERNETES_SERVICE_HOST: 'fd00::1' }, 'https://[fd00::1]:443'],
  ])('the service account is used where there is no kubeconfig: %s', (_, environment, server) => {
    expect(readKubeTarget('detect', {}, { ...environment, KUBECONFIG: missing })).toEqual({
      context: 'in-cluster',
      cluster: {
        name: 'in-cluster',
        server,
        authority: { file: `${IN_POD}/ca.crt` },
        skipTlsVerify: false,
        proxyUrl: undefined,
      },
      user: {
        name: 'in-cluster',
        tokenFile: `${IN_POD}/token`,
        impersonation: { groups: [], extra: {} },
      },
    });
  });

  it('the proxy of the environment is used', () => {
    const environment = { KUBERNETES_SERVICE_HOST: '10.96.0.1', HTTPS_PROXY: 'proxy:8080', KUBECONFIG: missing };
    expect(readKubeTarget('detect', {}, environment).cluster.proxyUrl).toBe('http://proxy:8080');
  });

  it('a kubeconfig has precedence', () => {
    const environment = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBECONFIG: file };
    expect(readKubeTarget('detect', {}, environment)).toMatchObject({ context: 'fake' });
  });

  it.each<[string, { kubeconfig?: string }, Record<string, string>]>([
    ['another kubeconfig is named', { kubeconfig: missing }, { KUBERNETES_SERVICE_HOST: '10.96.0.1' }],
    ['the variables are missing', {}, { KUBECONFIG: missing }],
    ['the variables are empty', {}, { KUBECONFIG: missing, KUBERNETES_SERVICE_HOST: '' }],
  ])('the service account is not used where %s', (_, options, environment) => {
    expect(messageOf(() => readKubeTarget('detect', options, environment))).toBe(
      `detect: 1 problem\n  kubeconfig = "${missing}": does not exist; pass --kubeconfig, or set KUBECONFIG [kubeconfig/missing]`,
    );
  });

  it('the service account is not used without its token', () => {
    jest.mocked(existsSync).mockImplementation(real);
    const environment = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBECONFIG: missing };
    expect(messageOf(() => readKubeTarget('detect', {}, environment))).toContain('[kubeconfig/missing]');
  });
});

describe('a bug', () => {
  const bug = new RangeError('a bug');

  it('while a kubeconfig is read is not reported as a fault of the file', () => {
    jest.mocked(readKubeConfigFile).mockImplementationOnce(() => {
      throw bug;
    });
    expect(() => readKubeTarget('detect', {}, { KUBECONFIG: file })).toThrow(bug);
  });

  it('while the proxy is chosen is not reported as a fault of the cluster', () => {
    const environment = {
      KUBECONFIG: file,
      get HTTPS_PROXY(): string {
        throw bug;
      },
    };
    expect(() => readKubeTarget('detect', {}, environment)).toThrow(bug);
  });
});
