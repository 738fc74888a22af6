import { type Keys, type Manifest, valueAt } from '../../base';
import { NAMESPACE_NAME_LABEL } from '../../kubernetes';
import { type Labels, parseSelector, type Selector } from '../../query';

/** Whether policies of the kind are in a tier. */
export function isTiered(kind: unknown): boolean {
  return kind !== 'StagedKubernetesNetworkPolicy';
}

/** A set of pods that a policy selects: the pods to which it applies, or those at the other end of a rule. */
export interface PodSelection {
  /** Undefined if there is none, or it cannot be parsed. */
  readonly selector: Selector | undefined;
  readonly selectorKeys: Keys;
  /** The text in the manifest, for messages. */
  readonly selectorText: unknown;
  readonly namespaces: NamespaceSelection;
  /** The side and direction, such as the destinations of egress rules; one matching selection of these is enough. */
  readonly side: string;
}

/** The namespaces in which pods are selected. */
export interface NamespaceSelection {
  /** Undefined if every namespace is selected, or if it is unknown which. */
  readonly selector: Selector | undefined;
  readonly keys: Keys;
  readonly text: unknown;
}

/** A Service that a rule refers to instead of a selector. */
export interface ServiceReference {
  readonly name: string;
  readonly namespace: unknown;
  readonly keys: Keys;
  /** As of a selection. */
  readonly side: string;
}

const SIDES = [
  ['egress', 'destination'],
  ['ingress', 'source'],
  ['ingress', 'destination'],
  ['egress', 'source'],
] as const;

/** All selections of pods in a policy. */
export function selectionsOf(policy: Manifest): PodSelection[] {
  return [ownSelection(policy), ...SIDES.flatMap(([direction, side]) => sideOf(policy, direction, side))];
}

export function servicesOf(policy: Manifest): ServiceReference[] {
  return SIDES.flatMap(([direction, side]) =>
    rulesOf(policy, direction).flatMap((rule, index) => {
      const services = valueAt(rule, side, 'services');
      const name = valueAt(services, 'name');
      const namespace = valueAt(services, 'namespace') ?? namespaceOf(policy);
      const keys = ['spec', direction, index, side, 'services'];
      return typeof name === 'string' ? [{ name, namespace, keys, side: `${direction} ${side}` }] : [];
    }),
  );
}

/** A selector as written in a policy. */
export interface WrittenSelector {
  readonly text: string;
  readonly keys: Keys;
}

export function selectorsOf(policy: Manifest): WrittenSelector[] {
  const written: WrittenSelector[] = [];
  const add = (data: unknown, within: Keys, ...keys: string[]) => {
    const text = valueAt(data, ...keys);
    if (typeof text === 'string') {
      written.push({ text, keys: [...within, ...keys] });
    }
  };
  for (const key of ['selector', 'namespaceSelector', 'serviceAccountSelector']) {
    add(valueAt(policy, 'spec'), ['spec'], key);
  }
  for (const [direction, side] of SIDES) {
    for (const [index, rule] of rulesOf(policy, direction).entries()) {
      const keys = ['spec', direction, index, side];
      add(valueAt(rule, side), keys, 'selector');
      add(valueAt(rule, side), keys, 'notSelector');
      add(valueAt(rule, side), keys, 'namespaceSelector');
      add(valueAt(rule, side), keys, 'serviceAccounts', 'selector');
    }
  }
  return written;
}

function ownSelection(policy: Manifest): PodSelection {
  const namespace = namespaceOf(policy);
  const own: NamespaceSelection = isGlobal(policy)
    ? namespacesBy(valueAt(policy, 'spec', 'namespaceSelector'), ['spec', 'namespaceSelector'])
    : { selector: oneNamespace(namespace), keys: ['metadata', 'namespace'], text: namespace };
  return selection(valueAt(policy, 'spec', 'selector'), ['spec', 'selector'], own, 'own');
}

function sideOf(policy: Manifest, direction: string, side: string): PodSelection[] {
  return rulesOf(policy, direction).flatMap((rule, index) => {
    const peer = valueAt(rule, side);
    const keys = ['spec', direction, index, side];
    const field = typeof valueAt(peer, 'selector') === 'string' ? 'selector' : 'notSelector';
    const [selector, namespaces] = [valueAt(peer, field), valueAt(peer, 'namespaceSelector')];
    if (typeof selector !== 'string' && typeof namespaces !== 'string') {
      return [];
    }
    const selected: NamespaceSelection =
      typeof namespaces === 'string' || isGlobal(policy)
        ? namespacesBy(namespaces, [...keys, 'namespaceSelector'])
        : // Without a namespace selector, a rule of a namespaced policy selects pods of the policy's own namespace.
          { selector: oneNamespace(namespaceOf(policy)), keys: [...keys, field], text: selector };
    const selects = selection(selector, [...keys, field], selected, `${direction} ${side}`);
    return [field === 'notSelector' ? { ...selects, selector: negated(selects.selector) } : selects];
  });
}

function selection(text: unknown, keys: Keys, namespaces: NamespaceSelection, side: string): PodSelection {
  const selector = typeof text === 'string' ? parseSelector(text) : undefined;
  return { selector, selectorKeys: keys, selectorText: text, namespaces, side };
}

function negated(operand: Selector | undefined): Selector | undefined {
  return operand === undefined ? undefined : { kind: 'not', operand };
}

function namespacesBy(text: unknown, keys: Keys): NamespaceSelection {
  return { selector: typeof text === 'string' ? parseSelector(text) : undefined, keys, text };
}

function oneNamespace(name: unknown): Selector | undefined {
  return typeof name === 'string' ? { kind: '==', key: 'projectcalico.org/name', value: name } : undefined;
}

function rulesOf(policy: Manifest, direction: string): unknown[] {
  const rules = valueAt(policy, 'spec', direction);
  return Array.isArray(rules) ? rules : [];
}

function namespaceOf(policy: Manifest): unknown {
  return isGlobal(policy) ? undefined : valueAt(policy, 'metadata', 'namespace');
}

function isGlobal({ kind }: Manifest): boolean {
  return String(kind).includes('Global');
}

/** Labels by which namespace selectors select a namespace by its name. */
export const NAME_LABELS = ['projectcalico.org/name', NAMESPACE_NAME_LABEL, 'name'];

/** The known labels of a Tigera namespace. */
export function namespaceLabels(name: string): Labels {
  return Object.fromEntries(NAME_LABELS.map((label) => [label, name]));
}
