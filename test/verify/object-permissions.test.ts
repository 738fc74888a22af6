import { objectPermissions } from '../../src/verify/object-permissions';
import { PermissionPlace } from '../../src/verify/permission';

const CALICO = 'projectcalico.org/v3';
const { CLUSTER, NAMESPACE } = PermissionPlace;
const cluster = (group: string, resource: string, ...verbs: string[]) => ({ place: CLUSTER, group, resource, verbs });
const inside = (namespace: string, group: string, resource: string, ...verbs: string[]) => ({
  place: NAMESPACE,
  namespace,
  group,
  resource,
  verbs,
});
const G = 'projectcalico.org';
const scans = { template: { spec: { containers: [{ command: ['nmap'] }] } } };
const named = (name: string, namespace?: string, annotations?: object) => ({ name, namespace, annotations });

describe('what verify needs for some objects', () => {
  it.each<[string, object, object[]]>([
    [
      'a policy in a tier',
      { apiVersion: CALICO, kind: 'GlobalNetworkPolicy', metadata: named('sec.deny'), spec: { tier: 'sec' } },
      [
        { ...cluster(G, 'globalnetworkpolicies', 'get', 'patch'), names: ['sec.deny'] },
        cluster(G, 'globalnetworkpolicies', 'create'),
        { ...cluster(G, 'tiers', 'get'), names: ['sec'] },
        { ...cluster(G, 'tier.globalnetworkpolicies', 'get', 'create', 'patch'), names: ['sec.*'] },
      ],
    ],
    [
      'a policy without a tier and a namespace',
      { apiVersion: CALICO, kind: 'NetworkPolicy', metadata: named('deny'), spec: { tier: '' } },
      [
        { ...inside('default', G, 'networkpolicies', 'get', 'patch'), names: ['deny'] },
        inside('default', G, 'networkpolicies', 'create'),
        { ...cluster(G, 'tiers', 'get'), names: ['default'] },
        { ...inside('default', G, 'tier.networkpolicies', 'get', 'create', 'patch'), names: ['default.*'] },
      ],
    ],
    [
      'a scan with a schedule',
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: named('scan', 'dev'),
        spec: { jobTemplate: { spec: scans } },
      },
      [
        { ...inside('dev', 'batch', 'cronjobs', 'get', 'patch'), names: ['scan'] },
        inside('dev', 'batch', 'cronjobs', 'create'),
        inside('dev', 'batch', 'jobs', 'list'),
        inside('dev', '', 'pods', 'list'),
        inside('dev', '', 'pods/log', 'get'),
      ],
    ],
    [
      'a scan on demand',
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: named('scan', 'dev'),
        spec: { suspend: true, jobTemplate: { spec: scans } },
      },
      [
        { ...inside('dev', 'batch', 'cronjobs', 'get', 'patch'), names: ['scan'] },
        inside('dev', 'batch', 'cronjobs', 'create'),
        inside('dev', 'batch', 'jobs', 'create', 'get'),
        inside('dev', '', 'pods', 'list'),
        inside('dev', '', 'pods/log', 'get'),
      ],
    ],
    [
      'a scan that runs once',
      { apiVersion: 'batch/v1', kind: 'Job', metadata: named('scan'), spec: scans },
      [
        { ...inside('default', 'batch', 'jobs', 'get', 'patch'), names: ['scan'] },
        inside('default', 'batch', 'jobs', 'create'),
        inside('default', '', 'pods', 'list'),
        inside('default', '', 'pods/log', 'get'),
      ],
    ],
    [
      'a scan in a pod, at the pods of another namespace',
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: named('netshoot', 'dev', {
          'calico-threat-defense/scan': 'nmap',
          'calico-threat-defense/scan-pods': 'web/app=web',
        }),
      },
      [
        { ...inside('dev', '', 'pods', 'get', 'patch'), names: ['netshoot'] },
        inside('dev', '', 'pods', 'create'),
        { ...inside('dev', '', 'pods/exec', 'get', 'create'), names: ['netshoot'] },
        inside('web', '', 'pods', 'list'),
      ],
    ],
    [
      'a probe of a feed',
      { apiVersion: 'v1', kind: 'Pod', metadata: named('probe', 'dev', { 'calico-threat-defense/probe-feed': 'tor' }) },
      [
        { ...inside('dev', '', 'pods', 'get', 'patch'), names: ['probe'] },
        inside('dev', '', 'pods', 'create'),
        { ...inside('dev', '', 'pods/exec', 'get', 'create'), names: ['probe'] },
        { ...cluster(G, 'globalnetworksets', 'get'), names: ['threatfeed.tor'] },
      ],
    ],
    [
      'a decoy',
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: named('honeypot', 'dev', { 'calico-threat-defense/decoy-alert': 'pods.honeypot' }),
      },
      [
        { ...inside('dev', 'apps', 'daemonsets', 'get', 'patch'), names: ['honeypot'] },
        inside('dev', 'apps', 'daemonsets', 'create'),
        inside('dev', '', 'pods', 'list'),
        inside('dev', '', 'events', 'list'),
      ],
    ],
    [
      'a role, which is never applied',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: named('verifier') },
      [{ ...cluster('rbac.authorization.k8s.io', 'clusterroles', 'get'), names: ['verifier'] }],
    ],
    ['a kind that is not known', { apiVersion: 'v1', kind: 'Secret', metadata: named('password', 'dev') }, []],
    ['a kind of another group', { apiVersion: 'example.com/v1', kind: 'Pod', metadata: named('web', 'dev') }, []],
    ['a kind that every object inherits', { apiVersion: 'v1', kind: 'constructor', metadata: named('x', 'dev') }, []],
  ])('and applies: %s', (_, manifest, expected) => {
    expect(objectPermissions([manifest as never], true)).toEqual(expected);
  });

  it('and does not apply: only reading them, with the names of the same kind together', () => {
    const policy = (name: string, tier: string) => ({
      apiVersion: CALICO,
      kind: 'GlobalNetworkPolicy',
      metadata: { name },
      spec: { tier },
    });
    const objects = [policy('sec.b', 'sec'), policy('sec.a', 'sec'), policy('ops.a', 'ops'), policy('sec.a', 'sec')];
    expect(objectPermissions(objects, false)).toEqual([
      { ...cluster(G, 'globalnetworkpolicies', 'get'), names: ['ops.a', 'sec.a', 'sec.b'] },
      { ...cluster(G, 'tiers', 'get'), names: ['ops', 'sec'] },
      { ...cluster(G, 'tier.globalnetworkpolicies', 'get'), names: ['ops.*', 'sec.*'] },
    ]);
  });
});
