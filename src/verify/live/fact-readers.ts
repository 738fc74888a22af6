import { listAt, valueAt } from '../../base';
import {
  CalicoRelease,
  CalicoTopology,
  INTRUSION_DETECTION_CONTROLLER as CONTROLLER,
  checkClusterName,
  holdsClusterName,
  INTRUSION_DETECTION_NAMESPACE as NAMESPACE,
  whereToFindName,
} from '../../calico';
import { FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';

const RELEASE_PATH = '/apis/projectcalico.org/v3/clusterinformations/default';
const CONTROLLER_PATH = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${CONTROLLER}`;
const OPERATOR = '/apis/operator.tigera.io/v1';

/** Every Calico Enterprise release has the major version 3; Calico Cloud started at 18. */
const ENTERPRISE_MAJOR = /^v?3\./;

/** What was read, and where. */
export interface Fact {
  /** The variable of `npm run synth`. */
  readonly variable: string;
  readonly value: string;
  readonly source: string;
}

/** The release, parsed once, because parsing one that is newer than the known ones prints a notice. */
export interface ReleaseFact extends Fact {
  readonly calicoRelease: CalicoRelease;
}

/** Thrown where a fact cannot be read, with the value that is there instead. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly value?: unknown,
  ) {
    super(message);
  }
}

/** The release, from Calico's own API server. */
export async function readRelease(api: ClusterApi): Promise<ReleaseFact> {
  const information = await found(
    api,
    RELEASE_PATH,
    'cannot be read: the cluster has no ClusterInformation default of projectcalico.org/v3, so Calico Enterprise is not installed, or its API server is down',
  );
  const written = valueAt(information, 'spec', 'cnxVersion');
  if (typeof written !== 'string' || written === '') {
    throw new Unreadable(
      'cannot be read: ClusterInformation default has no spec.cnxVersion, as in open-source Calico, which has no threat defense',
    );
  }
  if (/^v?\d/.test(written) && !ENTERPRISE_MAJOR.test(written)) {
    throw new Unreadable(
      'is not a release of Calico Enterprise (spec.cnxVersion of ClusterInformation default); if it is a Calico Cloud release, set CALICO_RELEASE=cloud-… yourself',
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

/** The topology, from the operator's objects. */
export async function readTopology(api: ClusterApi): Promise<Fact> {
  const [management, managed] = [
    await has(api, 'ManagementCluster', 'managementclusters'),
    await has(api, 'ManagementClusterConnection', 'managementclusterconnections'),
  ];
  if (management && managed) {
    throw new Unreadable(
      'cannot be determined: the cluster has a ManagementCluster and a ManagementClusterConnection, which the operator rejects; delete one',
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
        source: 'because the cluster has neither a ManagementCluster nor a ManagementClusterConnection',
      };
}

async function has(api: ClusterApi, kind: string, resource: string): Promise<boolean> {
  const list = await found(
    api,
    `${OPERATOR}/${resource}`,
    `cannot be read: the cluster does not have the kind ${kind} of operator.tigera.io/v1, so the operator of Calico Enterprise is not installed`,
  );
  return listAt(list, 'items').length > 0;
}

/** The message about the name of a managed cluster that is not stored on it. */
export function nameNotStored(release: CalicoRelease): string {
  return `is not stored on the cluster: ${whereToFindName(release)}. Set it yourself; only AD jobs need it`;
}

/** The name under which the logs are stored, as intrusion detection has it; undefined on a release on which it has none. */
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
      `cannot be read: container ${CONTROLLER} of Deployment ${CONTROLLER} has no variable CLUSTER_NAME with a literal value`,
    );
  }
  const [problem] = checkClusterName(value, ['CLUSTERNAME'], release);
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
