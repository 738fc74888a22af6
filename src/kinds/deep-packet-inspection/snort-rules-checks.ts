import { errorRule, type Finding, FindingSeverity, type Keys, REJECTED, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { OLDEST } from '../../calico';
import type { FieldSchema, MapSchema } from '../../kind';
import { imageProblem } from '../../kubernetes';
import { checkRequirements, REQUIREMENTS } from './component-resources';
import { CONTAINER, settings, snortRules } from './example';
import { HAS_SNORT_RULES } from './inspection-schema';
import { checkSettingsField } from './settings-fields';

const RIGHT = settings(snortRules(CONTAINER));

const NOT_YET = errorRule({
  id: 'deep-packet-inspection/rules-not-yet',
  what: 'A container with rules requires release 3.20.0-2.0 or Calico Cloud 20.3.0, or newer.',
  why: 'The field deepPacketInspectionDaemonset was added in these releases; older API servers reject or drop it.',
  on: '3.19',
  bad: RIGHT,
  good: settings('anomalyDetection: {}'),
});
const CONTAINERS = errorRule({
  id: 'deep-packet-inspection/rules-container',
  what: 'There must be only one container with rules, and its name must be snort-rules.',
  why: REJECTED,
  bad: settings(snortRules(CONTAINER.replace('snort-rules', 'rules'))),
  good: RIGHT,
});
const IMAGE = errorRule({
  id: 'deep-packet-inspection/rules-image',
  acceptedAs: 'ignored',
  what: 'The image with rules must be a valid, pinned reference.',
  why: 'No node can pull an invalid reference, and the image behind a tag such as latest can change. An image that is valid but not pinned is a warning.',
  bad: settings(snortRules("{ name: snort-rules, image: 'Rules latest' }")),
  good: RIGHT,
});

/** The field of the spec with the containers. */
export const DAEMON_SET_FIELD = 'deepPacketInspectionDaemonset';

const CONTAINER_SCHEMA: MapSchema = {
  title: 'an init container',
  fields: {
    name: { type: 'string', values: [[OLDEST, ['snort-rules']]], refusesEmpty: [[OLDEST, true]] },
    image: { type: 'string' },
    resources: REQUIREMENTS,
  },
  required: ['name', 'image'],
};

const mapOf = (title: string, name: string, field: FieldSchema): FieldSchema => ({
  type: 'map',
  of: { title, fields: { [name]: field } },
});

const POD_SPEC = mapOf('the spec of a pod', 'initContainers', { type: 'maps', of: CONTAINER_SCHEMA });
const TEMPLATE = mapOf('a template', 'spec', POD_SPEC);
const DAEMON_SET = mapOf(DAEMON_SET_FIELD, 'spec', mapOf('the spec of a DaemonSet', 'template', TEMPLATE));

const KEYS: Keys = ['spec', DAEMON_SET_FIELD];
const CONTAINER_PATH = ['spec', 'template', 'spec', 'initContainers'];

/** Checks the container that brings rules of one's own. */
export function checkSnortRules(value: unknown, { release }: ClusterKind): Finding[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (release._valueIn(HAS_SNORT_RULES) !== true) {
    const message = `is not available in ${release.displayName}: it was added in 3.20.0-2.0 and Calico Cloud 20.3.0; remove it`;
    return [{ ...NOT_YET, keys: KEYS, message }];
  }
  const containers = valueAt(value, ...CONTAINER_PATH);
  const list: readonly unknown[] = Array.isArray(containers) ? containers : [];
  const keys = [...KEYS, ...CONTAINER_PATH];
  const message = `must contain only one container, the one that is called snort-rules`;
  return [
    ...checkSettingsField(value, KEYS, DAEMON_SET, { fieldValue: CONTAINERS, release }),
    ...(list.length > 1 ? [{ ...CONTAINERS, keys, message }] : []),
    ...list.flatMap((container, index) => [
      ...checkImage(valueAt(container, 'image'), [...keys, index, 'image']),
      ...checkRequirements(valueAt(container, 'resources'), [...keys, index, 'resources']),
    ]),
  ];
}

function checkImage(value: unknown, keys: Keys): Finding[] {
  const message = typeof value === 'string' ? imageProblem(value) : undefined;
  if (message === undefined) {
    return [];
  }
  const severity = message.startsWith('is not pinned') ? FindingSeverity.WARNING : IMAGE.severity;
  return [{ ...IMAGE, severity, keys, value, message }];
}

/** The rules that this file checks. */
export const SNORT_RULES_RULES = [NOT_YET, CONTAINERS, IMAGE] as const;
