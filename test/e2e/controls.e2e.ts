import { NetshootScanner, ScanTarget } from '../../src';
import { describeWithShared } from '../shared-folder';
import { captureStderr, managedCluster, type Synthesized, synthesize } from '../support';
import { read } from '../upstream-differences';
import { type CrdSource, describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';
import { RUNS } from './emitted';

const DRY_RUN = ['create', '--dry-run=server', '-f', '-'];

let server: ControlPlane;

async function refusal(object: Synthesized): Promise<string> {
  const { status, stderr } = await server.kubectl(DRY_RUN, { input: JSON.stringify(object) });
  expect(status).toBe(1);
  return stderr;
}

async function acceptance(object: Synthesized): Promise<void> {
  expect(await server.kubectl(DRY_RUN, { input: JSON.stringify(object) })).toMatchObject({ status: 0, stderr: '' });
}

/** Makes an API server with the CRDs of 3.24 refuse what breaks them. */
function itRefuses(source: CrdSource, words: Readonly<Record<string, string>>): void {
  beforeAll(async () => {
    server = await ControlPlane.start();
    await installCalico(server, '3.24', source);
  });
  afterAll(() => server?.stop());

  const alert = (spec: Synthesized) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'a.rule' },
    spec: { description: 'a rule', severity: 100, type: 'RuleBased', ...spec },
  });
  const good = { dataSet: 'flows', metric: 'sum', field: 'num_flows', condition: 'gt', threshold: 0 };

  it('takes the alert that the next tests break', () => acceptance(alert(good)));

  const broken: Readonly<Record<string, Synthesized>> = {
    'a field without a metric': { metric: undefined, condition: undefined },
    'a count of a field': { metric: 'count' },
    'a sum of no field': { field: undefined },
    'a metric without a condition': { condition: undefined },
    'no data set': { dataSet: undefined },
  };
  it.each(Object.entries(broken))('refuses %s', async (rule, change) => {
    expect(await refusal(alert({ ...good, ...change }))).toContain(`is invalid: spec: Invalid value: ${words[rule]}\n`);
  });

  it('refuses a name that no field has', async () => {
    expect(await refusal(alert({ ...good, sumary: 'misspelt' }))).toContain(
      'strict decoding error: unknown field "spec.sumary"',
    );
  });

  describeWithShared("and the workshop's alert", () => {
    it('refuses its type', async () => {
      const [theirs] = read('ad-alerts.yaml');
      expect(await refusal(theirs)).toContain(
        'spec.type: Unsupported value: "AnomalyDetection": supported values: "RuleBased"',
      );
    });
  });
}

const WORDS: Readonly<Record<CrdSource, Readonly<Record<string, string>>>> = {
  "Calico's": {
    'a field without a metric': 'field without metric is invalid',
    'a count of a field': 'count metric cannot be applied to a field',
    'a sum of no field': 'non-count metrics require a field',
    'a metric without a condition': 'metrics require a condition',
    'no data set': 'dataSet is required for RuleBased alerts',
  },
  our: {
    'a field without a metric': 'a field is read by a metric only; name the metric, or leave the field out',
    'a count of a field': 'count reads no field, since it counts records; leave the field out',
    'a sum of no field': 'avg, max, min and sum are computed from a field; name it',
    'a metric without a condition': 'a metric is compared with the threshold; say how in condition',
    'no data set': 'a query needs records to read; name the dataSet',
  },
};

for (const source of ["Calico's", 'our'] as const) {
  const tests = () => itRefuses(source, WORDS[source]);
  describeWithCrds('3.24', `an API server with ${source} CRDs of 3.24`, tests, source);
}

describe('a namespace of the Pod Security level restricted', () => {
  captureStderr();
  beforeAll(async () => {
    server = await ControlPlane.start();
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await server.create([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev', labels } }]);
  });
  afterAll(() => server?.stop());

  const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });

  it.each(Object.entries(RUNS))('takes our scanner, and its pod: %s', async (_, run) => {
    const objects = synthesize(
      (chart) => new NetshootScanner(chart, 'scanner', { cluster: managedCluster(), target, run: run() }),
    );
    const workload = objects.find(({ kind }) => kind !== 'Service');
    const template = workload.spec.jobTemplate?.spec.template ?? workload.spec.template ?? workload;
    await acceptance(workload);
    // Only pods are judged; what makes them is created in any case.
    await acceptance({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'judged', namespace: 'dev' },
      spec: template.spec,
    });
  });

  describeWithShared("and the workshop's scanner", () => {
    it('refuses it in four ways', async () => {
      const theirs = read('dev-app.manifests.yaml').find(({ metadata }) => metadata.name === 'netshoot');
      const words = await refusal(theirs);
      expect(words).toContain('violates PodSecurity "restricted:latest"');
      for (const control of [
        'allowPrivilegeEscalation != false',
        'unrestricted capabilities',
        'runAsNonRoot != true',
        'seccompProfile',
      ]) {
        expect(words).toContain(control);
      }
    });
  });
});
