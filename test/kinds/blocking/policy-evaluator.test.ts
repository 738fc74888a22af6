import { PolicyEvaluator, type Verdict, type Written } from './policy-evaluator';

const pod = { address: '10.0.0.1', labels: { app: 'shop' }, namespace: 'shop' };
const host = { address: '10.9.0.1', labels: { node: 'one' } };
const outside = { address: '192.0.2.7' };

const namespace = { kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'red' } }, spec: {} };
const set = (labels: object, nets: string[], inNamespace?: string) => ({
  kind: inNamespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet',
  metadata: { name: 'set', labels, namespace: inNamespace },
  spec: { nets },
});
const tier = (name: string, order?: number, defaultAction?: string) => ({
  kind: 'Tier',
  metadata: { name },
  spec: { order, defaultAction },
});
const policy = (spec: object, metadata: object = {}, kind = 'GlobalNetworkPolicy') => ({
  kind,
  metadata: { name: 'policy', ...metadata },
  spec,
});
const egress = (...rules: object[]) => ({ types: ['Egress'], egress: rules });

function verdictOn(objects: readonly Written[], changes: object = {}): Verdict {
  const flow = { endpoint: pod, direction: 'Egress', remote: outside, protocol: 'TCP', port: 443, ...changes } as const;
  return new PolicyEvaluator([namespace, ...objects]).verdict(flow);
}

describe('the policy evaluator', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, Written[], Verdict, object?]>([
    ['no policy: profiles allow', [], 'allow'],
    ['a policy of the other direction', [policy({ types: ['Ingress'] })], 'allow'],
    ['a policy without rules', [policy({ types: ['Egress'] })], 'deny'],
    ['types that follow from rules: ingress', [policy({ egress: [{ action: 'Allow' }] })], 'allow', { direction: 'Ingress' }],
    ['types that follow from no rules', [policy({})], 'deny', { direction: 'Ingress' }],
    ['an implicit deny at the end of the default tier', [policy(egress({ action: 'Deny', protocol: 'UDP' }))], 'deny'],
    ['a policy that selects no such pod', [policy({ selector: "app == 'bank'", types: ['Egress'] })], 'allow'],
    ['a policy of another namespace', [policy({ types: ['Egress'] }, { namespace: 'bank' }, 'NetworkPolicy')], 'allow'],
    ['a policy of its namespace', [policy({ types: ['Egress'] }, { namespace: 'shop' }, 'NetworkPolicy')], 'deny'],
    ['a policy for namespaces with a label', [policy({ namespaceSelector: "team == 'red'", types: ['Egress'] })], 'deny'],
    ['such a policy and a host endpoint', [policy({ namespaceSelector: 'all()', types: ['Egress'] })], 'allow', { endpoint: host }],
    ['a policy for everything and a host endpoint', [policy({ selector: 'all()', types: ['Egress'] })], 'deny', { endpoint: host }],
    ['a policy for pods and a host endpoint', [policy({ selector: 'has(projectcalico.org/namespace)', types: ['Egress'] })], 'allow', { endpoint: host }],
    ['policies by their order', [policy({ order: 2, ...egress({ action: 'Deny' }) }), policy({ order: 1, ...egress({ action: 'Allow' }) })], 'allow'],
    ['a policy without an order after one that has it', [policy(egress({ action: 'Deny' })), policy({ order: 1, ...egress({ action: 'Allow' }) })], 'allow'],
    ['policies of one order by their names', [policy(egress({ action: 'Deny' }), { name: 'b' }), policy(egress({ action: 'Allow' }), { name: 'a' })], 'allow'],
    ['Log, which decides nothing', [policy(egress({ action: 'Log' }, { action: 'Allow' }))], 'allow'],
    ['Pass in the last tier: profiles allow', [policy(egress({ action: 'Pass' }))], 'allow'],
    ['Pass, which skips the other policies of the tier', [policy({ order: 1, ...egress({ action: 'Pass' }) }), policy({ order: 2, ...egress({ action: 'Deny' }) })], 'allow'],
    ['Pass, which goes to the next tier', [tier('first', 1), policy({ tier: 'first', ...egress({ action: 'Pass' }) }), policy(egress({ action: 'Deny' }))], 'deny'],
    ['the default action of a tier', [tier('first', 1, 'Pass'), policy({ tier: 'first', types: ['Egress'] })], 'allow'],
    ['a tier without a default action', [tier('first', 1), policy({ tier: 'first', types: ['Egress'] })], 'deny'],
    ['a tier without an order after the default one', [tier('later'), policy({ tier: 'later', types: ['Egress'] }), policy(egress({ action: 'Allow' }))], 'allow'],
    ['a tier that has no policy for the pod', [tier('first', 1), policy({ tier: 'first', selector: "app == 'bank'", types: ['Egress'] })], 'allow'],
    ['networks', [policy(egress({ action: 'Allow', destination: { nets: ['192.0.2.0/24'] } }))], 'allow'],
    ['other networks', [policy(egress({ action: 'Allow', destination: { nets: ['198.51.100.0/24'] } }))], 'deny'],
    ['a port', [policy(egress({ action: 'Allow', protocol: 'TCP', destination: { ports: [443] } }))], 'allow'],
    ['another port', [policy(egress({ action: 'Allow', protocol: 'TCP', destination: { ports: [80] } }))], 'deny'],
    ['the source of egress, which is the pod', [policy(egress({ action: 'Allow', source: { selector: "app == 'shop'" } }))], 'allow'],
    ['a network set', [set({ feed: 'bad' }, ['192.0.2.0/24']), policy(egress({ action: 'Allow', destination: { selector: "feed == 'bad'" } }))], 'allow'],
    ['a network set and global()', [set({ feed: 'bad' }, ['192.0.2.7']), policy(egress({ action: 'Allow', destination: { selector: "feed == 'bad'", namespaceSelector: 'global()' } }))], 'allow'],
    ['a network set of a namespace and global()', [set({ feed: 'bad' }, ['192.0.2.7'], 'shop'), policy(egress({ action: 'Allow', destination: { selector: "feed == 'bad'", namespaceSelector: 'global()' } }))], 'deny'],
    ['a pod and global()', [policy(egress({ action: 'Allow', destination: { selector: "app == 'shop'", namespaceSelector: 'global()' } }))], 'deny', { remote: pod }],
    ['a pod without global()', [policy(egress({ action: 'Allow', destination: { selector: "app == 'shop'" } }))], 'allow', { remote: pod }],
    ['a pod of another namespace, for a policy in one', [policy(egress({ action: 'Allow', destination: { selector: "app == 'shop'" } }), { namespace: 'shop' }, 'NetworkPolicy')], 'deny', { remote: { ...pod, namespace: 'bank' } }],
  ])('knows %s', (...[, objects, expected, changes]) => {
    expect(verdictOn(objects, changes)).toBe(expected);
  });
});
