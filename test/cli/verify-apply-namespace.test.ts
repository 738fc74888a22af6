import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { refuse } from '../verify/fake-api-server';
import { CALICO, WORKSHOP } from '../verify/fake-cluster';
import { FakeModule, moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('verify --apply, where the namespace of the demo is there already', () => {
  const namespace = () => fake.cluster.get('Namespace');
  const notOurs =
    'the namespace dev already exists and does not have the label calico-threat-defense/demo=true, so the demo must not use it: choose another name (CALICO_DEMO_NAMESPACE, or the prop demoNamespace), or, if an earlier version created it for the demo, run kubectl label namespace dev calico-threat-defense/demo=true';

  it.each<[string, (labels: Record<string, string>) => void]>([
    ['has no such label', (labels) => delete labels['calico-threat-defense/demo']],
    [
      'has another value of it',
      (labels) => {
        labels['calico-threat-defense/demo'] = 'false';
      },
    ],
  ])('never takes over one that %s', async (_, change) => {
    change(namespace().metadata.labels);
    fake.cluster.objects.delete(ALERT);
    const { outcomes, details, report, exitCode } = await fake.steps(['--apply']);
    expect(details.apply).toBe(`${notOurs}\nnothing was applied`);
    expect([exitCode, outcomes[2], outcomes.slice(3).every((outcome) => outcome.endsWith(' skipped'))]).toEqual([
      1,
      'apply failed',
      true,
    ]);
    expect([report.changes, fake.server.asked.filter(({ method }) => method !== 'GET')]).toEqual([[], []]);
  });

  it('takes over none without labels', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.namespaces.add('dev');
    const { details } = await fake.steps(['--apply']);
    expect(details.apply).toBe(`${notOurs}\nnothing was applied`);
  });

  it('changes what else is different of its own', async () => {
    namespace().metadata.labels.compliance = 'closed';
    const { outcomes, report } = await fake.steps(['--apply']);
    expect([outcomes[2], report.changes[0]]).toEqual(['apply ok', 'applied Namespace dev']);
  });

  it('applies nothing if it cannot be read', async () => {
    fake.cluster.overrides.set('/api/v1/namespaces/dev', refuse(403, 'cannot get namespaces'));
    fake.cluster.objects.delete(ALERT);
    const { outcomes, details, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2], report.changes]).toEqual([2, 'apply unknown', []]);
    expect(details.apply).toMatch(
      /^Namespace dev cannot be read: .*\nso it cannot be determined whether the namespace is the demo's; nothing was applied$/,
    );
  });

  it('leaves namespaces that are not of the demo to whoever made them', async () => {
    const objects = moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
    delete objects.find(({ kind }) => kind === 'Namespace')?.metadata.labels['calico-threat-defense/demo'];
    fake.use(objects);
    namespace().metadata.labels.compliance = 'closed';
    const { outcomes } = await fake.steps(['--apply']);
    expect(outcomes[2]).toBe('apply ok');
  });
});
