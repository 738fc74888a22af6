import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Cron } from 'cdk8s';
import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { lookLike } from './stand-ins';
import { ALERT, drill, lasting, running, WORKSHOP } from './verify/drill';

const README = readFileSync(resolve(__dirname, '..', '..', 'README.md'), 'utf8');

/** What is printed before the first step that a test is about. */
const ABOVE = [
  'ok cluster: Calico Enterprise 3.14.4, managed, acme.aks-prod, at SERVER',
  '  CALICO_RELEASE is what the cluster reports; it cannot be determined whether the cluster is connected to Calico Cloud: if it is, set CALICO_RELEASE to the Calico Cloud release, as in cloud-18.3.0',
  'ok made-for: made for Calico Enterprise 3.14.0; Calico Enterprise 3.14.4 accepts the same manifests',
];
const ACTIVE = `ok alert: GlobalAlert ${ALERT} is active and healthy, last run TIME`;
const READY = 'ok ad-jobs: pod ad-jobs-deployment-X is running and ready';
const FOUND = '  nmap: 1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed';
const applied = (objects: readonly string[]) => objects.map((title) => `  applied ${title}`);
const LEFT = 'left on the cluster:';
const MADE_JOB = '  created Job dev/netshoot-X; it is removed 60 minutes after it ends';
const MISSING_DEV =
  'cannot exist: the namespace dev is missing; the manifests create it, so apply them first (verify --apply does)';
const OBJECTS = [
  'Namespace dev',
  `GlobalAlert ${ALERT}`,
  'NetworkPolicy tigera-intrusion-detection/allow-tigera.allow-anomaly-detection',
  'NetworkPolicy tigera-guardian/allow-tigera.elasticsearch-access-anomaly-detection',
  'Deployment tigera-intrusion-detection/ad-jobs-deployment',
  'Deployment dev/dev-nginx',
  'Service dev/nginx-svc',
  'Service dev/netshoot-target',
  'CronJob dev/netshoot',
];

