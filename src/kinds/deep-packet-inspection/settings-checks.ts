import { errorRule, type Finding, isMap, type Manifest, noticeRule, valueAt } from '../../base';
import { type ClusterKind, OPERATOR_GROUP } from '../../calico';
import { isPresent } from '../../kind';
import { checkObjectMetadata, missingGuards } from '../../kubernetes';
import { checkComponentResources } from './component-resources';
import { resources, settings } from './example';
import { SETTINGS_FIELD } from './settings-fields';
import { checkSnortRules, DAEMON_SET_FIELD } from './snort-rules-checks';

const RIGHT = settings(resources("cpu: '2', memory: 2Gi"));

const NAME = errorRule({
  id: 'deep-packet-inspection/settings-name',
  what: 'The name of the IntrusionDetection must be tigera-secure.',
  why: 'The operator reads this object only; newer releases reject any other.',
  bad: settings(resources("cpu: '2', memory: 2Gi"), { name: 'default' }),
  good: RIGHT,
});
const UNGUARDED = noticeRule({
  id: 'deep-packet-inspection/settings-unguarded',
  what: 'A partial IntrusionDetection should have annotations that keep Argo CD and Flux from removing the object, or settings in it.',
  why: 'The object belongs to the installation of Calico. If a tool removes it, the operator removes intrusion detection as well.',
  bad: settings(resources("cpu: '2', memory: 2Gi"), { guarded: false }),
  good: RIGHT,
});

/** The name of the object that the operator reads. */
export const SETTINGS_NAME = 'tigera-secure';

/** Checks the part of an IntrusionDetection that is about inspections. */
export function checkInspectionSettings(settings: Manifest, cluster: ClusterKind): Finding[] {
  const spec = valueAt(settings, 'spec');
  const [list, daemonSet] = [valueAt(spec, 'componentResources'), valueAt(spec, DAEMON_SET_FIELD)];
  return [
    ...checkVersion(settings),
    ...checkName(settings),
    ...checkObjectMetadata(settings),
    ...checkSpelling(spec),
    ...checkComponentResources(list, cluster),
    ...checkSnortRules(daemonSet, cluster),
    ...(isPresent(list) || isPresent(daemonSet) ? checkGuards(settings) : []),
  ];
}

const VERSION = `${OPERATOR_GROUP}/v1`;

/** The API server knows no other version, and no spec that is not a map. */
function checkVersion({ apiVersion, spec }: Manifest): Finding[] {
  const message = `must be ${VERSION}, the only version of this API`;
  return [
    ...(apiVersion === VERSION ? [] : [{ ...SETTINGS_FIELD, keys: ['apiVersion'], value: apiVersion, message }]),
    ...(!isPresent(spec) || isMap(spec) ? [] : [{ ...SETTINGS_FIELD, keys: ['spec'], message: 'must be a map' }]),
  ];
}

function checkName(settings: Manifest): Finding[] {
  const value = valueAt(settings, 'metadata', 'name');
  const message = `must be ${SETTINGS_NAME}, the only IntrusionDetection that the operator reads`;
  return value === SETTINGS_NAME || typeof value !== 'string'
    ? []
    : [{ ...NAME, keys: ['metadata', 'name'], value, message }];
}

/** Other fields of the object are not checked, but these have capitals that are easy to get wrong. */
function checkSpelling(spec: unknown): Finding[] {
  const known = ['componentResources', DAEMON_SET_FIELD];
  return Object.keys(isMap(spec) ? spec : {}).flatMap((name) => {
    const meant = known.find((field) => field !== name && field.toLowerCase() === name.toLowerCase());
    const message = `is not a field of an IntrusionDetection; did you mean ${meant}?`;
    return meant === undefined ? [] : [{ ...SETTINGS_FIELD, keys: ['spec', name], message }];
  });
}

function checkGuards(settings: Manifest): Finding[] {
  const wanted = missingGuards(settings);
  const message = `should contain ${wanted}; otherwise Argo CD or Flux may delete the object, and with it intrusion detection, or settings in it that others set`;
  return wanted === undefined ? [] : [{ ...UNGUARDED, keys: ['metadata', 'annotations'], message }];
}

/** The rules that this file checks. */
export const SETTINGS_RULES = [NAME, UNGUARDED] as const;
