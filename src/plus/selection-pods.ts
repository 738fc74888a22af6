import { errorRule, type Finding, isMap } from '../base';
import { exactLabels, labelsFinding, readSelector } from './label-selector';
import { chartNamespace, type Whereabouts } from './namespace-of';
import type { SelectedPods } from './selected-pods';
import type { PlusLabelSelector, PodSelection } from './sources';

const NAMESPACES = errorRule({
  id: 'cdk8s-plus/namespace-labels',
  form: 'program',
  what: 'A selection must select namespaces by their names, or all namespaces.',
  why: 'The field selector of Calico cannot select by the labels of namespaces, and a scan needs the name of a namespace.',
  bad: "const namespaces = kplus.Namespaces.select(chart, 'namespaces', { labels: { team: 'shop' } });\npolicySelectorOf(kplus.Pods.all(chart, 'pods', { namespaces }));",
  good: "const namespaces = kplus.Namespaces.select(chart, 'namespaces', { names: ['shop'] });\npolicySelectorOf(kplus.Pods.all(chart, 'pods', { namespaces }));",
});

/** How Pods.select calls the parts of a selector. */
const PLACES = { labels: ['labels'], expressions: ['expressions'] };

const EVERY_POD = 'is empty, so a scan would include every pod in the namespace; select the pods by at least one label';

/** The pods that `Pods.select` or `Pods.all` selects. */
export function podsOfSelection(selection: PodSelection): SelectedPods {
  const { labelSelector, namespaces } = selection.toPodSelectorConfig();
  const selector = plainSelector(labelSelector);
  const { tests, findings } = readSelector(selector, PLACES);
  const exact = exactLabels(selector, PLACES);
  const isEveryPod = tests.length === 0;
  return {
    whereabouts: whereaboutsOf(selection, namespaces?.names, namespaces !== undefined),
    tests,
    findings: [...findings, ...checkNamespaces(namespaces?.labelSelector)],
    labels: exact.labels,
    scanFindings: isEveryPod ? [labelsFinding(['labels'], EVERY_POD)] : exact.findings,
  };
}

/** Without namespaces, a selection is about the namespace that it is used in. */
function whereaboutsOf(
  selection: PodSelection,
  names: readonly string[] | undefined,
  isByNamespace: boolean,
): Whereabouts {
  const own = chartNamespace(selection);
  const inChart = own === undefined ? undefined : [own];
  return {
    keys: ['namespaces'],
    stated: isByNamespace ? (names ?? 'all') : inChart,
    how: 'namespaces of the selection or the namespace of its chart',
  };
}

function checkNamespaces(labels: PlusLabelSelector | undefined): Finding[] {
  const message =
    "selects namespaces by their labels, which the field selector of Calico cannot do; list their names, as in Namespaces.select(scope, id, { names: ['shop'] })";
  return labels === undefined || labels.isEmpty() ? [] : [{ ...NAMESPACES, keys: ['namespaces'], message }];
}

/** The selector as in a manifest: cdk8s-plus has no other way to read it, and calls this one from its own classes. */
function plainSelector(selector: PlusLabelSelector): unknown {
  const toManifest: unknown = Reflect.get(selector, '_toKube');
  const plain: unknown = typeof toManifest === 'function' ? toManifest.call(selector) : undefined;
  if (!isMap(plain)) {
    throw new Error('this version of cdk8s-plus has label selectors that cannot be read; please report its version');
  }
  return plain;
}

/** The rules that this file checks. */
export const SELECTION_PODS_RULES = [NAMESPACES] as const;
