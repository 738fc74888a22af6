import { AdJobsDeployment } from '../../../src';
import type { Manifest } from '../../../src/base';
import { fieldPath } from '../../../src/base';
import { checkTigeraPolicy, TIGERA_POLICY_KIND } from '../../../src/kinds/tigera-policy';
import { captureStderr, managedCluster, type Synthesized, synthesize } from '../../support';

function policies(release: string): Synthesized[] {
  const objects = synthesize((chart) => new AdJobsDeployment(chart, 'jobs', { cluster: managedCluster(release) }));
  return objects.filter(({ kind }) => kind === 'NetworkPolicy');
}

const PLACES = ['spec.egress[0].destination.selector', 'spec.egress[0].destination.namespaceSelector'];
const OWN_PLACES = ['spec.selector', 'metadata.namespace'];

describe("policies of Tigera's own", () => {
  captureStderr();

  it.each(['3.7', '3.12', '3.17'])('are right where they are made for: %s', (release) => {
    const findings = policies(release).flatMap((policy) => checkTigeraPolicy(policy, managedCluster(release)));
    expect(findings).toEqual([]);
  });

  it.each([
    ['3.20', []],
    ['3.21', [...PLACES, ...OWN_PLACES]],
    ['3.23.0', [...PLACES, ...OWN_PLACES]],
    ['3.23.1', ['spec.tier', ...PLACES, 'spec.tier', ...OWN_PLACES]],
    ['3.21.0-1.2', []],
    ['cloud-22.5', [...PLACES, ...OWN_PLACES]],
    ['cloud-23.0.1', ['spec.tier', ...PLACES, 'spec.tier', ...OWN_PLACES]],
  ])('are wrong on %s at %j', (release, paths) => {
    const findings = policies('3.14').flatMap((policy) => checkTigeraPolicy(policy, managedCluster(release)));
    expect(findings.map(({ keys }) => fieldPath(keys))).toEqual(paths);
  });

  it('say what is right', () => {
    const [egress] = policies('3.14');
    const place =
      "on Calico Enterprise 3.24.0-1.0, guardian's pods are in the namespace calico-system and have the label k8s-app: guardian";
    expect(checkTigeraPolicy(egress, managedCluster('3.24'))).toEqual([
      {
        rule: 'tigera-policy/tier',
        severity: 'error',
        keys: ['spec', 'tier'],
        value: 'allow-tigera',
        message:
          "must be calico-system, the tier in which Calico Enterprise 3.24.0-1.0 keeps the policies of Tigera's own components",
      },
      {
        rule: 'tigera-policy/guardian-label',
        severity: 'error',
        keys: ['spec', 'egress', 0, 'destination', 'selector'],
        value: "k8s-app == 'tigera-guardian'",
        message: `does not match guardian; ${place}`,
      },
      {
        rule: 'tigera-policy/guardian-namespace',
        severity: 'error',
        keys: ['spec', 'egress', 0, 'destination', 'namespaceSelector'],
        value: "projectcalico.org/name == 'tigera-guardian'",
        message: `is not the namespace of guardian; ${place}`,
      },
    ]);
  });

  it.each([
    {},
    { metadata: { namespace: 'tigera-guardian' }, spec: { selector: 'all()' } },
    { spec: { tier: 'default', egress: 'x', ingress: [null, { source: 7 }] } },
    {
      spec: {
        tier: 'security',
        egress: [{ destination: { selector: "k8s-app == 'guardian'", namespaceSelector: 'all()' } }],
      },
    },
  ])('are left alone where they are none: %j', (policy) => {
    expect(checkTigeraPolicy(policy, managedCluster('3.24'))).toEqual([]);
  });
});

function named(kind: string, name: string, tier: unknown, apiVersion = 'projectcalico.org/v3') {
  return { apiVersion, kind, metadata: { name }, spec: { tier } };
}

const TIERED = ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'];

function found(policy: Manifest, release: string): string[] {
  return checkTigeraPolicy(policy, managedCluster(release)).map(({ rule, keys }) => `${rule} ${fieldPath(keys)}`);
}

describe('the tier of a policy', () => {
  it.each(TIERED)('is that of the release: %s', (kind) => {
    const old = named(kind, 'allow-tigera.x', 'allow-tigera');
    const now = named(kind, 'calico-system.x', 'calico-system');
    expect([found(old, '3.22'), found(now, '3.24')]).toEqual([[], []]);
    expect([found(old, '3.24'), found(now, '3.22')]).toEqual([
      ['tigera-policy/tier spec.tier'],
      ['tigera-policy/tier spec.tier'],
    ]);
  });

  it('is none for a staged policy of Kubernetes', () => {
    expect(found(named('StagedKubernetesNetworkPolicy', 'x.y', 'allow-tigera'), '3.22')).toEqual([]);
  });

  it('is a matter of the name up to 3.22', () => {
    const message = (release: string) =>
      checkTigeraPolicy(named('NetworkPolicy', 'calico-system.x', 'calico-system'), managedCluster(release))[0]
        ?.message;
    expect(message('3.22')).toMatch(/; the name of the policy must begin with allow-tigera\. as well$/);
    const [newer] = checkTigeraPolicy(named('NetworkPolicy', 'allow-tigera.x', 'allow-tigera'), managedCluster('3.24'));
    expect(newer?.message).not.toContain('name of the policy');
  });
});

