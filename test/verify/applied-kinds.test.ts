import { isOurs, kindName, mayApply } from '../../src/verify/live/applied-kinds';

const OURS = { annotations: { other: 'x', 'calico-threat-defense/release': '3.22' } };
const manifest = (apiVersion: string, kind: string, metadata: object = {}) => ({ apiVersion, kind, metadata });

describe('what verify applies', () => {
  it.each<[string, string, boolean]>([
    ['projectcalico.org/v3', 'GlobalAlert', true],
    ['projectcalico.org/v3', 'GlobalAlertTemplate', true],
    ['projectcalico.org/v3', 'NetworkPolicy', true],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy', false],
    ['apps/v1', 'Deployment', true],
    ['apps/v1', 'DaemonSet', false],
    ['batch/v1', 'CronJob', true],
    ['batch/v1', 'Job', true],
    ['networking.k8s.io/v1', 'NetworkPolicy', true],
    ['networking.k8s.io/v1', 'Ingress', false],
    ['v1', 'Namespace', true],
    ['v1', 'Pod', true],
    ['v1', 'Service', true],
    ['v1', 'Secret', false],
    ['example.com/v1', 'Service', false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', false],
  ])('depends on group and kind: %s %s: %s', (apiVersion, kind, expected) => {
    expect(mayApply(manifest(apiVersion, kind), [])).toBe(expected);
    expect(mayApply(manifest(apiVersion, kind, OURS), [])).toBe(true);
  });

  it.each<[string, string, string, boolean]>([
    ['apps/v1', 'DaemonSet', 'DaemonSet', true],
    ['apps/v1', 'DaemonSet', 'DaemonSet.apps', true],
    ['apps/v1', 'DaemonSet', 'DaemonSet.batch', false],
    ['v1', 'Secret', 'Secret', true],
    ['v1', 'Secret', 'Secret.', false],
  ])('is what the user allows: %s %s with %s: %s', (apiVersion, kind, allowed, expected) => {
    expect(mayApply(manifest(apiVersion, kind), ['Other', allowed])).toBe(expected);
  });

  it('has a name as users write it', () => {
    expect(kindName(manifest('v1', 'Secret'))).toBe('Secret');
    expect(kindName(manifest('apps/v1', 'DaemonSet'))).toBe('DaemonSet.apps');
  });
});

describe('an object on the cluster', () => {
  it.each<[string, object, boolean]>([
    ['an annotation', OURS, true],
    ['fields that we set', { managedFields: [{ manager: 'kubectl' }, { manager: 'calico-threat-defense' }] }, true],
    ['fields of others', { managedFields: [{ manager: 'kubectl' }] }, false],
    ['other annotations', { annotations: { 'x-calico-threat-defense/release': '3.22' } }, false],
    ['annotations of no use', { annotations: ['calico-threat-defense/'], managedFields: {} }, false],
    ['nothing', {}, false],
  ])('is ours by %s: %j: %s', (_, metadata, expected) => {
    expect(isOurs({ metadata })).toBe(expected);
  });
});
