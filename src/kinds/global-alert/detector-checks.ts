import {
  alert,
  detectorAlert,
  errorRule,
  type Finding,
  FindingSeverity,
  type Manifest,
  valueAt,
  warningRule,
} from '../../base';
import type { ClusterKind } from '../../calico';
import { type CalicoRelease, shortened } from '../../calico';
import { Detector, unknownDetector } from './detector';
import { DETECTORS, type DetectorFacts, lastRelease } from './detector-table';

const PORT_SCAN = detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan');
const RULE = alert(
  { metric: 'count', condition: 'gt', threshold: '1000', aggregateBy: '[source_namespace]' },
  'network.port-scan',
);

const TOO_OLD = errorRule({
  id: 'detector-alert/not-yet',
  what: 'Alerts of type AnomalyDetection require a release that supports them.',
  why: 'Before 3.13, the AD jobs detected anomalies, and the API does not have this type.',
  on: '3.12',
  bad: PORT_SCAN,
  good: RULE,
});
export const REMOVED_DETECTORS = errorRule({
  id: 'detector-alert/removed',
  acceptedAs: 'ignored',
  rejectedSince: '3.24.0',
  what: 'Alerts of type AnomalyDetection must not be applied to a release without anomaly detection.',
  why: 'Nothing runs them any more, and from 3.24 on the API server rejects them.',
  bad: PORT_SCAN,
  good: RULE,
});
const UNCERTAIN = warningRule({
  id: 'detector-alert/uncertain',
  what: 'If it is unknown whether a detector works, check that its alert becomes active.',
  why: 'The documentation lists the detector, but it has not been seen in any release.',
  on: '3.14',
  bad: detectorAlert('{ name: time_series_l7 }', 'tigera.io.detector.time-series-l7'),
  good: detectorAlert('{ name: generic_l7 }', 'tigera.io.detector.generic-l7'),
});
const MISSING = errorRule({
  id: 'detector-alert/detector-missing',
  what: 'An alert of type AnomalyDetection must name its detector.',
  why: 'Otherwise it has nothing to run.',
  on: '3.14',
  bad: detectorAlert('{}', 'tigera.io.detector.port-scan'),
  good: PORT_SCAN,
});
const UNKNOWN = errorRule({
  id: 'detector-alert/detector-unknown',
  acceptedAs: 'ignored',
  what: 'The detector must be one that Calico has had.',
  why: 'Otherwise the alert never becomes active. Names of detectors contain underscores, names of their alerts dashes.',
  on: '3.14',
  bad: detectorAlert('{ name: port-scan }', 'tigera.io.detector.port-scan'),
  good: PORT_SCAN,
});
const UNAVAILABLE = errorRule({
  id: 'detector-alert/detector-unavailable',
  acceptedAs: 'ignored',
  what: 'The detector must be available on the release.',
  why: 'Detectors were added and removed between 3.13 and 3.18. If the detector is not available, the alert never becomes active.',
  on: '3.14',
  bad: detectorAlert('{ name: dns_tunnel }', 'tigera.io.detector.dns-tunnel'),
  good: detectorAlert('{ name: dga }', 'tigera.io.detector.dga'),
  alsoBad: [detectorAlert('{ name: ip_sweep }', 'tigera.io.detector.ip-sweep')],
});
const NAME = errorRule({
  id: 'detector-alert/name',
  acceptedAs: 'ignored',
  what: 'An alert should be named after its detector.',
  why: 'Calico has one alert for each detector, and identifies it by its name. From 3.15 on, this is an error.',
  on: '3.14',
  bad: detectorAlert('{ name: port_scan }', 'port-scan'),
  good: PORT_SCAN,
});