describe('the name of a policy', () => {
  const PREFIX = ['tigera-policy/name-prefix metadata.name'];
  it.each<[name: string, tier: unknown, expected: string[]]>([
    ['security.x', 'security', []],
    ['security.x.y', 'security', []],
    ['x', 'security', PREFIX],
    ['securityx', 'security', PREFIX],
    ['default.x', 'security', PREFIX],
    ['x', 'default', []],
    ['x', undefined, []],
    ['x', null, []],
    ['x', '', []],
    ['default.x', undefined, []],
    ['security.x', undefined, PREFIX],
    ['security.x', 'default', PREFIX],
    ['knp.default.x', 'default', []],
    ['ossg.default.x', undefined, []],
    // Half of what the message of tigera-policy/tier says was done.
    ['calico-system.x', 'allow-tigera', PREFIX],
  ])('%s in the tier %j', (name, tier, expected) => {
    for (const kind of TIERED) {
      expect(found(named(kind, name, tier), '3.22')).toEqual(expected);
      expect(found(named(kind, name, tier), 'cloud-22.5')).toEqual(expected);
    }
  });

  it('need not begin with the tier from 3.23 on', () => {
    expect(found(named('NetworkPolicy', 'x', 'security'), '3.23')).toEqual([]);
    expect(found(named('NetworkPolicy', 'x', 'security'), 'cloud-23.0.1')).toEqual([]);
  });

  it('is reported beside a wrong tier only where it fits neither', () => {
    expect(found(named('NetworkPolicy', 'allow-tigera.x', 'calico-system'), '3.22')).toEqual([
      'tigera-policy/tier spec.tier',
    ]);
    expect(found(named('NetworkPolicy', 'x', 'calico-system'), '3.22')).toEqual([
      'tigera-policy/tier spec.tier',
      ...PREFIX,
    ]);
  });

  it('is given as it should be', () => {
    const messages = [named('NetworkPolicy', 'x', 'security'), named('NetworkPolicy', 'security.x', undefined)].map(
      (policy) => checkTigeraPolicy(policy, managedCluster('3.22'))[0]?.message,
    );
    expect(messages).toEqual([
      'must begin with security., the name of its tier, or the API server rejects the policy; use security.x',
      'begins with the name of another tier, but the policy is in the tier default; remove the prefix, or set spec.tier',
    ]);
  });
});

describe('a policy of Calico', () => {
  it.each([...TIERED, 'StagedKubernetesNetworkPolicy'])('is looked at: %s', (kind) => {
    expect(TIGERA_POLICY_KIND.looksAt(named(kind, 'x', undefined))).toBe(true);
  });

  it.each([
    named('NetworkPolicy', 'x', undefined, 'networking.k8s.io/v1'),
    named('GlobalNetworkSet', 'x', undefined),
    named('NetworkPolicy', 'x', undefined, 'example-projectcalico.org/v3'),
    {},
  ])('is not another object: %j', (object) => {
    expect(TIGERA_POLICY_KIND.looksAt(object)).toBe(false);
  });
});

describe('the selectors of a policy', () => {
  it('are all read', () => {
    const peer = { selector: 'x', notSelector: 'x', namespaceSelector: 'x', serviceAccounts: { selector: 'x' } };
    const rule = { source: peer, destination: peer };
    const spec = {
      selector: 'x',
      namespaceSelector: 'x',
      serviceAccountSelector: 'x',
      ingress: [rule],
      egress: [null, rule],
    };
    const paths = checkTigeraPolicy({ kind: 'GlobalNetworkPolicy', spec }, managedCluster('3.24')).map(
      ({ rule: id, severity, keys }) => `${severity} ${id} ${fieldPath(keys)}`,
    );
    expect(paths).toHaveLength(3 + 4 * 4);
    expect(paths).toContain('error tigera-policy/selector-syntax spec.egress[1].destination.serviceAccounts.selector');
  });

  it.each([undefined, null, '', 'all()', 7])('may be nothing, or empty: %j', (selector) => {
    expect(checkTigeraPolicy({ kind: 'NetworkPolicy', spec: { selector } }, managedCluster('3.24'))).toEqual([]);
  });
});

it('a tier that is a placeholder says nothing about the name of the policy', () => {
  const metadata = { name: 'security.dns' };
  for (const tier of ['<tier>', '${TIER}', '{{ tier }}']) {
    expect(checkTigeraPolicy({ kind: 'NetworkPolicy', metadata, spec: { tier } }, managedCluster('3.20'))).toEqual([]);
  }
});
