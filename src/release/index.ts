export { CALICO_RELEASE, CalicoProduct, CalicoRelease } from './calico-release';
export { type History, rowIn } from './history';
export {
  cloudReleases,
  enterpriseBands,
  featuresOf,
  historyOf,
  NEWEST_ENTERPRISE,
  OLDEST,
  type ReleaseFeatures,
  takeSameManifests,
} from './release-table';
export { compareVersions, parseVersion, shortened, type Version, version, versionText } from './version';
