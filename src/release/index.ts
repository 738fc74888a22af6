export { CalicoProduct, CalicoRelease } from './calico-release';
export {
  type AdJobsForm,
  type AnomalyDetection,
  bandsOf,
  enterpriseFeatures,
  type ReleaseFeatures,
} from './release-table';
export { compareVersions, parseVersion, type Version, version } from './version';
