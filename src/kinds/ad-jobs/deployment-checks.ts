import { type Finding, type Manifest, remembered } from '../../base';
import { type CalicoCluster, CalicoTopology, clusterKey } from '../../calico';
import { checkWorkload } from '../../kubernetes';
import { checkAdJobs } from './ad-jobs-checks';
import { type AdJobsWorkload, deploymentOf } from './ad-jobs-workload';
import { checkClusterNameOf } from './environment-checks';

/** A name of a managed cluster in which the checks find nothing. */
const ANY_NAME = 'any.cluster';

const checkOnce = remembered(findingsOf, clusterKey);

/**
 * Checks the Deployment that a construct makes. Only one check reads the name of the cluster. Where that finds nothing,
 * and no variable refers to the name, the findings are those for any other name, which are found once for all clusters.
 */
export function checkDeployment(workload: AdJobsWorkload): Finding[] {
  const { cluster, name, tuning } = workload;
  const isUsual =
    cluster.topology === CalicoTopology.MANAGED &&
    checkClusterNameOf(name, [], cluster).filter(isUnreported).length === 0 &&
    ![...tuning.values()].some((value) => value.includes('$'));
  return checkOnce(deploymentOf(isUsual ? { ...workload, name: ANY_NAME } : workload), cluster);
}

function findingsOf(deployment: Manifest, cluster: CalicoCluster): Finding[] {
  return [...checkAdJobs(deployment, cluster).filter(isUnreported), ...checkWorkload(deployment)];
}

/** A name without a tenant was reported when the cluster was created. */
function isUnreported({ rule }: Finding): boolean {
  return rule !== 'cluster/name-without-tenant';
}
