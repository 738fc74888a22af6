export {
  CALICO_CLUSTER,
  CalicoCluster,
  type CalicoClusterProps,
  CalicoTopology,
  type ClusterKind,
  type ManagedCalicoClusterProps,
} from './calico-cluster';
export { checkClusterName, checkTenant, holdsClusterName, whereToFindName } from './cluster-name';
export { MADE_FOR } from './made-for';
export { requireUniqueObjects } from './unique-objects';
