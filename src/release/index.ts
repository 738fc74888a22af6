export { CalicoProduct, CalicoRelease } from './calico-release';
export type { AnomalyDetection, ReleaseFeatures } from './release-table';
export { compareVersions, type Version, version } from './version';
