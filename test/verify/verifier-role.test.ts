import type { Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  ScanRun,
  ScanTarget,
  VerifierRole,
  type VerifierRoleProps,
  VerifierSubject,
} from '../../src';
import { itPassesOnAllProps } from '../all-props';
import { madeFor, managedCluster, messageOf, only, type Synthesized, synthesize } from '../support';
import { roleIn, rules } from './role-rules';

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

function roles(props: Omit<VerifierRoleProps, 'scanner'>, run?: ScanRun): Synthesized[] {
  return synthesize((chart) => {
    const scanner = run && new NetshootScanner(chart, 'scanner', { target, run });
    new VerifierRole(chart, 'role', { cluster: managedCluster(), ...props, scanner });
  }).filter(({ apiVersion }) => apiVersion.startsWith('rbac'));
}

describe('VerifierRole', () => {
  it('allows what module 7 takes, and no more', () => {
    const objects = roles({ subjects: [VerifierSubject.group('drill')] }, ScanRun.onDemand());
    expect(objects).toMatchSnapshot();
  });

  it('reads only, unless a scan is made or manifests are applied', () => {
    const verbs = (objects: Synthesized[]) =>
      new Set(objects.flatMap(({ rules = [] }) => rules).flatMap((rule: Synthesized) => rule.verbs));
    expect(verbs(roles({}))).toEqual(new Set(['get', 'list']));
    expect(verbs(roles({}, ScanRun.once()))).toEqual(new Set(['get', 'list']));
    expect(verbs(roles({ apply: true }))).toEqual(new Set(['get', 'list', 'create', 'patch']));
  });

  it.each<[string, ScanRun, string[]]>([
    ['a pod', ScanRun.pod(), ['get pods', 'get,create pods/exec netshoot', 'list pods']],
    [
      'a scan on demand',
      ScanRun.onDemand(),
      ['get cronjobs.batch', 'create,get jobs.batch', 'list pods', 'get pods/log'],
    ],
    ['a scan at once', ScanRun.once(), ['get jobs.batch', 'list pods', 'get pods/log']],
  ])('allows what the way of the scan takes: %s', (_, run, expected) => {
    const all = rules(roleIn(roles({}, run), 'shop'));
    const own = all.filter((rule) => /pods|jobs/.test(rule));
    expect(own.map((rule) => rule.replace('get,list pods', 'get pods'))).toEqual(
      expected.filter((rule) => !(rule === 'list pods' && expected.includes('get pods'))),
    );
  });

  it.each<[string, ScanTarget, string[]]>([
    ['pods', target, ['list pods']],
    ['a Service', ScanTarget.service({ namespace: 'shop', name: 'web' }), []],
  ])('allows listing pods only where a scan from a pod is for pods: %s', (_, to, expected) => {
    const objects = synthesize((chart) => {
      const scanner = new NetshootScanner(chart, 'scanner', { target: to, namespace: 'drill', run: ScanRun.pod() });
      new VerifierRole(chart, 'role', { cluster: managedCluster(), scanner });
    });
    const ofPods = (namespace: string) => rules(roleIn(objects, namespace)).filter((rule) => rule.includes('pods'));
    expect([ofPods('drill'), ofPods('shop')]).toEqual([['get pods', 'get,create pods/exec netshoot'], expected]);
  });

  it('lets nobody read secrets, and nobody but those who are named do anything', () => {
    const objects = roles({ apply: true }, ScanRun.pod());
    expect(JSON.stringify(objects)).not.toMatch(/secrets|\*/);
    expect(objects.filter(({ kind }) => kind.endsWith('Binding'))).toEqual([]);
  });

  it('never allows to change roles', () => {
    for (const role of roles({ apply: true, subjects: [VerifierSubject.user('ann')] })) {
      for (const rule of role.rules ?? []) {
        expect([rule.apiGroups, rule.verbs]).not.toEqual([
          ['rbac.authorization.k8s.io'],
          expect.arrayContaining(['patch']),
        ]);
      }
    }
  });

  it.each([
    ['3.12', false, true],
    ['3.14', true, true],
    ['3.22', true, false],
  ])('follows the release: %s', (release, alert, adJobs) => {
    const objects = roles({ cluster: managedCluster(release) });
    expect(rules(only(objects, 'ClusterRole')).includes('get globalalerts.projectcalico.org')).toBe(alert);
    expect(roleIn(objects, 'tigera-guardian') !== undefined).toBe(adJobs);
    const detection = roleIn(objects, 'tigera-intrusion-detection');
    expect(detection === undefined ? false : rules(detection).includes('list pods')).toBe(adJobs);
  });

  it.each(['3.18.0-2.0', '3.24', 'cloud-23.0.0'])('allows nothing where there is nothing to read: %s', (release) => {
    const objects = roles({ cluster: managedCluster(release) });
    expect(JSON.stringify(objects)).not.toContain('intrusion-detection');
  });

  it.each(['3.7', '3.17.0', 'cloud-3.16'])('allows to read the name of the cluster on %s', (release) => {
    const objects = roles({ cluster: managedCluster(release) });
    expect(rules(roleIn(objects, 'tigera-intrusion-detection'))).toContain('get deployments.apps');
  });

  it('follows the topology', () => {
    const cluster = CalicoCluster.standalone({ release: CalicoRelease.parse('3.14') });
    expect(roleIn(roles({ cluster }), 'tigera-elasticsearch')).toBeDefined();
  });

  it('has a ClusterRole without a namespace in a chart that gives one to all', () => {
    const objects = synthesize((chart) => new VerifierRole(chart, 'role', { cluster: managedCluster() }), {
      namespace: 'all',
    });
    expect(only(objects, 'ClusterRole').metadata).toEqual({
      name: 'calico-threat-defense-verifier',
      annotations: madeFor(managedCluster()),
    });
  });

  const scannerOf = (chart: Chart, restrictEgress?: boolean) =>
    new NetshootScanner(chart, 'scanner', { target, restrictEgress });

  it('lets the egress policy be read where the scanner has one', () => {
    const made = (restrictEgress: boolean) =>
      synthesize((chart) => {
        new VerifierRole(chart, 'role', { cluster: managedCluster(), scanner: scannerOf(chart, restrictEgress) });
      });
    const rule = 'get networkpolicies.networking.k8s.io';
    expect(rules(roleIn(made(true), 'shop'))).toContain(rule);
    expect(rules(roleIn(made(false), 'shop'))).not.toContain(rule);
  });

  itPassesOnAllProps<Omit<VerifierRoleProps, 'scanner' | 'probe' | 'scopes'>>(
    {
      cluster: {
        value: managedCluster('3.23.1'),
        at: ['rules', 2],
        is: { apiGroups: ['operator.tigera.io'], resources: ['managementclusters'], verbs: ['list'] },
      },
      subjects: {
        value: [VerifierSubject.serviceAccount({ namespace: 'ci', name: 'drill' })],
        kind: 'ClusterRoleBinding',
        at: ['subjects', 0],
        is: { kind: 'ServiceAccount', name: 'drill', namespace: 'ci' },
      },
      apply: { value: true, at: ['rules', 4, 'verbs'], is: ['get', 'create', 'patch'] },
      name: { value: 'drill', at: ['metadata', 'name'], is: 'drill' },
      labels: { value: { team: 'sec' }, at: ['metadata', 'labels'], is: { team: 'sec' } },
      annotations: { value: { why: 'drill' }, at: ['metadata', 'annotations', 'why'], is: 'drill' },
    },
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster());
      new VerifierRole(chart, 'role', props);
    },
    ['cluster'],
  );

  it.each<[string, string]>([
    ['user system:anonymous', 'verifier/subject-everyone'],
    ['group system:authenticated', 'verifier/subject-everyone'],
    ['group system:unauthenticated', 'verifier/subject-everyone'],
    ['group system:serviceaccounts', 'verifier/subject-everyone'],
    ['group system:serviceaccounts:dev', 'verifier/subject-everyone'],
    ['group system:masters', 'verifier/subject-reserved'],
    ['group system:nodes', 'verifier/subject-reserved'],
    ['group system:bootstrappers', 'verifier/subject-reserved'],
    ['user system:kube-controller-manager', 'verifier/subject-reserved'],
    ['user system:node:worker-1', 'verifier/subject-reserved'],
    ['user system:authenticated', 'verifier/subject-reserved'],
    ['user system:serviceaccount:', 'verifier/subject-reserved'],
  ])('is not bound to %s', (subject, rule) => {
    const [kind, name = ''] = subject.split(' ');
    const bind = () => (kind === 'user' ? VerifierSubject.user(name) : VerifierSubject.group(name));
    expect(messageOf(bind)).toContain(`[${rule}]`);
  });

  it('is bound to users, groups and service accounts that people name', () => {
    const subjects = [
      VerifierSubject.user('ann'),
      VerifierSubject.user('system:serviceaccount:ci:drill'),
      VerifierSubject.group('systems'),
    ];
    expect(only(roles({ subjects }), 'ClusterRoleBinding').subjects.map(({ name }: Synthesized) => name)).toEqual([
      'ann',
      'system:serviceaccount:ci:drill',
      'systems',
    ]);
  });

  it('lets commands be executed in the pod of the scanner only', () => {
    const objects = roles({ apply: true }, ScanRun.pod());
    const exec = objects.flatMap(({ rules = [] }) => rules).filter(({ resources }) => resources.includes('pods/exec'));
    expect(exec).toEqual([
      { apiGroups: [''], resources: ['pods/exec'], resourceNames: ['netshoot'], verbs: ['get', 'create'] },
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a name',
      () => roles({ name: 'Not_Valid' }),
      'test/role: 1 problem\n  name = "Not_Valid": must be an RFC 1123 subdomain: ',
    ],
    ['no cluster', () => roles({ cluster: undefined }), 'test/role: 1 problem\n  cluster: is not set, '],
    [
      'an empty user',
      () => VerifierSubject.user(' '),
      'VerifierSubject: 1 problem\n  name = " ": must not be empty [verifier/subject]',
    ],
    [
      'everybody',
      () => VerifierSubject.group('system:authenticated'),
      'VerifierSubject: 1 problem\n  name = "system:authenticated": includes everybody who can reach the API server, and the roles allow scans from the cluster; use a more specific user, group or service account [verifier/subject-everyone]',
    ],
    [
      'a service account',
      () => VerifierSubject.serviceAccount({ namespace: 'a.b', name: 'C' }),
      'VerifierSubject: 2 problems\n  namespace = "a.b": must be an RFC 1123 label: ',
    ],
  ])('refuses what cannot work: %s', (_, action, message) => {
    expect(messageOf(action).slice(0, message.length)).toBe(message);
  });
});
