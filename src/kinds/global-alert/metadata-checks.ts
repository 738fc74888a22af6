import { errorRule, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { metadataFinding, metadataProblems, subdomainProblem } from '../../kubernetes';
import { DETECTOR_PREFIX } from './detector';

const NAME = errorRule('global-alert/name');
const NAME_GENERATED = warningRule('global-alert/name-generated');
const RESERVED_NAME = errorRule('global-alert/reserved-name');
const METADATA = errorRule('global-alert/metadata');

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
