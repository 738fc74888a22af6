import { App, Chart, Testing } from 'cdk8s';
import { CalicoCluster, ScanRun, VerifierRole } from '../../src';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { refuse } from '../verify/fake-api-server';
import { CALICO, DETECTION, WORKSHOP } from '../verify/fake-cluster';
import { cut, FakeModule, moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const NGINX = '/apis/apps/v1/namespaces/dev/deployments/dev-nginx';
const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;
const AD_JOBS = `/apis/apps/v1/${DETECTION}/deployments/ad-jobs-deployment`;
const BINDING: Synthesized = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'pwn' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'User', name: 'mallory', apiGroup: 'rbac.authorization.k8s.io' }],
};

const fake = verifying();
captureStderr();
const module7 = () => moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
beforeEach(() => fake.use(module7()));

const changing = () =>
  fake.server.asked.filter(({ method, query }) => method === 'PATCH' && query['dryRun'] === undefined);

/** Makes an object on the cluster one of somebody else. */
function makeForeign(path: string, change: (live: Synthesized) => void = () => {}): void {
  const live = fake.cluster.objects.get(path);
  live.metadata.annotations = { 'team-x/owner': 'yes' };
  live.metadata.managedFields = [{ manager: 'kubectl-client-side-apply', operation: 'Update' }];
  change(live);
}

describe('verify --apply, where an object exists that it did not create', () => {
  it.each<[string, string, (live: Synthesized) => void]>([
    ['a Deployment with other containers', NGINX, (live) => (live.spec.template.spec.containers[0].name = 'team-x')],
    ['an alert that lacks fields', ALERT, (live) => delete live.spec.period],
    ['an object that differs in its annotations only', NGINX, () => {}],
  ])('changes nothing: %s', async (_, path, change) => {
    makeForeign(path, change);
    const { outcomes, details, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2]]).toEqual([1, 'apply failed']);
    expect(details.apply).toMatch(
      /already exists, and this tool did not create it: it has no annotation .* and no fields of the manager calico-threat-defense; .*\nnothing was applied$/,
    );
    expect([report.changes, fake.server.asked.filter(({ method }) => method === 'PATCH')]).toEqual([[], []]);
  });

  it('leaves it alone where it is as the manifest states, apart from what the manifest does not state', async () => {
    const objects = module7();
    for (const object of objects.filter(({ kind }) => kind === 'Deployment')) {
      delete object.metadata.annotations;
    }
    fake.use(objects);
    makeForeign(NGINX);
    fake.cluster.objects.delete(ALERT);
    const { outcomes } = await fake.steps(['--apply']);
    expect([outcomes[2], changing().map(({ path }) => path)]).toEqual(['apply ok', [ALERT]]);
  });

  it('knows its own by their field manager as well', async () => {
    makeForeign(ALERT, (live) => {
      live.spec.severity = 7;
      live.metadata.managedFields.push({ manager: 'calico-threat-defense', operation: 'Apply' });
    });
    const { outcomes } = await fake.steps(['--apply']);
    expect([outcomes[2], changing().map(({ path }) => path)]).toEqual(['apply ok', [ALERT]]);
  });

  it('applies nothing where the server would merge it with what others added', async () => {
    const live = fake.cluster.objects.get(NGINX);
    live.spec.template.spec.containers.push({ name: 'team-x-app' });
    const merged = structuredClone(live);
    fake.cluster.overrides.set(`PATCH ${NGINX}`, merged);
    fake.cluster.objects.delete(ALERT);
    const { outcomes, details, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2], report.changes, changing()]).toEqual([1, 'apply failed', [], []]);
    expect(details.apply).toMatch(
      /^Deployment dev\/dev-nginx cannot be applied: the result would differ from the manifest: spec\.template\.spec\.containers has 2 items, not 1; .*\nnothing was applied$/,
    );
  });
});

