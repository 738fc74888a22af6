import { errorRule, type Finding, type Keys } from '../base';
import { CalicoProduct, type CalicoRelease } from './calico-release';
import { type LogSettings, logsOf } from './log-settings';

const CLOUD_TOPOLOGY = errorRule({
  id: 'cluster/cloud-is-managed',
  form: 'program',
  what: 'A cluster of Calico Cloud must be a managed cluster.',
  why: 'Calico Cloud stores the logs of connected clusters, so it has no standalone or management clusters.',
  bad: "CalicoCluster.standalone({ release: CalicoRelease.parse('cloud-20.3.0') });",
  good: "CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse('cloud-20.3.0') });",
});

/** The name under which standalone and management clusters store their own logs. */
export const OWN_LOGS = 'cluster';

/** The role of a cluster among connected clusters. */
export enum CalicoTopology {
  /** Connected to a management cluster, or to Calico Cloud, which stores its logs. */
  MANAGED = 'managed',
  /** Not connected to other clusters, with its own Elasticsearch. */
  STANDALONE = 'standalone',
  /** Stores the logs of managed clusters in addition to its own. */
  MANAGEMENT = 'management',
}

/** What checks depend on: the release, the topology and the log settings of a cluster. */
export interface ClusterKind {
  readonly release: CalicoRelease;
  readonly topology: CalicoTopology;
  /** Calico's defaults if they are missing. */
  readonly logs?: LogSettings;
}

/** Equal for clusters for which all checks find the same. */
export function clusterKey({ release, topology, logs }: ClusterKind): string {
  return `${release} ${topology} ${logsOf({ logs })._text}`;
}

/** Whether a release allows a topology in which the cluster stores its own logs. */
export function checkOwnLogs(topology: CalicoTopology, release: CalicoRelease, keys: Keys): Finding[] {
  if (topology === CalicoTopology.MANAGED || release.product !== CalicoProduct.CLOUD) {
    return [];
  }
  const message = `${release.displayName} only has managed clusters; use the topology managed, with the name of the cluster`;
  return [{ ...CLOUD_TOPOLOGY, keys, value: topology, message }];
}

/** The rules that this file checks. */
export const CALICO_TOPOLOGY_RULES = [CLOUD_TOPOLOGY] as const;
