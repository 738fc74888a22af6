import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ScanRun } from '../../src';
import { bundled } from '../cli/command';
import { captureStderr, type Synthesized } from '../support';
import { lookLike } from './stand-ins';
import { ALERT, Drill, lasting, running, WORKSHOP } from './verify/drill';
import { START_WITHIN_MS } from './whole-cluster';

/** The longest that bad input may take. */
const SOON = 30_000;

const on = new Drill(bundled(), '3.14');
/** Somebody's who has the least rights. */
let account: string;
captureStderr();
beforeAll(() => on.startWithoutCalico(), START_WITHIN_MS);
afterAll(() => on.stop());

describe('detect on a cluster without Calico', () => {
  it('says that there is no Calico, fact by fact', async () => {
    const { stdout, stderr, exitCode } = await on.run(on.cluster.kubeconfig, 'detect');
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr.split('\n')).toEqual([
      'calico-threat-defense detect: 2 problems',
      '  CALICO_RELEASE: cannot be read: the cluster has no ClusterInformation default of projectcalico.org/v3, so Calico Enterprise is not installed, or its API server is down [detect/release]',
      '  CALICO_TOPOLOGY: cannot be read: the cluster does not have the kind ManagementCluster of operator.tigera.io/v1, so the operator of Calico Enterprise is not installed [detect/topology]',
      '',
    ]);
    const verify = await on.run(on.cluster.kubeconfig, 'verify', on.dist('module', ScanRun.onDemand()));
    expect(lasting(verify.stdout).slice(0, 2)).toEqual([
      expect.stringMatching(/^UNKNOWN cluster: CALICO_RELEASE cannot be read: the cluster has no ClusterInformation/),
      expect.stringMatching(/^ {2}CALICO_TOPOLOGY cannot be read: /),
    ]);
    expect(verify.exitCode).toBe(2);
  });
});

