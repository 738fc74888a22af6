import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DemoTarget, NetshootScanner, PortScanAlert, ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import type { Execution } from '../verify/exec-server';
import { type Answer, refuse } from '../verify/fake-api-server';
import { CALICO, DETECTION, WORKSHOP } from '../verify/fake-cluster';
import { cut, FakeModule, moduleObjects, NMAP } from '../verify/fake-module';
import { verifying } from './verifying';

const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;
const AD_JOBS = `/apis/apps/v1/${DETECTION}/deployments/ad-jobs-deployment`;

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
      'ok event: the last event is from TIME, 1 second after the scan began',
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

  it.each<[string, Partial<typeof WORKSHOP>, RegExp]>([
    [
      'release',
      { cnxVersion: 'v3.22.1' },
      /made for Calico Enterprise 3.14.0, but the cluster runs Calico Enterprise 3.22.1/,
    ],
    ['name', { clusterName: 'other' }, /made for the name "acme.aks-prod", but the cluster's is "other"/],
    ['topology', { connected: false }, /made for the topology "managed", but the cluster's is "standalone"/],
  ])('touches nothing where the manifests were made for another %s', async (_, facts, message) => {
    fake.cluster = new FakeModule({ ...WORKSHOP, ...facts });
    const { outcomes, details, exitCode } = await fake.steps(['--apply']);
    expect(exitCode).toBe(1);
    expect(details['made-for']).toMatch(message);
    expect(outcomes.slice(0, 3)).toEqual(['cluster ok', 'made-for failed', 'apply skipped']);
    expect(fake.server.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });

  it('names each field that was changed, and each object that is missing, and makes no scan then', async () => {
    fake.cluster.objects.delete(ALERT);
    fake.cluster.get('Deployment').spec.template.spec.containers[0].env[2].value = 'other';
    fake.cluster.get('Service').spec.ports[0].port = 81;
    const { outcomes, details, exitCode } = await fake.steps();
    expect(exitCode).toBe(1);
    expect(details.objects?.split('\n')).toEqual([
      'GlobalAlert tigera.io.detector.port-scan does not exist',
      'Deployment tigera-intrusion-detection/ad-jobs-deployment was changed: spec.template.spec.containers[0].env[2].value is "other", not "acme.aks-prod"',
      'Service dev/nginx-svc was changed: spec.ports[0].port is 81, not 80',
    ]);
    expect(outcomes.slice(2)).toEqual([
      'objects failed',
      'alert failed',
      'ad-jobs ok',
      'scan skipped',
      'event skipped',
    ]);
  });
});

describe("verify, of a chart of one's own", () => {
  const ownChart = () => {
    const chart = new Chart(new App(), 'threat-defense');
    CalicoCluster.provide(chart, managedCluster('3.14'));
    const target = new DemoTarget(chart, 'target');
    const detectedBy = new PortScanAlert(chart, 'port-scan');
    new NetshootScanner(chart, 'scanner', { target: target.scanTarget, run: ScanRun.onDemand(), detectedBy });
    return Testing.synth(chart);
  };

  it('knows what the objects below CalicoCluster.provide were made for', async () => {
    fake.use(ownChart());
    const { stdout, exitCode } = await fake.verify();
    expect(stdout).toContain('ok made-for: made for Calico Enterprise 3.14.0;');
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/\nall steps passed\n$/)]);
  });

  it('touches nothing where they were made for another cluster', async () => {
    fake.use(ownChart(), { ...WORKSHOP, clusterName: 'other' });
    const { outcomes, exitCode } = await fake.steps(['--apply']);
    expect([exitCode, outcomes.slice(1, 3)]).toEqual([1, ['made-for failed', 'apply skipped']]);
  });

  it('cannot tell where nothing says so', async () => {
    const objects = ownChart();
    for (const { metadata } of objects) {
      for (const name of ['release', 'topology', 'cluster']) {
        delete metadata.annotations[`calico-threat-defense/${name}`];
      }
    }
    fake.use(objects);
    const { details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(details['made-for']).toMatch(
      /^no manifest has the annotations calico-threat-defense\/release, calico-threat-defense\/topology, calico-threat-defense\/cluster, so the manifests cannot be matched to this cluster/,
    );
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

  describe('where the namespace of the demo is there already', () => {
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

describe('verify, where something is amiss', () => {
  it.each<[string, () => void, string, RegExp]>([
    [
      'an alert that does not run',
      () => (fake.cluster.get('GlobalAlert').status.active = false),
      'alert',
      /is not active/,
    ],
    [
      'an alert with errors',
      () => {
        fake.cluster.get('GlobalAlert').status = {
          active: true,
          healthy: false,
          errorConditions: [{ type: 'Query', message: 'no index' }],
        };
      },
      'alert',
      /is not healthy: Query: no index/,
    ],
    [
      'an image that cannot be pulled',
      () => {
        const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
        fake.cluster.podStatus = {
          phase: 'Pending',
          containerStatuses: [{ image: 'quay.io/x:1', state: { waiting } }],
        };
      },
      'ad-jobs',
      /the image quay.io\/x:1 cannot be pulled \(ImagePullBackOff: Back-off pulling image\)/,
    ],
    [
      'a secret that is missing',
      () => {
        fake.cluster.podStatus = { phase: 'Pending' };
        fake.cluster.podEvents = [{ type: 'Warning', reason: 'FailedMount', message: 'secret "es-certs" not found' }];
      },
      'ad-jobs',
      /a secret is missing \(secret "es-certs" not found\)/,
    ],
    [
      'a scan that fails',
      () => {
        fake.cluster.jobStatus = (now) => ({
          startTime: now,
          conditions: [{ type: 'Failed', status: 'True', lastTransitionTime: now, message: 'DeadlineExceeded' }],
        });
      },
      'scan',
      /failed: DeadlineExceeded/,
    ],
    [
      'a scan that reaches nobody',
      () =>
        (fake.cluster.log = 'Failed to resolve "x".\nNmap done: 0 IP addresses (0 hosts up) scanned in 0.1 seconds'),
      'scan',
      /nmap: 0 of 0 hosts up, no ports scanned \(Failed to resolve "x".\)/,
    ],
  ])('says in words what does not hold: %s', async (_, spoil, step, message) => {
    spoil();
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.includes(`${step} failed`)]).toEqual([1, true]);
    expect(details[step]).toMatch(message);
  });

  it.each<[string, string, Answer, string, RegExp]>([
    [
      'a forbidden object',
      AD_JOBS,
      refuse(403, 'User "eve" cannot get it'),
      'objects',
      /cannot be read: User "eve" cannot get it; the roles/,
    ],
    [
      'forbidden pods',
      `/api/v1/${DETECTION}/pods`,
      refuse(403, 'cannot list pods'),
      'ad-jobs',
      /cannot list pods; the roles/,
    ],
    [
      'a Job that must not be made',
      'POST /apis/batch/v1/namespaces/dev/jobs',
      refuse(403, 'cannot create jobs'),
      'scan',
      /cannot create jobs/,
    ],
    [
      'a log that does not exist',
      '/api/v1/namespaces/dev/pods/a-pod/log',
      refuse(500, 'no kubelet'),
      'scan',
      /cannot be read: the server answered 500: no kubelet/,
    ],
    ['credentials that expire', ALERT, refuse(401, 'Unauthorized'), 'objects', /wrong or have expired/],
  ])('exits with 2 where something could not be told: %s', async (_, path, answer, step, message) => {
    fake.cluster.overrides.set(path, answer);
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.includes(`${step} unknown`)]).toEqual([2, true]);
    expect(details[step]).toMatch(message);
  });

  it('says which namespace is missing, and who would make it', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.namespaces.delete('tigera-guardian');
    const { details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(details.objects).toMatch(/the namespace tigera-guardian is missing; the manifests do not create it/);
    expect(details.objects).toMatch(/the namespace dev is missing; the manifests create it, so apply them first/);
  });

  it('says so as well to those who may not read in a namespace that is missing', async () => {
    fake.cluster = new FakeModule(WORKSHOP);
    fake.cluster.overrides.set('/api/v1/namespaces/dev/services/nginx-svc', refuse(403, 'cannot get services'));
    const { details } = await fake.steps();
    expect(details.objects).toMatch(/Service dev\/nginx-svc cannot exist: the namespace dev is missing/);
    fake.cluster.overrides.set('/api/v1/namespaces/dev', refuse(403, 'cannot get namespaces'));
    expect((await fake.steps()).details.objects).toMatch(/Service dev\/nginx-svc cannot be read: cannot get services/);
  });

  it('takes no event for one of a scan that tried no port', async () => {
    fake.cluster.log = 'Nmap done: 1 IP address (0 hosts up) scanned in 3.02 seconds\n';
    const { outcomes, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(-2)]).toEqual([1, ['scan failed', 'event skipped']]);
  });

  it('does not take a pod of what the Deployment said before for one of what it says', async () => {
    const { metadata, ...deployment } = fake.cluster.get('Deployment');
    const live = (status: object) => ({ ...deployment, metadata: { ...metadata, generation: 2 }, status });
    for (const status of [{}, { observedGeneration: 1, updatedReplicas: 1 }, { observedGeneration: 2 }]) {
      fake.cluster.overrides.set(AD_JOBS, live(status));
      const { outcomes, details } = await fake.steps();
      expect(outcomes).toContain('ad-jobs failed');
      expect(details['ad-jobs']).toBe('Deployment ad-jobs-deployment has no pod yet');
    }
    fake.cluster.overrides.set(AD_JOBS, live({ observedGeneration: 2, updatedReplicas: 1 }));
    expect((await fake.steps()).outcomes).toContain('ad-jobs ok');
  });

  it('says what cannot be verified on releases without an alert', async () => {
    fake.use(moduleObjects(managedCluster('3.12'), ScanRun.onDemand()), { ...WORKSHOP, cnxVersion: 'v3.12.0' });
    fake.cluster.notices = false;
    const { outcomes, details, exitCode } = await fake.steps();
    expect(exitCode).toBe(2);
    expect(outcomes.slice(2)).toEqual(['objects ok', 'alert unknown', 'ad-jobs ok', 'scan ok', 'event unknown']);
    expect(details.alert).toMatch(/Calico Enterprise 3.12.0 has no alert for port scans: the AD jobs raise events/);
  });

  it('needs no AD jobs where the release has none', async () => {
    fake.use(moduleObjects(managedCluster('3.22'), ScanRun.once()), { ...WORKSHOP, cnxVersion: 'v3.22.1' });
    const now = new Date().toISOString();
    fake.cluster.get('Job').status = fake.cluster.jobStatus(now);
    fake.cluster.get('GlobalAlert').status.lastEvent = new Date(Date.now() + 60_000).toISOString();
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(2)]).toEqual([
      0,
      ['objects ok', 'alert ok', 'ad-jobs skipped', 'scan ok', 'event ok'],
    ]);
    expect(details.event).toMatch(/1 minute after the scan began/);
  });
});

