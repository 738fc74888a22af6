export { DEMO_LABEL, MADE_FOR, SCAN_ANNOTATIONS } from './annotations';
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
export { parseCluster, requireCluster } from './parse-cluster';
export { AD_JOBS_DEPLOYMENT, INTRUSION_DETECTION_CONTROLLER, INTRUSION_DETECTION_NAMESPACE } from './tigera-names';
export { requireUniqueObjects } from './unique-objects';
