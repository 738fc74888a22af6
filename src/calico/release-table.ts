import { isDeepStrictEqual } from 'node:util';
import { type History, valueIn } from './history';
import { compareVersions, type Version, version } from './version';

/** How a release detects anomalies: by the Deployment of AD jobs, by GlobalAlerts with a detector, or not at all. */
export type AnomalyDetection = 'jobs' | 'global-alerts' | 'removed';

/**
 * Whether a cluster may have native v3 CRDs instead of the aggregated API server: never, as a technology preview, or by
 * default in new installations. Native CRDs check the schema and its CEL rules only.
 */
export type NativeCrds = 'never' | 'preview' | 'default';

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
  /** Whether the schema itself contains the alerts' enums, lengths and rules, so every API server rejects the same. */
  readonly strictAlerts: boolean;
  readonly nativeCrds: NativeCrds;
  /** Whether the operator deletes alerts that are named after its old detectors. */
  readonly deletesDetectorAlerts: boolean;
  /** Tier that holds Tigera's own policies. */
  readonly tigeraTier: string;
  /** Whether the API server demands that the name of a policy begins with the name of its tier. */
  readonly policyNamesNeedTier: boolean;
  /**
   * Namespace and name of guardian, through which a managed cluster reaches its management cluster. The name is also the
   * value of its pods' label `k8s-app`.
   */
  readonly guardian: { readonly namespace: string; readonly name: string };
  /** Major version of the Elasticsearch that stores the logs. */
  readonly elasticsearchMajor: 7 | 8;
  /** How the AD jobs of a standalone or management cluster reach Elasticsearch. */
  readonly elasticsearch: 'direct' | 'es-gateway';
  readonly adJobs: AdJobsForm;
}

type Histories = { readonly [Feature in keyof ReleaseFeatures]: History<ReleaseFeatures[Feature]> };

const FIRST_DATA_SETS = ['audit', 'dns', 'flows'];
const OLD_MODELS = '/var/log/calico';
const MODELS = '/var/log/calico/anomaly_detection_jobs';
const MAIN = ['main.py'];
const MODULE = ['-m', 'adj'];

// Which settings an image reads is documented by date, not by release: uncertain, as is the line between 3.10 and 3.11.
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

/** What the API server and the log storage do with manifests, which says whether they work, and not what is in them. */
// biome-ignore format: a table is read by its columns
const SERVERS = {
  nativeCrds:          [['3.7.0', 'never'], ['3.23.0-1.0', 'preview'], ['3.24.0', 'default']],
  // Open-source Calico dropped it in 3.32, which is the generation of 3.23; which of its previews is uncertain.
  policyNamesNeedTier: [['3.7.0', true], ['3.23.0-1.0', false]],
  // Read for 3.20 (7.17) and 3.22 (8.18); that 3.21 belongs to the later ones is uncertain.
  elasticsearchMajor:  [['3.7.0', 7], ['3.21.0-1.0', 8]],
} as const satisfies Partial<Histories>;

/** What manifests depend on. */
// biome-ignore format: a table is read by its columns
const MANIFESTS: Omit<Histories, keyof typeof SERVERS> = {
  anomalyDetection:      [['3.7.0', 'jobs'], ['3.13.0', 'global-alerts'], ['3.18.0-2.0', 'removed']],
  // The data sets of 3.7 and 3.8 are read back from 3.9: uncertain.
  dataSets:              [['3.7.0', FIRST_DATA_SETS], ['3.11.0', [...FIRST_DATA_SETS, 'l7']],
                          ['3.12.0', [...FIRST_DATA_SETS, 'l7', 'waf', 'vulnerability']]],
  substitutions:         [['3.7.0', false], ['3.12.0', true]],
  alertType:             [['3.7.0', false], ['3.13.0', true]],
  strictAlerts:          [['3.7.0', false], ['3.24.0', true]],
  deletesDetectorAlerts: [['3.7.0', false], ['3.18.0-2.0', true]],
  tigeraTier:            [['3.7.0', 'allow-tigera'], ['3.23.0-2.0', 'calico-system']],
  guardian:              [['3.7.0', { namespace: 'tigera-guardian', name: 'tigera-guardian' }],
                          ['3.21.0-2.0', { namespace: 'calico-system', name: 'guardian' }]],
  elasticsearch:         [['3.7.0', 'direct'], ['3.9.0', 'es-gateway']],
  adJobs:                AD_JOBS,
};

/**
 * What each release of Calico Enterprise has. Calico Cloud runs components of Calico Enterprise, so a release of Cloud has
 * what its base has (CLOUD_BASES).
 */
const FEATURES: Histories = { ...MANIFESTS, ...SERVERS };

/**
 * The release of Calico Enterprise whose components a release of Calico Cloud runs, from that one on. It maps components,
 * not charts; up to 3.16 Cloud counted like Calico Enterprise.
 */
