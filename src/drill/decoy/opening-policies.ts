import { isMap, listAt, type Manifest, valueAt } from '../../base';
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
const TYPES: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** The directions in which a policy allows everything for some pods: from everybody, or to everybody, on all ports of TCP. */
export function opensToAll(policy: Manifest, subject: PolicySubject): Direction[] {
  if (policy.kind === 'NetworkPolicy' && String(policy.apiVersion).startsWith('networking.k8s.io/')) {
    return isFor(policy, subject) ? DIRECTIONS.filter((direction) => opens(policy, direction)) : [];
  }
  const isCalicos = [CALICO_GROUP, STORAGE_GROUP].includes(groupOf(policy.apiVersion).group);
  const isPolicy = policy.kind === 'NetworkPolicy' || policy.kind === 'GlobalNetworkPolicy';
  return isCalicos && isPolicy && isForEndpoint(policy, subject)
    ? DIRECTIONS.filter((direction) => isOfCalicoType(policy, direction) && endsInAllow(rulesOf(policy, direction)))
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
  const isOfType = !Array.isArray(types) || types.includes(TYPES[direction]);
  const peers = direction === 'ingress' ? 'from' : 'to';
  return isOfType && rulesOf(policy, direction).some((rule) => isOnAllPorts(rule) && isOpenTo(rule, peers));
}

const LAST_PORT = 65_535;

/** A list of ports that is empty allows all of all protocols, and an entry without a port all of its protocol. */
function isOnAllPorts(rule: unknown): boolean {
  return isEmpty(rule, 'ports') || listAt(rule, 'ports').some(isEveryPort);
}

function isEveryPort(entry: unknown): boolean {
  const { protocol, port, endPort } = isMap(entry) ? entry : {};
  const isAll = port === undefined || port === null || (Number(port) <= 1 && endPort === LAST_PORT);
  return isAll && (protocol === undefined || protocol === null || protocol === 'TCP');
}

function isOpenTo(rule: unknown, peers: 'from' | 'to'): boolean {
  const listed = valueAt(rule, peers);
  return isEmpty(rule, peers) || (Array.isArray(listed) && listed.some(isEveryAddress));
}

function isEveryAddress(peer: unknown): boolean {
  return isEveryNet(valueAt(peer, 'ipBlock', 'cidr')) && listAt(peer, 'ipBlock', 'except').length === 0;
}

/** Whatever the address is, no bit of it counts. */
function isEveryNet(net: unknown): boolean {
  return typeof net === 'string' && net.endsWith('/0');
}

function isEmpty(rule: unknown, field: string): boolean {
  const listed = valueAt(rule, field);
  return !Array.isArray(listed) || listed.length === 0;
}

/** Without types, those of the rules that are there. */
function isOfCalicoType(policy: Manifest, direction: Direction): boolean {
  const types = listAt(policy, 'spec', 'types');
  return types.length === 0 || types.includes(TYPES[direction]);
}

/** The account of all decoys. */
const SERVICE_ACCOUNT = { 'projectcalico.org/name': 'default' };

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
    }) &&
    isSelected(valueAt(policy, 'spec', 'serviceAccountSelector'), SERVICE_ACCOUNT)
  );
}

/** An empty selector selects everything; one that cannot be parsed is reported elsewhere. */
function isSelected(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const parsed = parseSelector(typeof selector === 'string' ? selector : '');
  return parsed !== undefined && matches(parsed, labels);
}

/** The first rule for all traffic decides about what no rule before it is about. */
function endsInAllow(rules: readonly unknown[]): boolean {
  const last = rules.find((rule) => valueAt(rule, 'action') !== 'Log' && isForAll(rule));
  return valueAt(last, 'action') === 'Allow';
}

/** Whether a rule of Calico is for all traffic, or all of TCP: it has no other condition. */
function isForAll(rule: unknown): boolean {
  const conditions = isMap(rule)
    ? Object.entries(rule).filter(([name]) => name !== 'action' && name !== 'metadata')
    : [];
  return conditions.every(
    ([name, value]) =>
      (name === 'protocol' && (value === 'TCP' || value === 6)) || (isMap(value) && isForEveryNet(value)),
  );
}

/** Whether one end of a rule has no condition, or one that is true of every address. */
function isForEveryNet(end: object): boolean {
  const { nets, ...others } = end as { readonly nets?: unknown };
  return Object.keys(others).length === 0 && (nets === undefined || (Array.isArray(nets) && nets.some(isEveryNet)));
}

function rulesOf(policy: Manifest, direction: Direction): unknown[] {
  const rules = valueAt(policy, 'spec', direction);
  return Array.isArray(rules) ? rules : [];
}
