import { formatValue } from '../../base';
import type { KubeUser } from './kube-target';

/** The versions of the interface of credential programs that kubectl still knows. */
const PROGRAM_VERSIONS: readonly string[] = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** Why the credentials of a user cannot be used; undefined if they can, or if there are none. */
export function userProblem(user: KubeUser): string | undefined {
  const { program, provider } = user;
  if (provider !== undefined && provider.name !== 'oidc') {
    return `uses the auth-provider ${formatValue(provider.name)}, which kubectl does not support any more; use a credential program (exec)`;
  }
  return contradiction(user) ?? (program && programProblem(program)) ?? impersonationProblem(user.impersonation);
}

function contradiction({ token, tokenFile, userName, password, program, provider }: KubeUser): string | undefined {
  const hasToken = token !== undefined || tokenFile !== undefined;
  if (hasToken && (userName !== undefined || password !== undefined)) {
    return 'has both a token and a user name or password; only one of them can be used';
  }
  return program !== undefined && provider !== undefined
    ? 'has both exec and auth-provider; only one of them can be used'
    : undefined;
}

function impersonationProblem({ user, uid, groups, extra }: KubeUser['impersonation']): string | undefined {
  return user === undefined && (uid !== undefined || groups.length > 0 || Object.keys(extra).length > 0)
    ? 'has as-uid, as-groups or as-user-extra without as, the user to impersonate'
    : undefined;
}

function programProblem({ apiVersion, needsTerminal }: NonNullable<KubeUser['program']>): string | undefined {
  if (!PROGRAM_VERSIONS.includes(apiVersion)) {
    return `has a credential program for ${formatValue(apiVersion)}; the supported versions are ${PROGRAM_VERSIONS.join(' and ')}`;
  }
  return needsTerminal
    ? 'has a credential program that requires a terminal (interactiveMode: Always), which this command does not provide; log in with kubectl first, and use a user with a token'
    : undefined;
}

/** Whether the API server would not learn who sends a request. */
export function isAnonymous({ token, tokenFile, userName, certificate, program, provider }: KubeUser): boolean {
  return [token, tokenFile, userName, certificate, program, provider].every((credential) => credential === undefined);
}
