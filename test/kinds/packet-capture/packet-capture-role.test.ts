import { CalicoCluster, PacketCaptureRole, type PacketCaptureRoleProps, RoleSubject } from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.19');
const subjects = [RoleSubject.group('sre'), RoleSubject.serviceAccount({ namespace: 'ci', name: 'capture' })];
const PROPS: PacketCaptureRoleProps = { cluster, namespace: 'shop', subjects };
const READ = ['get', 'list', 'watch'];
const MANAGE = [...READ, 'create', 'update', 'patch', 'delete'];

const roles = (props: Partial<PacketCaptureRoleProps> = {}) =>
  synthesize((chart) => new PacketCaptureRole(chart, 'role', { ...PROPS, ...props }));
const rule = (resource: string, verbs: string[]) => ({
  apiGroups: ['projectcalico.org'],
  resources: [resource],
  verbs,
});

describe('PacketCaptureRole', () => {
  const stderr = captureStderr();

  it('is a Role, a ClusterRole and their bindings', () => {
    const objects = roles();
    expect(objects).toMatchSnapshot();
    expect(objects.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['Role', 'shop', 'calico-threat-defense-packet-capture'],
      ['RoleBinding', 'shop', 'calico-threat-defense-packet-capture'],
      ['ClusterRole', undefined, 'calico-threat-defense-packet-capture-shop'],
      ['ClusterRoleBinding', undefined, 'calico-threat-defense-packet-capture-shop'],
    ]);
    expect(stderr()).toBe('');
  });

  it.each<[string, Partial<PacketCaptureRoleProps>, object[]]>([
    ['all of it', {}, [rule('packetcaptures', MANAGE), rule('packetcaptures/files', ['get', 'delete'])]],
    ['reading', { manage: false }, [rule('packetcaptures', READ), rule('packetcaptures/files', ['get'])]],
    ['captures without files', { files: false }, [rule('packetcaptures', MANAGE)]],
    ['reading captures without files', { files: false, manage: false }, [rule('packetcaptures', READ)]],
  ])('allows %s', (_, props, rules) => {
    expect(only(roles(props), 'Role').rules).toEqual(rules);
  });

  it('has no ClusterRole without files, and no bindings without subjects', () => {
    expect(roles({ files: false, subjects: [] }).map(({ kind }) => kind)).toEqual(['Role']);
    const { roleName, clusterRoleName } = new PacketCaptureRole(testChart(), 'role', { ...PROPS, files: false });
    expect([roleName, clusterRoleName]).toEqual(['calico-threat-defense-packet-capture', undefined]);
  });

  it('lets authentication be asked for', () => {
    expect(only(roles(), 'ClusterRole').rules).toEqual([rule('authenticationreviews', ['create'])]);
    expect(only(roles(), 'ClusterRoleBinding')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'calico-threat-defense-packet-capture-shop' },
      subjects: [
        { kind: 'Group', name: 'sre' },
        { kind: 'ServiceAccount', name: 'capture', namespace: 'ci' },
      ],
    });
  });

  const allProps: AllProps<PacketCaptureRoleProps> = {
    cluster: {
      value: managedCluster('3.18'),
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.18.1',
    },
    namespace: { value: 'cart', at: ['metadata', 'namespace'], is: 'cart' },
    subjects: {
      value: [RoleSubject.user('ann')],
      kind: 'RoleBinding',
      at: ['subjects', 0, 'name'],
      is: 'ann',
    },
    manage: { value: false, at: ['rules', 0, 'verbs'], is: READ },
    files: { value: false, at: ['rules', 1], is: undefined },
    name: { value: 'capture', at: ['metadata', 'name'], is: 'capture' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<PacketCaptureRoleProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, cluster);
      new PacketCaptureRole(chart, 'role', props);
    },
    ['namespace'],
  );

  it.each([
    ['3.19', ''],
    [
      '3.24',
      'test/role: 1 notice\n  files: allows downloading files, which Calico Enterprise 3.24.0-1.0 only offers once the PacketCaptureAPI tigera-secure (operator.tigera.io/v1) has been created; create it, or set files to false [packet-capture/api-off]\n',
    ],
    [
      'cloud-20.0.0',
      'test/role: 1 notice\n  files: allows downloading files, which Calico Cloud 20.0.0 only offers once the PacketCaptureAPI tigera-secure (operator.tigera.io/v1) has been created; create it, or set files to false [packet-capture/api-off]\n',
    ],
    ['cloud-19.4.1', ''],
  ])('notes that files cannot be downloaded by default: %s', (release, text) => {
    roles({ cluster: managedCluster(release) });
    expect(stderr()).toBe(text);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a name and a namespace that Kubernetes rejects',
      () => roles({ name: 'My Role', namespace: 'my.shop' }),
      "test/role: 2 problems\n  name = \"My Role\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [role/name]\n  namespace = \"my.shop\": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [role/name]",
    ],
    [
      'an annotation that Kubernetes rejects',
      () => roles({ annotations: { 'a b': 'c' } }),
      'test/role: 1 problem\n  metadata.annotations.a b: is not a valid annotation key: [prefix/]name, as in note or example.com/note [object/metadata]',
    ],
    [
      'no cluster',
      () => roles({ cluster: undefined }),
      'test/role: 1 problem\n  cluster: is not set, and no parent construct provides one; pass it, or call CalicoCluster.provide(scope, cluster) [cluster/missing]',
    ],
  ])('is rejected with %s', (_, make, text) => {
    expect(messageOf(make)).toBe(text);
  });

  it('is rejected if another in its namespace has its name', () => {
    const both = (namespace: string) => () =>
      synthesize((chart) => {
        new PacketCaptureRole(chart, 'role', PROPS);
        new PacketCaptureRole(chart, 'other', { ...PROPS, namespace });
      });
    expect(messageOf(both('shop'))).toContain('[manifest/duplicate-object]');
    expect(both('cart')).not.toThrow();
  });
});