describe('verify on a whole cluster', () => {
  captureStderr();
  const on = drill();
  let dist: string;
  let verifier: string;
  let applier: string;
  beforeAll(async () => {
    dist = on.dist('module', ScanRun.onDemand());
    await on.cluster.succeed(['create', 'namespace', 'dev']);
    verifier = await on.verifier('verifier', { run: ScanRun.onDemand() });
    applier = await on.verifier('applier', { run: ScanRun.onDemand(), apply: true });
    await on.cluster.succeed(['delete', 'namespace', 'dev', '--timeout=30s']);
  });

  it('names the namespace that is missing, to somebody whose role in it is missing with it, too', async () => {
    const { stdout, exitCode } = await on.run(verifier, 'verify', dist);
    expect(lasting(stdout)).toEqual([
      ...ABOVE,
      `UNKNOWN objects: GlobalAlert ${ALERT} does not exist`,
      ...OBJECTS.slice(2, 5).map((title) => `  ${title} does not exist`),
      '  Namespace dev does not exist',
      ...OBJECTS.slice(5).map((title) => `  ${title} ${MISSING_DEV}`),
      `FAILED alert: GlobalAlert ${ALERT} does not exist`,
      'FAILED ad-jobs: Deployment tigera-intrusion-detection/ad-jobs-deployment does not exist',
      'skipped scan: no scan was run because an earlier step failed',
      `skipped event: no scan was run that could raise an event of GlobalAlert ${ALERT}`,
      '2 steps failed, 1 step is inconclusive',
    ]);
    expect(exitCode).toBe(2);
  });

  it('applies nothing for those who may not', async () => {
    const { stdout, exitCode } = await on.run(verifier, 'verify', dist, '--apply');
    const apply = lasting(stdout).slice(3);
    expect(apply[0]).toMatch(
      /^UNKNOWN apply: Namespace dev cannot be applied: namespaces "dev" is forbidden: User "system:serviceaccount:tigera-intrusion-detection:verifier" cannot patch resource "namespaces" in API group "" in the namespace "dev"; the roles that VerifierRole creates allow it$/,
    );
    expect(apply).toContain('  nothing was applied');
    expect(stdout).not.toContain('left on the cluster');
    expect(exitCode).toBe(2);
  });

  it('says what it applied, and what it could not, where a right is missing in a namespace that it made', async () => {
    const { stdout, exitCode } = await on.run(applier, 'verify', dist, '--apply', '--timeout', '1s');
    const lines = lasting(stdout);
    expect(lines.slice(3, 12)).toEqual(OBJECTS.map((title) => `… applying ${title}`));
    expect(lines[12]).toBe(
      'UNKNOWN apply: Deployment dev/dev-nginx cannot be applied: deployments.apps "dev-nginx" is forbidden: User "system:serviceaccount:tigera-intrusion-detection:applier" cannot patch resource "deployments" in API group "apps" in the namespace "dev"; the roles that VerifierRole creates allow it',
    );
    expect(lines[16]).toBe('  5 objects of 9 applied');
    expect(lines.slice(lines.indexOf(LEFT), -1)).toEqual([LEFT, ...applied(OBJECTS.slice(0, 5))]);
    expect(exitCode).toBe(2);
  });

  it('applies the rest for those who may, and is the manager of its fields', async () => {
    applier = await on.verifier('applier', { run: ScanRun.onDemand(), apply: true });
    verifier = await on.verifier('verifier', { run: ScanRun.onDemand() });
    const { stdout, exitCode } = await on.run(applier, 'verify', dist, '--apply', '--timeout', '1s');
    const lines = lasting(stdout);
    expect(lines.slice(0, 9)).toEqual([
      ...ABOVE,
      ...OBJECTS.slice(5).map((title) => `… applying ${title}`),
      'ok apply: 4 objects applied',
      'ok objects: 9 objects present and unchanged',
    ]);
    expect(lines).toContain(`ok alert: GlobalAlert ${ALERT} exists; it has no status yet`);
    expect(lines.slice(lines.indexOf(LEFT))).toEqual([
      LEFT,
      ...applied(OBJECTS.slice(5)),
      MADE_JOB,
      '1 step is inconclusive',
    ]);
    for (const object of [`globalalert/${ALERT}`, 'service/nginx-svc']) {
      const managers = 'jsonpath={range .metadata.managedFields[*]}{.manager} {.operation};{end}';
      const read = ['get', object, '-n', 'dev', '-o', managers, '--show-managed-fields'];
      expect(await on.cluster.succeed(read)).toBe('calico-threat-defense Apply;');
    }
    expect(exitCode).toBe(2);
  });

  it('holds, with the least rights, where Calico raises an event while the command waits', async () => {
    await on.setStatus(running(-3_600));
    const command = on.begin(verifier, 'verify', dist, '--apply');
    await command.printed('… waiting for the event of');
    await on.setStatus(running(60));
    const { stdout, stderr, exitCode } = await command.result;
    expect(lasting(stdout)).toEqual([
      ...ABOVE,
      'ok apply: nothing to apply: every object is present and unchanged',
      'ok objects: 9 objects present and unchanged',
      ACTIVE,
      READY,
      '… Job netshoot-X is scanning, up to 27 minutes',
      'ok scan: Job netshoot-X scanned from TIME to TIME',
      FOUND,
      `… waiting for the event of GlobalAlert ${ALERT}, up to ELEVEN MINUTES`,
      `ok event: the last event of GlobalAlert ${ALERT} is from TIME, A WHILE after the scan began`,
      LEFT,
      MADE_JOB,
      'all steps passed',
    ]);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('says that an event is too old to be of the scan, and that it did not wait to the end', async () => {
    await on.setStatus(running(-60));
    const { stdout, exitCode } = await on.run(verifier, 'verify', dist, '--timeout', '1s');
    expect(lasting(stdout).slice(-4)).toEqual([
      `UNKNOWN event: no event of GlobalAlert ${ALERT} within 1 second; it can take up to ELEVEN MINUTES, longer than --timeout allows`,
      LEFT,
      MADE_JOB,
      '1 step is inconclusive',
    ]);
    expect(exitCode).toBe(2);
  });

  it('fails where no event came in all the time that it may take', async () => {
    await on.setStatus(running(-3_600));
    const clock = on.dist('clock', ScanRun.schedule(Cron.hourly()));
    await on.cluster.succeed(['apply', '--server-side', '--force-conflicts', '-f', clock]);
    await on.cluster.succeed(['delete', 'jobs', '--all', '-n', 'dev']);
    await on.pastJob('netshoot', 20);
    const account = await on.verifier('clock', { run: ScanRun.schedule(Cron.hourly()) });
    const { stdout, exitCode } = await on.run(account, 'verify', clock);
    expect(lasting(stdout).slice(-4)).toEqual([
      'UNKNOWN scan: Job netshoot-X scanned from TIME to TIME',
      '  the output of nmap cannot be read: its pod is gone',
      `FAILED event: no event of GlobalAlert ${ALERT} within ELEVEN MINUTES of the end of the scan, the longest it can take`,
      '1 step failed, 1 step is inconclusive',
    ]);
    expect(exitCode).toBe(2);
  });

  it('holds with a scan in the pod that waits for it', async () => {
    const inPod = on.dist('pod', ScanRun.pod());
    await on.cluster.succeed(['delete', 'cronjob', 'netshoot', '-n', 'dev']);
    await on.cluster.succeed(['apply', '--server-side', '-f', inPod]);
    await on.cluster.succeed(['wait', '--for=condition=Ready', 'pod/netshoot', '-n', 'dev', '--timeout=20s']);
    await on.setStatus(running(600));
    const account = await on.verifier('in-pod', { run: ScanRun.pod() });
    const { stdout, exitCode } = await on.run(account, 'verify', inPod);
    const line = 'nmap -sT -Pn -n -r -T3 --host-timeout 360s -p 1-600 ADDRESS';
    expect(lasting(stdout).slice(3)).toEqual([
      'ok objects: 8 objects present and unchanged',
      ACTIVE,
      READY,
      `… ${line} in Pod netshoot`,
      `ok scan: ${line} ran in Pod netshoot`,
      FOUND,
      `ok event: the last event of GlobalAlert ${ALERT} is from TIME, A WHILE after the scan began`,
      'all steps passed',
    ]);
    expect(exitCode).toBe(0);
    expect(lasting(on.cluster.commandsRun().join('\n'))).toEqual([line]);
    // It is also what the README shows, without the lines that a terminal replaces.
    const [, shown = ''] = /^\$ npx cdk8s-calico-threat-defense verify dist\/\n([^`]*)^```$/m.exec(README) ?? [];
    expect(lasting(shown)).toEqual(lasting(stdout).filter((each) => !each.startsWith('… ')));
  });

  it.each([
    [
      'release',
      { ...WORKSHOP, release: 'v3.22.1' },
      'Calico Enterprise 3.14.0, but the cluster runs Calico Enterprise 3.22.1',
    ],
    ['topology', { ...WORKSHOP, topology: 'management' }, 'the topology "managed", but the cluster\'s is "management"'],
    ['name', { ...WORKSHOP, name: 'other' }, 'the name "acme.aks-prod", but the cluster\'s is "other"'],
  ] as const)('goes no further where the manifests were made for another %s', async (_, appearance, message) => {
    await lookLike(on.cluster, appearance);
    const { stdout, exitCode } = await on.run(verifier, 'verify', dist, '--apply');
    const steps = lasting(stdout).filter((line) => line !== ABOVE[1] && !line.startsWith('  '));
    expect(steps.slice(1)).toEqual([
      `FAILED made-for: the manifests were made for ${message}`,
      ...['apply', 'objects', 'alert', 'ad-jobs', 'scan', 'event'].map(
        (step) => `skipped ${step}: not reached because the step made-for did not pass`,
      ),
      '1 step failed',
    ]);
    expect(exitCode).toBe(1);
  });

  it('says of a release before 3.13 what cannot be verified', async () => {
    await lookLike(on.cluster, { ...WORKSHOP, release: 'v3.10.2' });
    const cluster = managedCluster('3.10');
    const old = on.dist('old', ScanRun.onDemand(), cluster);
    await on.cluster.succeed(['apply', '--server-side', '--force-conflicts', '-f', old]);
    const account = await on.verifier('old', { run: ScanRun.onDemand(), cluster });
    const { stdout, exitCode } = await on.run(account, 'verify', old);
    const steps = lasting(stdout).filter((line) => !line.startsWith('… '));
    expect(steps.slice(2)).toEqual([
      'ok made-for: made for Calico Enterprise 3.10.0; Calico Enterprise 3.10.2 accepts the same manifests',
      'ok objects: 8 objects present and unchanged',
      'UNKNOWN alert: Calico Enterprise 3.10.2 has no alert for port scans: the AD jobs raise events themselves, which only the web UI shows, so it cannot be verified that a scan is detected',
      READY,
      'ok scan: Job netshoot-X scanned from TIME to TIME',
      FOUND,
      'UNKNOWN event: the manifests have no alert for port scans, so there is no last event to read',
      LEFT,
      MADE_JOB,
      '2 steps are inconclusive',
    ]);
    expect(exitCode).toBe(2);
  });
});