// biome-ignore format: a table is read by its columns
const CLOUD_BASES: readonly CloudBase[] = [
  { from: '17.0.0', to: '17.1.1', base: '3.17.1' },
  { from: '18.0.0', to: '18.2.0', base: '3.18.0-1.1' },
  { from: '18.3.0', to: '18.3.0', base: '3.18.0-2.0' },
  { from: '19.0.0', to: '19.2.0', base: '3.19.0-1.0' },
  { from: '19.3.0', to: '19.4.1', base: '3.19.0-2.0' },
  { from: '20.0.0', to: '20.2.0', base: '3.20.0-1.0' },
  { from: '20.3.0', to: '20.3.1', base: '3.20.0-2.0' },
  { from: '20.4.0', to: '20.4.0', base: '3.20.1' },
  { from: '21.0.0', to: '21.2.0', base: '3.21.0-1.0' },
  { from: '21.3.0', to: '21.3.0', base: '3.21.0-2.0' },
  { from: '22.0.0', to: '22.0.1', base: '3.22.0-1.0' },
  { from: '22.1.0', to: '22.1.0', base: '3.22.0-2.0' },
  { from: '22.2.0', to: '22.3.0', base: '3.22.1' },
  { from: '22.4.0', to: '22.4.1', base: '3.22.4' },
  { from: '22.5.0', to: '22.5.0', base: '3.22.6' },
  { from: '23.0.0', to: '23.0.1', base: '3.23.1' },
];

interface CloudBase {
  readonly from: string;
  readonly to: string;
  readonly base: string;
}

/** The last minor in which Calico Cloud counted like Calico Enterprise, and the one after it. */
const LAST_SHARED_MINOR = '3.16.0';
const FIRST_OWN_COUNT = version('3.17.0');

export const OLDEST = '3.7.0';
export const NEWEST_ENTERPRISE = '3.24';
export const NEWEST_CLOUD = '23.0.1';

/** Minors of Calico Enterprise whose general release is yet to come, with their newest preview. */
const PREVIEWS: Readonly<Record<string, string>> = { '3.24': '3.24.0-1.0' };

/** The newest minor of Calico Enterprise with a general release. */
export function newestGeneral(): string {
  const [major = 0, newest = 0] = NEWEST_ENTERPRISE.split('.').map(Number);
  let minor = newest;
  while (PREVIEWS[`${major}.${minor}`] !== undefined) {
    minor -= 1;
  }
  return `${major}.${minor}`;
}

/** From this minor on, patch 0 is an early preview and patch 1 the first general release. */
export const PREVIEWS_SINCE = version('3.18.0');

/** The full version of a minor of Calico Enterprise without a patch: its first general release, or its newest preview. */
export function enterpriseMinor(major: number, minor: number): string {
  const previewed = compareVersions(version(`${major}.${minor}.0`), PREVIEWS_SINCE) >= 0;
  return PREVIEWS[`${major}.${minor}`] ?? `${major}.${minor}.${previewed ? 1 : 0}`;
}

/** The release of Calico Enterprise that a release of Calico Cloud runs, and whether that is known of this minor. */
export function cloudBase(release: Version): { readonly base: Version; readonly known: boolean } {
  if (compareVersions(release, FIRST_OWN_COUNT) < 0) {
    return { base: release, known: true };
  }
  const row = CLOUD_BASES.findLast(({ from }) => compareVersions(version(from), release) <= 0);
  if (row === undefined) {
    return { base: version(LAST_SHARED_MINOR), known: false };
  }
  const [major, minor] = release;
  const [lastMajor, lastMinor] = version(row.to);
  return { base: version(row.base), known: major === lastMajor && minor <= lastMinor };
}

/** What a release of Calico Enterprise has; a newer one than is known has what the newest known one has. */
export function featuresOf(release: Version): ReleaseFeatures {
  const latest = Object.entries<History<unknown>>(FEATURES).map(([feature, history]) => [
    feature,
    valueIn(history, release),
  ]);
  return Object.fromEntries(latest) as ReleaseFeatures;
}

/** When a feature changed. */
export function historyOf<Feature extends keyof ReleaseFeatures>(feature: Feature): Histories[Feature] {
  return FEATURES[feature];
}

/** Whether the same manifests fit two releases. */
export function takeSameManifests(one: ReleaseFeatures, other: ReleaseFeatures): boolean {
  const names = Object.keys(MANIFESTS) as (keyof typeof MANIFESTS)[];
  return names.every((name) => isDeepStrictEqual(one[name], other[name]));
}

/** The releases of Calico Enterprise in which something changed that manifests depend on; the first of each band. */
export function enterpriseBands(): string[] {
  const starts = Object.values<History<unknown>>(MANIFESTS).flatMap((history) => history.map(([since]) => since));
  return [...new Set(starts)].sort((left, right) => compareVersions(version(left), version(right)));
}

/** The releases of Calico Enterprise whose components releases of Calico Cloud run. */
export function enterpriseBases(): string[] {
  return CLOUD_BASES.map(({ base }) => base);
}

/** The first releases of Calico Cloud on each base, from the first that has a count of its own. */
export function cloudReleases(): string[] {
  return CLOUD_BASES.map(({ from }) => from);
}
