import { CalicoCluster, CalicoRelease } from '../../../src';
import { fieldPath } from '../../../src/base';
import { checkTigeraPolicy } from '../../../src/kinds/tigera-policy';
import { managedCluster } from '../../support';

const LABEL = 'guardian-label';
const NAMESPACE = 'guardian-namespace';
const SERVICE = 'guardian-service';

interface Peer {
  readonly selector?: string;
  readonly notSelector?: string;
  readonly namespaceSelector?: string;
  readonly services?: object;
}

function policyTo(...destinations: Peer[]) {
  const egress = destinations.map((destination) => ({ action: 'Allow', destination }));
  return { kind: 'NetworkPolicy', metadata: { namespace: 'apps' }, spec: { egress } };
}

/** The rules about guardian that are broken, with the end of their paths. */
function found(policy: object, release: string): string[] {
  return checkTigeraPolicy(policy, managedCluster(release)).map(
    ({ rule, keys }) =>
      `${rule.replace('tigera-policy/', '')} ${fieldPath(keys).replace('spec.egress[0].destination.', '')}`,
  );
}

const NOW = "k8s-app == 'guardian'";
const OLD = "k8s-app == 'tigera-guardian'";
const IN_NOW = "projectcalico.org/name == 'calico-system'";
const IN_OLD = "projectcalico.org/name == 'tigera-guardian'";