/** Checks an alert of type AnomalyDetection for one cluster: its release, its detector, and its name. */
export function checkDetectorAlert(alert: Manifest, { release }: ClusterKind): Finding[] {
  if (valueAt(alert, 'spec', 'type') !== 'AnomalyDetection') {
    return [];
  }
  const id = valueAt(alert, 'spec', 'detector', 'name');
  const facts = typeof id === 'string' && Object.hasOwn(DETECTORS, id) ? DETECTORS[id] : undefined;
  const era = checkReleaseRunsDetectors(release, facts);
  // If the alert must be removed, its detector and its name do not matter.
  if (era.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return era;
  }
  const detector = valueAt(alert, 'spec', 'detector');
  if (detector !== undefined && detector !== null && typeof detector !== 'object') {
    // Another check reports that it must be a map.
    return era;
  }
  if (typeof id !== 'string' || id === '') {
    const message = 'must name the detector that the alert runs, such as port_scan';
    return [...era, { ...MISSING, keys: ['spec', 'detector', 'name'], value: id, message }];
  }
  if (facts === undefined) {
    return [...era, { ...UNKNOWN, keys: ['spec', 'detector', 'name'], value: id, message: unknownDetector(id) }];
  }
  return [...era, ...checkAvailable(id, facts, release), ...checkName(valueAt(alert, 'metadata', 'name'), id, release)];
}

/** Checks that the release runs detectors at all. */
function checkReleaseRunsDetectors(release: CalicoRelease, facts: DetectorFacts | undefined): Finding[] {
  const finding = { keys: ['spec', 'type'], value: 'AnomalyDetection' };
  switch (release._features.anomalyDetection) {
    case 'jobs': {
      const message = `${release.displayName} does not support this type (added in 3.13): use the AD jobs instead, which run in the Deployment ad-jobs-deployment`;
      return [{ ...TOO_OLD, ...finding, message }];
    }
    case 'removed': {
      const logs = facts === undefined ? 'logs' : `the data set ${facts.dataSet}`;
      const message = `${release.displayName} has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0): use an alert rule over ${logs}`;
      return [{ ...REMOVED_DETECTORS, ...finding, message }];
    }
    default:
      return [];
  }
}

/** Checks that a release with detectors has this one. */
function checkAvailable(id: string, facts: DetectorFacts, release: CalicoRelease): Finding[] {
  if (release._features.anomalyDetection !== 'global-alerts') {
    return [];
  }
  const finding = { keys: ['spec', 'detector', 'name'], value: id };
  if (!hasDetector(release, facts)) {
    const [first, last] = [shortened(facts.since), lastRelease(facts)];
    const span = first === last ? `only ${first} has it` : `it exists in ${first} to ${last}`;
    const instead =
      facts.instead === undefined ? '' : `; the closest detector in ${release.displayName} is ${facts.instead}`;
    const message = `is not a detector of ${release.displayName}: ${span}${instead}`;
    return [{ ...UNAVAILABLE, ...finding, message }];
  }
  if (!facts.uncertain) {
    return [];
  }
  const message = `is documented for ${lastRelease(facts)}, but it has not been seen in any release: check that the alert becomes active`;
  return [{ ...UNCERTAIN, ...finding, message }];
}

/** Whether a release runs detectors, and has this one. */
export function hasDetector(release: CalicoRelease, { since, until }: DetectorFacts): boolean {
  return (
    release._features.anomalyDetection === 'global-alerts' &&
    release._has(since) &&
    (until === undefined || !release._has(until))
  );
}

/** Before 3.15, the API server accepts any name (observed, not documented; unknown for 3.14.1 to 3.14.4). */
function checkName(name: unknown, id: string, release: CalicoRelease): Finding[] {
  const { alertName } = Detector.of(id);
  if (name === alertName) {
    return [];
  }
  const message = `must be ${alertName}, the name of the alert for the detector ${id}; each detector has exactly one alert`;
  const rule = release._has('3.15.0') ? NAME : { ...NAME, severity: FindingSeverity.WARNING };
  return [{ ...rule, keys: ['metadata', 'name'], value: name, message }];
}

/** The rules that this file checks. */
export const DETECTOR_RULES = [TOO_OLD, REMOVED_DETECTORS, UNCERTAIN, MISSING, UNKNOWN, UNAVAILABLE, NAME] as const;
