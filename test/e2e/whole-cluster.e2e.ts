import { captureStderr } from '../support';
import { installCalico } from './calico-api';
import { emit } from './emitted';
import { PodOutcome } from './pod-outcome';
import { installStandIns, lookLike } from './stand-ins';
import { START_WITHIN_MS, WholeCluster } from './whole-cluster';

const REPORT = 'Nmap scan report for 10.1.0.7\n80/tcp open http\n';
const NAME_AND_PHASE = '{.metadata.name} {.status.phase}';
const STATE =
  '{.status.phase} {.status.containerStatuses[0].state.waiting.reason} {.status.conditions[?(@.type=="Ready")].status}';

describe('a whole cluster', () => {
  captureStderr();
  let cluster: WholeCluster;

  beforeAll(async () => {
    const started = Date.now();
    cluster = await WholeCluster.start({
      logs: { netshoot: "it's\n\n100 %d\n" },
      commands: { nmap: { stdout: REPORT }, false: { stderr: 'no\n', status: 3 } },
    });
    process.stdout.write(`a whole cluster is ready after ${((Date.now() - started) / 1_000).toFixed(1)} s\n`);
    await installCalico(cluster, '3.14', 'our');
    await installStandIns(cluster);
  }, START_WITHIN_MS);
  afterAll(() => cluster?.stop());

  /** What kubectl shows of pods, a line each. */
  const pods = async (namespace: string, labels: string, path: string) => {
    const template = `jsonpath={range .items[*]}${path}{"\\n"}{end}`;
    const found = await cluster.succeed(['get', 'pods', '-n', namespace, '-l', labels, '-o', template]);
    return found
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' '))
      .filter((line) => line !== '');
  };
  it("runs a Deployment's pods", async () => {
    await cluster.succeed(['create', 'deployment', 'web', '--image=nginx', '--replicas=2']);
    await cluster.succeed(['rollout', 'status', 'deployment/web', '--timeout=20s']);
    expect(await pods('default', 'app=web', '{.status.phase} {.spec.nodeName}')).toEqual(Array(2).fill('Running node'));
  });

  it('says what it is told to say of itself', async () => {
    const read = async (resource: string) =>
      (await cluster.kubectl(['get', resource, '-o', 'jsonpath={.items[*].metadata.name}{.spec.cnxVersion}'])).stdout;
    await lookLike(cluster, { release: 'v3.14.4', topology: 'managed', name: 'acme.aks-prod' });
    await cluster.succeed([
      'rollout',
      'status',
      'deployment/intrusion-detection-controller',
      '-n',
      'tigera-intrusion-detection',
      '--timeout=20s',
    ]);
    expect(await read('clusterinformations.projectcalico.org/default')).toBe('v3.14.4');
    expect(await read('managementclusterconnections')).toBe('tigera-secure');
    expect(await read('managementclusters')).toBe('');
    await lookLike(cluster, { topology: 'management' });
    expect(await read('clusterinformations.crd.projectcalico.org/default')).toBe('');
    expect(await read('managementclusterconnections')).toBe('');
    expect(await read('managementclusters')).toBe('tigera-secure');
  });

  it('runs everything that is made for 3.14', async () => {
    const folder = cluster.folder('dist');
    emit(folder, 'managed', '3.14');
    await cluster.succeed(['apply', '-f', folder]);
    const running = async () => {
      const lines = await Promise.all(
        ['dev', 'tigera-intrusion-detection'].map((each) => pods(each, '', NAME_AND_PHASE)),
      );
      return lines
        .flat()
        .filter((line) => line.endsWith(' Running'))
        .map((line) => line.replace(/(-[a-z0-9]+-[a-z0-9]{5})? Running$/, ''));
    };
    const probes = ['connect', 'lookup', 'ping', 'request'].map((action) => `probe-${action}-pod`);
    const expected = ['ad-jobs-deployment', 'dev-nginx', 'dev-nginx', 'netshoot', ...probes, 'scanner-pod'];
    await cluster.until('the pods to run', async () => (await running()).length >= expected.length);
    expect((await running()).sort()).toEqual(expected);
    await cluster.succeed(['wait', '--for=condition=Complete', 'job/scanner-once', '-n', 'dev', '--timeout=20s']);
  });

  it('runs commands in a pod, and prints its log', async () => {
    const exec = (...command: string[]) => cluster.kubectl(['exec', '-n', 'dev', 'netshoot', '--', ...command]);
    expect(await exec('nmap', '-p', '1-600', 'nginx svc')).toMatchObject({ status: 0, stdout: REPORT });
    expect(cluster.commandsRun()).toEqual(['nmap -p 1-600 nginx svc']);
    const failed = await exec('false');
    expect(failed).toMatchObject({ status: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^no\n/);
    expect((await exec('cat')).stderr).toContain('executable file not found in $PATH');
    expect(await cluster.succeed(['logs', '-n', 'dev', 'netshoot'])).toBe("it's\n\n100 %d\n");
    expect(await cluster.succeed(['logs', '-n', 'dev', 'deployment/dev-nginx'])).toBe('');
  });

  const TROUBLES: readonly [name: string, outcome: PodOutcome, shown: string][] = [
    ['an image that cannot be pulled', PodOutcome.IMAGE_PULL_BACK_OFF, 'Pending ImagePullBackOff'],
    ['a missing Secret', PodOutcome.missingSecret('pull "it"'), 'Pending CreateContainerConfigError'],
    ['a container that ends again and again', PodOutcome.CRASH_LOOP_BACK_OFF, 'Running CrashLoopBackOff'],
    ['a probe that fails', PodOutcome.NOT_READY, 'Running'],
  ];
  it.each(TROUBLES)('shows %s, in a pod that is there and in a new one', async (_, outcome, shown) => {
    await cluster.behave({ pods: [{ namespace: 'default', labels: { app: 'web' }, outcome }] });
    await cluster.succeed(['scale', 'deployment/web', '--replicas=3']);
    const all = () => pods('default', 'app=web', STATE);
    const expected = Array(3).fill(`${shown} False`);
    await cluster.until(`pods that are ${shown}`, async () => (await all()).join() === expected.join());
    expect(await cluster.succeed(['get', 'deployment/web', '-o', 'jsonpath={.status.readyReplicas}'])).toBe('');
    await cluster.succeed(['scale', 'deployment/web', '--replicas=2']);
    await cluster.behave({});
    await cluster.succeed(['rollout', 'status', 'deployment/web', '--timeout=20s']);
    expect(await all()).toEqual(Array(2).fill('Running True'));
  });

  it('says why a container waits', async () => {
    const message = '{.status.containerStatuses[0].state.waiting.message}';
    const select = { namespace: 'default', container: 'nginx' };
    for (const [outcome, said] of [
      [PodOutcome.IMAGE_PULL_BACK_OFF, 'Back-off pulling image "nginx": ErrImagePull: pull access denied'],
      [PodOutcome.missingSecret('pull "it"'), 'secret "pull "it"" not found'],
    ] as const) {
      await cluster.behave({ pods: [{ ...select, outcome }] });
      await cluster.until(said, async () => (await pods('default', 'app=web', message)).join() === [said, said].join());
    }
  });

  it('lets a Job of a CronJob succeed, or fail', async () => {
    const job = async (name: string, condition: string) => {
      await cluster.succeed(['create', 'job', name, '--from=cronjob/scanner-on-demand', '-n', 'dev']);
      await cluster.succeed(['wait', `--for=condition=${condition}`, `job/${name}`, '-n', 'dev', '--timeout=25s']);
    };
    await cluster.behave({ logs: { netshoot: REPORT, 'scanner-on-demand': REPORT } });
    await job('first', 'Complete');
    expect(await cluster.succeed(['logs', '-n', 'dev', 'job/first'])).toBe(REPORT);
    await cluster.behave({
      pods: [{ labels: { 'batch.kubernetes.io/job-name': 'second' }, outcome: PodOutcome.failed(7) }],
    });
    await job('second', 'Failed');
    const exitCode = '{.status.phase} {.status.containerStatuses[0].state.terminated.exitCode}';
    expect(await pods('dev', 'job-name=second', exitCode)).toContain('Failed 7');
  });

  it('lets others in, as far as they may', async () => {
    const as = async (kubeconfig: string) => {
      const args = ['--kubeconfig', kubeconfig, '--request-timeout=5s', 'get', 'pods', '-n', 'dev', '-o', 'name'];
      return cluster.kubectl(args);
    };
    const account = { namespace: 'dev', name: 'reader' };
    expect((await as(cluster.kubeconfig)).stdout).toContain('pod/netshoot\n');
    expect((await as(await cluster.kubeconfigFor(account))).stderr).toContain(
      'User "system:serviceaccount:dev:reader" cannot list resource "pods"',
    );
    const reader = await cluster.kubeconfigFor({ ...account, clusterRole: 'view' });
    expect((await as(reader)).stdout).toContain('pod/netshoot\n');
    expect((await as(cluster.kubeconfigWithBadToken())).stderr).toContain('(Unauthorized)');
    expect((await as(await cluster.kubeconfigOfDeadPort())).stderr).toContain('connection refused');
  });
});
