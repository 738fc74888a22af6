import { compareVersions, type Version, version } from './version';

/**
 * How a release detects anomalies: by the Deployment of AD jobs, by GlobalAlerts with a detector, probably so (nobody
 * says), or not at all.
 */
export type AnomalyDetection = 'jobs' | 'global-alerts' | 'global-alerts?' | 'removed';

/** Form of the AD-jobs Deployment in one release. */
export interface AdJobsForm {
  /** Tag of the image. */
  readonly tag: string;
  /** Whether the tag was ever seen in a published manifest. */
  readonly published: boolean;
  /** Arguments of `python3`. */
  readonly entryPoint: readonly string[];
  /** Whether the image answers probes. */
  readonly probes: boolean;
  /** Folder of the node that keeps the models. */
  readonly models: string;
  /** Which settings the image reads: those with score thresholds, or those with sensitivities. */
  readonly settings: 'old' | 'new';
}

/** What a release has, as far as manifests depend on it. */
export interface ReleaseFeatures {
  readonly anomalyDetection: AnomalyDetection;
  /** Data sets that alerts may query. */
  readonly dataSets: readonly string[];
  /** Whether alerts have `spec.substitutions`. */
  readonly substitutions: boolean;
  /** Whether alerts have `spec.type` and `spec.detector`. */
  readonly alertType: boolean;
  /** Whether the schema itself holds the alerts' enums, lengths and rules, so that every API server refuses the same. */
  readonly strictAlerts: boolean;
  /** Whether the operator deletes alerts that are named after its old detectors. */
  readonly deletesDetectorAlerts: boolean;
  /** Tier that holds Tigera's own policies, where it is known. */
  readonly tigeraTier: string | undefined;
  /** Namespace and name of guardian, through which a managed cluster reaches its management cluster, where known. */
  readonly guardian: { readonly namespace: string; readonly name: string } | undefined;
  /** How the AD jobs of a standalone or management cluster reach Elasticsearch. */
  readonly elasticsearch: 'direct' | 'es-gateway';
  readonly adJobs: AdJobsForm;
}

/** The values of a feature, each with the release that brought it. */
type History<Value> = readonly (readonly [since: string, value: Value])[];
type Histories = { readonly [Feature in keyof ReleaseFeatures]: History<ReleaseFeatures[Feature]> };

const FIRST_DATA_SETS = ['audit', 'dns', 'flows'];
const OLD_MODELS = '/var/log/calico';
const MODELS = '/var/log/calico/anomaly_detection_jobs';
const MAIN = ['main.py'];
const MODULE = ['-m', 'adj'];

// Which settings an image reads is told by dated pages, not by release: uncertain, as is the line between 3.10 and 3.11.
// biome-ignore format: a table is read by its columns
const AD_JOBS: History<AdJobsForm> = [
  ['3.7.0',  { tag: 'v3.7.0',  published: true,  entryPoint: MAIN,   probes: false, models: OLD_MODELS, settings: 'old' }],
  // The entry point of 3.8 is read from a page without a version: uncertain.
  ['3.8.0',  { tag: 'v3.8.0',  published: false, entryPoint: MODULE, probes: false, models: OLD_MODELS, settings: 'old' }],
  ['3.9.0',  { tag: 'v3.9.0',  published: true,  entryPoint: MODULE, probes: false, models: MODELS, settings: 'old' }],
  ['3.10.0', { tag: 'v3.10.0', published: true,  entryPoint: MODULE, probes: true,  models: MODELS, settings: 'old' }],
  ['3.11.0', { tag: 'v3.11.2', published: true,  entryPoint: MODULE, probes: true,  models: MODELS, settings: 'new' }],
  // Later releases have no image of their own; the workshop runs this one there.
  ['3.12.0', { tag: 'v3.12.0', published: true,  entryPoint: MODULE, probes: true,  models: MODELS, settings: 'new' }],
];

