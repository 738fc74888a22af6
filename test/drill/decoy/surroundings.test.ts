import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { CalicoCluster, Decoy, QuarantinePolicy } from '../../../src';
import { captureStderr, managedCluster, messageOf, testChart } from '../../support';

const cluster = managedCluster('3.24');
const K8S = 'networking.k8s.io/v1';
const CALICO = 'projectcalico.org/v3';

interface Other {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec: object;
}

function add(chart: Chart, { apiVersion, kind, name = 'other', namespace = 'shop', labels, spec }: Other): void {
  new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace, labels }, spec });
}

/** A chart with the decoy database shop/orders, and other objects. */
function withOthers(...others: readonly Other[]): Chart {
  const chart = testChart();
  Decoy.database(chart, 'decoy', { cluster, namespace: 'shop', name: 'orders', labels: { team: 'red' } });
  for (const other of others) {
    add(chart, other);
  }
  return chart;
}

const policy = (spec: object, more: Partial<Other> = {}): Other => ({
  apiVersion: K8S,
  kind: 'NetworkPolicy',
  spec: { podSelector: {}, ...spec },
  ...more,
});
const calicos = (spec: object, more: Partial<Other> = {}): Other => ({
  apiVersion: CALICO,
  kind: 'GlobalNetworkPolicy',
  spec,
  ...more,
});

const EGRESS =
  'allows all egress of the decoy, so an attacker who has taken over the decoy could connect to everything; exclude pods with app=orders in its selector, or put the decoy into another namespace [decoy/opened]';
const INGRESS =
  'allows all ingress of the decoy, so it can be reached from everywhere, even from outside of the cluster; exclude pods with app=orders in its selector, or put the decoy into another namespace [decoy/opened]';
const ALLOW = [{ action: 'Allow' }];
const SOME = [{ action: 'Deny', destination: { nets: ['10.0.0.0/8'] } }];

