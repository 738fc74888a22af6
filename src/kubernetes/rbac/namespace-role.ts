import type { Construct } from 'constructs';
import { FLAG, list, optional, type Shape, TEXT, TEXT_MAP } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { checkObjectMetadata } from '../metadata-checks';
import { dnsLabelProblem, subdomainProblem } from '../names';
import { PlainObject } from '../plain-object';
import { ROLE_SUBJECT, type RoleSubject } from './role-subject';
import { RBAC_GROUP } from './subject-checks';

const NAME = errorRule({
  id: 'role/name',
  form: 'program',
  what: 'The namespace of a role must be an RFC 1123 label, and its name an RFC 1123 subdomain.',
  why: 'The API server rejects any other namespace. For roles it accepts more names, but a name in this form works in every tool.',
  bad: "new PacketCaptureRole(chart, 'role', { cluster, namespace: 'shop', files: false, name: 'My Role' });",
  good: "new PacketCaptureRole(chart, 'role', { cluster, namespace: 'shop', files: false, name: 'my-role' });",
});

/** Options common to the roles for objects in one namespace. */
export interface NamespaceRoleOptions {
  /** The namespace of the objects, an RFC 1123 label. */
  readonly namespace: string;

  /**
   * Who gets the permissions.
   *
   * @default - nobody: the roles are created without bindings
   */
  readonly subjects?: RoleSubject[];

  /**
   * Whether the role allows creating, changing and deleting as well; otherwise it only allows reading.
   *
   * @default true
   */
  readonly manage?: boolean;

  /**
   * Name of the role and its binding, an RFC 1123 subdomain.
   *
   * @default - a name that begins with `calico-threat-defense` and says what the role is for
   */
  readonly name?: string;

  /**
   * Labels of the roles and bindings.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the roles and bindings.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** The types of these options. */
export const NAMESPACE_ROLE_OPTION_TYPES: Shape<NamespaceRoleOptions> = {
  namespace: TEXT,
  subjects: optional(list(ROLE_SUBJECT)),
  manage: optional(FLAG),
  name: optional(TEXT),
  labels: optional(TEXT_MAP),
  annotations: optional(TEXT_MAP),
};

/** A rule of a role: verbs for resources of one group. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ: readonly string[] = ['get', 'list', 'watch'];
const CHANGE: readonly string[] = ['create', 'update', 'patch', 'delete'];

/** The verbs for objects that are read, and possibly managed. */
export function verbsOf(manage: boolean): readonly string[] {
  return manage ? [...READ, ...CHANGE] : READ;
}

/** Checks the name, the namespace, the labels and the annotations of a role. */
export function checkNamespaceRole(roleName: string, options: NamespaceRoleOptions): Finding[] {
  const { namespace, labels, annotations } = options;
  return [
    ...nameFinding('name', roleName, subdomainProblem(roleName)),
    ...nameFinding('namespace', namespace, dnsLabelProblem(namespace)),
    ...checkObjectMetadata({ kind: 'Role', metadata: { name: 'any', labels, annotations } }),
  ];
}

function nameFinding(key: string, value: string, message: string | undefined): Finding[] {
  return message === undefined ? [] : [{ ...NAME, keys: [key], value, message }];
}

/** What a role is made of. */
export interface RoleToAdd {
  readonly kind: 'ClusterRole' | 'Role';
  readonly name: string;
  readonly rules: readonly RoleRule[];
}

/** Adds a role and, if there are subjects, its binding. */
export function addRole(
  scope: Construct,
  { kind, name, rules }: RoleToAdd,
  { namespace, subjects = [], labels, annotations }: NamespaceRoleOptions,
): void {
  const metadata = { name, namespace: kind === 'Role' ? namespace : undefined, labels, annotations };
  const apiVersion = `${RBAC_GROUP}/v1`;
  const role = new PlainObject(scope, kind, { apiVersion, kind, metadata, rules });
  if (subjects.length > 0) {
    const binding = new PlainObject(scope, `${kind}Binding`, {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC_GROUP, kind, name },
      subjects: subjects.map((subject) => subject._toJson()),
    });
    binding.addDependency(role);
  }
}

/** The rules that this file checks. */
export const NAMESPACE_ROLE_RULES = [NAME] as const;