// biome-ignore format: a table is read by its columns
const ENTERPRISE: Histories = {
  anomalyDetection:      [['3.7.0', 'jobs'], ['3.13.0', 'global-alerts'], ['3.18.0-2.0', 'removed']],
  // The data sets of 3.7 and 3.8 are read back from 3.9: uncertain.
  dataSets:              [['3.7.0', FIRST_DATA_SETS], ['3.11.0', [...FIRST_DATA_SETS, 'l7']],
                          ['3.12.0', [...FIRST_DATA_SETS, 'l7', 'waf', 'vulnerability']]],
  substitutions:         [['3.7.0', false], ['3.12.0', true]],
  alertType:             [['3.7.0', false], ['3.13.0', true]],
  strictAlerts:          [['3.7.0', false], ['3.24.0', true]],
  deletesDetectorAlerts: [['3.7.0', false], ['3.18.0-2.0', true]],
  tigeraTier:            [['3.7.0', 'allow-tigera'], ['3.23.1', 'calico-system']],
  guardian:              [['3.7.0', { namespace: 'tigera-guardian', name: 'tigera-guardian' }],
                          ['3.21.0', { namespace: 'calico-system', name: 'guardian' }]],
  elasticsearch:         [['3.7.0', 'direct'], ['3.9.0', 'es-gateway']],
  adJobs:                AD_JOBS,
};

// Up to 2023 Calico Cloud counted like Calico Enterprise, whose components it ran. Where its operator keeps guardian and
// Tigera's policies is not public by release, so nothing may depend on it.
// biome-ignore format: a table is read by its columns
const CLOUD: Histories = {
  ...ENTERPRISE,
  anomalyDetection:      [['3.7.0', 'jobs'], ['3.13.0', 'global-alerts'], ['18.0.0', 'global-alerts?'], ['18.3.0', 'removed']],
  strictAlerts:          [['3.7.0', false]],
  deletesDetectorAlerts: [['3.7.0', false], ['18.3.0', true]],
  tigeraTier:            [['3.7.0', 'allow-tigera'], ['18.0.0', undefined]],
  guardian:              [['3.7.0', { namespace: 'tigera-guardian', name: 'tigera-guardian' }], ['18.0.0', undefined]],
};

export const OLDEST = '3.7.0';
export const NEWEST_ENTERPRISE = '3.24';
export const NEWEST_CLOUD = '23.2';

/** Minors of Calico Enterprise whose general release is yet to come, with their newest preview. */
const PREVIEWS: Readonly<Record<string, string>> = { '3.24': '3.24.0-1.0' };

/** From this minor on, patch 0 is an early preview and patch 1 the first general release. */
const PREVIEWS_SINCE = version('3.18.0');

/** The full version that a bare minor of Calico Enterprise stands for: its first general release, or its newest preview. */
export function enterpriseMinor(major: number, minor: number): string {
  const previewed = compareVersions(version(`${major}.${minor}.0`), PREVIEWS_SINCE) >= 0;
  return PREVIEWS[`${major}.${minor}`] ?? `${major}.${minor}.${previewed ? 1 : 0}`;
}

/** What a release of Calico Enterprise has; a newer one than is known has what the newest known one has. */
export function enterpriseFeatures(release: Version): ReleaseFeatures {
  return featuresOf(ENTERPRISE, release);
}

/** What a release of Calico Cloud has; a newer one than is known has what the newest known one has. */
export function cloudFeatures(release: Version): ReleaseFeatures {
  return featuresOf(CLOUD, release);
}

function featuresOf(histories: Histories, release: Version): ReleaseFeatures {
  const latest = Object.entries<History<unknown>>(histories).map(([feature, history]) => {
    const since = history.findLast(([first]) => compareVersions(version(first), release) <= 0);
    return [feature, since?.[1]];
  });
  return Object.fromEntries(latest) as ReleaseFeatures;
}

/** The releases of Calico Enterprise, and of Calico Cloud, in which something changed; the first of each band. */
export function bandsOf(histories: 'enterprise' | 'cloud'): string[] {
  const table = histories === 'cloud' ? CLOUD : ENTERPRISE;
  const starts = Object.values<History<unknown>>(table).flatMap((history) => history.map(([since]) => since));
  return [...new Set(starts)].sort((left, right) => compareVersions(version(left), version(right)));
}
