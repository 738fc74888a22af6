import { App, Testing } from 'cdk8s';
import { AnomalyDetectionChart } from '../../src';
import { quantityValue } from '../../src/kubernetes';
import { changedFields } from '../../src/verify/live/compare';
import { captureStderr, managedCluster, type Synthesized } from '../support';

const deployment = (spec: object): Synthesized => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec });
const pod = (spec: object): Synthesized => ({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec });

describe('what differs between a manifest and the object on the cluster', () => {
  captureStderr();

  it('is nothing where the server filled in defaults', () => {
    const manifest = deployment({ replicas: 1, template: { spec: { containers: [{ name: 'a', env: [] }] } } });
    const live = deployment({
      replicas: 1,
      progressDeadlineSeconds: 600,
      template: { spec: { containers: [{ name: 'a', imagePullPolicy: 'Always' }], dnsPolicy: 'ClusterFirst' } },
    });
    expect(changedFields(manifest, { ...live, status: { replicas: 1 }, metadata: { uid: 'x' } })).toEqual([]);
  });

  it('is nothing where the server writes a quantity or a duration in another way', () => {
    const limits = (cpu: unknown, memory: string) =>
      deployment({ template: { spec: { containers: [{ resources: { limits: { cpu, memory } } }] } } });
    expect(changedFields(limits('0.5', '1024Mi'), limits('500m', '1Gi'))).toEqual([]);
    expect(changedFields(limits(1, '1G'), limits('1', '1Gi'))).toEqual([
      'spec.template.spec.containers[0].resources.limits.memory is "1Gi", not "1G"',
    ]);
    const alert = (period: string) => ({ kind: 'GlobalAlert', spec: { period } });
    expect(changedFields(alert('5m'), alert('5m0s'))).toEqual([]);
    expect(changedFields(alert('5m'), alert('6m0s'))).toEqual(['spec.period is "6m0s", not "5m"']);
  });

  it('is nothing where a flush interval is written in another way, but a level of 0 is not the default', () => {
    const felix = (spec: object) => ({ kind: 'FelixConfiguration', spec });
    const [written, stored] = [{ flowLogsFlushInterval: '90s' }, { flowLogsFlushInterval: '1m30s', bpfEnabled: true }];
    expect(changedFields(felix(written), felix(stored))).toEqual([]);
    expect(changedFields(felix({ dnsLogsFlushInterval: '60s' }), felix({ dnsLogsFlushInterval: '61s' }))).toEqual([
      'spec.dnsLogsFlushInterval is "61s", not "60s"',
    ]);
    const levels = { flowLogsFileAggregationKindForDenied: 0, dnsLogsFileAggregationKind: 0 };
    expect(changedFields(felix(levels), felix({}))).toEqual([
      'spec.flowLogsFileAggregationKindForDenied is missing, not 0',
      'spec.dnsLogsFileAggregationKind is missing, not 0',
    ]);
    expect(changedFields(felix(levels), felix(levels))).toEqual([]);
  });

  it('is nothing where the server leaves out what is empty, but no false that means something', () => {
    const manifest = deployment({
      threshold: 0,
      text: '',
      map: {},
      list: [],
      template: { spec: { hostNetwork: false } },
    });
    expect(changedFields(manifest, deployment({ template: { spec: {} } }))).toEqual([]);
    expect(changedFields(pod({ automountServiceAccountToken: false }), pod({}))).toEqual([
      'spec.automountServiceAccountToken is missing, not false',
    ]);
  });

  it.each<[string, object, object, string[]]>([
    ['a value', { replicas: 2 }, { replicas: 3 }, ['spec.replicas is 3, not 2']],
    [
      'an item that was added',
      { env: [{ name: 'A' }] },
      { env: [{ name: 'A' }, { name: 'B' }] },
      ['spec.env has 2 items, not 1'],
    ],
    ['an item that was removed', { args: ['a', 'b'] }, { args: ['a'] }, ['spec.args has 1 items, not 2']],
    [
      'another order',
      { args: ['a', 'b'] },
      { args: ['b', 'a'] },
      ['spec.args[0] is "b", not "a"', 'spec.args[1] is "a", not "b"'],
    ],
    ['a map that is gone', { selector: { app: 'x' } }, {}, ['spec.selector is missing, not {"app":"x"}']],
  ])('is named field by field: %s', (_, manifest, live, lines) => {
    expect(changedFields(deployment(manifest), deployment(live))).toEqual(lines);
  });

  it('is told of labels and annotations too, but not of those that others added', () => {
    const labelled = (labels: object, annotations: object) => ({ kind: 'Service', metadata: { labels, annotations } });
    expect(changedFields(labelled({ a: '1' }, { b: '2' }), labelled({ a: '1', z: '9' }, { b: '3', y: '8' }))).toEqual([
      'metadata.annotations.b is "3", not "2"',
    ]);
  });

  it('takes what admission adds to a Pod for no change', () => {
    const container = { name: 'netshoot', volumeMounts: [{ name: 'v', mountPath: '/v' }] };
    const token = { name: 'kube-api-access', mountPath: '/var/run' };
    const live = pod({
      containers: [{ name: 'proxy' }, { ...container, volumeMounts: [token, ...container.volumeMounts] }],
      tolerations: [
        { key: 'a', operator: 'Exists' },
        { operator: 'Exists', effect: 'NoExecute' },
      ],
    });
    const tolerations = [{ effect: 'NoExecute', operator: 'Exists' }];
    expect(changedFields(pod({ containers: [container], tolerations }), live)).toEqual([]);
    expect(changedFields(pod({ containers: [{ name: 'other' }] }), live)).toEqual([
      'spec.containers[0] is missing, not {"name":"other"}',
    ]);
  });

  it('is nothing for the module and itself', () => {
    const chart = new AnomalyDetectionChart(new App(), 'module', { cluster: managedCluster() });
    for (const object of Testing.synth(chart)) {
      expect(changedFields(object, structuredClone(object))).toEqual([]);
    }
  });

  it.each([
    ['500m', 0.5],
    ['1G', 1e9],
    ['32Mi', 32 * 1024 ** 2],
    ['1e3', 1000],
    ['0.5', 0.5],
    [2, 2],
    ['12x', undefined],
    ['', undefined],
  ])('reads the quantity %s', (text, value) => {
    expect(quantityValue(text)).toBe(value);
  });
});
