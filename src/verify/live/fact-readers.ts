import { CalicoTopology, checkClusterName, holdsClusterName, whereToFindName } from '../../cluster';
import { valueAt } from '../../manifest';
import { CalicoRelease } from '../../release';
import { FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';
import { listAt } from './resources';

const RELEASE_PATH = '/apis/projectcalico.org/v3/clusterinformations/default';
const NAMESPACE = 'tigera-intrusion-detection';
const CONTROLLER = 'intrusion-detection-controller';
const CONTROLLER_PATH = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${CONTROLLER}`;
const OPERATOR = '/apis/operator.tigera.io/v1';

/** The major number of every Calico Enterprise release; Calico Cloud's own count began with 18. */
const ENTERPRISE_MAJOR = /^v?3\./;

/** What was read, and where. */
export interface Fact {
  /** The variable of `npm run synth` that it is for. */
  readonly variable: string;
  readonly value: string;
  readonly source: string;
}

/** The release, read once: a newer one than is known is told on standard error each time. */
export interface ReleaseFact extends Fact {
  readonly calicoRelease: CalicoRelease;
}

/** Thrown where a fact is not there, with what stands in its place. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly value?: unknown,
  ) {
    super(message);
  }
}

/** The release, as Calico's own API server says it. */
export async function readRelease(api: ClusterApi): Promise<ReleaseFact> {
  const information = await found(
    api,
    RELEASE_PATH,
    'cannot be read: the cluster has no ClusterInformation default of projectcalico.org/v3, so no Calico Enterprise runs on it, or its API server is down',
  );
  const written = valueAt(information, 'spec', 'cnxVersion');
  if (typeof written !== 'string' || written === '') {
    throw new Unreadable(
      'cannot be read: ClusterInformation default has no spec.cnxVersion, as in open-source Calico, which has no threat defense',
    );
  }
  if (/^v?\d/.test(written) && !ENTERPRISE_MAJOR.test(written)) {
    throw new Unreadable(
      'is not a release of Calico Enterprise (spec.cnxVersion of ClusterInformation default); if it is one of Calico Cloud, write CALICO_RELEASE=cloud-… yourself',
      written,
    );
  }
  const calicoRelease = CalicoRelease.parse(written);
  return {
    variable: 'CALICO_RELEASE',
    value: `${calicoRelease}`,
    calicoRelease,
    source: `from ClusterInformation default, spec.cnxVersion = ${written}`,
  };
}

/** The topology, as the operator's objects say it. */
export async function readTopology(api: ClusterApi): Promise<Fact> {
  const [management, managed] = [
    await has(api, 'ManagementCluster', 'managementclusters'),
    await has(api, 'ManagementClusterConnection', 'managementclusterconnections'),
  ];
  if (management && managed) {
    throw new Unreadable(
      'cannot be told: the operator has a ManagementCluster and a ManagementClusterConnection, which it refuses itself; delete one',
    );
  }
  const variable = 'CALICO_TOPOLOGY';
  if (managed) {
    return { variable, value: CalicoTopology.MANAGED, source: "from the operator's ManagementClusterConnection" };
  }
  return management
    ? { variable, value: CalicoTopology.MANAGEMENT, source: "from the operator's ManagementCluster" }
    : {
        variable,
        value: CalicoTopology.STANDALONE,
        source: 'since the operator has neither a ManagementCluster nor a ManagementClusterConnection',
      };
}

async function has(api: ClusterApi, kind: string, resource: string): Promise<boolean> {
  const list = await found(
    api,
    `${OPERATOR}/${resource}`,
    `cannot be read: the cluster does not know the kind ${kind} of operator.tigera.io/v1, so no operator of Calico Enterprise runs on it`,
  );
  return listAt(list, 'items').length > 0;
}

/** What to say of the name on a managed cluster that does not hold it. */
export function nameNotHeld(release: CalicoRelease): string {
  return `is not on the cluster: ${whereToFindName(release)}. Set it yourself; only AD jobs need it`;
}

/**
 * The name under which the logs are stored, as intrusion detection is told it; undefined on a release that does not tell
 * it.
 */
export async function readName(api: ClusterApi, release: CalicoRelease): Promise<Fact | undefined> {
  if (!holdsClusterName(release)) {
    return undefined;
  }
  const deployment = await found(
    api,
    CONTROLLER_PATH,
    `cannot be read: there is no Deployment ${CONTROLLER} in namespace ${NAMESPACE}; is intrusion detection installed?`,
  );
  const container = listAt(deployment, 'spec', 'template', 'spec', 'containers').find(
    (one) => valueAt(one, 'name') === CONTROLLER,
  );
  const variable = listAt(container, 'env').find((one) => valueAt(one, 'name') === 'CLUSTER_NAME');
  const value = valueAt(variable, 'value');
  if (typeof value !== 'string') {
    throw new Unreadable(
      `cannot be read: container ${CONTROLLER} of Deployment ${CONTROLLER} has no CLUSTER_NAME with a value of its own`,
    );
  }
  const [problem] = checkClusterName(value, 'CLUSTERNAME', release);
  if (problem !== undefined) {
    throw new Unreadable(problem.message, value);
  }
  return { variable: 'CLUSTERNAME', value, source: `from CLUSTER_NAME of Deployment ${CONTROLLER} in ${NAMESPACE}` };
}

async function found(api: ClusterApi, path: string, otherwise: string): Promise<unknown> {
  try {
    return await api.ask({ path });
  } catch (error) {
    throw isFailure(error, FailureKind.NOT_FOUND) ? new Unreadable(otherwise) : error;
  }
}
