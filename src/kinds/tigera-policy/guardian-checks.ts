import { errorRule, type Finding, jobsPolicy, podsOf } from '../../base';
import type { ClusterKind } from '../../calico';
import { couldMatch, type Labels, type Selector, valuesOf } from '../../query';
import { NAME_LABELS, namespaceLabels, type PodSelection, type ServiceReference } from './calico-policy';

const GUARDIAN = podsOf('guardian', 'calico-system');
const RIGHT = jobsPolicy({ destination: GUARDIAN });

const NAMESPACE = errorRule({
  id: 'tigera-policy/guardian-namespace',
  acceptedAs: 'changed',
  what: 'Policies must select guardian in the namespace in which the release runs it.',
  why: 'Guardian moved from tigera-guardian to calico-system. A policy that selects the old namespace allows nothing.',
  bad: jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') }),
  good: RIGHT,
  alsoBad: [RIGHT],
});
const LABEL = errorRule({
  id: 'tigera-policy/guardian-label',
  acceptedAs: 'changed',
  what: 'Policies must select the pods of guardian by the label that the release gives them.',
  why: 'The label k8s-app changed from tigera-guardian to guardian. A policy that selects the old label matches no pod.',
  bad: jobsPolicy({ destination: podsOf('tigera-guardian', 'calico-system') }),
  good: RIGHT,
  alsoBad: [jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') })],
});
const SERVICE = errorRule({
  id: 'tigera-policy/guardian-service',
  acceptedAs: 'changed',
  what: "Policies must refer to guardian's Service by the name and namespace that it has on the release.",
  why: 'Its name and its namespace changed. A policy that refers to the old Service allows nothing.',
  bad: jobsPolicy({ destination: ['services:', '  name: tigera-guardian', '  namespace: tigera-guardian'] }),
  good: jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] }),
  alsoBad: [jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] })],
});

/** Guardian on a release. Its name is also the value of its pods' label `k8s-app`, and the name of its Service. */
interface Guardian {
  readonly namespace: string;
  readonly name: string;
}

/** Guardian on all releases. */
const OLD: Guardian = { namespace: 'tigera-guardian', name: 'tigera-guardian' };
const GUARDIANS: readonly Guardian[] = [OLD, { namespace: 'calico-system', name: 'guardian' }];

/** Namespaces in which only Tigera runs a guardian. */
const TIGERA_NAMESPACES: readonly string[] = [
  'calico-system',
  'tigera-compliance',
  'tigera-dpi',
  'tigera-elasticsearch',
  'tigera-fluentd',
  'tigera-guardian',
  'tigera-intrusion-detection',
  'tigera-manager',
  'tigera-packetcapture',
  'tigera-prometheus',
  'tigera-system',
];

const APP = 'k8s-app';

/** Checks that a policy refers to guardian as the release runs it. */
export function checkGuardian(
  selections: readonly PodSelection[],
  services: readonly ServiceReference[],
  { release }: ClusterKind,
): Finding[] {
  const { guardian } = release._features;
  const place = `on ${release.displayName}, guardian's pods are in the namespace ${guardian.namespace} and have the label ${APP}: ${guardian.name}`;
  const judged = selections.map((selection) => ({
    side: selection.side,
    problems: judge(selection, guardian),
  }));
  // A policy for clusters of several releases may have a rule for each location.
  const right = new Set(judged.filter(({ problems }) => problems?.length === 0).map(({ side }) => side));
  const wrong = judged.filter(({ side }) => !right.has(side)).flatMap(({ problems }) => problems ?? []);
  return [
    ...wrong.map(({ message, ...problem }) => ({ ...problem, message: `${message}; ${place}` })),
    ...checkServices(services, release.displayName, guardian),
  ];
}

