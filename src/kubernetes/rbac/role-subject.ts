import { checkArguments, checkProps, instance, struct, TEXT, type ValueType } from '../../arguments';
import { errorRule, report } from '../../base';
import { checkGroup, checkServiceAccount, checkUser, type SubjectRules, subjectManifest } from './subject-checks';

const SUBJECT = errorRule({
  id: 'role/subject',
  form: 'program',
  what: 'A subject of a role must have a valid name.',
  why: 'Otherwise the role would be bound to nobody.',
  bad: "RoleSubject.user('');",
  good: "RoleSubject.user('ann');",
});
const EVERYONE = errorRule({
  id: 'role/subject-everyone',
  form: 'program',
  what: 'A role must not be bound to a user or group that includes everyone, or every service account.',
  why: 'The roles allow inspecting or reading the traffic of pods.',
  bad: "RoleSubject.group('system:authenticated');",
  good: "RoleSubject.group('security-team');",
});
const RESERVED = errorRule({
  id: 'role/subject-reserved',
  form: 'program',
  what: 'A role must not be bound to users and groups of Kubernetes itself, whose names begin with `system:`.',
  why: 'They are components of the cluster, nodes, or administrators who may do everything anyway.',
  bad: "RoleSubject.group('system:masters');",
  good: "RoleSubject.group('security-team');",
});

const RULES: SubjectRules = {
  subject: SUBJECT,
  everyone: EVERYONE,
  reserved: RESERVED,
  risk: 'the role gives access to the traffic of pods',
};

/** A service account that gets a role. */
export interface RoleServiceAccountOptions {
  /** Its namespace, an RFC 1123 label. */
  readonly namespace: string;

  /** Its name, an RFC 1123 subdomain. */
  readonly name: string;
}

/**
 * Who gets the permissions of a role.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export class RoleSubject {
  /**
   * A user, by the name that the API server knows.
   *
   * @param name not empty, and not a user of Kubernetes itself, such as `system:anonymous`
   * @throws when the name is empty, or begins with `system:` and is not that of a service account
   */
  public static user(name: string): RoleSubject {
    checkArguments('RoleSubject', { name }, { name: TEXT });
    report('RoleSubject', checkUser(name, RULES));
    return new RoleSubject('User', name);
  }

  /**
   * A group of people or service accounts.
   *
   * @param name not empty, and not a group of Kubernetes itself, such as `system:authenticated`
   * @throws when the name is empty, or begins with `system:`
   */
  public static group(name: string): RoleSubject {
    checkArguments('RoleSubject', { name }, { name: TEXT });
    report('RoleSubject', checkGroup(name, RULES));
    return new RoleSubject('Group', name);
  }

  /**
   * A service account, for a pipeline.
   *
   * @param options namespace and name
   * @throws when the namespace or the name is malformed
   */
  public static serviceAccount(options: RoleServiceAccountOptions): RoleSubject {
    checkProps('RoleSubject', options, SERVICE_ACCOUNT);
    report('RoleSubject', checkServiceAccount(options, RULES));
    return new RoleSubject('ServiceAccount', options.name, options.namespace);
  }

  private constructor(
    private readonly kind: string,
    private readonly name: string,
    private readonly namespace?: string,
  ) {}

  /** @internal */
  public _toJson(): object {
    return subjectManifest(this.kind, this.name, this.namespace);
  }
}

export const ROLE_SUBJECT: ValueType<RoleSubject> = instance(
  'RoleSubject',
  () => RoleSubject,
  ", such as RoleSubject.group('sre')",
);

const SERVICE_ACCOUNT: ValueType<RoleServiceAccountOptions> = struct<RoleServiceAccountOptions>(
  { name: 'RoleServiceAccountOptions' },
  { namespace: TEXT, name: TEXT },
);

/** The rules that this file checks. */
export const ROLE_SUBJECT_RULES = [SUBJECT, EVERYONE, RESERVED] as const;
