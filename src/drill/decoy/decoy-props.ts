import type { Duration } from 'cdk8s';
import { DURATION, NUMBER, optional, type Shape, struct, TEXT, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../../calico';
import { POD_USER, type PodUser, WORKLOAD_OPTION_TYPES, type WorkloadOptions } from '../../kubernetes';
import { DECOY_PROGRAM, type DecoyProgram } from './decoy-program';

/** Options common to all decoys. */
export interface DecoyOptions extends WorkloadOptions {
  /**
   * The cluster that the decoy runs on.
   *
   * @default - the cluster provided by the nearest parent construct
   */
  readonly cluster?: CalicoCluster;

  /**
   * Namespace of the decoy, an RFC 1123 label, but not a namespace of Kubernetes or Calico. It must exist. A decoy next
   * to real workloads is found by an attacker who has taken over one of them.
   *
   * @default - the namespace of the chart, or `default`
   */
  readonly namespace?: string;

  /**
   * Name of the objects, an RFC 1035 label, such as the name of something that could exist there. It is also the value
   * of the label `app` of the pods, which nothing else in the namespace may have.
   *
   * @default - depends on the kind of decoy: `dashboard`, `database` or `internal-app`
   */
  readonly name?: string;

  /**
   * What the decoy runs.
   *
   * @default DecoyProgram.nginx()
   */
  readonly program?: DecoyProgram;

  /**
   * The user that the pods run as.
   *
   * @default - the user of nginx without privileges, `PodUser.of(101)`; for the program of an image,
   * `PodUser.platform()`, which is the user of the image and must not be root
   */
  readonly user?: PodUser;

  /**
   * Name of the alert, an RFC 1123 subdomain.
   *
   * @default - `decoy.<namespace>.<name>`
   */
  readonly alertName?: string;

  /**
   * The severity of the events, from 1 to 100 (100 is the most severe).
   *
   * @default 100
   */
  readonly severity?: number;

  /**
   * How often the alert runs, at least one minute.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * How far back each run of the alert looks, at least one minute. Synthesis fails if a connection could fall between two
   * runs.
   *
   * @default - the period, the time after which flow logs are written, and one minute more
   */
  readonly lookback?: Duration;
}

/** Properties of `Decoy.service`. */
export interface ServiceDecoyProps extends DecoyOptions {
  /**
   * The TCP port of the Service, from 1 to 65535.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * The TCP port of the pod, from 1024 to 65535. It is the port in flow logs, so the alert looks for it.
   *
   * @default 8080
   */
  readonly podPort?: number;
}

/** Properties of `Decoy.database`. */
export interface DatabaseDecoyProps extends DecoyOptions {
  /**
   * The TCP port of the Service and of the pod, from 1024 to 65535, such as 3306 for MySQL or 6379 for Redis.
   *
   * @default 5432, the port of PostgreSQL
   */
  readonly port?: number;
}

/** Properties of `Decoy.ipEnumeration`. */
export interface IpEnumerationDecoyProps extends DecoyOptions {}

const OPTION_TYPES: Shape<DecoyOptions> = {
  ...WORKLOAD_OPTION_TYPES,
  cluster: optional(CALICO_CLUSTER),
  namespace: optional(TEXT),
  name: optional(TEXT),
  program: optional(DECOY_PROGRAM),
  user: optional(POD_USER),
  alertName: optional(TEXT),
  severity: optional(NUMBER),
  period: optional(DURATION),
  lookback: optional(DURATION),
};

export const SERVICE_DECOY_PROPS: ValueType<ServiceDecoyProps> = struct<ServiceDecoyProps>(
  { name: 'ServiceDecoyProps' },
  { ...OPTION_TYPES, port: optional(NUMBER), podPort: optional(NUMBER) },
);

export const DATABASE_DECOY_PROPS: ValueType<DatabaseDecoyProps> = struct<DatabaseDecoyProps>(
  { name: 'DatabaseDecoyProps' },
  { ...OPTION_TYPES, port: optional(NUMBER) },
);

export const IP_ENUMERATION_DECOY_PROPS: ValueType<IpEnumerationDecoyProps> = struct<IpEnumerationDecoyProps>(
  { name: 'IpEnumerationDecoyProps' },
  OPTION_TYPES,
);
