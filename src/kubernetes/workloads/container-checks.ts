import {
  adJobs,
  adJobsWith,
  errorRule,
  type Finding,
  FindingSeverity,
  isMap,
  type Keys,
  type Manifest,
  NAMED_CLUSTER,
  type RuleMark,
  valueAt,
  warningRule,
} from '../../base';
import { containersOf, podOf } from './containers';
import { imageProblem } from './image-reference';

const ON = { on: '3.12' };
const THRESHOLD = ['- name: AD_port_scan_threshold', '  value: "200"'];

const VALUE = errorRule({
  id: 'workload/env-value',
  ...ON,
  what: 'The value of an environment variable must be a string.',
  why: 'YAML parses unquoted 200 and true as a number and a boolean, and the API server rejects both.',
  bad: adJobsWith('AD_port_scan_threshold', '200'),
  good: adJobsWith('AD_port_scan_threshold', '"200"'),
});
const DUPLICATE = warningRule({
  id: 'workload/env-duplicate',
  ...ON,
  what: 'An environment variable should be set only once.',
  why: 'The last entry takes effect, so the value that a reader sees first is ignored.',
  bad: adJobs([...THRESHOLD, ...NAMED_CLUSTER, '- name: AD_port_scan_threshold', '  value: "500"']),
  good: adJobs([...THRESHOLD, ...NAMED_CLUSTER]),
});

/** Checks the variables of all containers: values that the API server rejects, and duplicates. */
export function checkEnvironments(workload: Manifest): Finding[] {
  return containersOf(workload).flatMap(({ container, keys }) =>
    checkEnvironment(valueAt(container, 'env'), [...keys, 'env']),
  );
}

/** Checks that the image of every container is pinned, by a rule of the caller's severity. A missing image is an error. */
export function checkImages(workload: Manifest, rule: RuleMark): Finding[] {
  const { pod, keys: podKeys } = podOf(workload);
  const containers = valueAt(pod, 'spec', 'containers');
  if (!Array.isArray(containers) || containers.length === 0) {
    const message = 'must be a list of at least one container; the API server rejects a pod without containers';
    return [
      {
        ...rule,
        severity: FindingSeverity.ERROR,
        keys: [...podKeys, 'spec', 'containers'],
        value: containers,
        message,
      },
    ];
  }
  return containersOf(workload).flatMap(({ container, keys }) => {
    const image = valueAt(container, 'image');
    const message = imageProblem(typeof image === 'string' ? image : '');
    const severity = typeof image === 'string' && image !== '' ? rule.severity : FindingSeverity.ERROR;
    return message === undefined ? [] : [{ ...rule, severity, keys: [...keys, 'image'], value: image, message }];
  });
}

function checkEnvironment(env: unknown, keys: Keys): Finding[] {
  if (env === undefined || env === null) {
    return [];
  }
  if (!Array.isArray(env)) {
    const message = 'must be a list of entries with a name and a value; the API server rejects anything else';
    return [{ ...VALUE, keys, message }];
  }
  const lastOf = new Map(env.map((entry, index) => [valueAt(entry, 'name'), index]));
  return env.flatMap((entry, index) => [
    ...checkValue(entry, [...keys, index]),
    ...checkDuplicate(valueAt(entry, 'name'), lastOf, index, keys),
  ]);
}

/** The API server reads `value` into a string, so it rejects every other type; null is the empty string. */
function checkValue(entry: unknown, keys: Keys): Finding[] {
  const value = valueAt(entry, 'value') ?? '';
  if (typeof value === 'string') {
    const from = valueAt(entry, 'valueFrom') ?? undefined;
    if (isMap(from) && Object.keys(from).length === 0) {
      const empty = 'must name a source, such as configMapKeyRef or secretKeyRef; the API server rejects an empty one';
      return [{ ...VALUE, keys: [...keys, 'valueFrom'], value: from, message: empty }];
    }
    const message = 'must not be combined with valueFrom; the API server accepts only one of the two, so remove one';
    return value === '' || from === undefined ? [] : [{ ...VALUE, keys: [...keys, 'value'], value, message }];
  }
  const type = typeof value === 'object' ? 'list or a map' : typeof value;
  const advice = typeof value === 'object' ? 'write it as one string' : `quote it: "${String(value)}"`;
  const message = `must be a string, because the API server rejects a ${type} here; ${advice}`;
  return [{ ...VALUE, keys: [...keys, 'value'], value, message }];
}

function checkDuplicate(name: unknown, lastOf: ReadonlyMap<unknown, number>, index: number, env: Keys): Finding[] {
  if (typeof name !== 'string' || name === '' || lastOf.get(name) === index) {
    return [];
  }
  const message = 'is set again below, and the last entry takes effect, so this one is ignored; remove one of them';
  return [{ ...DUPLICATE, keys: [...env, index, 'name'], value: name, message }];
}

/** The rules that this file checks. */
export const CONTAINER_RULES = [VALUE, DUPLICATE] as const;
