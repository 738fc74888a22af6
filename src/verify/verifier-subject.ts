import { checkArguments, checkProps, instance, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, report } from '../base';
import { dnsLabelProblem, subdomainProblem } from '../kubernetes';

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
  what: 'The roles must not be bound to a group that includes everyone.',
  why: 'They allow scanning from inside the cluster.',
  bad: "VerifierSubject.group('system:authenticated');",
  good: "VerifierSubject.group('security-team');",
});

/** Groups of everybody who can reach the API server. */
const EVERYBODY: readonly string[] = ['system:authenticated', 'system:unauthenticated'];

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
   * @param name not empty
   * @throws when the name is empty
   */
  public static user(name: string): VerifierSubject {
    checkArguments('VerifierSubject', { name }, { name: TEXT });
    report('VerifierSubject', checkName(name));
    return new VerifierSubject('User', name);
  }

  /**
   * A group of people or service accounts.
   *
   * @param name not empty, and not a group of everybody
   * @throws when the name is empty, or the group includes everybody
   */
  public static group(name: string): VerifierSubject {
    checkArguments('VerifierSubject', { name }, { name: TEXT });
    report('VerifierSubject', [...checkName(name), ...checkGroup(name)]);
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
    report('VerifierSubject', [
      ...problem(dnsLabelProblem(options.namespace), 'namespace', options.namespace),
      ...problem(subdomainProblem(options.name), 'name', options.name),
    ]);
    return new VerifierSubject('ServiceAccount', options.name, options.namespace);
  }

  private constructor(
    private readonly kind: string,
    private readonly name: string,
    private readonly namespace?: string,
  ) {}

  /** @internal */
  public _toJson(): object {
    return this.kind === 'ServiceAccount'
      ? { kind: this.kind, name: this.name, namespace: this.namespace }
      : { apiGroup: 'rbac.authorization.k8s.io', kind: this.kind, name: this.name };
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

function checkName(name: string): Finding[] {
  return problem(name.trim() === '' ? 'must not be empty' : undefined, 'name', name);
}

function problem(message: string | undefined, name: string, value: string): Finding[] {
  return message === undefined ? [] : [{ ...SUBJECT, keys: [name], value, message }];
}

function checkGroup(value: string): Finding[] {
  const message =
    'includes everybody who can reach the API server, and the roles allow scans from the cluster; use a more specific group';
  return EVERYBODY.includes(value) ? [{ ...EVERYONE, keys: ['name'], value, message }] : [];
}

/** The rules that this file checks. */
export const VERIFIER_SUBJECT_RULES = [SUBJECT, EVERYONE] as const;
