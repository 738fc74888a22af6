import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AdJobsDeployment, PortScanAlert } from '../../src';
import { Match, Template } from '../../src/testing';
import { captureStderr, managedCluster, messageOf } from '../support';

const alert = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'network.ssh', labels: { 'app.kubernetes.io/name': 'ssh' } },
  spec: { severity: 100, dataSet: 'flows', aggregateBy: ['source_namespace', 'dest_ip'], threshold: 0 },
};
const other = { ...alert, metadata: { name: 'network.dns' }, spec: { severity: 80, dataSet: 'dns' } };
const policies = ['networking.k8s.io/v1', 'projectcalico.org/v3'].map((apiVersion) => ({
  apiVersion,
  kind: 'NetworkPolicy',
  metadata: { name: 'egress', namespace: 'dev' },
}));
const template = Template.fromObjects([alert, other, ...policies]);

describe('what a template is made from', () => {
  captureStderr();
  const cluster = managedCluster('3.12');
  const app = new App();
  const chart = new Chart(app, 'a');
  const jobs = new AdJobsDeployment(new Construct(chart, 'below'), 'jobs', { cluster });
  new PortScanAlert(chart, 'alert', { cluster });
  new ApiObject(new Chart(chart, 'nested'), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  new ApiObject(new Chart(app, 'b'), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });

  it.each([
    [
      'a chart, without those below it',
      () => Template.fromChart(chart),
      { NetworkPolicy: 2, Deployment: 1, GlobalAlert: 1 },
    ],
    ['an app', () => Template.fromApp(app), { NetworkPolicy: 2, Deployment: 1, GlobalAlert: 1, ConfigMap: 2 }],
    ['a construct and all below it', () => Template.fromConstruct(jobs), { NetworkPolicy: 2, Deployment: 1 }],
    ['plain data', () => template, { NetworkPolicy: 2, GlobalAlert: 2 }],
  ])('can be %s', (_, make, counts) => {
    const made = make();
    for (const [kind, count] of Object.entries(counts)) {
      made.resourceCountIs(kind, count);
    }
    expect(made.toJSON()).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count));
  });

  it('is validated once, as synthesis does it', () => {
    const validate = jest.fn(() => ['is broken']);
    const whole = new App();
    const broken = new Chart(whole, 'broken');
    new Chart(whole, 'other');
    broken.node.addValidation({ validate });
    const ways = [
      () => Template.fromChart(broken),
      () => Template.fromConstruct(broken),
      () => Template.fromApp(whole),
    ];
    for (const make of ways) {
      expect(messageOf(make)).toContain('[broken] is broken');
    }
    expect(validate).toHaveBeenCalledTimes(3);
    validate.mockReturnValue([]);
    Template.fromApp(whole).resourceCountIs('Pod', 0);
    expect(validate).toHaveBeenCalledTimes(4);
  });

  it('is empty for an app without charts', () => {
    expect(Template.fromApp(new App()).toJSON()).toEqual([]);
  });

  it('is no object without a kind', () => {
    expect(messageOf(() => Template.fromObjects([alert, { apiVersion: 'v1' }]))).toBe(
      'objects[1] is not a Kubernetes object: it has no kind',
    );
    expect(messageOf(() => Template.fromObjects([null]))).toBe(
      'objects[0] is not a Kubernetes object: it has no apiVersion',
    );
  });
});

describe('a kind', () => {
  it.each([
    ['NetworkPolicy', 2],
    ['NetworkPolicy.projectcalico.org', 1],
    ['NetworkPolicy.v1.networking.k8s.io', 1],
    ['NetworkPolicy.v2.networking.k8s.io', 0],
    ['networkpolicy', 0],
  ])('is found by name and group: %s', (kind, count) => {
    expect(template.findResources(kind)).toHaveLength(count);
  });

  it('of the core has no group', () => {
    Template.fromObjects([{ apiVersion: 'v1', kind: 'Pod' }]).hasResource('Pod.v1.');
  });
});

