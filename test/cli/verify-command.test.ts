import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CalicoCluster, CalicoRelease, ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { WORKSHOP } from '../verify/fake-cluster';
import { moduleObjects } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the command calico-threat-defense verify', () => {
  it('walks the module, in plain lines where there is no terminal', async () => {
    const { stdout, stderr, exitCode } = await fake.verify();
    expect([stderr, exitCode]).toEqual(['', 0]);
    const lines = stdout
      .replace(/netshoot-[0-9a-z]+/g, 'netshoot-X')
      .replace(/20\d\d-\S+Z/g, 'TIME')
      .split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        /^ok cluster: Calico Enterprise 3.14.1, managed, acme.aks-prod, at http:\/\/127.0.0.1:\d+$/,
      ),
      expect.stringMatching(/^ {2}CALICO_RELEASE is what the cluster reports; .* connected to Calico Cloud/),
      'ok made-for: made for Calico Enterprise 3.14.0; Calico Enterprise 3.14.1 accepts the same manifests',
      'ok objects: 9 objects present and unchanged',
      'ok alert: GlobalAlert tigera.io.detector.port-scan is active and healthy, last run TIME',
      'ok ad-jobs: pod a-pod is running and ready',
      'ok scan: Job netshoot-X scanned from TIME to TIME',
      '  nmap: 1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed',
      'ok event: the last event of GlobalAlert tigera.io.detector.port-scan is from TIME, 1 second after the scan began',
      'left on the cluster:',
      '  created Job dev/netshoot-X; it is removed 60 minutes after it ends',
      'all steps passed',
      '',
    ]);
  });

  it('draws a spinner on a terminal, and leaves one block for each step', async () => {
    fake.cluster.get('GlobalAlert').status.active = false;
    const before = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };
    Object.assign(process.stdout, { isTTY: true, columns: 40 });
    const { stdout, exitCode } = await fake.verify().finally(() => Object.assign(process.stdout, before));
    const written = stdout.split('\r\u001b[K');
    const drawn = written.filter((part) => /^[\u2800-\u28ff]/.test(part));
    expect(drawn[0]?.slice(2)).toBe('cluster');
    expect(drawn.filter((part) => part.includes('\n') || part.length > 39)).toEqual([]);
    const left = written.filter((part) => !drawn.includes(part)).join('');
    expect(left.split('\n').map((line) => line.split(':')[0])).toEqual([
      'ok cluster',
      '  CALICO_RELEASE is what the cluster reports; it cannot be determined whether the cluster is connected to Calico Cloud',
      'ok made-for',
      'ok objects',
      'FAILED alert',
      'ok ad-jobs',
      'skipped scan',
      'skipped event',
      '1 step failed',
      '',
    ]);
    expect(exitCode).toBe(1);
  });

  it('writes one JSON document, and its progress on standard error', async () => {
    const { stdout, stderr, exitCode } = await fake.verify(['--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, changes: [expect.stringContaining('created Job')] });
    expect(stderr).toContain('ok objects: 9 objects present and unchanged\n');
    expect(exitCode).toBe(0);
  });

  it('says on Ctrl-C what is left', async () => {
    fake.cluster.jobStatus = () => ({});
    const running = fake.start();
    const made = setInterval(() => {
      if (fake.server.requests.some((request) => request.startsWith('POST '))) {
        clearInterval(made);
        setTimeout(running.interrupt, 300);
      }
    }, 50);
    const { stdout, exitCode } = await running.result;
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(
      /\nUNKNOWN scan: interrupted\nskipped event: not reached because .*\nleft on the cluster:\n {2}created Job dev\/netshoot-\w+; /,
    );
  });

  it.each<[string, () => string[], RegExp]>([
    ['no manifests', () => ['nowhere'], /nowhere: cannot be read: no such file or directory/],
    [
      'an empty folder',
      () => [join(fake.dist, '..', 'empty')],
      /contains no Kubernetes objects; generate the manifests first/,
    ],
    ['no YAML', () => [join(fake.dist, '..', 'broken.yaml')], /broken.yaml: cannot be read: is not valid YAML/],
    ['another timeout', () => [fake.dist, '--timeout', '10 minutes'], /'10 minutes' is invalid. It must be a duration/],
  ])('exits with 2 where it is used wrongly: %s', async (_, args, message) => {
    mkdirSync(join(fake.dist, '..', 'empty'), { recursive: true });
    writeFileSync(join(fake.dist, '..', 'broken.yaml'), 'a: [');
    const { result } = fake.start([], args());
    const { stdout, stderr, exitCode } = await result;
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('verifies a standalone cluster', async () => {
    const standalone = CalicoCluster.standalone({ release: CalicoRelease.parse('3.14.1') });
    fake.use(moduleObjects(standalone, ScanRun.onDemand()), { ...WORKSHOP, connected: false, clusterName: 'cluster' });
    fake.cluster.namespaces.add('tigera-elasticsearch');
    expect(await fake.steps()).toMatchObject({ exitCode: 0 });
  });
});