describe('detect on a cluster with Calico', () => {
  beforeAll(async () => {
    await on.install();
    await on.cluster.succeed(['create', 'namespace', 'dev']);
    account = await on.verifier('detector', { run: ScanRun.onDemand() });
  }, 60_000);

  const exports = (release: string, name: string | undefined, topology: string) =>
    `export CALICO_RELEASE='${release}'\n${name === undefined ? '' : `export CLUSTERNAME='${name}'\n`}export CALICO_TOPOLOGY='${topology}'\n`;

  it.each([
    ['managed', { ...WORKSHOP }, exports('3.14.4', 'acme.aks-prod', 'managed')],
    // Its controller is not told the name any more.
    ['newer managed', { release: 'v3.22.1', topology: 'managed' }, exports('3.22.1', undefined, 'managed')],
    ['standalone', { release: 'v3.24.0-1.0', topology: 'standalone' }, exports('3.24.0-1.0', 'cluster', 'standalone')],
    [
      'management',
      { release: 'v3.18.0', topology: 'management', name: 'cluster' },
      exports('3.18.0', 'cluster', 'management'),
    ],
  ] as const)('tells what a %s cluster is, with the least rights', async (_, appearance, printed) => {
    await lookLike(on.cluster, appearance);
    const { stdout, stderr, exitCode } = await on.run(account, 'detect');
    expect([stdout, exitCode]).toEqual([printed, 0]);
    expect(stderr).toMatch(/^calico-threat-defense detect: [34] notices\n/);
  });

  it('says where each value was read', async () => {
    await lookLike(on.cluster, WORKSHOP);
    const { stderr } = await on.run(account, 'detect');
    expect(stderr.split('\n')).toEqual([
      'calico-threat-defense detect: 4 notices',
      '  CALICO_RELEASE = "3.14.4": from ClusterInformation default, spec.cnxVersion = v3.14.4 [detect/source]',
      '  CLUSTERNAME = "acme.aks-prod": from CLUSTER_NAME of Deployment intrusion-detection-controller in tigera-intrusion-detection [detect/source]',
      '  CALICO_TOPOLOGY = "managed": from the operator\'s ManagementClusterConnection [detect/source]',
      '  CALICO_RELEASE = "3.14.4": is what the cluster reports; it cannot be determined whether the cluster is connected to Calico Cloud: if it is, set CALICO_RELEASE to the Calico Cloud release, as in cloud-18.3.0 [detect/doubt]',
      '',
    ]);
  });

  it.each<[string, Synthesized, string]>([
    [
      'open-source Calico',
      { ...WORKSHOP, release: undefined },
      '  CALICO_RELEASE: cannot be read: ClusterInformation default has no spec.cnxVersion, as in open-source Calico, which has no threat defense [detect/release]',
    ],
    [
      'no intrusion detection',
      { ...WORKSHOP, name: undefined },
      '  CLUSTERNAME: cannot be read: there is no Deployment intrusion-detection-controller in namespace tigera-intrusion-detection; is intrusion detection installed? [detect/cluster-name]',
    ],
  ])('says what cannot be read: %s', async (_, appearance, line) => {
    await lookLike(on.cluster, appearance);
    const { stdout, stderr, exitCode } = await on.run(account, 'detect');
    expect([stdout, stderr, exitCode]).toEqual(['', `calico-threat-defense detect: 1 problem\n${line}\n`, 2]);
  });

  it('does not choose where the operator has both objects', async () => {
    await lookLike(on.cluster, { ...WORKSHOP, topology: 'management' });
    await on.cluster.create([
      { apiVersion: 'operator.tigera.io/v1', kind: 'ManagementClusterConnection', metadata: { name: 'other' } },
    ]);
    const { stdout, stderr, exitCode } = await on.run(account, 'detect');
    await on.cluster.succeed(['delete', 'managementclusterconnections', '--all']);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(
      '  CALICO_TOPOLOGY: cannot be determined: the cluster has a ManagementCluster and a ManagementClusterConnection, which the operator rejects; delete one [detect/topology]\n',
    );
  });

  describe('in the line of the README', () => {
    /** Runs it in a real shell, with the command in reach as npx finds it. */
    const evaluate = async () => {
      const bin = join(on.folder, 'bin');
      mkdirSync(bin, { recursive: true });
      const script =
        'facts="$(calico-threat-defense detect)" && eval "$facts" && echo "$CALICO_RELEASE $CLUSTERNAME $CALICO_TOPOLOGY"';
      const link = join(bin, 'calico-threat-defense');
      await promisify(execFile)('ln', ['-sf', on.command, link]);
      const env = {
        PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
        KUBECONFIG: account,
      };
      return await promisify(execFile)('sh', ['-c', script], { env, cwd: on.folder }).then(
        ({ stdout }) => ({ stdout, code: 0 }),
        ({ stdout, code }) => ({ stdout, code }),
      );
    };

    it('sets what npm run synth asks for', async () => {
      await lookLike(on.cluster, WORKSHOP);
      expect(await evaluate()).toEqual({ stdout: '3.14.4 acme.aks-prod managed\n', code: 0 });
    });

    it.each(["x'; echo evil; '", '$(echo evil)', 'a\necho evil'])(
      'stops it where the name is hostile: %j',
      async (name) => {
        await lookLike(on.cluster, { ...WORKSHOP, name });
        expect(await evaluate()).toEqual({ stdout: '', code: 2 });
      },
    );
  });
});

