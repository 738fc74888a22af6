import { Duration, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import {
  AdJob,
  AdJobsDeployment,
  AlertRule,
  FlowFields,
  GlobalAlert,
  type GlobalAlertProps,
  Metric,
  PortScanAlert,
  Query,
} from '../../src';
import { type Finding, FindingsError, fieldPath } from '../../src/base';
import { checkAdJobs } from '../../src/kinds/ad-jobs';
import { checkGlobalAlert } from '../../src/kinds/global-alert';
import { checkTigeraPolicy } from '../../src/kinds/tigera-policy';
import { checkObjectMetadata } from '../../src/kubernetes';
import { lint } from '../../src/lint';
import { captureStderr, managedCluster, type Synthesized, testChart } from '../support';

const cluster = managedCluster('3.17');

function linted(object: unknown): string[] {
  const bytes = Buffer.from(stringify(object));
  return lint([{ file: 'f.yaml', bytes }], cluster)
    .findings.filter(({ rule }) => rule !== 'calico-object/made-for-unknown')
    .map(({ rule, severity, path, message }) => `${severity} ${path}: ${message} [${rule}]`)
    .sort();
}

/** What is about the release is about no place in a file. */
function texts(findings: readonly Finding[]): string[] {
  return findings
    .map((finding) =>
      fieldPath(finding.keys) === 'cluster.release'
        ? { ...finding, keys: [], message: `${finding.value} ${finding.message}` }
        : finding,
    )
    .map(({ rule, severity, keys, message }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`)
    .sort();
}

function checked(object: Synthesized): string[] {
  const check = { GlobalAlert: checkGlobalAlert, Deployment: checkAdJobs, NetworkPolicy: checkTigeraPolicy }[
    object.kind as string
  ];
  const metadata = object.kind === 'GlobalAlert' ? [] : checkObjectMetadata(object);
  return texts(check === undefined ? [] : [...check(object, cluster), ...metadata]);
}

/** What takes the place of a value: nothing, and values of other kinds and out of every range. */
const BREAKS: readonly unknown[] = [
  undefined,
  null,
  '',
  'x y',
  '${',
  '-5',
  'a = b',
  'calico-system',
  -1,
  0,
  101,
  0.5,
  true,
  [],
  ['x'],
  {},
  { name: 'x' },
];

/** Every copy of an object with one of its values broken. */
function* broken(value: Synthesized): Generator<Synthesized> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const key of Object.keys(value)) {
    for (const replacement of BREAKS) {
      yield Array.isArray(value)
        ? value.map((item, index) => (`${index}` === key ? replacement : item))
        : { ...value, [key]: replacement };
    }
    for (const below of broken(value[key])) {
      yield Array.isArray(value)
        ? value.map((item, index) => (`${index}` === key ? below : item))
        : { ...value, [key]: below };
    }
  }
}

function alertProps(props: Partial<GlobalAlertProps> = {}): GlobalAlertProps {
  return {
    cluster,
    name: 'network.ssh',
    description: 'SSH of ${source_namespace}',
    period: Duration.minutes(5),
    lookback: Duration.minutes(10),
    rule: AlertRule.flows({
      query: FlowFields.DEST_PORT.equalTo(22).and(Query.field('source_namespace').isOneOfSubstitution('names')),
      aggregateBy: ['source_namespace'],
      condition: Metric.sum('num_flows').greaterThan(0),
      substitutions: [{ name: 'names', values: ['dev'] }],
    }),
    ...props,
  };
}

describe('a construct and the linter', () => {
  captureStderr();

  const objects = (): Synthesized[] => {
    const chart = testChart();
    new GlobalAlert(chart, 'ssh', alertProps());
    new PortScanAlert(chart, 'port-scan', { cluster });
    const settings = { portScanThreshold: 200, trainInterval: Duration.minutes(20), dnsLatencyScoreThreshold: -0.8 };
    new AdJobsDeployment(chart, 'jobs', { cluster, settings, disabledJobs: [AdJob.DGA] });
    return Testing.synth(chart);
  };

  it.each([
    'GlobalAlert network.ssh',
    'GlobalAlert tigera.io.detector.port-scan',
    'NetworkPolicy allow-tigera.allow-anomaly-detection',
  ])('say the same of the same object, whichever of its values is broken: %s', (title) => {
    const object = objects().find(({ kind, metadata }) => `${kind} ${metadata.name}` === title);
    let told = 0;
    for (const copy of broken(object)) {
      if (copy.kind === object.kind && copy.apiVersion === object.apiVersion) {
        // What YAML leaves out and what it writes as null is what the linter reads.
        const read = JSON.parse(JSON.stringify(copy));
        expect(linted(read)).toEqual(checked(read));
        told += checked(read).length;
      }
    }
    expect(told).toBeGreaterThan(0);
  });

  it('say the same of each variable of the AD jobs', () => {
    const deployment = objects().find(({ kind }) => kind === 'Deployment');
    const [container] = deployment.spec.template.spec.containers;
    for (const env of broken(container.env)) {
      const copy = structuredClone(deployment);
      copy.spec.template.spec.containers[0].env = env;
      const read = JSON.parse(JSON.stringify(copy));
      expect(linted(read)).toEqual(checked(read));
    }
  });

  it.each<[string, Partial<GlobalAlertProps>, (alert: Synthesized) => void]>([
    ['a severity', { severity: 0 }, (alert) => Object.assign(alert.spec, { severity: 0 })],
    ['a period', { period: Duration.seconds(30) }, (alert) => Object.assign(alert.spec, { period: '30s' })],
    [
      'a name',
      { name: 'tigera.io.detector.x' },
      (alert) => Object.assign(alert.metadata, { name: 'tigera.io.detector.x' }),
    ],
    ['a variable', { summary: '${x}' }, (alert) => Object.assign(alert.spec, { summary: '${x}' })],
    [
      'a query',
      {
        rule: AlertRule.flows({
          query: Query.parse('dest_prt = 70000 OR dest_port = 70000'),
          aggregateBy: ['source_namespace'],
        }),
      },
      (alert) => {
        const { description, severity, period, lookback } = alert.spec;
        const query = 'dest_prt = 70000 OR dest_port = 70000';
        Object.assign(alert, {
          spec: { description, severity, period, lookback, dataSet: 'flows', query, aggregateBy: ['source_namespace'] },
        });
      },
    ],
  ])('say the same where the construct throws: %s', (_, props, breakIt) => {
    const alert = objects().find(({ metadata }) => metadata.name === 'network.ssh');
    breakIt(alert);
    let thrown: unknown;
    try {
      new GlobalAlert(testChart(), 'ssh', alertProps(props));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FindingsError);
    expect(linted(alert).filter((line) => line.startsWith('error'))).toEqual(texts((thrown as FindingsError).findings));
  });
});