describe('a decoy among other objects', () => {
  const stderr = captureStderr();

  it.each<[string, Other, string]>([
    ['egress without peers', policy({ policyTypes: ['Egress'], egress: [{}] }), `NetworkPolicy shop/other: ${EGRESS}`],
    ['egress, without types', policy({ egress: [{ to: [] }] }), `NetworkPolicy shop/other: ${EGRESS}`],
    [
      'every address',
      policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
      `NetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'every address of IPv6',
      policy({ egress: [{ ports: [], to: [{ ipBlock: { cidr: '::/0', except: [] } }] }] }),
      `NetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'ingress from everybody to its label',
      policy({ podSelector: { matchLabels: { team: 'red' } }, ingress: [{}] }),
      `NetworkPolicy shop/other: ${INGRESS}`,
    ],
    [
      'every address, written oddly',
      policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.1/0' } }] }] }),
      `NetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'all of TCP',
      policy({ egress: [{ ports: [{ port: 53 }, { protocol: 'TCP' }] }] }),
      `NetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'all ports of TCP',
      policy({ ingress: [{ ports: [{ port: 1, endPort: 65_535 }] }] }),
      `NetworkPolicy shop/other: ${INGRESS}`,
    ],
    [
      'every net',
      calicos({ ingress: [{ action: 'Allow', source: { nets: ['10.0.0.0/8', '0.0.0.0/0'] } }] }),
      `GlobalNetworkPolicy shop/other: ${INGRESS}`,
    ],
    [
      'all of TCP, after other rules',
      calicos({ types: ['Egress'], egress: [{ action: 'Log' }, ...SOME, { action: 'Allow', protocol: 'TCP' }] }),
      `GlobalNetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'everything, for the service account of all decoys',
      calicos({ serviceAccountSelector: "projectcalico.org/name == 'default'", egress: ALLOW }),
      `GlobalNetworkPolicy shop/other: ${EGRESS}`,
    ],
    ['everything, for all pods', calicos({ egress: ALLOW }), `GlobalNetworkPolicy shop/other: ${EGRESS}`],
    [
      'everything, for its namespace',
      calicos({ namespaceSelector: "projectcalico.org/name == 'shop'", ingress: ALLOW }),
      `GlobalNetworkPolicy shop/other: ${INGRESS}`,
    ],
    [
      'everything, with empty conditions',
      calicos({
        selector: "app == 'orders'",
        egress: [{ action: 'Allow', destination: {}, metadata: { annotations: {} } }],
      }),
      `GlobalNetworkPolicy shop/other: ${EGRESS}`,
    ],
    [
      'everything, in a policy of its namespace',
      calicos({ selector: 'all()', egress: ALLOW }, { kind: 'NetworkPolicy' }),
      `NetworkPolicy shop/other: ${EGRESS}`,
    ],
  ])('must not be in a namespace that a policy opens to all: %s', (_, other, line) => {
    expect(messageOf(() => Testing.synth(withOthers(other)))).toBe(
      `Validation failed with the following errors:\n  [test/decoy] test/decoy: 1 problem\n  ${line}`,
    );
  });

  it('names both directions', () => {
    const message = messageOf(() => Testing.synth(withOthers(policy({ ingress: [{}], egress: [{}] }))));
    expect(message.split('\n').slice(2)).toEqual([
      `  NetworkPolicy shop/other: ${INGRESS}`,
      `  NetworkPolicy shop/other: ${EGRESS}`,
    ]);
  });

  it.each<[string, Other]>([
    ['one that denies', policy({ policyTypes: ['Ingress', 'Egress'] })],
    ['one of another direction', policy({ policyTypes: ['Ingress'], egress: [{}] })],
    ['one of another namespace', policy({ egress: [{}] }, { namespace: 'other' })],
    ['one for other pods', policy({ podSelector: { matchLabels: { app: 'web' } }, egress: [{}] })],
    ['one for some ports', policy({ egress: [{ ports: [{ port: 53 }] }] })],
    ['one for some peers', policy({ egress: [{ to: [{ podSelector: {} }] }] })],
    ['one with exceptions', policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }] })],
    ['one that passes', calicos({ egress: [{ action: 'Pass' }] })],
    ['one with a condition', calicos({ egress: [{ action: 'Allow', protocol: 'UDP' }] })],
    ['one with a destination', calicos({ egress: [{ action: 'Allow', destination: { nets: ['10.0.0.0/8'] } }] })],
    ['one of Calico for other pods', calicos({ selector: "app == 'web'", egress: ALLOW })],
    [
      'one of Calico for another namespace',
      calicos({ namespaceSelector: "projectcalico.org/name == 'x'", egress: ALLOW }),
    ],
    ['one of Calico in another namespace', calicos({ egress: ALLOW }, { kind: 'NetworkPolicy', namespace: 'x' })],
    ['one for another service account', calicos({ serviceAccountSelector: "app == 'web'", egress: ALLOW })],
    ['one that denies the rest before', calicos({ egress: [...SOME, { action: 'Deny' }, { action: 'Allow' }] })],
    ['one of Calico for the other direction', calicos({ types: ['Ingress'], egress: ALLOW })],
    ['one for UDP', policy({ egress: [{ ports: [{ protocol: 'UDP' }] }] })],
    ['one for many ports', policy({ egress: [{ ports: [{ port: 1_024, endPort: 65_535 }] }] })],
    [
      'one for some nets',
      calicos({ egress: [{ action: 'Allow', destination: { nets: ['10.0.0.0/8'], notNets: ['0.0.0.0/0'] } }] }),
    ],
    ['one that is staged', calicos({ egress: ALLOW }, { kind: 'StagedGlobalNetworkPolicy' })],
    ['one with a selector that is none', calicos({ selector: 'app = web', egress: ALLOW })],
    ['one of another group', { ...calicos({ egress: ALLOW }), apiVersion: 'example.com/v1' }],
  ])('can have a policy next to it: %s', (_, other) => {
    Testing.synth(withOthers(other));
    expect(stderr()).toBe('');
  });

  it('knows the labels of its namespace', () => {
    const chart = withOthers(calicos({ namespaceSelector: "team == 'red'", egress: ALLOW }));
    const namespace = { name: 'shop', labels: { team: 'red' } };
    new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: namespace });
    expect(messageOf(() => Testing.synth(chart))).toContain(EGRESS);
  });

  it('can be in quarantine', () => {
    const chart = withOthers();
    new QuarantinePolicy(chart, 'quarantine', { cluster, allowDns: true });
    expect(Testing.synth(chart).length).toBeGreaterThan(5);
  });

  const service = (selector: object, more: Partial<Other> = {}): Other => ({
    apiVersion: 'v1',
    kind: 'Service',
    spec: { selector },
    ...more,
  });
  const headless = (ports: readonly object[]): Other => ({
    ...service({}),
    spec: { clusterIP: 'None', selector: { team: 'red' }, ports },
  });
  const deployment = (name: string, labels: object, more: Partial<Other> = {}): Other => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name,
    spec: { template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'a/b:1' }] } } },
    ...more,
  });

  it.each<[string, Other, string]>([
    [
      'a Service that selects it',
      service({ team: 'red' }),
      'Service shop/other = {"team":"red"}: selects the pods of the decoy, so its clients would be sent to them; give the decoy a name other than orders, or other labels [decoy/selected-by-service]',
    ],
    [
      'a headless Service with a port that selects it',
      headless([{ port: 80 }]),
      'Service shop/other = {"team":"red"}: selects the pods of the decoy',
    ],
    [
      'pods with its label',
      deployment('web', { app: 'orders' }),
      'Deployment shop/web: has pods with the label app=orders, by which the decoy is selected; give the decoy another name [decoy/selects-others]',
    ],
    [
      'a pod with its label',
      { ...deployment('web', {}), kind: 'Pod', labels: { app: 'orders' }, spec: { containers: [] } },
      'Pod shop/web: has pods with the label app=orders, by which the decoy is selected; give the decoy another name [decoy/selects-others]',
    ],
  ])('must not be next to %s', (_, other, line) => {
    expect(messageOf(() => Testing.synth(withOthers(other)))).toContain(`test/decoy: 1 problem\n  ${line}`);
  });

  it('warns once about pods whose names the alert cannot distinguish', () => {
    const chart = withOthers(deployment('orders-api', { app: 'api' }));
    Testing.synth(chart);
    Testing.synth(chart);
    expect(stderr()).toBe(
      'test/decoy: 1 warning\n  Deployment shop/orders-api = "orders-api": has pods whose names begin with orders-, like those of the decoy, so connections to them raise events as well; give the decoy another name [decoy/similar-name]\n',
    );
  });

  it.each<[string, Other]>([
    ['a Service without ports, by which a scanner finds it', headless([])],
    ['a Service of other pods', service({ app: 'web' })],
    ['a Service without a selector', service({})],
    ['a Service of another namespace', service({ app: 'orders' }, { namespace: 'x' })],
    ['other pods', deployment('api-orders', { app: 'api' })],
    ['pods with its label in another namespace', deployment('web', { app: 'orders' }, { namespace: 'x' })],
    ['pods with a similar name in another namespace', deployment('orders-api', {}, { namespace: 'x' })],
  ])('can be next to %s', (_, other) => {
    Testing.synth(withOthers(other));
    expect(stderr()).toBe('');
  });

  it('looks at the objects of its own cluster, and those of none', () => {
    const app = new App();
    const chart = new Chart(app, 'test');
    Decoy.database(chart, 'decoy', { cluster, namespace: 'shop', name: 'orders' });
    const elsewhere = new Chart(app, 'elsewhere');
    CalicoCluster.provide(elsewhere, managedCluster('3.24', 'acme.other'));
    add(elsewhere, policy({ egress: [{}] }));
    expect(app.synthYaml()).toContain('orders');
    const anywhere = new Chart(app, 'anywhere');
    add(anywhere, policy({ egress: [{}] }, { name: 'open' }));
    expect(messageOf(() => app.synthYaml())).toContain(`NetworkPolicy shop/open: ${EGRESS}`);
  });
});
