import { type Construct, Node } from 'constructs';
import { checkArguments, checkProps, instance, optional, SCOPE, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, FindingSeverity, FindingsError, nearestMark, report, withListener } from '../base';
import { annotateBelow } from '../kubernetes';
import { MADE_FOR, MADE_FOR_LOGS } from './annotations';
import { CALICO_RELEASE, type CalicoRelease } from './calico-release';
import { CalicoTopology, checkOwnLogs, OWN_LOGS } from './calico-topology';
import { type Environment, readEnvironment } from './cluster-environment';
import { checkClusterName, checkTenant } from './cluster-name';
import { checkLogSettings, LOG_SETTINGS, LogSettings, logsOf } from './log-settings';

const MISSING_CLUSTER = errorRule({
  id: 'cluster/missing',
  form: 'program',
  what: 'A construct must have a cluster.',
  why: 'The correct manifest depends on the release and the topology of the cluster.',
  bad: "new PortScanAlert(chart, 'port-scan');",
  good: "new PortScanAlert(chart, 'port-scan', { cluster });",
});
/** Marks a construct; `Symbol.for`, so that two copies of this library in one program find each other's marks. */
const PROVIDED = Symbol.for('cdk8s-calico-threat-defense.CalicoCluster');

/** Properties of a standalone or management cluster. */
export interface CalicoClusterProps {
  /** The Calico release that runs on the cluster. */
  readonly release: CalicoRelease;

  /**
   * The log settings of the cluster. Which records an alert sees depends on them: set them here if they differ from Calico's
   * defaults.
   *
   * @default - Calico's defaults
   */
  readonly logs?: LogSettings;
}

/** Properties of a managed cluster. */
export interface ManagedCalicoClusterProps extends CalicoClusterProps {
  /**
   * The name under which the cluster's logs are stored: an RFC 1123 subdomain of at most 253 characters. In Calico
   * Cloud, it has the form `<tenant-id>.<cluster-name>`. The name of the AKS cluster, which the workshop exports as
   * `CLUSTERNAME`, is a different name. On Calico Cloud, and from Calico Enterprise 3.12 on, a name without a dot causes a
   * warning.
   *
   * Up to Calico Enterprise 3.17.0, and before Calico Cloud 17.0.0, it is the value of `CLUSTER_NAME` in Deployment
   * `intrusion-detection-controller`, namespace `tigera-intrusion-detection`. In later releases, no object on the cluster is
   * known to contain it: ask whoever connected the cluster.
   */
  readonly name: string;
}

/**
 * The cluster that manifests are generated for: its Calico release, its topology and its name.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/multicluster/
 */
export class CalicoCluster {
  /**
   * A cluster that is connected to a management cluster or to Calico Cloud.
   *
   * @param props release and name
   * @throws when the name is not an RFC 1123 subdomain, or is still a placeholder
   */
  public static managed(props: ManagedCalicoClusterProps): CalicoCluster {
    checkProps('CalicoCluster', props, MANAGED_PROPS);
    const { name, release } = props;
    const findings = checkClusterName(name, ['name'], release);
    report('CalicoCluster', findings.length > 0 ? findings : capped(checkTenant(name, ['name'], release)));
    return new CalicoCluster(CalicoTopology.MANAGED, props, props.name);
  }

  /**
   * A standalone cluster, with its own Elasticsearch. Its name is always `cluster`.
   *
   * @param props the release
   * @throws when the release is a Calico Cloud release, because Calico Cloud only has managed clusters
   */
  public static standalone(props: CalicoClusterProps): CalicoCluster {
    checkProps('CalicoCluster', props, PROPS);
    report('CalicoCluster', checkOwnLogs(CalicoTopology.STANDALONE, props.release, ['topology']));
    return new CalicoCluster(CalicoTopology.STANDALONE, props, OWN_LOGS);
  }

  /**
   * A cluster that stores the logs of managed clusters. Its own name is always `cluster`.
   *
   * @param props the release
   * @throws when the release is a Calico Cloud release, because Calico Cloud only has managed clusters
   */
  public static management(props: CalicoClusterProps): CalicoCluster {
    checkProps('CalicoCluster', props, PROPS);
    report('CalicoCluster', checkOwnLogs(CalicoTopology.MANAGEMENT, props.release, ['topology']));
    return new CalicoCluster(CalicoTopology.MANAGEMENT, props, OWN_LOGS);
  }

  /**
   * The cluster that environment variables describe, as `cdk8s-calico-threat-defense detect` prints them: `CLUSTERNAME`,
   * `CALICO_RELEASE` (default: 3.14, the release of the workshop, with a notice), `CALICO_TOPOLOGY` (default: managed), and the
   * log settings `CALICO_FLOW_LOGS_FLUSH_INTERVAL`, `CALICO_FLOW_LOGS_AGGREGATION_ALLOWED` and
   * `CALICO_FLOW_LOGS_AGGREGATION_DENIED` (default: Calico's). A variable that is set but empty is an error.
   *
   * @throws with all problems, by variable
   */
  public static fromEnvironment(): CalicoCluster {
    const { cluster, findings } = CalicoCluster._readEnvironment(process.env);
    report('environment', findings);
    return cluster as CalicoCluster;
  }

