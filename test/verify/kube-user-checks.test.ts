import type { KubeUser } from '../../src/verify/live/kube-target';
import { isAnonymous, userProblem } from '../../src/verify/live/kube-user-checks';
import { LOGIN } from './login-program';

const NOBODY: KubeUser = { name: 'ann', impersonation: { groups: [], extra: {} } };
const OIDC = { name: 'oidc', config: {} };

describe('the user of a kubeconfig', () => {
  const both = 'has both a token and a user name or password; only one of them can be used';
  const nobody = 'has as-uid, as-groups or as-user-extra without as, the user to impersonate';
  it.each<[Partial<KubeUser>, string]>([
    [
      { provider: { name: 'gcp', config: {} } },
      'uses the auth-provider "gcp", which kubectl does not support any more; use a credential program (exec)',
    ],
    [{ token: 'abc', userName: 'ann' }, both],
    [{ token: 'abc', password: 'pw' }, both],
    [{ tokenFile: '/token', userName: 'ann' }, both],
    [{ program: LOGIN, provider: OIDC }, 'has both exec and auth-provider; only one of them can be used'],
    [{ impersonation: { uid: '42', groups: [], extra: {} } }, nobody],
    [{ impersonation: { groups: ['a'], extra: {} } }, nobody],
    [{ impersonation: { groups: [], extra: { team: [] } } }, nobody],
    [
      { program: { ...LOGIN, apiVersion: 'v1' } },
      'has a credential program for "v1"; the supported versions are client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1',
    ],
    [
      { program: { ...LOGIN, needsTerminal: true } },
      'has a credential program that requires a terminal (interactiveMode: Always), which this command does not provide; log in with kubectl first, and use a user with a token',
    ],
  ])('cannot be used: %j', (user, problem) => {
    expect(userProblem({ ...NOBODY, ...user })).toBe(problem);
  });

  it.each<[Partial<KubeUser>, boolean]>([
    [{}, true],
    [{ password: 'pw', key: { data: 'K' } }, true],
    [{ token: 'abc', tokenFile: '/token' }, false],
    [{ tokenFile: '/token' }, false],
    [{ userName: 'ann', password: 'pw' }, false],
    [{ certificate: { data: 'C' }, key: { data: 'K' } }, false],
    [{ program: { ...LOGIN, apiVersion: 'client.authentication.k8s.io/v1beta1' } }, false],
    [{ provider: OIDC }, false],
    [{ token: 'abc', impersonation: { user: 'bob', uid: '42', groups: ['a'], extra: { team: ['x'] } } }, false],
  ])('can be used: %j; it is anonymous: %s', (user, anonymous) => {
    expect(userProblem({ ...NOBODY, ...user })).toBeUndefined();
    expect(isAnonymous({ ...NOBODY, ...user })).toBe(anonymous);
  });
});
