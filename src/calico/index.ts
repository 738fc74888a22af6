export {
  DECOY_ALERT,
  DEMO_LABEL,
  DRILL_ANNOTATIONS,
  MADE_FOR,
  MADE_FOR_KEYS,
  MADE_FOR_LOGS,
  PROBE_ANNOTATIONS,
  SCAN_ANNOTATIONS,
} from './annotations';
export {
  CALICO_CLUSTER,
  CalicoCluster,
  type CalicoClusterProps,
  type ManagedCalicoClusterProps,
} from './calico-cluster';
export {
  CALICO_GROUP,
  groupOf,
  hasSlash,
  intendedDistinctiveKind,
  intendedKind,
  isCalicoClusterScoped,
  isCalicoKind,
  isCalicoObject,
  isEnterpriseKind,
  isStoredOnly,
  kindsOfSameWord,
  OPERATOR_GROUP,
  STORAGE_GROUP,
} from './calico-kinds';
export { CALICO_RELEASE, CalicoProduct, CalicoRelease } from './calico-release';
export { CalicoTopology, type ClusterKind, clusterKey, OWN_LOGS } from './calico-topology';
export { checkClusterName, checkTenant, holdsClusterName, whereToFindName } from './cluster-name';
export { elasticsearchNamespace } from './elasticsearch-namespace';
export { NETWORK_SET_PREFIX, networkSetName, networkSetOf } from './feed-network-set';
export { FELIX_DEFAULT, FELIX_RULES, felixSpec, readFelix } from './felix-checks';
export { felixExample } from './felix-example';
export { FELIX_FIELDS, type FelixField, felixFieldOf, type LogSettingsValues } from './felix-fields';
export { FlowAggregation, levelOf } from './flow-aggregation';
export { type History, rowIn } from './history';
export {
  checkLogSettings,
  isFelixConfiguration,
  LOG_SETTINGS,
  LogSettings,
  logsMadeFor,
  logsOf,
} from './log-settings';
export type { LogSettingsOptions } from './log-settings-options';
export { objectTitle } from './object-title';
export { parseCluster, requireCluster, type Setting } from './parse-cluster';
export { enterpriseReleases, releasesOnTheWay } from './release-path';
export {
  cloudReleases,
  enterpriseBands,
  featuresOf,
  historyOf,
  NEWEST_CLOUD,
  NEWEST_ENTERPRISE,
  OLDEST,
  type ReleaseFeatures,
  takeSameManifests,
} from './release-table';
export { CALICO_RULES } from './rules';
export { AD_JOBS_DEPLOYMENT, INTRUSION_DETECTION_CONTROLLER, INTRUSION_DETECTION_NAMESPACE } from './tigera-names';
export { compareVersions, parseVersion, shortened, type Version, version, versionText } from './version';
