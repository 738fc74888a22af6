import { checkArguments, instance, NUMBER, optional, type ValueType } from '../../arguments';
import { errorRule, type Finding, type Keys, report } from '../../base';

const USER = errorRule({
  id: 'workload/user',
  form: 'program',
  what: 'A pod must run as a user other than root, with an ID that Kubernetes accepts.',
  why: 'The Pod Security level restricted forbids root.',
  bad: 'PodUser.of(0);',
  good: 'PodUser.of(1000);',
});

/** The largest ID that Kubernetes accepts. */
const LARGEST_ID = 2_147_483_647;

/**
 * The user that pods run as. It is never root.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export class PodUser {
  /**
   * A user and a group, by their IDs.
   *
   * @param uid user ID, from 1 to 2147483647
   * @param gid group ID, from 0 to 2147483647; default: the user ID
   * @throws when an ID is out of range
   */
  public static of(uid: number, gid?: number): PodUser {
    checkArguments('PodUser', { uid, gid }, { uid: NUMBER, gid: optional(NUMBER) });
    report('PodUser', [...checkId(uid, 1, ['uid']), ...(gid === undefined ? [] : checkId(gid, 0, ['gid']))]);
    return new PodUser(uid, gid ?? uid);
  }

  /**
   * The user and the group that the platform assigns. On OpenShift, the security context constraint `restricted-v2`
   * rejects pods that set a user outside the range of their namespace. The pods are still required to run as non-root, so
   * Kubernetes does not start them if the platform assigns no user and the user of the image is root.
   */
  public static platform(): PodUser {
    return new PodUser();
  }

  private constructor(
    /** User ID; undefined if the platform assigns it. */
    public readonly uid?: number,
    /** Group ID; undefined if the platform assigns it. */
    public readonly gid?: number,
  ) {}
}

export const POD_USER: ValueType<PodUser> = instance(
  'PodUser',
  () => PodUser,
  ': PodUser.platform() or PodUser.of(1000)',
);

/** The security context of a pod that runs as a user. */
export function podSecurityContext({ uid, gid }: PodUser): PodSecurityContext {
  return { runAsNonRoot: true, runAsUser: uid, runAsGroup: gid };
}

interface PodSecurityContext {
  readonly runAsNonRoot: boolean;
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}

function checkId(id: number, lowest: number, keys: Keys): Finding[] {
  if (Number.isInteger(id) && id >= lowest && id <= LARGEST_ID) {
    return [];
  }
  const root = id === 0 ? '; 0 is root, which these pods do not need' : '';
  return [{ ...USER, keys, value: id, message: `must be a whole number from ${lowest} to ${LARGEST_ID}${root}` }];
}

/** The rules that this file checks. */
export const POD_USER_RULES = [USER] as const;
