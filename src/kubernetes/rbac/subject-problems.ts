/** What is wrong with a user or group as a subject of roles. */
export interface SubjectProblem {
  /** Whether it includes everybody, or is a user or group of Kubernetes itself. */
  readonly form: 'everyone' | 'reserved';
  /** What it is. */
  readonly message: string;
}

const RESERVED_PREFIX = 'system:';

/** A service account as the API server names its user. */
const SERVICE_ACCOUNT_USER = /^system:serviceaccount:[^:]+:[^:]+$/;

/** Why no role should be bound to a user; undefined if nothing is wrong. */
export function userProblem(name: string): SubjectProblem | undefined {
  if (name === 'system:anonymous') {
    return { form: 'everyone', message: 'is everybody who sends no credentials' };
  }
  return SERVICE_ACCOUNT_USER.test(name) ? undefined : reserved(name);
}

/** Why no role should be bound to a group; undefined if nothing is wrong. */
export function groupProblem(name: string): SubjectProblem | undefined {
  if (name === 'system:authenticated' || name === 'system:unauthenticated') {
    return { form: 'everyone', message: 'includes everybody who can reach the API server' };
  }
  if (name === 'system:serviceaccounts') {
    return { form: 'everyone', message: 'includes every service account of the cluster' };
  }
  return name.startsWith('system:serviceaccounts:')
    ? { form: 'everyone', message: 'includes every service account of a namespace, and so every pod in it' }
    : reserved(name);
}

function reserved(name: string): SubjectProblem | undefined {
  const message = `is reserved for Kubernetes itself, as every name that begins with ${RESERVED_PREFIX}; use a user, group or service account of your own`;
  return name.startsWith(RESERVED_PREFIX) ? { form: 'reserved', message } : undefined;
}
