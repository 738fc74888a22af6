export {
  CALICO_CLUSTER,
  CalicoCluster,
  type CalicoClusterProps,
  CalicoTopology,
  type ClusterKind,
  type ManagedCalicoClusterProps,
  OWN_LOGS,
} from './calico-cluster';
export { checkClusterName, checkTenant, holdsClusterName, whereToFindName } from './cluster-name';
export { MADE_FOR } from './made-for';
export { parseCluster, requireCluster, type Setting } from './parse-cluster';
export { requireUniqueObjects } from './unique-objects';