describe('a rule that leads to guardian', () => {
  it.each<[Peer, before: string[], after: string[]]>([
    [{ selector: OLD, namespaceSelector: IN_OLD }, [], [`${LABEL} selector`, `${NAMESPACE} namespaceSelector`]],
    [{ selector: NOW, namespaceSelector: IN_NOW }, [`${LABEL} selector`, `${NAMESPACE} namespaceSelector`], []],
    [{ selector: OLD, namespaceSelector: IN_NOW }, [`${NAMESPACE} namespaceSelector`], [`${LABEL} selector`]],
    [{ selector: NOW, namespaceSelector: IN_OLD }, [`${LABEL} selector`], [`${NAMESPACE} namespaceSelector`]],
    // Several values.
    [{ selector: `${OLD} || ${NOW}`, namespaceSelector: `${IN_OLD} || ${IN_NOW}` }, [], []],
    [
      {
        selector: "k8s-app in {'guardian', 'tigera-guardian'}",
        namespaceSelector: 'projectcalico.org/name in { \'tigera-guardian\', "calico-system" }',
      },
      [],
      [],
    ],
    [{ selector: "k8s-app in {'tigera-guardian', 'x'}", namespaceSelector: 'all()' }, [], [`${LABEL} selector`]],
    [
      { selector: `${NOW} || ${OLD}`, namespaceSelector: "projectcalico.org/name in {'tigera-guardian', 'x'}" },
      [],
      [`${NAMESPACE} namespaceSelector`],
    ],
    // Namespaces by other tests and other labels.
    [{ selector: NOW, namespaceSelector: 'has(projectcalico.org/name)' }, [`${LABEL} selector`], []],
    [
      { selector: NOW, namespaceSelector: "projectcalico.org/name != 'calico-system'" },
      [`${LABEL} selector`],
      [`${NAMESPACE} namespaceSelector`],
    ],
    [
      { selector: NOW, namespaceSelector: "projectcalico.org/name != 'tigera-guardian'" },
      [`${LABEL} selector`, `${NAMESPACE} namespaceSelector`],
      [],
    ],
    [
      { selector: NOW, namespaceSelector: "kubernetes.io/metadata.name == 'tigera-guardian'" },
      [`${LABEL} selector`],
      [`${NAMESPACE} namespaceSelector`],
    ],
    [{ selector: NOW, namespaceSelector: "team == 'net'" }, [`${LABEL} selector`], []],
    [
      { selector: OLD, namespaceSelector: 'global()' },
      [`${NAMESPACE} namespaceSelector`],
      [`${LABEL} selector`, `${NAMESPACE} namespaceSelector`],
    ],
    // The namespace in the selector of the pods.
    [
      {
        selector: `(${OLD} || ${NOW}) && projectcalico.org/namespace == 'tigera-guardian'`,
        namespaceSelector: 'all()',
      },
      [],
      [`${NAMESPACE} selector`],
    ],
    // The namespace that nothing else is in.
    [{ namespaceSelector: IN_OLD }, [], [`${NAMESPACE} namespaceSelector`]],
    [{ namespaceSelector: IN_NOW }, [], []],
    [{ namespaceSelector: "projectcalico.org/name not in {'tigera-guardian'}" }, [], []],
    // Without a namespace selector, only the policy's own namespace.
    [{ selector: OLD }, [`${NAMESPACE} selector`], [`${LABEL} selector`, `${NAMESPACE} selector`]],
    // Parts of the label.
    [{ selector: "k8s-app ends with 'guardian'", namespaceSelector: 'all()' }, [], []],
    [{ selector: "k8s-app starts with 'tigera-guardian'", namespaceSelector: 'all()' }, [], [`${LABEL} selector`]],
    // Everything but guardian.
    [{ selector: "k8s-app != 'tigera-guardian'", namespaceSelector: 'all()' }, [], [`${LABEL} selector`]],
    [{ notSelector: OLD, namespaceSelector: 'all()' }, [], [`${LABEL} notSelector`]],
    [{ notSelector: "k8s-app in {'guardian', 'tigera-guardian'}", namespaceSelector: 'all()' }, [], []],
    [{ selector: "k8s-app != 'tigera-guardian'", namespaceSelector: "projectcalico.org/name == 'x'" }, [], []],
    // Somebody else's guardian, and somebody else.
    [{ selector: NOW }, [], []],
    [{ selector: NOW, namespaceSelector: "projectcalico.org/name == 'games'" }, [], []],
    [{ selector: "app == 'guardian'", namespaceSelector: 'all()' }, [], []],
    [{ selector: "k8s-app == 'kube-dns'", namespaceSelector: 'all()' }, [], []],
    [{ selector: 'all()', namespaceSelector: 'all()' }, [], []],
    // Services.
    [{ services: { name: 'tigera-guardian', namespace: 'tigera-guardian' } }, [], [`${SERVICE} services`]],
    [{ services: { name: 'guardian', namespace: 'calico-system' } }, [`${SERVICE} services`], []],
    [
      { services: { name: 'tigera-guardian', namespace: 'calico-system' } },
      [`${SERVICE} services`],
      [`${SERVICE} services`],
    ],
    [{ services: { name: 'tigera-guardian' } }, [`${SERVICE} services`], [`${SERVICE} services`]],
    [{ services: { name: 'guardian', namespace: 'games' } }, [], []],
    [{ services: { name: 7 } }, [], []],
  ])('%j', (peer, before, after) => {
    for (const release of ['3.7', '3.20', '3.21.0-1.2', 'cloud-21.2']) {
      expect(found(policyTo(peer), release)).toEqual(before);
    }
    for (const release of ['3.21.0-2.0', '3.22', '3.24', 'cloud-21.3', 'cloud-23.0.1']) {
      expect(found(policyTo(peer), release)).toEqual(after);
    }
  });

  it('is enough: others of the same policy may be for other releases', () => {
    const both = policyTo({ selector: OLD, namespaceSelector: IN_OLD }, { selector: NOW, namespaceSelector: IN_NOW });
    const services = policyTo(
      { services: { name: 'tigera-guardian', namespace: 'tigera-guardian' } },
      { services: { name: 'guardian', namespace: 'calico-system' } },
    );
    for (const release of ['3.14', '3.24']) {
      expect([...found(both, release), ...found(services, release)]).toEqual([]);
    }
  });

  it('is found on either side and in either direction', () => {
    const peer = { selector: OLD, namespaceSelector: IN_OLD };
    const rule = { source: peer, destination: peer };
    const paths = found({ kind: 'GlobalNetworkPolicy', spec: { ingress: [rule], egress: [null, rule] } }, '3.24');
    expect(paths.filter((text) => text.startsWith(LABEL))).toEqual([
      `${LABEL} spec.egress[1].destination.selector`,
      `${LABEL} spec.ingress[0].source.selector`,
      `${LABEL} spec.ingress[0].destination.selector`,
      `${LABEL} spec.egress[1].source.selector`,
    ]);
  });
});

