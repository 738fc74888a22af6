import { alert, errorRule, type Finding, type Manifest, REJECTED, valueAt, warningRule } from '../../base';
import { checkMetadata } from '../../kind';
import { subdomainProblem } from '../../kubernetes';
import { DETECTOR_PREFIX } from './detector';

const RIGHT = alert();

const NAME = errorRule({
  id: 'global-alert/name',
  what: 'The name of an alert must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: alert({}, 'Network_SSH'),
  good: RIGHT,
});
const NAME_GENERATED = warningRule({
  id: 'global-alert/name-generated',
  what: 'An alert should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new alert each time, and kubectl apply rejects the object.',
  bad: alert().replace('name:', 'generateName:'),
  good: RIGHT,
});
const RESERVED_NAME = errorRule({
  id: 'global-alert/reserved-name',
  acceptedAs: 'deleted',
  what: 'The name of a rule-based alert must not begin with tigera.io.detector.',
  why: 'These names are reserved for the alerts of detectors. Releases without detectors delete alerts that have such a name.',
  bad: alert({}, 'tigera.io.detector.port-scan'),
  good: alert({}, 'network.port-scan'),
});
const METADATA = errorRule({
  id: 'global-alert/metadata',
  what: 'Labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: "red & blue" }'),
  good: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: red-and-blue }'),
});

/** Checks the name of an alert, and that its other metadata has the form that Kubernetes requires of every object. */
export function checkAlertMetadata(alert: Manifest, byDetector: boolean): Finding[] {
  return [
    ...checkReserved(alert, byDetector),
    ...checkMetadata(alert, { name: NAME, nameGenerated: NAME_GENERATED, metadata: METADATA }, 'alert'),
  ];
}

function checkReserved(alert: Manifest, byDetector: boolean): Finding[] {
  const value = valueAt(alert, 'metadata', 'name');
  const isReserved = typeof value === 'string' && value.startsWith(DETECTOR_PREFIX);
  if (byDetector || !isReserved || subdomainProblem(value) !== undefined) {
    return [];
  }
  const message = `must not begin with ${DETECTOR_PREFIX}: from 3.18.0-2.0 on, Calico deletes alerts with such names; use another name`;
  return [{ ...RESERVED_NAME, keys: ['metadata', 'name'], value, message }];
}

/** The rules that this file checks. */
export const METADATA_RULES = [NAME, NAME_GENERATED, RESERVED_NAME, METADATA] as const;
