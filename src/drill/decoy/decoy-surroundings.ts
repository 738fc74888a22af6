import { ApiObject } from 'cdk8s';
import { type Construct, Node } from 'constructs';
import {
  errorRule,
  type Finding,
  FindingSeverity,
  formatFindings,
  listAt,
  type Manifest,
  onceReporter,
  valueAt,
  warningRule,
} from '../../base';
import { CalicoCluster } from '../../calico';
import { podOf } from '../../kubernetes';
import { selects } from '../selectors';
import { type DecoyPlan, decoyLabels } from './decoy-form';
import { opensToAll, type PolicySubject } from './opening-policies';

const METADATA = (name: string, labels = '') => `metadata: { name: '${name}', namespace: 'shop'${labels} }`;
const DECOY = "Decoy.database(chart, 'decoy', { cluster, namespace: 'shop', name: 'orders' });\n";
const policy = (selector: string) =>
  `${DECOY}const spec = { podSelector: ${selector}, policyTypes: ['Egress'], egress: [{}] };\nnew ApiObject(chart, 'open', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ${METADATA('open')}, spec });`;
const service = (app: string) =>
  `${DECOY}const spec = { selector: { app: '${app}' }, ports: [{ port: 5432 }] };\nnew ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', ${METADATA('db')}, spec });`;
const pod = (name: string, app: string) =>
  `${DECOY}const spec = { containers: [{ name: 'main', image: 'registry.example.com/db:1' }] };\nnew ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', ${METADATA(name, `, labels: { app: '${app}' }`)}, spec });`;

const OPENED = errorRule({
  id: 'decoy/opened',
  form: 'program',
  what: 'No policy of the app should allow all ingress or all egress of a decoy.',
  why: 'Network policies are additive, so the policy of the decoy would have no effect: an attacker who has taken over the decoy could connect to everything, or anyone outside of the cluster could connect to it. Only policies and labels in the same app are taken into account.',
  bad: policy('{}'),
  good: policy("{ matchLabels: { app: 'web' } }"),
});
const SELECTED = errorRule({
  id: 'decoy/selected-by-service',
  form: 'program',
  what: 'No other Service of the app may select the pods of a decoy.',
  why: 'Its clients would be sent to the decoy, so they would fail, and each of them would raise an event.',
  bad: service('orders'),
  good: service('db'),
});
const SELECTS = errorRule({
  id: 'decoy/selects-others',
  form: 'program',
  what: 'No other pods in the namespace of a decoy may have its label.',
  why: 'The Service of the decoy would send connections to them, and its policy would isolate them.',
  bad: pod('db', 'orders'),
  good: pod('db', 'db'),
});
const SIMILAR = warningRule({
  id: 'decoy/similar-name',
  form: 'program',
  what: 'The names of other workloads in the namespace of a decoy should not begin with its name and a hyphen.',
  why: 'Flow logs contain only the beginning of pod names, so the alert cannot distinguish these pods from those of the decoy.',
  bad: pod('orders-db', 'db'),
  good: pod('db-orders', 'db'),
});

/** Makes synthesis fail if other objects of the app defeat a decoy, and warns about those that its alert confuses with it. */
export function checkSurroundings(decoy: Construct, plan: DecoyPlan, labels: Readonly<Record<string, string>>): void {
  const { root, path } = Node.of(decoy);
  const tell = onceReporter(path);
  Node.of(decoy).addValidation({
    validate: () => {
      const findings = findingsAmong(othersOf(decoy, root.node.findAll()), plan, labels);
      const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
      tell(findings.filter((finding) => !errors.includes(finding)));
      return errors.length === 0 ? [] : [formatFindings(path, errors)];
    },
  });
}