describe('verify, where it waits', () => {
  it('says that no event came, and that --timeout did not allow the whole time', async () => {
    fake.cluster.notices = false;
    const { outcomes, details, exitCode } = await fake.steps(['--timeout', '1s']);
    expect([exitCode, outcomes.at(-1)]).toEqual([2, 'event unknown']);
    expect(details.event).toMatch(
      /^no event within 1 second; it can take up to 1\d minutes.*, longer than --timeout allows$/,
    );
  });

  it('fails where no event came in all the time that it may take', async () => {
    fake.use(moduleObjects(managedCluster('3.14'), ScanRun.once()));
    fake.cluster.get('Job').status = fake.cluster.jobStatus(new Date(Date.now() - 20 * 60_000).toISOString());
    const { details, exitCode } = await fake.steps();
    expect([exitCode, details.event]).toEqual([
      1,
      "no event within 11 minutes of the scan's end, the longest it can take",
    ]);
  });

  it.each<[string[], string, RegExp]>([
    [[], 'failed', /a probe fails \(refused\)$/],
    [
      ['--timeout', '100ms'],
      'unknown',
      /a probe fails \(refused\); it can take up to .*, longer than --timeout allows$/,
    ],
  ])('for AD jobs whose probe fails, as long as it may: %j', async (args, outcome, message) => {
    fake.cluster.podStatus = { phase: 'Running', containerStatuses: [{ ready: false }] };
    fake.cluster.podEvents = [{ type: 'Warning', reason: 'Unhealthy', message: 'refused' }];
    const { outcomes, details } = await fake.steps(args);
    expect(outcomes).toContain(`ad-jobs ${outcome}`);
    expect(details['ad-jobs']).toMatch(message);
  });

  it('gives up a connection that is lost in the middle of a wait', async () => {
    fake.cluster.notices = false;
    const running = fake.start(['--format', 'json']);
    const lost = setInterval(() => {
      if (fake.server.requests.some((request) => request.endsWith('/log'))) {
        fake.cluster.overrides.set(ALERT, cut);
      }
    }, 50);
    const { stdout, exitCode } = await running.result;
    clearInterval(lost);
    expect(exitCode).toBe(2);
    const report = JSON.parse(stdout);
    expect(report.steps.at(-1)).toMatchObject({
      outcome: 'unknown',
      details: [expect.stringMatching(/cannot be reached/)],
    });
    expect(report.changes).toEqual([expect.stringMatching(/created Job/)]);
  }, 40_000);

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

describe('the scan of verify', () => {
  describe('in the Pod that waits for it', () => {
    const EXEC = '/api/v1/namespaces/dev/pods/netshoot/exec';
    beforeEach(() => {
      fake.use(moduleObjects(managedCluster('3.14'), ScanRun.pod()));
      fake.cluster.get('GlobalAlert').status.lastEvent = new Date(Date.now() + 60_000).toISOString();
      fake.server.execution = { output: NMAP, status: { status: 'Success' } };
    });

    it('starts nmap without a shell, at the address of the first pod', async () => {
      const { details, report, exitCode } = await fake.steps();
      expect([exitCode, report.changes]).toEqual([0, []]);
      const line = 'nmap -sT -Pn -n -r -T3 --host-timeout 360s -p 1-600 10.0.0.7';
      expect(details.scan).toBe(
        `${line} ran in Pod netshoot\nnmap: 1 of 1 host up, 600 ports: 1 open (80/tcp), 599 closed`,
      );
      expect(fake.server.asked.find(({ path }) => path === EXEC)?.query).toEqual({ command: line });
    });

    it.each<[string, Execution, number, RegExp]>([
      [
        'nmap that fails',
        {
          output: 'nmap: unrecognized option',
          status: { status: 'Failure', details: { causes: [{ reason: 'ExitCode', message: '255' }] } },
        },
        1,
        /exited with code 255\nnmap did not finish: nmap: unrecognized option/,
      ],
      [
        'an image without nmap',
        { output: '', status: { status: 'Failure', message: 'executable file not found' } },
        2,
        /nmap could not be run: executable file not found/,
      ],
      ['a forbidden verb', 403, 2, /executing in the pod is forbidden \(get and create on pods\/exec\)/],
      ['a kubelet that cannot be reached', 500, 2, /the server answered 500 to exec/],
      ['a connection that is cut', 'cut', 2, /was closed while nmap was running/],
    ])('says in words what went wrong: %s', async (_, execution, code, message) => {
      fake.server.execution = execution;
      const { details, exitCode } = await fake.steps();
      expect(details.scan).toMatch(message);
      expect(exitCode).toBe(code);
    });

    it('scans nothing but an address', async () => {
      fake.cluster.overrides.set('/api/v1/namespaces/dev/pods', { items: [{ status: { podIP: '-oN/x' } }] });
      const { details, exitCode } = await fake.steps();
      expect([exitCode, details.scan]).toEqual([
        1,
        'no pod of the target (app=nginx in namespace dev) has an address yet',
      ]);
      expect(fake.server.requests).not.toContain(`GET ${EXEC}`);
    });

    it('says on Ctrl-C that nmap may still run', async () => {
      fake.server.execution = 'hang';
      const running = fake.start();
      const started = setInterval(() => {
        if (fake.server.requests.includes(`GET ${EXEC}`)) {
          clearInterval(started);
          setTimeout(running.interrupt, 300);
        }
      }, 50);
      const { stdout, exitCode } = await running.result;
      expect([exitCode, stdout]).toEqual([
        2,
        expect.stringMatching(/left on the cluster:\n {2}nmap in Pod dev\/netshoot may still be running\n/),
      ]);
    });
  });
});
