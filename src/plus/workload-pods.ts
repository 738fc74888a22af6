import { Node } from 'constructs';
import { errorRule, type Finding, FindingsError, type Keys, type Manifest, textAt, valueAt } from '../base';
import { podOf } from '../kubernetes';
import { matches } from '../query';
import { checkLabels, type Labels, labelsAt, labelsFinding, readSelector, testsOf } from './label-selector';
import { manifestOf } from './manifest-of';
import type { SelectedPods } from './selected-pods';
import type { KubernetesResource } from './sources';

const PROPS = "metadata: { namespace: 'shop' }, containers: [{ image: 'registry.example.com/web:1.0' }]";

const KIND = errorRule({
  id: 'cdk8s-plus/kind',
  form: 'program',
  what: 'Pods must belong to a Kubernetes workload.',
  why: 'Other kinds have no pods, or pods with labels that their manifest does not show.',
  bad: "policySelectorOf(new kplus.ConfigMap(chart, 'settings'));",
  good: `policySelectorOf(new kplus.Deployment(chart, 'web', { ${PROPS} }));`,
});
const HOST_NETWORK = errorRule({
  id: 'cdk8s-plus/host-network',
  form: 'program',
  what: 'The pods must have a network of their own.',
  why: 'Pods in the network of their node have its address. Policies, captures and inspections do not select them, and a scan would scan the node.',
  bad: `scanTargetOf(new kplus.DaemonSet(chart, 'agent', { hostNetwork: true, ${PROPS} }));`,
  good: `scanTargetOf(new kplus.DaemonSet(chart, 'agent', { ${PROPS} }));`,
});
const NO_PODS = errorRule({
  id: 'cdk8s-plus/no-pods',
  form: 'program',
  what: 'A workload to scan must have pods that keep running.',
  why: 'A scan that finds no pods detects nothing, and its drill fails for a reason that has nothing to do with the alert.',
  bad: `scanTargetOf(new kplus.Deployment(chart, 'web', { replicas: 0, ${PROPS} }));`,
  good: `scanTargetOf(new kplus.Deployment(chart, 'web', { replicas: 1, ${PROPS} }));`,
});

/** The workloads of Kubernetes, by the version of their API. */
const WORKLOADS: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1', ['Pod']],
  ['apps/v1', ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']],
  ['batch/v1', ['Job', 'CronJob']],
]);

/** Workloads whose pods end. */
const ENDING: readonly unknown[] = ['Job', 'CronJob'];

/** The pods of a workload, and its manifest. */
export interface WorkloadPods extends SelectedPods {
  readonly workload: Manifest;
}

/**
 * The pods of a workload. Policies select them as the workload does, which stays the same when it is rolled out. A scan uses all labels of
 * the pods, so network policies of the app can be compared with them.
 *
 * @throws FindingsError when it is not a workload, or its manifest cannot be read
 */
export function podsOfWorkload(resource: KubernetesResource): WorkloadPods {
  const { apiVersion, kind } = resource;
  if (WORKLOADS.get(apiVersion)?.includes(kind) !== true) {
    const finding = { ...KIND, keys: ['kind'], value: kind, message: adviceFor(resource) };
    throw new FindingsError(Node.of(resource).path, [finding]);
  }
  const workload = manifestOf(resource);
  const namespace = textAt(workload, 'metadata', 'namespace');
  const { pod, keys } = podOf(workload);
  const labelKeys = [...keys, 'metadata', 'labels'];
  const labels = labelsAt(pod, 'metadata', 'labels');
  const selector = valueAt(workload, 'spec', 'selector');
  const read = readSelector(selector, SELECTOR_PLACES);
  const isSelecting = kind !== 'Pod' && read.tests.length > 0;
  return {
    workload,
    whereabouts: {
      keys: ['metadata', 'namespace'],
      stated: namespace === '' ? undefined : [namespace],
      how: `metadata.namespace of the ${kind} or the namespace of its chart`,
    },
    tests: isSelecting ? read.tests : testsOf(labels),
    findings: [
      ...(Object.keys(labels).length === 0 ? [labelsFinding(labelKeys, NO_LABELS)] : checkLabels(labels, labelKeys)),
      ...(isSelecting ? [...read.findings, ...checkSelected(labels, read.tests)] : []),
      ...checkHostNetwork(pod, keys),
    ],
    labels,
    scanFindings: checkLasting(workload),
  };
}

const SELECTOR_PLACES = {
  labels: ['spec', 'selector', 'matchLabels'],
  expressions: ['spec', 'selector', 'matchExpressions'],
};

const NO_LABELS = 'is empty, so the pods cannot be distinguished from others; give them a label in podMetadata';

function adviceFor({ kind, name }: KubernetesResource): string {
  switch (kind) {
    case 'Service':
      return 'is not a workload; use the workload whose pods it selects';
    case 'Namespace':
      return `is not a workload; use PolicySelector.podsIn(['${name}']), or Pods.all with { namespaces }`;
    default:
      return 'is not a Kubernetes workload; use a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Pod, or select the pods by their labels with Pods.select';
  }
}

/** The API server rejects a workload that does not select its own pods. */
function checkSelected(labels: Labels, tests: SelectedPods['tests']): Finding[] {
  const message =
    'does not select the pods of the workload, so the API server rejects it; add its labels to podMetadata';
  return matches({ kind: 'and', operands: tests }, labels) ? [] : [labelsFinding(['spec', 'selector'], message)];
}

function checkHostNetwork(pod: unknown, keys: Keys): Finding[] {
  const message =
    'puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses';
  return valueAt(pod, 'spec', 'hostNetwork') === true
    ? [{ ...HOST_NETWORK, keys: [...keys, 'spec', 'hostNetwork'], value: true, message }]
    : [];
}

function checkLasting(workload: Manifest): Finding[] {
  const { kind } = workload;
  if (ENDING.includes(kind)) {
    const message =
      'runs pods that end, so a scan usually finds none; scan a Deployment, StatefulSet, DaemonSet or Pod, or use ScanTarget.pods if they run long enough';
    return [{ ...NO_PODS, keys: ['kind'], value: kind, message }];
  }
  const message = 'means that there are no pods to scan; set at least 1';
  return valueAt(workload, 'spec', 'replicas') === 0
    ? [{ ...NO_PODS, keys: ['spec', 'replicas'], value: 0, message }]
    : [];
}

/** The rules that this file checks. */
export const WORKLOAD_PODS_RULES = [KIND, HOST_NETWORK, NO_PODS] as const;
