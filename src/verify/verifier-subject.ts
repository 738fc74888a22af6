import { checkArguments, checkProps, instance, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, report } from '../base';
import { checkGroup, checkServiceAccount, checkUser, type SubjectRules, subjectManifest } from '../kubernetes';

const SUBJECT = errorRule({
  id: 'verifier/subject',
  form: 'program',
  what: 'A subject of the roles must have a valid name.',
  why: 'Otherwise the roles would be bound to nobody.',
  bad: "VerifierSubject.user('');",
  good: "VerifierSubject.user('ann');",
});
const EVERYONE = errorRule({
  id: 'verifier/subject-everyone',
  form: 'program',
  what: 'The roles must not be bound to a user or group that includes everyone, or every service account.',
  why: 'They allow scanning from inside the cluster.',
  bad: "VerifierSubject.group('system:authenticated');",
  good: "VerifierSubject.group('security-team');",
});
const RESERVED = errorRule({
  id: 'verifier/subject-reserved',
  form: 'program',
  what: 'The roles must not be bound to users and groups of Kubernetes itself, whose names begin with `system:`.',
  why: 'They are components of the cluster, nodes, or administrators who may do everything anyway.',
  bad: "VerifierSubject.group('system:masters');",
  good: "VerifierSubject.group('security-team');",
});

const RULES: SubjectRules = {
  subject: SUBJECT,
  everyone: EVERYONE,
  reserved: RESERVED,
  risk: 'the roles allow scans from the cluster',
};

/** A service account. */
export interface VerifierServiceAccountOptions {
  /** Its namespace, an RFC 1123 label. */
  readonly namespace: string;

  /** Its name, an RFC 1123 subdomain. */
  readonly name: string;
}

/**
 * Who may run `calico-threat-defense detect` and `verify`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export class VerifierSubject {
  /**
   * A user, by the name that the API server knows.
   *
   * @param name not empty, and not a user of Kubernetes itself, such as `system:anonymous`
   * @throws when the name is empty, or begins with `system:` and is not that of a service account
   */
  public static user(name: string): VerifierSubject {
    checkArguments('VerifierSubject', { name }, { name: TEXT });
    report('VerifierSubject', checkUser(name, RULES));
    return new VerifierSubject('User', name);
  }

  /**
   * A group of people or service accounts.
   *
   * @param name not empty, and not a group of Kubernetes itself, such as `system:authenticated`
   * @throws when the name is empty, or begins with `system:`
   */
  public static group(name: string): VerifierSubject {
    checkArguments('VerifierSubject', { name }, { name: TEXT });
    report('VerifierSubject', checkGroup(name, RULES));
    return new VerifierSubject('Group', name);
  }

  /**
   * A service account, for a pipeline.
   *
   * @param options namespace and name
   * @throws when the namespace or the name is malformed
   */
  public static serviceAccount(options: VerifierServiceAccountOptions): VerifierSubject {
    checkProps('VerifierSubject', options, SERVICE_ACCOUNT);
    report('VerifierSubject', checkServiceAccount(options, RULES));
    return new VerifierSubject('ServiceAccount', options.name, options.namespace);
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

export const VERIFIER_SUBJECT: ValueType<VerifierSubject> = instance(
  'VerifierSubject',
  () => VerifierSubject,
  ", such as VerifierSubject.group('sre')",
);

const SERVICE_ACCOUNT: ValueType<VerifierServiceAccountOptions> = struct<VerifierServiceAccountOptions>(
  { name: 'VerifierServiceAccountOptions' },
  { namespace: TEXT, name: TEXT },
);

/** The rules that this file checks. */
export const VERIFIER_SUBJECT_RULES = [SUBJECT, EVERYONE, RESERVED] as const;
