import { AdJobsDeployment } from '../../src';
import { checkTigeraPolicy } from '../../src/tigera-policy';
import { captureStderr, managedCluster, type Synthesized, synthesize } from '../support';

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
    expect(findings.map(({ path }) => path)).toEqual(paths);
  });

  it('say what is right', () => {
    const [egress] = policies('3.14');
    expect(checkTigeraPolicy(egress, managedCluster('3.24'))).toEqual([
      {
        rule: 'tigera-policy/tier',
        severity: 'error',
        path: 'spec.tier',
        value: 'allow-tigera',
        message:
          "must be calico-system: there Calico Enterprise 3.24.0-1.0 keeps the policies of Tigera's own components; the name of the policy begins with it too",
      },
      {
        rule: 'tigera-policy/guardian-namespace',
        severity: 'error',
        path: 'spec.egress[0].destination.namespaceSelector',
        value: "projectcalico.org/name == 'tigera-guardian'",
        message: 'is not where Calico Enterprise 3.24.0-1.0 runs guardian: that is the namespace calico-system',
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

  it('do not look for guardian of tomorrow on a release of yesterday', () => {
    const policy = { metadata: { namespace: 'calico-system' }, spec: { selector: "k8s-app == 'guardian'" } };
    expect(checkTigeraPolicy(policy, managedCluster('3.14')).map(({ rule }) => rule)).toEqual([
      'tigera-policy/guardian-namespace',
    ]);
  });
});
