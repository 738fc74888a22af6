import { Node } from 'constructs';
import { checkArguments, checkProps, optional, struct, TEXT, type ValueType } from '../arguments';
import { report } from '../base';
import { POD_NAMESPACE_LABEL, PolicySelector, printSelector, type Selector } from '../query';
import { namespacesOf, onlyNamespace } from './namespace-of';
import type { SelectedPods } from './selected-pods';
import { podsOfSelection } from './selection-pods';
import { isResource, POD_SOURCE, type PodSource } from './sources';
import { requireStillSelected } from './still-selected';
import { podsOfWorkload } from './workload-pods';

/** Where pods are. */
export interface PodsOptions {
  /**
   * Namespace of the pods, an RFC 1123 label. It must be one of those that the program states, if it states any.
   *
   * @default - the namespace of the workload, of the selection, or of its chart
   */
  readonly namespace?: string;
}

export const PODS_OPTIONS: ValueType<PodsOptions> = struct<PodsOptions>(
  { name: 'PodsOptions' },
  { namespace: optional(TEXT) },
);

/** The pods of one namespace, as the props of `PacketCapture` and `DeepPacketInspection`. */
export interface PodsOfNamespace {
  /** Namespace of the pods. */
  readonly namespace: string;

  /** The pods of the namespace. */
  readonly pods: PolicySelector;
}

/**
 * The pods of a workload or of a selection of cdk8s-plus, for `PacketCapture` and `DeepPacketInspection`, which are about
 * pods of their own namespace: `new PacketCapture(this, 'capture', { name: 'web', ...podsOf(web) })`.
 *
 * @param source a workload, or the result of `Pods.select` or `Pods.all`
 * @param options the namespace, if the program does not state it
 * @throws when there is not exactly one namespace, or Calico cannot select the pods
 */
export function podsOf(source: PodSource, options: PodsOptions = {}): PodsOfNamespace {
  const { tests, whereabouts, findings } = readPods('podsOf', source, options);
  const { name: namespace, findings: more } = onlyNamespace(
    namespacesOf(whereabouts, options.namespace),
    whereabouts.keys,
  );
  report(Node.of(source).path, [...findings, ...more]);
  requireStillSelected(source, tests);
  return { namespace, pods: selectorOf(tests.length === 0 ? [{ kind: 'all' }] : tests) };
}

/**
 * The pods of a workload or of a selection of cdk8s-plus, for policies of all namespaces: the result selects by the
 * namespace as well.
 *
 * @param source a workload, or the result of `Pods.select` or `Pods.all`
 * @param options the namespace, if the program does not state it
 * @throws when no namespace is known, or Calico cannot select the pods
 */
export function policySelectorOf(source: PodSource, options: PodsOptions = {}): PolicySelector {
  const { tests, whereabouts, findings } = readPods('policySelectorOf', source, options);
  const found = namespacesOf(whereabouts, options.namespace);
  report(Node.of(source).path, [...findings, ...found.findings]);
  requireStillSelected(source, tests);
  return selectorOf([namespaceTest(found.namespaces), ...tests]);
}

/**
 * The pods of a workload or of a selection, after the arguments were checked.
 *
 * @throws when an argument has the wrong type, or the manifest cannot be read
 */
export function readPods(subject: string, source: PodSource, options: PodsOptions): SelectedPods {
  checkArguments(subject, { source }, { source: POD_SOURCE });
  checkProps(subject, options, PODS_OPTIONS);
  return isResource(source) ? podsOfWorkload(source) : podsOfSelection(source);
}

function namespaceTest(namespaces: readonly string[] | 'all'): Selector {
  const key = POD_NAMESPACE_LABEL;
  const [name = '', ...others] = namespaces === 'all' ? [] : namespaces;
  if (namespaces === 'all') {
    return { kind: 'has', key };
  }
  return others.length === 0 ? { kind: '==', key, value: name } : { kind: 'in', key, values: namespaces };
}

function selectorOf(tests: readonly Selector[]): PolicySelector {
  return PolicySelector.parse(printSelector({ kind: 'and', operands: tests }));
}