describe('a policy for guardian itself', () => {
  it.each(['NetworkPolicy', 'StagedNetworkPolicy'])('is in its namespace: %s', (kind) => {
    const policy = { kind, metadata: { namespace: 'tigera-guardian' }, spec: { selector: OLD } };
    expect(found(policy, '3.14')).toEqual([]);
    expect(found(policy, '3.24')).toEqual([`${LABEL} spec.selector`, `${NAMESPACE} metadata.namespace`]);
    const tomorrow = { kind, metadata: { namespace: 'calico-system' }, spec: { selector: NOW } };
    expect(found(tomorrow, '3.14')).toEqual([`${LABEL} spec.selector`, `${NAMESPACE} metadata.namespace`]);
    expect(found(tomorrow, '3.24')).toEqual([]);
  });

  it.each(['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy'])('selects its namespace: %s', (kind) => {
    const policy = (namespaceSelector?: string) => ({ kind, spec: { selector: NOW, namespaceSelector } });
    expect(found(policy(), '3.24')).toEqual([]);
    expect(found(policy(IN_NOW), '3.24')).toEqual([]);
    expect(found(policy(IN_OLD), '3.24')).toEqual([`${NAMESPACE} spec.namespaceSelector`]);
  });

  it('may not say its namespace', () => {
    expect(found({ kind: 'NetworkPolicy', spec: { selector: NOW } }, '3.24')).toEqual([]);
  });
});

describe('a policy of the AD jobs', () => {
  const jobs = (selector: string) => ({
    kind: 'NetworkPolicy',
    metadata: { namespace: 'tigera-intrusion-detection' },
    spec: {
      selector: "app == 'anomaly-detection'",
      egress: [{ destination: { selector, namespaceSelector: 'all()' } }],
    },
  });
  const GATEWAY = "k8s-app == 'tigera-secure-es-gateway'";
  const DIRECT = "elasticsearch.k8s.elastic.co/cluster-name == 'tigera-secure'";

  it.each([
    ['managed', '3.12', OLD],
    ['standalone', '3.12', GATEWAY],
    ['management', '3.9', GATEWAY],
    ['standalone', '3.8', DIRECT],
  ] as const)('opens the path of a %s cluster of %s: %s', (topology, text, right) => {
    const release = CalicoRelease.parse(text);
    const cluster = topology === 'managed' ? managedCluster(text) : CalicoCluster[topology]({ release });
    const wrong = [OLD, GATEWAY, DIRECT].filter((selector) => selector !== right);
    expect(checkTigeraPolicy(jobs(right), cluster)).toEqual([]);
    expect(checkTigeraPolicy(jobs(`${wrong[0]} || ${right}`), cluster)).toEqual([]);
    for (const selector of wrong) {
      expect(checkTigeraPolicy(jobs(selector), cluster)).toMatchObject([
        {
          rule: 'tigera-policy/elasticsearch-path',
          severity: 'warning',
          keys: ['spec', 'egress', 0, 'destination', 'selector'],
          value: selector,
          message: expect.stringMatching(new RegExp(`a ${topology} cluster .*; use ${right}$`)),
        },
      ]);
    }
  });

  it('is left alone where there are no AD jobs, and so is a policy of others', () => {
    expect(checkTigeraPolicy(jobs(GATEWAY), managedCluster('3.22'))).toEqual([]);
    const others = { ...jobs(GATEWAY), spec: { ...jobs(GATEWAY).spec, selector: "app == 'x'" } };
    expect(checkTigeraPolicy(others, managedCluster('3.12'))).toEqual([]);
  });
});

describe('a rule of a policy in a namespace of Tigera', () => {
  const inNamespace = (destination: Peer) => ({
    ...policyTo(destination),
    metadata: { namespace: 'tigera-intrusion-detection' },
  });

  it('means guardian, which is in another namespace', () => {
    expect(found(inNamespace({ selector: NOW }), '3.22')).toEqual([`${NAMESPACE} selector`]);
    expect(found(inNamespace({ selector: OLD }), '3.20')).toEqual([`${NAMESPACE} selector`]);
    expect(found(policyTo({ selector: NOW }), '3.22')).toEqual([]);
  });

  it.each([
    ['guardian', 'tigera-guardian', [`${SERVICE} services`]],
    ['guardian', 'tigera-fluentd', [`${SERVICE} services`]],
    ['guardian', 'calico-system', []],
    ['guardian', 'shop', []],
  ])('finds the service %s of %s', (name, namespace, expected) => {
    expect(found(policyTo({ services: { name, namespace } }), '3.22')).toEqual(expected);
  });
});
