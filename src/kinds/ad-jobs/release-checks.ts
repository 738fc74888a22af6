import { adJobs, alert, errorRule, type Finding, type Keys, NAMED_CLUSTER, warningRule } from '../../base';
import type { ClusterKind } from '../../calico';
import { featuresOf, parseVersion, version } from '../../calico';
import type { Generation } from './ad-job-variables';

const RIGHT = adJobs(NAMED_CLUSTER);
const ON = { on: '3.12' };

const REMOVED = errorRule({
  id: 'ad-jobs/removed',
  acceptedAs: 'ignored',
  what: 'The Deployment of the AD jobs must not be applied to a release without anomaly detection.',
  why: 'Its image, Secret and API no longer exist, so the pod never starts.',
  bad: RIGHT,
  good: alert(
    { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '1000' },
    'network.port-scan',
  ),
});
const SUPERSEDED = warningRule({
  id: 'ad-jobs/superseded',
  what: 'The Deployment of the AD jobs is not needed where GlobalAlerts run the detectors.',
  why: 'The workshop applies both, and then both look for the same anomalies.',
  on: '3.14',
  bad: RIGHT,
  good: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: tigera.io.detector.port-scan\nspec:\n  description: Port scans\n  severity: 100\n  type: AnomalyDetection\n  detector:\n    name: port_scan\n',
});
const UNPUBLISHED = warningRule({
  id: 'ad-jobs/image-unpublished',
  what: 'The image should be one that was published.',
  why: 'No image for 3.8 is known, so the pod could not start.',
  on: '3.8',
  bad: adJobs(NAMED_CLUSTER, 'quay.io/tigera/anomaly_detection_jobs:v3.8.0'),
  good: adJobs(NAMED_CLUSTER, 'quay.io/tigera/anomaly_detection_jobs:v3.9.0'),
});
const OTHER_RELEASE = warningRule({
  id: 'ad-jobs/image-release',
  ...ON,
  what: 'The image of the AD jobs should be the one for the release.',
  why: 'An image for another release may read different variables and expect the certificate of a different server.',
  bad: adJobs(NAMED_CLUSTER, 'quay.io/tigera/anomaly_detection_jobs:v3.7.0'),
  good: RIGHT,
});

/** Whether the release has AD jobs, or at least still supports them. */
export function runsOn({ release }: ClusterKind): boolean {
  return release._features.anomalyDetection !== 'removed';
}

export function checkRelease({ release }: ClusterKind): Finding[] {
  const name = release.displayName;
  switch (release._features.anomalyDetection) {
    case 'removed': {
      const message = `${name} has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0). The image, secret and API of the jobs are gone, so their pod cannot start; remove this object, and detect port scans with a rule-based GlobalAlert over flow logs`;
      return [{ keys: ['kind'], message, ...REMOVED }];
    }
    case 'global-alerts': {
      const message = `${name} runs its detectors from GlobalAlerts (since 3.13), so the AD jobs are not needed. The workshop applies both, which then look for the same anomalies`;
      return [{ keys: ['kind'], message, ...SUPERSEDED }];
    }
    default:
      return [];
  }
}

/** Whether it is the image of the jobs, in any registry. */
export function isJobsImage(image: unknown): image is string {
  return typeof image === 'string' && /^anomaly_detection_jobs(?:[:@]|$)/.test(image.slice(image.lastIndexOf('/') + 1));
}

/** Checks that the image is the one for the cluster's release. Tags that do not name a release are ignored. */
export function checkImageRelease(image: unknown, keys: Keys, { release }: ClusterKind): Finding[] {
  const { adJobs, elasticsearch } = release._features;
  const { tag, published, settings } = adJobs;
  const minor = minorOf(image);
  if (!published) {
    const message = `no published image with the tag ${tag} is known; check that your registry has it, or use another image`;
    return String(image).endsWith(`:${tag}`) ? [{ ...UNPUBLISHED, keys, value: image, message }] : [];
  }
  const [major, minorNumber] = release._base;
  if (
    minor === undefined ||
    !isJobsImage(image) ||
    minor === minorOf(`:${tag}`) ||
    minor === `${major}.${minorNumber}`
  ) {
    return [];
  }
  const its = featuresOf(version(`${minor}.0`));
  const differences = [
    its.adJobs.settings === settings ? [] : 'reads different variables',
    its.elasticsearch === elasticsearch ? [] : 'expects the certificate for a different path to Elasticsearch',
  ].flat();
  const which = differences.length === 0 ? '' : `, which ${differences.join(' and ')}`;
  const message = `is the image of Calico Enterprise ${minor}${which}; for ${release.displayName}, use the tag ${tag}`;
  return [{ ...OTHER_RELEASE, keys, value: image, message }];
}

/** The generation of an image by its tag; undefined if the tag does not name a release. */
export function generationOf(image: unknown, { release }: ClusterKind): Generation | undefined {
  const own = release._features.adJobs;
  if (typeof image === 'string' && image.endsWith(`:${own.tag}`)) {
    return own.settings;
  }
  const minor = minorOf(image);
  return minor === undefined ? undefined : featuresOf(version(`${minor}.0`)).adJobs.settings;
}

/** The minor release in the tag of an image, such as `3.12`; undefined if it is not a known release. */
function minorOf(image: unknown): string | undefined {
  const [, tag] = /:(v\d+\.\d+(?:\.\d+)?)(?:[-.][\w.-]*)?(?:@|$)/.exec(String(image)) ?? [];
  const written = tag === undefined ? undefined : parseVersion(tag);
  return written === undefined || written.major !== 3 || written.minor < 7
    ? undefined
    : `${written.major}.${written.minor}`;
}

/** The rules that this file checks. */
export const RELEASE_RULES = [REMOVED, SUPERSEDED, UNPUBLISHED, OTHER_RELEASE] as const;
