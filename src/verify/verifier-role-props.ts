import type { Construct } from 'constructs';
import { FLAG, list, optional, SCOPE, struct, TEXT, TEXT_MAP, type ValueType } from '../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../calico';
import { NETSHOOT_SCANNER, type NetshootScanner, THREAT_FEED_PROBE, type ThreatFeedProbe } from '../drill';
import { VERIFIER_SUBJECT, type VerifierSubject } from './verifier-subject';

/** What is allowed, and to whom. */
export interface VerifierRoleProps {
  /**
   * The cluster that is verified.
   *
   * @default - the one that a construct above provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * The scanner whose scan `verify` runs or reads. How it runs determines the permissions: to execute commands in its
   * pod, or to create a Job from its CronJob. With `apply`, the roles also allow changing the FelixConfiguration `default` if the
   * chart of the scanner contains a `ThreatDefenseLogSettings` when the roles are created.
   *
   * @default - no scan is allowed, so `verify` cannot complete
   */
  readonly scanner?: NetshootScanner;

  /**
   * The probe whose connections `verify` tries, in the exercise with a threat feed. The roles then allow reading its feed, the
   * network set and, if the probe has `blockedBy`, the policy with its tier. Without a `scanner`, they allow nothing that only
   * module 7 needs.
   *
   * @default - no probe can be used
   */
  readonly probe?: ThreatFeedProbe;

  /**
   * Charts and other constructs whose objects are verified: alerts, probes, scanners, decoys, feeds, inspections,
   * captures, webhooks and exceptions. The roles then allow what `verify` needs for the objects that are below them
   * when the roles are created, by their names. Secrets, and kinds that are neither Calico's nor created by this
   * library, are omitted. Without a `scanner`, the roles allow nothing that only module 7 needs.
   *
   * @default - none
   */
  readonly scopes?: Construct[];

  /**
   * Who gets the permissions.
   *
   * @default - nobody: the roles are created without bindings
   */
  readonly subjects?: VerifierSubject[];

  /**
   * Whether to allow `verify --apply` as well, which creates and changes objects of the kinds of the module.
   *
   * @default false
   */
  readonly apply?: boolean;

  /**
   * Name of the roles and bindings, an RFC 1123 subdomain.
   *
   * @default calico-threat-defense-verifier
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

export const VERIFIER_ROLE_PROPS: ValueType<VerifierRoleProps> = struct<VerifierRoleProps>(
  { name: 'VerifierRoleProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    scanner: optional(NETSHOOT_SCANNER),
    probe: optional(THREAT_FEED_PROBE),
    scopes: optional(list(SCOPE)),
    subjects: optional(list(VERIFIER_SUBJECT)),
    apply: optional(FLAG),
    name: optional(TEXT),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);
