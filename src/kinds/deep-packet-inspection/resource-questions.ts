import { type Manifest, noticeRule, valueAt } from '../../base';
import { OPERATOR_GROUP } from '../../calico';
import { type Question, selectsWholeNamespace, Topic } from '../../kind';
import { inspection, resources, settings } from './example';

const WHOLE = inspection('all()');

const DEFAULT_RESOURCES = noticeRule({
  id: 'deep-packet-inspection/default-resources',
  what: 'If all pods of a namespace are inspected, the resources of inspections should be set.',
  why: 'By default, the pods that inspect traffic may use 1 CPU and 1 GiB of memory on each node, for all inspections together. The documentation recommends at least that much for each gigabyte per second.',
  on: '3.22',
  besides: ['deep-packet-inspection/whole-namespace'],
  bad: WHOLE,
  good: `${inspection()}---\n${settings(resources("cpu: '2', memory: 2Gi"))}`,
});

/** The objects that set the resources of inspections. */
const SETTINGS_WITH_RESOURCES = new Topic(OPERATOR_GROUP, 'IntrusionDetection', (manifest) => {
  const list = valueAt(manifest, 'spec', 'componentResources');
  return (Array.isArray(list) && list.length > 0) || undefined;
});

export const RESOURCE_TOPICS = [SETTINGS_WITH_RESOURCES] as const;

/** Asks whether anything sets the resources of inspections, for one that is about a whole namespace. */
export function questionsOfInspection(inspection: Manifest): Question[] {
  const message =
    'selects all pods of the namespace, and no IntrusionDetection in these files sets spec.componentResources, so the default limits of 1 CPU and 1Gi on each node apply; set them, or select fewer pods';
  return inspection.kind === 'DeepPacketInspection' && selectsWholeNamespace(inspection)
    ? [
        {
          keys: ['spec', 'selector'],
          value: valueAt(inspection, 'spec', 'selector'),
          answer: (neighbors) =>
            neighbors.all(SETTINGS_WITH_RESOURCES).length > 0 ? undefined : { ...DEFAULT_RESOURCES, message },
        },
      ]
    : [];
}

/** The rules that this file checks. */
export const RESOURCE_RULES = [DEFAULT_RESOURCES] as const;
