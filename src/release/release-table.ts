import { compareVersions, type Version, version } from './version';

/** How a release detects anomalies: by the Deployment of AD jobs, by GlobalAlerts with a detector, or not at all. */
export type AnomalyDetection = 'jobs' | 'global-alerts' | 'removed';

/** What a release has, as far as manifests depend on it. */
export interface ReleaseFeatures {
  readonly anomalyDetection: AnomalyDetection;
  /** Tier that holds Tigera's own policies. */
  readonly tigeraTier: string;
  /** How the AD jobs of a standalone or management cluster reach Elasticsearch. */
  readonly elasticsearch: 'direct' | 'es-gateway';
}

/** A row holds from its first release up to the next row's. */
interface ReleaseBand extends ReleaseFeatures {
  readonly from: string;
}

// biome-ignore format: a table is read by its columns
const ENTERPRISE_BANDS: readonly ReleaseBand[] = [
  { from: '3.7.0',      anomalyDetection: 'jobs',          elasticsearch: 'direct',     tigeraTier: 'allow-tigera' },
  { from: '3.9.0',      anomalyDetection: 'jobs',          elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
  { from: '3.13.0',     anomalyDetection: 'global-alerts', elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
  { from: '3.18.0-2.0', anomalyDetection: 'removed',       elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
  { from: '3.23.1',     anomalyDetection: 'removed',       elasticsearch: 'es-gateway', tigeraTier: 'calico-system' },
];

// biome-ignore format: a table is read by its columns
const CLOUD_BANDS: readonly ReleaseBand[] = [
  { from: '3.7.0',  anomalyDetection: 'jobs',          elasticsearch: 'direct',     tigeraTier: 'allow-tigera' },
  { from: '3.9.0',  anomalyDetection: 'jobs',          elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
  { from: '3.13.0', anomalyDetection: 'global-alerts', elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
  { from: '18.3.0', anomalyDetection: 'removed',       elasticsearch: 'es-gateway', tigeraTier: 'allow-tigera' },
];

/** First general release of the minors whose patch 0 was an early preview, or their newest preview where there is none. */
const FIRST_GENERAL_RELEASE: Readonly<Record<string, string>> = {
  '3.18': '3.18.1',
  '3.19': '3.19.1',
  '3.20': '3.20.1',
  '3.21': '3.21.1',
  '3.22': '3.22.1',
  '3.23': '3.23.1',
  '3.24': '3.24.0-1.0',
};

export const OLDEST_ENTERPRISE = '3.7';
export const NEWEST_ENTERPRISE = '3.24';

/** The full version that a bare minor of Calico Enterprise stands for. */
export function enterpriseMinor(major: number, minor: number): string {
  return FIRST_GENERAL_RELEASE[`${major}.${minor}`] ?? `${major}.${minor}.0`;
}

export function enterpriseFeatures(release: Version): ReleaseFeatures | undefined {
  return lastBandUpTo(ENTERPRISE_BANDS, release);
}

export function cloudFeatures(release: Version): ReleaseFeatures | undefined {
  return lastBandUpTo(CLOUD_BANDS, release);
}

function lastBandUpTo(bands: readonly ReleaseBand[], release: Version): ReleaseFeatures | undefined {
  return bands.findLast((band) => compareVersions(version(band.from), release) <= 0);
}