describe('verify --apply, of kinds that this project does not make', () => {
  const roles = () => {
    const chart = new Chart(new App(), 'roles');
    CalicoCluster.provide(chart, managedCluster('3.14'));
    new VerifierRole(chart, 'verifier');
    return Testing.synth(chart);
  };

  it('applies nothing, and names the option', async () => {
    fake.use([...module7(), BINDING]);
    fake.cluster = new FakeModule(WORKSHOP);
    const { outcomes, details, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2], report.changes, changing()]).toEqual([2, 'apply failed', [], []]);
    expect(details.apply).toBe(
      'ClusterRoleBinding pwn is not applied: it is of a kind that this tool does not make, and has no annotation calico-threat-defense/…; apply it with another tool, or pass --allow-kind ClusterRoleBinding.rbac.authorization.k8s.io\nnothing was applied',
    );
  });

  it.each([['ClusterRoleBinding'], ['ClusterRoleBinding.rbac.authorization.k8s.io']])(
    'applies one that --allow-kind names: %s',
    async (kind) => {
      fake.use([...module7(), BINDING]);
      fake.cluster = new FakeModule(WORKSHOP);
      const { outcomes, report } = await fake.steps(['--apply', '--allow-kind', 'ConfigMap', '--allow-kind', kind]);
      expect([outcomes[2], report.changes]).toEqual([
        'apply ok',
        expect.arrayContaining(['applied ClusterRoleBinding pwn']),
      ]);
    },
  );

  it.each([['RoleBinding'], ['ClusterRoleBinding.example.com'], ['Role.rbac.authorization.k8s.io']])(
    'does not apply it where --allow-kind names another one: %s',
    async (kind) => {
      fake.use([...module7(), BINDING]);
      fake.cluster = new FakeModule(WORKSHOP);
      const { outcomes } = await fake.steps(['--apply', '--allow-kind', kind]);
      expect([outcomes[2], changing()]).toEqual(['apply failed', []]);
    },
  );

  it('applies those that our annotations cover', async () => {
    fake.use([...module7(), ...roles()]);
    fake.cluster = new FakeModule(WORKSHOP);
    const { outcomes, report } = await fake.steps(['--apply']);
    expect([outcomes[2], report.changes]).toEqual([
      'apply ok',
      expect.arrayContaining(['applied ClusterRole calico-threat-defense-verifier']),
    ]);
  });

  it('takes a kind of another group for another kind', async () => {
    fake.use([...module7(), { ...BINDING, apiVersion: 'example.com/v1', kind: 'Deployment' }]);
    const { details } = await fake.steps(['--apply']);
    expect(details.apply).toMatch(/pass --allow-kind Deployment\.example\.com\nnothing was applied$/);
  });

  it('is not in the way of what is on the cluster already', async () => {
    fake.use([...module7(), BINDING]);
    expect((await fake.steps(['--apply'])).outcomes[2]).toBe('apply ok');
  });

  it.each<[string[], RegExp]>([
    [['--allow-kind', 'ConfigMap'], /option '--allow-kind <kind>' has no effect without --apply/],
    [['--apply', '--allow-kind', 'configmaps'], /'configmaps' is invalid. It must be a kind/],
    [['--apply', '--allow-kind', '*'], /'\*' is invalid. It must be a kind/],
  ])('refuses other uses of the option: %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await fake.verify(args);
    expect([stdout, exitCode, stderr]).toEqual(['', 2, expect.stringMatching(message)]);
  });
});

describe('verify --apply', () => {
  it('applies what is missing or changed, and nothing else', async () => {
    fake.cluster.objects.delete(ALERT);
    const { outcomes, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2]]).toEqual([0, 'apply ok']);
    expect(report.changes[0]).toBe('applied GlobalAlert tigera.io.detector.port-scan');
    const patches = fake.server.asked.filter(({ method }) => method === 'PATCH');
    expect(patches.map(({ path, query }) => [path, query])).toEqual([
      [ALERT, { fieldManager: 'calico-threat-defense', dryRun: 'All' }],
      [ALERT, { fieldManager: 'calico-threat-defense' }],
    ]);
  });

  it('applies everything to a cluster that has nothing of it yet', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    const { outcomes, report, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes[2]]).toEqual([0, 'apply ok']);
    expect(report.changes.slice(0, -1)).toHaveLength(9);
    expect(report.changes[0]).toBe('applied Namespace dev');
  });

  it('applies nothing where something would be refused', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.overrides.set(
      `PATCH ${AD_JOBS}`,
      refuse(409, 'Apply failed with 1 conflict: conflict with "kubectl"'),
    );
    const { details, report, exitCode } = await fake.steps(['--apply']);
    expect(details.apply).toMatch(
      /ad-jobs-deployment cannot be applied: .*conflict with "kubectl"; another field manager owns the field.*\nnothing was applied$/,
    );
    expect([report.changes, exitCode]).toEqual([[], 2]);
  });

  it('says what was applied where the connection is lost in the middle', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.overrides.set(`PATCH ${AD_JOBS}`, (asked, response) =>
      asked.query['dryRun'] === undefined ? cut(asked, response) : response.end('{}'),
    );
    const { details, report, exitCode } = await fake.steps(['--apply']);
    expect(exitCode).toBe(2);
    expect(details.apply).toMatch(/cannot be reached: .*; possibly not applied: Deployment .*ad-jobs-deployment/);
    expect(report.changes).toContain('applied Namespace dev');
  });
});
