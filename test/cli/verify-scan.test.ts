import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import type { Execution } from '../verify/exec-server';
import { refuse } from '../verify/fake-api-server';
import { moduleObjects, NMAP } from '../verify/fake-module';
import { itCannotTell, itFailsInWords, verifying } from './verifying';

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

describe('the scan of verify', () => {
  itFailsInWords(fake, [
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
  ]);

  itCannotTell(fake, [
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
  ]);

  it('takes no event for one of a scan that tried no port', async () => {
    fake.cluster.log = 'Nmap done: 1 IP address (0 hosts up) scanned in 3.02 seconds\n';
    const { outcomes, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(-2)]).toEqual([1, ['scan failed', 'event skipped']]);
  });
});

describe('the scan of verify in the Pod that waits for it', () => {
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
