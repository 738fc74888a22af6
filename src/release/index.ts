export { CALICO_RELEASE, CalicoProduct, CalicoRelease } from './calico-release';
export {
  type AdJobsForm,
  type AnomalyDetection,
  cloudReleases,
  enterpriseBands,
  featuresOf,
  type NativeCrds,
  NEWEST_ENTERPRISE,
  type ReleaseFeatures,
  takeSameManifests,
} from './release-table';
export { compareVersions, parseVersion, type Version, version, versionText } from './version';
