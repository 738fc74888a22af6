import { isMap, type Manifest, valueAt } from '../../base';
import { CALICO_GROUP, groupOf, STORAGE_GROUP } from '../../calico';
import { NAMESPACE_NAME_LABEL } from '../../kubernetes';
import { matches, parseSelector } from '../../query';
import { selects } from '../selectors';

/** The pods of a decoy, as policies see them. */
export interface PolicySubject {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
}

type Direction = 'ingress' | 'egress';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** The directions in which a policy allows everything for some pods: from everybody, or to everybody, on all ports. */
export function opensToAll(policy: Manifest, subject: PolicySubject): Direction[] {
  if (policy.kind === 'NetworkPolicy' && String(policy.apiVersion).startsWith('networking.k8s.io/')) {
    return isFor(policy, subject) ? DIRECTIONS.filter((direction) => opens(policy, direction)) : [];
  }
  const isCalicos = [CALICO_GROUP, STORAGE_GROUP].includes(groupOf(policy.apiVersion).group);
  const isPolicy = policy.kind === 'NetworkPolicy' || policy.kind === 'GlobalNetworkPolicy';
  return isCalicos && isPolicy && isForEndpoint(policy, subject)
    ? DIRECTIONS.filter((direction) => rulesOf(policy, direction).some(allowsAll))
    : [];
}

function isFor(policy: Manifest, { namespace, labels }: PolicySubject): boolean {
  return (
    valueAt(policy, 'metadata', 'namespace') === namespace && selects(valueAt(policy, 'spec', 'podSelector'), labels)
  );
}

/** Policies of Kubernetes are additive, so no other policy takes back what one allows. */
function opens(policy: Manifest, direction: Direction): boolean {
  const types = valueAt(policy, 'spec', 'policyTypes');
  const isOfType = !Array.isArray(types) || types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  const peers = direction === 'ingress' ? 'from' : 'to';
  return isOfType && rulesOf(policy, direction).some((rule) => isEmpty(rule, 'ports') && isOpenTo(rule, peers));
}

function isOpenTo(rule: unknown, peers: 'from' | 'to'): boolean {
  const listed = valueAt(rule, peers);
  return isEmpty(rule, peers) || (Array.isArray(listed) && listed.some(isEveryAddress));
}

function isEveryAddress(peer: unknown): boolean {
  const cidr = valueAt(peer, 'ipBlock', 'cidr');
  const excepted = valueAt(peer, 'ipBlock', 'except');
  return (cidr === '0.0.0.0/0' || cidr === '::/0') && (!Array.isArray(excepted) || excepted.length === 0);
}

function isEmpty(rule: unknown, field: string): boolean {
  const listed = valueAt(rule, field);
  return !Array.isArray(listed) || listed.length === 0;
}

function isForEndpoint(policy: Manifest, { namespace, labels, namespaceLabels }: PolicySubject): boolean {
  const calicos = { 'projectcalico.org/namespace': namespace, 'projectcalico.org/orchestrator': 'k8s' };
  if (policy.kind === 'NetworkPolicy' && valueAt(policy, 'metadata', 'namespace') !== namespace) {
    return false;
  }
  return (
    isSelected(valueAt(policy, 'spec', 'selector'), { ...labels, ...calicos }) &&
    isSelected(valueAt(policy, 'spec', 'namespaceSelector'), {
      ...namespaceLabels,
      [NAMESPACE_NAME_LABEL]: namespace,
      'projectcalico.org/name': namespace,
    })
  );
}

/** An empty selector selects everything; one that cannot be parsed is reported elsewhere. */
function isSelected(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const parsed = parseSelector(typeof selector === 'string' ? selector : '');
  return parsed !== undefined && matches(parsed, labels);
}

/** Whether a rule of Calico allows all traffic: it has no condition. */
function allowsAll(rule: unknown): boolean {
  const conditions = isMap(rule)
    ? Object.entries(rule).filter(([name]) => name !== 'action' && name !== 'metadata')
    : [];
  return (
    valueAt(rule, 'action') === 'Allow' &&
    conditions.every(([, value]) => isMap(value) && Object.keys(value).length === 0)
  );
}

function rulesOf(policy: Manifest, direction: Direction): unknown[] {
  const rules = valueAt(policy, 'spec', direction);
  return Array.isArray(rules) ? rules : [];
}