  /**
   * The cluster that environment variables describe; undefined where a finding is an error.
   *
   * @internal
   */
  public static _readEnvironment(environment: Environment): ClusterReading {
    const { topology, release, logs, name, findings } = readEnvironment(environment);
    if (topology === undefined || release === undefined || findings.some(isError)) {
      return { findings };
    }
    // Warnings about the log settings are among the findings.
    const cluster = withListener(
      () => undefined,
      () => new CalicoCluster(topology, { release, logs }, topology === CalicoTopology.MANAGED ? name : OWN_LOGS),
    );
    return { cluster, findings };
  }

  /**
   * Provides a cluster to all constructs below a scope, so their prop `cluster` can be omitted.
   *
   * Objects that constructs of this library add below the scope from then on are annotated with the release, topology and
   * name of the cluster, from which `verify` determines the cluster of a manifest. A cluster that is provided further down
   * the tree, or set as the prop of a construct, takes precedence there.
   *
   * @param scope a chart, or any construct
   * @param cluster the cluster; it replaces a cluster provided earlier on the same scope
   */
  public static provide(scope: Construct, cluster: CalicoCluster): void {
    checkArguments('CalicoCluster', { scope, cluster }, { scope: SCOPE, cluster: CALICO_CLUSTER });
    Object.defineProperty(scope, PROVIDED, { value: cluster, configurable: true });
    // Another copy of this library may have clusters without log settings.
    const logs = logsOf(cluster)._text;
    annotateBelow(scope, {
      [MADE_FOR.release]: cluster.release.toString(),
      [MADE_FOR.topology]: cluster.topology,
      [MADE_FOR.cluster]: cluster.name,
      ...(logs === '' ? {} : { [MADE_FOR_LOGS]: logs }),
    });
  }

  /**
   * The cluster provided by a scope or its nearest parent that provides one.
   *
   * @param scope where to start
   * @throws when no cluster is provided
   */
  public static of(scope: Construct): CalicoCluster {
    checkArguments('CalicoCluster', { scope }, { scope: SCOPE });
    const cluster = CalicoCluster._find(scope);
    if (cluster === undefined) {
      const message =
        'is not set, and no parent construct provides one; pass it, or call CalicoCluster.provide(scope, cluster)';
      throw new FindingsError(Node.of(scope).path, [{ ...MISSING_CLUSTER, keys: ['cluster'], message }]);
    }
    return cluster;
  }

  /** @internal */
  public static _find(scope: Construct): CalicoCluster | undefined {
    return nearestMark(scope, PROVIDED) as CalicoCluster | undefined;
  }

  /**
   * Equal for two values that are certainly the same cluster: the same object, or two managed clusters with the same name.
   *
   * @internal
   */
  public get _identity(): unknown {
    return this.topology === CalicoTopology.MANAGED ? `${this.topology}/${this.name}` : this;
  }

  /** The Calico release that runs on the cluster. */
  public readonly release: CalicoRelease;

  /** The log settings of the cluster. */
  public readonly logs: LogSettings;

  private constructor(
    /** The role of the cluster among connected clusters. */
    public readonly topology: CalicoTopology,
    { release, logs = LogSettings.defaults(release) }: CalicoClusterProps,
    /** The name under which the cluster's logs are stored; `cluster` if it is not managed. */
    public readonly name: string,
  ) {
    report('CalicoCluster', checkLogSettings(logs, release));
    this.release = release;
    this.logs = logs;
  }
}

/** A cluster and what was found about it. */
export interface ClusterReading {
  readonly cluster?: CalicoCluster;
  readonly findings: readonly Finding[];
}

function isError({ severity }: Finding): boolean {
  return severity === FindingSeverity.ERROR;
}

export const CALICO_CLUSTER: ValueType<CalicoCluster> = instance(
  'CalicoCluster',
  () => CalicoCluster,
  ', such as CalicoCluster.managed({ name, release })',
);

// A program that chooses the topology late may pass the name of managed clusters to the others too.
const PROPS: ValueType<CalicoClusterProps> = struct<CalicoClusterProps>(
  { name: 'CalicoClusterProps', open: true },
  { release: CALICO_RELEASE, logs: optional(LOG_SETTINGS) },
);

const MANAGED_PROPS: ValueType<ManagedCalicoClusterProps> = struct<ManagedCalicoClusterProps>(
  { name: 'ManagedCalicoClusterProps' },
  { release: CALICO_RELEASE, logs: optional(LOG_SETTINGS), name: TEXT },
);

/** A program may create thousands of clusters without a tenant in their names; only the first of them are reported. */
const MOST_NAMES = 20;
let namesWithoutTenant = 0;

function capped(findings: readonly Finding[]): Finding[] {
  namesWithoutTenant += findings.length;
  if (namesWithoutTenant > MOST_NAMES) {
    return [];
  }
  const more = `; this is name ${MOST_NAMES} without a dot; further ones are not reported`;
  return findings.map((finding) =>
    namesWithoutTenant === MOST_NAMES ? { ...finding, message: `${finding.message}${more}` } : finding,
  );
}

/** The rules that this file checks. */
export const CALICO_CLUSTER_RULES = [MISSING_CLUSTER] as const;
