import { dnsLabelProblem, rfc1035Problem, subdomainProblem } from './names';

/** Kinds whose names have another form than an RFC 1123 subdomain, the form of all others. */
const FORMS: Readonly<Record<string, (name: string) => string | undefined>> = {
  Namespace: dnsLabelProblem,
  Service: rfc1035Problem,
  ClusterRole: pathSegmentProblem,
  ClusterRoleBinding: pathSegmentProblem,
  Role: pathSegmentProblem,
  RoleBinding: pathSegmentProblem,
};

/** Why a string is not a valid name for an object of a kind; undefined where it is one. */
export function nameProblem(kind: unknown, name: string): string | undefined {
  const form = typeof kind === 'string' && Object.hasOwn(FORMS, kind) ? FORMS[kind] : undefined;
  return (form ?? subdomainProblem)(name);
}

/** The names of roles may contain almost anything. */
function pathSegmentProblem(name: string): string | undefined {
  if (name === '') {
    return 'must not be empty';
  }
  return name === '.' || name === '..' || /[/%]/.test(name)
    ? "must not be '.' or '..', and must not contain '/' or '%'"
    : undefined;
}
