import { selectObjects } from '../../src/verify/live/selection';
import { messageOf } from '../support';
import { objectOf } from './fake-walk';

const object = (kind: string, name: string, namespace?: string, annotations?: object, spec?: object) => {
  const apiVersion = kind.startsWith('Global')
    ? 'projectcalico.org/v3'
    : kind.includes('Role')
      ? 'rbac.authorization.k8s.io/v1'
      : kind === 'DaemonSet'
        ? 'apps/v1'
        : 'v1';
  return objectOf({ apiVersion, kind, metadata: { name, namespace, annotations }, spec });
};

const ALERT = object('GlobalAlert', 'dns.lookup');
const OTHER_ALERT = object('GlobalAlert', 'dns.other');
const POLICY = object('GlobalNetworkPolicy', 'sec.deny');
const probe = (namespace: string, command: string) =>
  object('Pod', 'probe', namespace, {
    'calico-threat-defense/detected-by': 'dns.lookup',
    'calico-threat-defense/probe-command': JSON.stringify(['curl', command]),
  });
const inNamespaces = ['drill', 'shop', 'web', 'svc', 'cluster'].map((name) => object('ConfigMap', 'here', name));

/** The titles of what is verified for some names. */
const select = (objects: readonly (typeof ALERT)[], ...names: string[]) =>
  selectObjects('verify', objects, names).map(({ title }) => title);

describe('what is verified because of a name', () => {
  it.each<[string, string[]]>([
    ['http://web.shop.svc/path', ['drill', 'shop']],
    ['web.shop.svc.cluster.local', ['drill', 'shop']],
    ['web.svc', ['drill']],
    ['svc', ['drill']],
    ['svc.web.shop', ['drill']],
    ['api.web.shop.svc', ['drill', 'shop']],
  ])('are objects around what a probe connects to: %s', (command, namespaces) => {
    const pod = probe('drill', command);
    expect(select([pod, ALERT, OTHER_ALERT, ...inNamespaces], 'probe')).toEqual([
      'Pod drill/probe',
      'GlobalAlert dns.lookup',
      ...namespaces.map((name) => `ConfigMap ${name}/here`),
    ]);
  });

  it('are the pods that a scan is for, and objects of the whole cluster that grant no permissions', () => {
    const scan = object('Pod', 'scan', 'drill', {
      'calico-threat-defense/scan': 'nmap',
      'calico-threat-defense/scan-pods': 'shop/app=web',
    });
    const roles = [object('ClusterRole', 'verifier'), object('RoleBinding', 'verifier', 'drill')];
    const namespaces = [object('Namespace', 'shop'), object('Namespace', 'web')];
    expect(select([scan, POLICY, ...roles, ...namespaces, ...inNamespaces], 'scan')).toEqual([
      'Pod drill/scan',
      'GlobalNetworkPolicy sec.deny',
      'Namespace shop',
      'ConfigMap drill/here',
      'ConfigMap shop/here',
    ]);
  });

  it('are the alert of a decoy, and what triggers it', () => {
    const decoyOf = (name: string) =>
      object('DaemonSet', `decoy-${name}`, 'drill', { 'calico-threat-defense/decoy-alert': name });
    const objects = [decoyOf('dns.lookup'), decoyOf('dns.other'), ALERT, OTHER_ALERT, probe('drill', 'x')];
    const titles = ['DaemonSet drill/decoy-dns.lookup', 'GlobalAlert dns.lookup', 'Pod drill/probe'];
    expect(select(objects, 'decoy-dns.lookup')).toEqual(titles);
    expect(select(objects, 'dns.lookup')).toEqual(titles);
    expect(select(objects, 'probe')).toEqual(titles);
  });

  it.each<[number, string]>([
    [50, ''],
    [51, ' and 1 other'],
    [53, ' and 3 others'],
  ])('is nothing where no object has it: of %d names, 50 are listed', (count, more) => {
    const names = Array.from({ length: count }, (_, index) => `name-${index + 10}`);
    const objects = names.map((name) => object('ConfigMap', name, 'dev'));
    const listed = names.slice(0, 50).map((name) => `"${name}"`);
    expect(messageOf(() => select(objects, 'other'))).toBe(
      `verify: 1 problem\n  --only = "other": is not the name of an object in the manifests; the names there are ${listed.join(', ')}${more} [verify/unknown-name]`,
    );
  });
});