/** The objects for the same cluster, and those without a cluster, apart from the decoy's own. */
function othersOf(decoy: Construct, all: readonly unknown[]): Manifest[] {
  const identity = CalicoCluster._find(decoy)?._identity;
  return all
    .filter((child): child is ApiObject => ApiObject.isApiObject(child))
    .filter((object) => !Node.of(object).scopes.includes(decoy))
    .filter((object) => [undefined, identity].includes(CalicoCluster._find(object)?._identity))
    .map((object) => object.toJson());
}

function findingsAmong(
  objects: readonly Manifest[],
  plan: DecoyPlan,
  labels: Readonly<Record<string, string>>,
): Finding[] {
  const subject = { namespace: plan.namespace, labels, namespaceLabels: namespaceLabels(plan.namespace, objects) };
  return objects.flatMap((object) => [
    ...checkPolicy(object, plan, subject),
    ...(valueAt(object, 'metadata', 'namespace') === plan.namespace
      ? [...checkService(object, plan, labels), ...checkPods(object, plan)]
      : []),
  ]);
}

function namespaceLabels(name: string, objects: readonly Manifest[]): Readonly<Record<string, string>> {
  const namespace = objects.find(
    (object) => object.kind === 'Namespace' && valueAt(object, 'metadata', 'name') === name,
  );
  return (valueAt(namespace, 'metadata', 'labels') ?? {}) as Readonly<Record<string, string>>;
}

function checkPolicy(policy: Manifest, plan: DecoyPlan, subject: PolicySubject): Finding[] {
  const effects = {
    egress: 'an attacker who has taken over the decoy could connect to everything',
    ingress: 'it can be reached from everywhere, even from outside of the cluster',
  };
  return opensToAll(policy, subject).map((direction) => {
    const message = `allows all ${direction} of the decoy, so ${effects[direction]}; exclude pods with app=${plan.name} in its selector, or put the decoy into another namespace`;
    return { ...OPENED, keys: [titleOf(policy)], message };
  });
}

function checkService(service: Manifest, { name }: DecoyPlan, labels: Readonly<Record<string, string>>): Finding[] {
  const selector = valueAt(service, 'spec', 'selector');
  const isEmpty = Object.keys(selector ?? {}).length === 0;
  if (service.kind !== 'Service' || isEmpty || isForNamesOnly(service) || !selects({ matchLabels: selector }, labels)) {
    return [];
  }
  const message = `selects the pods of the decoy, so its clients would be sent to them; give the decoy a name other than ${name}, or other labels`;
  return [{ ...SELECTED, keys: [titleOf(service)], value: selector, message }];
}

/** A scanner finds the addresses of its target by such a Service, and it has no port that somebody could connect to. */
function isForNamesOnly(service: Manifest): boolean {
  return valueAt(service, 'spec', 'clusterIP') === 'None' && listAt(service, 'spec', 'ports').length === 0;
}

function checkPods(workload: Manifest, plan: DecoyPlan): Finding[] {
  const { pod } = podOf(workload);
  const labels = valueAt(pod, 'metadata', 'labels') ?? {};
  if (valueAt(pod, 'spec', 'containers') === undefined) {
    return [];
  }
  const keys = [titleOf(workload)];
  if (selects({ matchLabels: decoyLabels(plan) }, labels as Readonly<Record<string, string>>)) {
    const message = `has pods with the label app=${plan.name}, by which the decoy is selected; give the decoy another name`;
    return [{ ...SELECTS, keys, message }];
  }
  const name = String(valueAt(workload, 'metadata', 'name') ?? '');
  const message = `has pods whose names begin with ${plan.name}-, like those of the decoy, so connections to them raise events as well; give the decoy another name`;
  return name.startsWith(`${plan.name}-`) ? [{ ...SIMILAR, keys, value: name, message }] : [];
}

function titleOf(object: Manifest): string {
  const namespace = valueAt(object, 'metadata', 'namespace');
  return `${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${valueAt(object, 'metadata', 'name')}`;
}

/** The rules that this file checks. */
export const DECOY_SURROUNDINGS_RULES = [OPENED, SELECTED, SELECTS, SIMILAR] as const;