/** Why a selection does not match guardian's pods; undefined if it is not meant for them. */
function judge(selection: PodSelection, guardian: Guardian): Finding[] | undefined {
  const { selector, selectorKeys: keys, selectorText: value, namespaces } = selection;
  const named = selector === undefined ? [] : namedIn(selector);
  if (selector === undefined || named.length === 0) {
    const { side } = selection;
    return side !== 'own' && namesOldNamespace(namespaces) ? checkNamespaces(selection, guardian) : undefined;
  }
  const inReach = TIGERA_NAMESPACES.some((namespace) => holds(namespaces.selector, namespace));
  if (!inReach && !named.includes(OLD)) {
    // The name guardian is common: the namespace shows that this is not Tigera's.
    return undefined;
  }
  if (!named.some(({ name }) => couldMatch(selector, { [APP]: name }))) {
    return checkExclusion(selection, named, guardian);
  }
  const message = 'does not match guardian';
  const fits = couldMatch(selector, { [APP]: guardian.name });
  return [...(fits ? [] : [{ ...LABEL, keys, value, message }]), ...checkNamespaces(selection, guardian)];
}

function namedIn(selector: Selector): Guardian[] {
  const names = valuesOf(selector, APP);
  return GUARDIANS.filter(({ name }) => names.includes(name));
}

/** For a selector that excludes guardian: checks that it excludes guardian of this release. */
function checkExclusion(
  { selectorKeys: keys, selectorText: value, namespaces }: PodSelection,
  named: readonly Guardian[],
  guardian: Guardian,
): Finding[] | undefined {
  const concerned = holds(namespaces.selector, guardian.namespace);
  return !concerned || named.some(({ name }) => name === guardian.name)
    ? undefined
    : [{ ...LABEL, keys, value, message: 'does not exclude guardian' }];
}

function checkNamespaces(selection: PodSelection, guardian: Guardian): Finding[] {
  const { selector, selectorKeys, selectorText, namespaces } = selection;
  if (!holds(namespaces.selector, guardian.namespace)) {
    const message =
      namespaces.keys === selectorKeys
        ? "selects pods of the policy's own namespace, because the rule has no namespaceSelector"
        : 'is not the namespace of guardian';
    return [{ ...NAMESPACE, keys: namespaces.keys, value: namespaces.text, message }];
  }
  const labels: Labels = { 'projectcalico.org/namespace': guardian.namespace };
  return selector === undefined || couldMatch(selector, labels)
    ? []
    : [{ ...NAMESPACE, keys: selectorKeys, value: selectorText, message: 'is not the namespace of guardian' }];
}

function namesOldNamespace({ selector }: PodSelection['namespaces']): boolean {
  return (
    selector !== undefined &&
    holds(selector, OLD.namespace) &&
    NAME_LABELS.some((label) => valuesOf(selector, label).includes(OLD.namespace))
  );
}

function holds(selector: Selector | undefined, namespace: string): boolean {
  return selector === undefined || couldMatch(selector, namespaceLabels(namespace));
}

function checkServices(services: readonly ServiceReference[], release: string, guardian: Guardian): Finding[] {
  const isOf = (one: ServiceReference, { name, namespace }: Guardian) =>
    one.name === name && (one.namespace === namespace || one.namespace === undefined);
  const meant = services.filter(
    (one) =>
      one.name === OLD.name ||
      (GUARDIANS.some(({ name }) => one.name === name) &&
        (one.namespace === undefined || TIGERA_NAMESPACES.includes(String(one.namespace)))),
  );
  const right = new Set(meant.filter((one) => isOf(one, guardian)).map(({ side }) => side));
  const message = `is not the Service of guardian, which on ${release} is ${guardian.name} in the namespace ${guardian.namespace}`;
  return meant
    .filter(({ side }) => !right.has(side))
    .map(({ name, namespace, keys }) => {
      const value = namespace === undefined ? name : `${String(namespace)}/${name}`;
      return { ...SERVICE, keys, value, message };
    });
}

/** The rules that this file checks. */
export const GUARDIAN_RULES = [NAMESPACE, LABEL, SERVICE] as const;
