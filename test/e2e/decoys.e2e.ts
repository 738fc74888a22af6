import { Chart, Testing } from 'cdk8s';
import { CalicoCluster, Decoy, DecoyProgram, DemoTarget, PodUser } from '../../src';
import { AlertTest, FlowLogs } from '../../src/testing';
import { captureStderr, managedCluster, type Synthesized, testChart } from '../support';
import { installCalico } from './calico-api';
import { listOf } from './control-plane';
import { START_WITHIN_MS, WholeCluster } from './whole-cluster';

const NAMESPACE = 'shop';

describe('decoys on a whole cluster', () => {
  captureStderr();
  let cluster: WholeCluster;

  beforeAll(async () => {
    cluster = await WholeCluster.start();
    await installCalico(cluster, '3.24', 'our');
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await cluster.create([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } }]);
  }, START_WITHIN_MS);
  afterAll(() => cluster?.stop());

  const chart = testChart({ namespace: NAMESPACE });
  CalicoCluster.provide(chart, managedCluster('3.24'));
  const program = DecoyProgram.ofImage({ environment: { MODE: 'x' }, writablePaths: ['/data'] });
  const decoys: readonly Decoy[] = [
    Decoy.service(chart, 'service', { port: 443, podPort: 8443 }),
    Decoy.database(chart, 'database'),
    Decoy.ipEnumeration(chart, 'addresses'),
    Decoy.database(chart, 'image', {
      name: 'orders',
      port: 6379,
      image: 'redis:7.4.1',
      program,
      user: PodUser.of(999),
    }),
    Decoy.service(chart, 'platform', { name: 'console', image: 'example/console:1', program: DecoyProgram.ofImage() }),
  ];

  async function podsOf(name: string): Promise<Synthesized[]> {
    const found = await cluster.succeed(['get', 'pods', '-n', NAMESPACE, '-l', `app=${name}`, '-o', 'json']);
    return JSON.parse(found).items;
  }

  it('are applied without a warning', async () => {
    const objects = Testing.synth(chart);
    const { status, stderr } = await cluster.kubectl(['apply', '--server-side=false', '-f', '-'], {
      input: listOf(objects),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(decoys.map((decoy) => [decoy.decoyName, decoy] as const))(
    'run in a namespace that enforces the Pod Security level restricted, under names that the alert looks for: %s',
    async (name, { alert, podPort = 9 }) => {
      await cluster.until(`the pod of ${name} to run`, async () => {
        const pods = await podsOf(name);
        return pods.length === 1 && pods[0].status.phase === 'Running';
      });
      // Calico's flow logs have this prefix of the pod's name with an asterisk.
      const [pod] = await podsOf(name);
      const row = { dest_namespace: NAMESPACE, dest_name_aggr: `${pod.metadata.generateName}*`, dest_port: podPort };
      AlertTest.of(alert)
        .over(FlowLogs.row({ ...row, reporter: 'dst' }))
        .raises();
    },
  );

  it('have a Service that leads to the port for which the alert looks', async () => {
    const path = '{.items[*].ports[0].port} {.items[*].endpoints[*].targetRef.kind}';
    for (const { decoyName, podPort } of decoys.filter(({ port }) => port !== undefined)) {
      const labels = `kubernetes.io/service-name=${decoyName}`;
      const slice = ['get', 'endpointslices', '-n', NAMESPACE, '-l', labels, '-o', `jsonpath=${path}`];
      await cluster.until(`the endpoint of ${decoyName}`, async () => (await cluster.succeed(slice)).endsWith(' Pod'));
      expect(await cluster.succeed(slice)).toBe(`${podPort} Pod`);
    }
  });

  it('are in a namespace where a pod of root is refused', async () => {
    const other = new Chart(chart.node.root, 'root');
    new DemoTarget(other, 'target', { namespace: NAMESPACE });
    const [deployment] = Testing.synth(other).filter(({ kind }) => kind === 'Deployment');
    const { stderr } = await cluster.kubectl(['apply', '--server-side=false', '-f', '-'], {
      input: listOf([deployment]),
    });
    expect(stderr).toContain('would violate PodSecurity "restricted:latest"');
    await cluster.until('the ReplicaSet to be refused its pods', async () => {
      const events = ['get', 'events', '-n', NAMESPACE, '-o', 'jsonpath={.items[*].message}'];
      return (await cluster.succeed(events)).includes('is forbidden: violates PodSecurity "restricted:latest"');
    });
    expect(await podsOf('nginx')).toEqual([]);
  });
});
