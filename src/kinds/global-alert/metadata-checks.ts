import { alert, errorRule, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { metadataFinding, metadataProblems, subdomainProblem } from '../../kubernetes';
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
  what: 'The name of a rule-based alert must not begin with tigera.io.detector.',
  why: 'These names are reserved for the alerts of detectors. Releases without detectors delete alerts that have such a name.',
  bad: alert({}, 'tigera.io.detector.port-scan'),
  good: alert({}, 'network.port-scan'),
});
const METADATA = errorRule({
  id: 'global-alert/metadata',
  what: 'Labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: 'The API server rejects the object.',
  bad: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: "red & blue" }'),
  good: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: red-and-blue }'),
});

/** Checks the name of an alert, and that its other metadata have the forms that Kubernetes demands of every object. */
export function checkMetadata(alert: Manifest, byDetector: boolean): Finding[] {
  // The types of values are those of any field of an alert, and checked with them.
  const others = metadataProblems(alert).filter(({ field, ofType }) => field !== 'name' && ofType !== true);
  return [...checkName(alert, byDetector), ...others.map((problem) => metadataFinding(problem, METADATA))];
}

function checkName(alert: Manifest, byDetector: boolean): Finding[] {
  const name = valueAt(alert, 'metadata', 'name') ?? '';
  const finding = { path: 'metadata.name', value: valueAt(alert, 'metadata', 'name') };
  const generateName = valueAt(alert, 'metadata', 'generateName');
  if (name === '' && typeof generateName === 'string' && generateName !== '') {
    const message =
      'is made up by the API server at each kubectl create, and kubectl apply refuses that; give the alert a name';
    return [{ ...NAME_GENERATED, ...finding, message }];
  }
  const problem = typeof name === 'string' ? subdomainProblem(name) : 'must be a string; put it in quotes';
  if (problem !== undefined) {
    return [{ ...NAME, ...finding, message: problem }];
  }
  if (byDetector || !String(name).startsWith(DETECTOR_PREFIX)) {
    return [];
  }
  const message = `must not begin with ${DETECTOR_PREFIX}: from 3.18.0-2.0 on Calico deletes alerts of such names; take another`;
  return [{ ...RESERVED_NAME, ...finding, message }];
}

/** The rules that this file checks. */
export const METADATA_RULES = [NAME, NAME_GENERATED, RESERVED_NAME, METADATA] as const;
