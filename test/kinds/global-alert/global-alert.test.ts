import { Duration } from 'cdk8s';
import {
  AlertRule,
  FlowFields,
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  Metric,
  Query,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import {
  captureStderr,
  madeFor,
  managedCluster,
  messageOf,
  objectsBelow,
  only,
  synthesize,
  testChart,
} from '../../support';

const cluster = managedCluster('3.24');
const ssh = AlertRule.flows({
  query: FlowFields.DEST_PORT.equalTo(22).and(Query.field('action').equalTo('allow')),
  aggregateBy: ['source_namespace', 'source_name_aggr'],
  condition: Metric.sum('num_flows').greaterThan(0),
});
const basis = { cluster, name: 'network.ssh', rule: ssh, description: 'SSH from ${source_namespace}' };

describe.each([
  ['GlobalAlert', GlobalAlert],
  ['GlobalAlertTemplate', GlobalAlertTemplate],
] as const)('%s', (kind, Alert) => {
  const stderr = captureStderr();

  it('is a rule in the words of Calico', () => {
    const objects = synthesize((chart) => new Alert(chart, 'ssh', basis), { namespace: 'x' });
    expect(objects).toMatchSnapshot();
    expect(only(objects, kind)).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind,
      metadata: { name: 'network.ssh', annotations: madeFor(cluster) },
      spec: {
        description: 'SSH from ${source_namespace}',
        summary: 'SSH from ${source_namespace}',
        severity: 100,
        dataSet: 'flows',
        query: 'dest_port = 22 AND action = allow',
        aggregateBy: ['source_namespace', 'source_name_aggr'],
        metric: 'sum',
        field: 'num_flows',
        condition: 'gt',
        threshold: 0,
      },
    });
    expect(stderr()).toBe('');
  });

  const other = AlertRule.dns({
    query: Query.field('qname').isOneOfSubstitution('names'),
    substitutions: [{ name: 'names', values: ['*.example.com'] }],
  });
  const table: AllProps<Omit<GlobalAlertProps, 'cluster'>> = {
    name: { value: 'a.b', at: ['metadata', 'name'], is: 'a.b' },
    rule: { value: other, at: ['spec', 'substitutions', 0, 'values', 0], is: '*.example.com' },
    description: { value: 'a description', at: ['spec', 'description'], is: 'a description' },
    summary: { value: 'a summary', at: ['spec', 'summary'], is: 'a summary' },
    period: { value: Duration.minutes(7), at: ['spec', 'period'], is: '7m0s' },
    lookback: { value: Duration.hours(2), at: ['spec', 'lookback'], is: '2h0m0s' },
    severity: { value: 42, at: ['spec', 'severity'], is: 42 },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps(table, (chart, props) => new Alert(chart, 'alert', { ...basis, ...props }), [
    'name',
    'rule',
    'description',
  ]);

  it('throws what the checks find, before it makes anything', () => {
    const chart = testChart();
    const message = messageOf(
      () =>
        new Alert(chart, 'ssh', {
          ...basis,
          description: 'SSH',
          name: 'tigera.io.detector.ssh',
          severity: 0,
          rule: AlertRule.flows({ query: Query.parse('dest_prt = 22'), condition: Metric.count().atLeast(1) }),
          summary: '${port}',
        }),
    );
    expect(message.split('\n').map((line) => line.replace(/^.*\[(.*)\]$/, '$1'))).toEqual([
      'test/ssh: 4 problems',
      'global-alert/reserved-name',
      'global-alert/severity-range',
      'query/unknown-field',
      'global-alert/variable-unknown',
    ]);
    expect(objectsBelow(chart)).toHaveLength(0);
  });

  it('needs a cluster', () => {
    expect(messageOf(() => new Alert(testChart(), 'ssh', { ...basis, cluster: undefined }))).toContain(
      '[cluster/missing]',
    );
  });
});

describe('GlobalAlert', () => {
  it('keeps its primitives readable', () => {
    const alert = new GlobalAlert(testChart(), 'ssh', {
      ...basis,
      period: Duration.minutes(1),
      lookback: Duration.hours(1),
    });
    expect([alert.alertName, alert.severity, alert.rule]).toEqual(['network.ssh', 100, ssh]);
    expect([alert.period?.toMinutes(), alert.lookback?.toMinutes()]).toEqual([1, 60]);
    expect(new GlobalAlert(testChart(), 'ssh', basis).period).toBeUndefined();
  });
});

describe('AlertRule', () => {
  it('takes queries and fields as strings as well', () => {
    const { DEST_PORT, SOURCE_NAMESPACE, NUM_FLOWS } = FlowFields;
    const rule = (strings: boolean) =>
      AlertRule.flows({
        query: strings ? 'dest_port = 22' : DEST_PORT.equalTo(22),
        aggregateBy: [strings ? 'source_namespace' : SOURCE_NAMESPACE],
        condition: Metric.sum(strings ? 'num_flows' : NUM_FLOWS).atLeast(5),
      });
    expect(`${rule(true).query}`).toBe(`${rule(false).query}`);
    expect({ ...rule(true), query: undefined }).toEqual({ ...rule(false), query: undefined });
    expect(rule(true).aggregateBy).toEqual(['source_namespace']);
    expect(messageOf(() => AlertRule.flows({ query: 'dest_port == 22' }))).toMatch(/^Query: 1 problem/);
  });

  it.each(['audit', 'dns', 'flows', 'l7', 'waf', 'vulnerability'] as const)('is over the data set %s', (dataSet) => {
    const rule = AlertRule[dataSet]({});
    expect([rule.dataSet, rule.query, rule.condition, rule.aggregateBy, rule.substitutions]).toEqual([
      dataSet,
      undefined,
      undefined,
      [],
      [],
    ]);
  });

  const metrics = [Metric.count(), Metric.sum('a'), Metric.avg('b'), Metric.min('c'), Metric.max('d')];
  it.each(metrics.map((metric) => [metric.kind, metric]))(
    'has the metric %s with a field where it takes one',
    (name, metric) => {
      expect(metric.field === undefined).toBe(name === 'count');
    },
  );

  it('compares in each way', () => {
    const metric = Metric.count();
    const conditions = [
      metric.equalTo(1),
      metric.notEqualTo(2),
      metric.greaterThan(3),
      metric.atLeast(4),
      metric.lessThan(5),
      metric.atMost(6),
    ];
    expect(conditions.map(({ comparison, threshold }) => `${comparison} ${threshold}`)).toEqual([
      'eq 1',
      'not_eq 2',
      'gt 3',
      'gte 4',
      'lt 5',
      'lte 6',
    ]);
    expect(conditions.every((condition) => condition.metric === metric)).toBe(true);
  });
});
