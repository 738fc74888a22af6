import { ScanRun } from '../../src';
import { captureStderr } from '../support';
import { NMAP } from '../verify/fake-module';
import type { Behaviour } from './fake-node';
import { PodOutcome } from './pod-outcome';
import { ALERT, drill, lasting, running } from './verify/drill';

const AD_JOBS = { namespace: 'tigera-intrusion-detection', container: 'ad-jobs' };
const DOWN = `Starting Nmap 7.95 ( https://nmap.org ) at 2026-01-01 00:00 UTC
Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn
Nmap done: 1 IP address (0 hosts up) scanned in 3.02 seconds
`;
const NO_SCAN = [
  'skipped scan: no scan was run because an earlier step failed',
  `skipped event: no scan was run that could raise an event of GlobalAlert ${ALERT}`,
];

describe('verify on a whole cluster where something is amiss', () => {
  captureStderr();
  const on = drill();
  let dist: string;
  let inPod: string;
  let verifier: string;
  let ofPod: string;
  beforeAll(async () => {
    dist = on.dist('module', ScanRun.onDemand());
    inPod = on.dist('pod', ScanRun.pod());
    for (const [file, name] of [
      [dist, ''],
      [inPod, 'pod/netshoot'],
    ] as const) {
      await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', file]);
      await (name && on.cluster.succeed(['wait', '--for=condition=Ready', name, '-n', 'dev', '--timeout=20s']));
    }
    verifier = await on.verifier('verifier', { run: ScanRun.onDemand() });
    ofPod = await on.verifier('of-pod', { run: ScanRun.pod() });
    await on.setStatus(running(600));
    await on.adJobsReady();
  }, 60_000);

  /** The lines of what does not hold, or could not be told, and what is behind them. */
  async function complaints(kubeconfig: string, ...args: string[]): Promise<string[]> {
    const { stdout, exitCode } = await on.run(kubeconfig, 'verify', ...args);
    const lines = lasting(stdout).filter((line) => !line.startsWith('… '));
    const first = lines.findIndex((line) => /^(FAILED|UNKNOWN)/.test(line));
    return [...(first === -1 ? [] : lines.slice(first)), `exit code ${exitCode}`];
  }
  const patch = (object: string, spec: object, ...more: string[]) =>
    on.cluster.succeed(['patch', object, '--type=merge', '-p', JSON.stringify({ spec }), ...more]);

  describe('with the objects', () => {
    it('names what is missing, and each field that was changed', async () => {
      await on.cluster.succeed(['delete', 'service', 'nginx-svc', '-n', 'dev']);
      await patch(`globalalert/${ALERT}`, { severity: 7 }, '--field-manager=somebody');
      expect(await complaints(verifier, dist)).toEqual([
        `FAILED objects: GlobalAlert ${ALERT} was changed: spec.severity is 7, not 100`,
        '  Service dev/nginx-svc does not exist',
        `ok alert: GlobalAlert ${ALERT} is active and healthy, last run TIME`,
        'ok ad-jobs: pod ad-jobs-deployment-X is running and ready',
        ...NO_SCAN,
        '1 step failed',
        'exit code 1',
      ]);
    });

    it('takes no field from whoever set it, and applies nothing then', async () => {
      const [refused, nothing, ...others] = await complaints(on.cluster.kubeconfig, dist, '--apply');
      expect(refused).toMatch(
        new RegExp(
          `^FAILED apply: GlobalAlert ${ALERT} cannot be applied: the server answered 409: Apply failed with 1 conflict: conflict with "somebody".*: \\.spec\\.severity; another field manager owns the field: apply the object with that tool, or leave it as it is$`,
        ),
      );
      expect(nothing).toBe('  nothing was applied');
      expect(others).toContain('  Service dev/nginx-svc does not exist');
    });

    it('applies the rest when nobody else claims it', async () => {
      await patch(`globalalert/${ALERT}`, { severity: 100 }, '--field-manager=somebody');
      const [...lines] = await complaints(on.cluster.kubeconfig, dist, '--apply', '--timeout', '1s');
      expect(lines).toEqual(['exit code 0']);
    });
  });

  it.each<[string, object | null, string[]]>([
    ['does not run', { active: false, healthy: true }, ['is not active: the backend does not run it']],
    [
      'has errors',
      { active: true, healthy: false, errorConditions: [{ type: 'Elasticsearch', message: 'no such index' }] },
      ['is not healthy: Elasticsearch: no such index'],
    ],
    [
      'has neither',
      { active: false, healthy: false },
      ['is not active: the backend does not run it', 'is not healthy'],
    ],
  ])('with an alert that %s', async (_, status, problems) => {
    await on.setStatus(null);
    await on.setStatus(status);
    const [first, ...more] = problems.map((problem) => `GlobalAlert ${ALERT} ${problem}`);
    expect(await complaints(verifier, dist)).toEqual([
      `FAILED alert: ${first}`,
      ...more.map((line) => `  ${line}`),
      'ok ad-jobs: pod ad-jobs-deployment-X is running and ready',
      ...NO_SCAN,
      '1 step failed',
      'exit code 1',
    ]);
  });

  it('with an alert that is missing', async () => {
    const alert = await on.cluster.succeed(['get', 'globalalert', ALERT, '-o', 'json']);
    await on.cluster.succeed(['delete', 'globalalert', ALERT]);
    const lines = await complaints(verifier, dist);
    await on.cluster.succeed(['apply', '--server-side', '--field-manager=calico-threat-defense', '-f', dist]);
    await on.setStatus(running(600));
    expect(alert).toContain('port_scan');
    expect(lines.filter((line) => line.includes('GlobalAlert'))).toEqual([
      `FAILED objects: GlobalAlert ${ALERT} does not exist`,
      `FAILED alert: GlobalAlert ${ALERT} does not exist`,
      NO_SCAN[1],
    ]);
  });

  it.each<[string, PodOutcome, string]>([
    [
      'an image that cannot be pulled',
      PodOutcome.IMAGE_PULL_BACK_OFF,
      'FAILED ad-jobs: pod ad-jobs-deployment-X does not run: the image IMAGE cannot be pulled (ImagePullBackOff: Back-off pulling image "IMAGE": ErrImagePull: pull access denied)',
    ],
    [
      'a missing Secret',
      PodOutcome.missingSecret('tigera-ee-ad-job-elasticsearch-access'),
      'FAILED ad-jobs: pod ad-jobs-deployment-X does not run: a secret is missing (CreateContainerConfigError: secret "tigera-ee-ad-job-elasticsearch-access" not found)',
    ],
    [
      'a program that ends again and again',
      PodOutcome.CRASH_LOOP_BACK_OFF,
      'FAILED ad-jobs: pod ad-jobs-deployment-X does not run: its container keeps exiting with code 1',
    ],
    [
      'a probe that fails',
      PodOutcome.NOT_READY,
      'UNKNOWN ad-jobs: pod ad-jobs-deployment-X is not ready: a probe fails (Readiness probe failed: connection refused); it can take up to 6 minutes, longer than --timeout allows',
    ],
  ])('with AD jobs that have %s', async (_, outcome, line) => {
    await on.cluster.behave({
      logs: { netshoot: NMAP },
      commands: { nmap: { stdout: NMAP } },
      pods: [{ ...AD_JOBS, outcome }],
    });
    const state = 'jsonpath={.items[*].status.containerStatuses[0].ready}';
    const pods = ['get', 'pods', '-n', AD_JOBS.namespace, '-l', 'app=anomaly-detection', '-o', state];
    await on.cluster.until('the pod to change', async () => (await on.cluster.succeed(pods)) === 'false');
    const [found, ...others] = await complaints(verifier, dist, '--timeout', '1s');
    expect(found?.replace(/\b\S+\/anomaly_detection_jobs:[\w.-]+/g, 'IMAGE')).toBe(line);
    expect(others.at(-1)).toBe(line.startsWith('FAILED') ? 'exit code 1' : 'exit code 2');
  });

  describe('with the scan', () => {
    const exec = 'nmap -sT -Pn -n -r -T3 --host-timeout 360s -p 1-600 ADDRESS';
    // Kwok tells of a command that fails in words of its own; a kubelet gives the code, as the tests without a cluster have it.
    const ofKwok = 'Internal error occurred: Internal error occurred: error executing command in container:';
    it.each<[string, Behaviour, 'Job' | 'Pod', string[]]>([
      [
        'of a Job, which reaches nobody',
        { logs: { netshoot: DOWN } },
        'Job',
        ['FAILED scan: Job netshoot-X scanned from TIME to TIME', '  nmap: 0 of 1 host up, no ports scanned'],
      ],
      [
        'of a Job that fails',
        { pods: [{ namespace: 'dev', container: 'netshoot', outcome: PodOutcome.failed(7) }] },
        'Job',
        ['FAILED scan: Job netshoot-X failed: Job has reached the specified backoff limit'],
      ],
      [
        'in the pod, which reaches nobody',
        { commands: { nmap: { stdout: DOWN } } },
        'Pod',
        [`FAILED scan: ${exec} ran in Pod netshoot`, '  nmap: 0 of 1 host up, no ports scanned'],
      ],
      [
        'in the pod, which ends early',
        { commands: { nmap: { stderr: 'nmap: unrecognized option\n', status: 255 } } },
        'Pod',
        [`UNKNOWN scan: nmap could not be run: ${ofKwok} cmd wait: ${exec}: exit status 255`],
      ],
      [
        'in a pod without nmap',
        { commands: {} },
        'Pod',
        [
          `UNKNOWN scan: nmap could not be run: ${ofKwok} cmd start: ${exec}: exec: "nmap": executable file not found in $PATH`,
        ],
      ],
    ])('%s', async (_, behaviour, kind, lines) => {
      await on.cluster.behave(behaviour);
      await on.adJobsReady();
      const found = await complaints(...((kind === 'Job' ? [verifier, dist] : [ofPod, inPod]) as [string, string]));
      expect(found.slice(0, lines.length)).toEqual(lines);
      expect(found[lines.length]).toBe(
        `skipped event: no scan was run that could raise an event of GlobalAlert ${ALERT}`,
      );
      expect(found.at(-1)).toBe(lines[0]?.startsWith('FAILED') ? 'exit code 1' : 'exit code 2');
    });
  });
});