describe('hasResource', () => {
  it('passes where one object is as described, whatever else it holds', () => {
    template.hasResource('GlobalAlert');
    template.hasResource('GlobalAlert', { spec: { severity: 80 } });
    template.hasResource('GlobalAlert', { spec: { threshold: 0 }, metadata: { namespace: undefined } });
  });

  it.each<[string, string, object, string]>([
    [
      'shows the closest object and each place where it differs',
      'GlobalAlert',
      { spec: { severity: 80, dataSet: 'flows', aggregateBy: ['source_namespace'], query: 'dest_port = 22' } },
      [
        'no GlobalAlert matches; the closest of 2 is GlobalAlert network.ssh:',
        '  spec.severity: expected 80, found 100',
        '  spec.aggregateBy[1]: expected nothing, found "dest_ip"',
        '  spec.query: expected "dest_port = 22", found nothing',
      ].join('\n'),
    ],
    [
      'takes the object of the expected name for the one that is meant',
      'GlobalAlert',
      { metadata: { name: 'network.dns' }, spec: { severity: 100, dataSet: 'flows', threshold: 0 } },
      [
        'no GlobalAlert matches; the closest of 2 is GlobalAlert network.dns:',
        '  spec.severity: expected 100, found 80',
        '  spec.dataSet: expected "flows", found "dns"',
        '  spec.threshold: expected 0, found nothing',
      ].join('\n'),
    ],
    [
      'tells of a field that must not be there',
      'GlobalAlert',
      { metadata: { name: 'network.ssh', labels: { 'app.kubernetes.io/name': undefined } } },
      [
        'no GlobalAlert matches; the closest of 2 is GlobalAlert network.ssh:',
        '  metadata.labels[app.kubernetes.io/name]: expected nothing, found "ssh"',
      ].join('\n'),
    ],
    [
      'names the namespace',
      'NetworkPolicy.projectcalico.org',
      { spec: {} },
      [
        'no NetworkPolicy.projectcalico.org matches; the only one is NetworkPolicy dev/egress:',
        '  spec: expected {}, found nothing',
      ].join('\n'),
    ],
    [
      'says what there is instead of the kind',
      'GlobalAlrt',
      {},
      'there is no GlobalAlrt; did you mean GlobalAlert?; the template contains GlobalAlert (2), NetworkPolicy (2)',
    ],
    [
      'shows the group where it was asked for',
      'NetworkPolicy.crd.projectcalico.org',
      {},
      'there is no NetworkPolicy.crd.projectcalico.org; did you mean NetworkPolicy.projectcalico.org?; the template contains GlobalAlert.projectcalico.org (2), NetworkPolicy.networking.k8s.io (1), NetworkPolicy.projectcalico.org (1)',
    ],
  ])('%s', (_, kind, pattern, message) => {
    expect(messageOf(() => template.hasResource(kind, pattern))).toBe(message);
  });

  it('says that there is nothing at all', () => {
    expect(messageOf(() => Template.fromObjects([]).hasResource('Pod'))).toBe('there is no Pod; the template is empty');
  });

  it('throws an ordinary error, whose stack begins where the assertion stands', () => {
    let error: unknown;
    try {
      template.hasResource('Pod');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).name).toBe('Error');
    expect((error as Error).stack?.split('\n')[1]).toContain(__filename);
  });
});

describe('the other assertions', () => {
  const everything = Match.exact(alert);

  it('pass', () => {
    template.hasNoResource('Pod');
    template.hasNoResource('GlobalAlert', { spec: { severity: 1 } });
    template.allResources('GlobalAlert', { spec: { severity: Match.anyValue() } });
    template.resourceCountIs('GlobalAlert', 1, everything);
    template.resourceCountIs('Pod', 0);
    expect(template.onlyResource('GlobalAlert', { metadata: { name: 'network.dns' } })).toBe(other);
    expect(template.findResources('GlobalAlert', everything)).toEqual([alert]);
    expect(JSON.parse(JSON.stringify(template))).toEqual([alert, other, ...policies]);
  });

  it.each<[string, () => void, string]>([
    [
      'hasNoResource',
      () => template.hasNoResource('NetworkPolicy'),
      'expected 0 NetworkPolicy, found 2\n  NetworkPolicy dev/egress\n  NetworkPolicy dev/egress',
    ],
    [
      'hasNoResource with a pattern',
      () => template.hasNoResource('GlobalAlert', everything),
      'expected 0 GlobalAlert matching the pattern, found 1\n  GlobalAlert network.ssh',
    ],
    [
      'allResources',
      () => template.allResources('GlobalAlert', { spec: { severity: 100, type: undefined } }),
      '1 of 2 GlobalAlert do not match:\nGlobalAlert network.dns:\n  spec.severity: expected 100, found 80',
    ],
    [
      'allResources of none',
      () => template.allResources('Pod', {}),
      'there is no Pod; the template contains GlobalAlert (2), NetworkPolicy (2)',
    ],
    [
      'resourceCountIs',
      () => template.resourceCountIs('GlobalAlert', 1),
      'expected 1 GlobalAlert, found 2\n  GlobalAlert network.ssh\n  GlobalAlert network.dns',
    ],
    [
      'resourceCountIs with too few as described',
      () => template.resourceCountIs('GlobalAlert', 2, { spec: { severity: 80 } }),
      'expected 2 GlobalAlert matching the pattern, found 1\n  GlobalAlert network.dns\nof the others, the only one is GlobalAlert network.ssh:\n  spec.severity: expected 80, found 100',
    ],
    [
      'resourceCountIs with none as described',
      () => template.resourceCountIs('GlobalAlert', 1, { spec: { severity: 90 } }),
      'no GlobalAlert matches; the closest of 2 is GlobalAlert network.ssh:\n  spec.severity: expected 90, found 100',
    ],
    [
      'onlyResource of two',
      () => template.onlyResource('GlobalAlert'),
      'expected 1 GlobalAlert, found 2\n  GlobalAlert network.ssh\n  GlobalAlert network.dns',
    ],
    [
      'onlyResource of none',
      () => template.onlyResource('Pod'),
      'there is no Pod; the template contains GlobalAlert (2), NetworkPolicy (2)',
    ],
  ])('fail: %s', (_, assertion, message) => {
    expect(messageOf(assertion)).toBe(message);
  });

  it('list ten objects and count the rest', () => {
    const many = Template.fromObjects(Array.from({ length: 12 }, () => ({ apiVersion: 'v1', kind: 'Pod' })));
    const lines = messageOf(() => many.hasNoResource('Pod')).split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([12, '  and 2 more']);
    expect(
      messageOf(() => many.allResources('Pod', { spec: {} }))
        .split('\n')
        .at(-1),
    ).toBe('  and 2 more');
  });
});
