import type { Finding, RuleMark } from '../../base';
import { dnsLabelProblem, subdomainProblem } from '../names';

/** The API group of roles and their bindings. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** The rules by which the subjects of some roles are checked. */
export interface SubjectRules {
  readonly subject: RuleMark;
  readonly everyone: RuleMark;
  readonly reserved: RuleMark;
  /** Why they must not be bound to everyone, as in `the role gives access to the traffic of pods`. */
  readonly risk: string;
}

const RESERVED_PREFIX = 'system:';

/** A service account as the API server names its user. */
const SERVICE_ACCOUNT_USER = /^system:serviceaccount:[^:]+:[^:]+$/;

/** Checks the name of a user. */
export function checkUser(name: string, rules: SubjectRules): Finding[] {
  const everyone = name === 'system:anonymous' ? 'is everybody who sends no credentials' : undefined;
  return [...checkNotEmpty(name, rules), ...(SERVICE_ACCOUNT_USER.test(name) ? [] : checkWhom(name, everyone, rules))];
}

/** Checks the name of a group. */
export function checkGroup(name: string, rules: SubjectRules): Finding[] {
  return [...checkNotEmpty(name, rules), ...checkWhom(name, everyoneIn(name), rules)];
}

/** Checks the namespace and the name of a service account. */
export function checkServiceAccount(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { subject }: SubjectRules,
): Finding[] {
  return [
    ...problem(dnsLabelProblem(namespace), 'namespace', namespace, subject),
    ...problem(subdomainProblem(name), 'name', name, subject),
  ];
}

/** A subject as roles have it; only a service account has a namespace. */
export function subjectManifest(kind: string, name: string, namespace: string | undefined): object {
  return namespace === undefined ? { apiGroup: RBAC_GROUP, kind, name } : { kind, name, namespace };
}

function everyoneIn(group: string): string | undefined {
  if (group === 'system:authenticated' || group === 'system:unauthenticated') {
    return 'includes everybody who can reach the API server';
  }
  if (group === 'system:serviceaccounts') {
    return 'includes every service account of the cluster';
  }
  return group.startsWith('system:serviceaccounts:')
    ? 'includes every service account of a namespace, and so every pod in it'
    : undefined;
}

function checkNotEmpty(name: string, { subject }: SubjectRules): Finding[] {
  return problem(name.trim() === '' ? 'must not be empty' : undefined, 'name', name, subject);
}

function checkWhom(name: string, everyone: string | undefined, { risk, ...rules }: SubjectRules): Finding[] {
  if (everyone !== undefined) {
    const message = `${everyone}, and ${risk}; use a more specific user, group or service account`;
    return problem(message, 'name', name, rules.everyone);
  }
  const reserved = `is reserved for Kubernetes itself, as every name that begins with ${RESERVED_PREFIX}; use a user, group or service account of your own`;
  return problem(name.startsWith(RESERVED_PREFIX) ? reserved : undefined, 'name', name, rules.reserved);
}

function problem(message: string | undefined, key: string, value: string, rule: RuleMark): Finding[] {
  return message === undefined ? [] : [{ ...rule, keys: [key], value, message }];
}