describe('detect and verify with bad input', () => {
  let dist: string;
  beforeAll(async () => {
    await lookLike(on.cluster, WORKSHOP);
    dist = on.dist('module', ScanRun.onDemand());
    await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', dist]);
    await on.setStatus(running(-3_600));
    await on.adJobsReady();
  }, 60_000);

  it.each<[string, () => string | Promise<string>, RegExp]>([
    [
      'no kubeconfig',
      () => '/nonexistent/config',
      /kubeconfig = "\/nonexistent\/config": does not exist; pass --kubeconfig, or set KUBECONFIG/,
    ],
    [
      'a server that cannot be reached',
      () => on.cluster.kubeconfigOfDeadPort(),
      /the server https:\/\/127\.0\.0\.1:\d+ cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:\d+/,
    ],
    [
      'a token that has expired',
      () => on.cluster.kubeconfigWithBadToken(),
      /the server rejects the credentials of context "e2e": they are wrong or have expired; log in to the cluster again/,
    ],
    [
      'forbidden verbs',
      () => on.cluster.kubeconfigFor({ namespace: 'default', name: 'nobody' }),
      /CALICO_RELEASE:? cannot be read: clusterinformations\.projectcalico\.org "default" is forbidden: User "system:serviceaccount:default:nobody" cannot get resource "clusterinformations" in API group "projectcalico\.org" at the cluster scope; the roles that VerifierRole creates allow it/,
    ],
  ])('ends with 2 and a clear line within 30 seconds: %s', async (_, kubeconfig, message) => {
    const file = await kubeconfig();
    for (const args of [['detect'], ['verify', dist, '--apply']]) {
      const started = Date.now();
      const { stdout, stderr, exitCode } = await on.run(file, ...args);
      expect(Date.now() - started).toBeLessThan(SOON);
      expect(stdout + stderr).toMatch(message);
      expect(stdout + stderr).not.toMatch(/^\s+at |left on the cluster/m);
      expect(exitCode).toBe(2);
    }
  });

  const user = 'User "system:serviceaccount:tigera-intrusion-detection:less"';
  const rights = 'the roles that VerifierRole creates allow it';
  it.each<[string, string]>([
    [
      'globalalerts',
      `UNKNOWN objects: GlobalAlert ${ALERT} cannot be read: globalalerts.projectcalico.org "${ALERT}" is forbidden: ${user} cannot get resource "globalalerts" in API group "projectcalico.org" at the cluster scope; ${rights}`,
    ],
    [
      'pods',
      `UNKNOWN ad-jobs: pods is forbidden: ${user} cannot list resource "pods" in API group "" in the namespace "tigera-intrusion-detection"; ${rights}`,
    ],
    [
      'jobs',
      `UNKNOWN scan: jobs.batch is forbidden: ${user} cannot create resource "jobs" in API group "batch" in the namespace "dev"; ${rights}`,
    ],
    [
      'pods/log',
      `  the output of nmap cannot be read: pods "POD" is forbidden: ${user} cannot get resource "pods/log" in API group "" in the namespace "dev"; ${rights}`,
    ],
  ])('says which right is missing where the role has no rule for %s', async (resource, line) => {
    const without = ({ resources }: Synthesized) => resources.includes(resource);
    const less = await on.verifier('less', { run: ScanRun.onDemand(), without });
    const { stdout, exitCode } = await on.run(less, 'verify', dist, '--timeout', '1s');
    const [found] = lasting(stdout).filter((each) => each.includes('forbidden'));
    expect(found?.replace(/netshoot-[0-9a-z]+-[0-9a-z]+/, 'POD')).toBe(line);
    expect(exitCode).toBe(2);
  });

  it('names on Ctrl-C what it made', async () => {
    const command = on.begin(account, 'verify', dist);
    await command.printed('… waiting for the event of');
    const interrupted = Date.now();
    command.interrupt();
    const { stdout, exitCode } = await command.result;
    expect(lasting(stdout).slice(-4)).toEqual([
      'UNKNOWN event: interrupted',
      'left on the cluster:',
      '  created Job dev/netshoot-X; it is removed 60 minutes after it ends',
      '1 step is inconclusive',
    ]);
    expect([exitCode, Date.now() - interrupted < 3_000]).toEqual([2, true]);
  });

  it('gives up where the API server is killed in the middle of a wait, and names what it made', async () => {
    // The folder of the cluster goes with it.
    const flat = join(on.folder, 'flat');
    const view = ['config', 'view', '--kubeconfig', account, '--raw', '--flatten'];
    writeFileSync(flat, await on.cluster.succeed(view), { mode: 0o600 });
    const command = on.begin(flat, 'verify', dist);
    await command.printed('… waiting for the event of');
    await on.cluster.stop();
    const killed = Date.now();
    const { stdout, exitCode } = await command.result;
    expect(Date.now() - killed).toBeLessThan(SOON);
    expect(lasting(stdout).slice(-4)).toEqual([
      expect.stringMatching(/^UNKNOWN event: the server SERVER cannot be reached: /),
      'left on the cluster:',
      '  created Job dev/netshoot-X; it is removed 60 minutes after it ends',
      '1 step is inconclusive',
    ]);
    expect(exitCode).toBe(2);
  });
});
