import { Cron, Duration } from 'cdk8s';
import { NetshootScanner, type NetshootScannerProps, NmapTiming, PortRange, ScanRun, ScanTarget } from '../../src';
import { captureStderr, messageOf, objectsBelow, type Synthesized, synthesize, testChart } from '../support';
import { brokenControls } from './pod-security';

const RUNS = {
  pod: ScanRun.pod(),
  'on demand': ScanRun.onDemand(),
  once: ScanRun.once(),
  schedule: ScanRun.schedule(Cron.hourly()),
};
const TARGETS = {
  pods: ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } }),
  service: ScanTarget.service({ namespace: 'dev', name: 'nginx-svc' }),
  addresses: ScanTarget.addresses({ addresses: ['10.0.0.7', '10.0.0.8'] }),
};
const CASES = Object.entries(RUNS).flatMap(([run, value]) =>
  Object.entries(TARGETS).map(([target, at]) => ({ run, target, props: { run: value, target: at, namespace: 'dev' } })),
);

function objects(props: NetshootScannerProps): Synthesized[] {
  return synthesize((chart) => new NetshootScanner(chart, 'scanner', props));
}

function workloadOf(all: Synthesized[]): Synthesized {
  return all.find(({ kind }) => ['Pod', 'Job', 'CronJob'].includes(kind));
}

function jobOf(workload: Synthesized): Synthesized {
  return workload.kind === 'CronJob' ? workload.spec.jobTemplate.spec : workload.spec;
}

function podOf(workload: Synthesized): Synthesized {
  return workload.kind === 'Pod' ? workload.spec : jobOf(workload).template.spec;
}

describe.each(CASES)('a scan of $target by $run', ({ run, target, props }) => {
  const stderr = captureStderr();

  it('is as in the snapshot', () => {
    const scanner = new NetshootScanner(testChart(), 'scanner', props);
    expect({ objects: objects(props), scan: scanner.scanCommand, result: scanner.resultCommand }).toMatchSnapshot();
    expect(stderr()).toBe('');
  });

  it('runs the same hardened pod, which the level restricted of Pod Security takes', () => {
    const pod = podOf(workloadOf(objects(props)));
    const [container] = pod.containers;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000 },
    });
    // The image works in the home of root, which this user may not enter.
    expect(container.workingDir).toBe('/tmp');
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(Object.keys(container.resources)).toEqual(['limits', 'requests']);
    expect(brokenControls(pod)).toEqual([]);
    expect(pod.containers).toHaveLength(1);
    expect(container).not.toHaveProperty('ports');
  });

  it('finds its target without a right to read the API', () => {
    const [container] = podOf(workloadOf(objects(props))).containers;
    const services = objects(props).filter(({ kind }) => kind === 'Service');
    expect(services).toHaveLength(target === 'pods' && run !== 'pod' ? 1 : 0);
    if (run === 'pod') {
      expect([container.command, container.args]).toEqual([['sleep'], ['infinity']]);
      return;
    }
    const hosts = {
      pods: ['netshoot-target.dev.svc'],
      service: ['nginx-svc.dev.svc'],
      addresses: ['10.0.0.7', '10.0.0.8'],
    }[target];
    expect(container.command).toEqual(['nmap']);
    expect(container.args).toEqual([
      '-sT',
      '-Pn',
      '-n',
      '-r',
      '-T3',
      '--host-timeout',
      '360s',
      '-p',
      '1-600',
      ...(target === 'addresses' ? [] : ['--resolve-all']),
      ...(hosts ?? []),
    ]);
  });

  it('comes to an end', () => {
    const workload = workloadOf(objects(props));
    if (workload.kind === 'Pod') {
      return;
    }
    expect(jobOf(workload)).toMatchObject({
      backoffLimit: 0,
      activeDeadlineSeconds: 120 + 360 * (target === 'addresses' ? 1 : 4),
      ttlSecondsAfterFinished: 3600,
    });
    expect(podOf(workload).restartPolicy).toBe('Never');
    if (workload.kind === 'CronJob') {
      expect(workload.spec.concurrencyPolicy).toBe('Forbid');
    }
  });
});

describe('the pod of the workshop', () => {
  it('breaks four controls of the level restricted, as the test of ours would see', () => {
    expect(brokenControls({ containers: [{ image: 'nicolaka/netshoot:latest', resources: {} }] })).toEqual([
      'Capabilities',
      'Privilege Escalation',
      'Running as Non-root',
      'Seccomp',
    ]);
  });
});

describe('a scan', () => {
  const stderr = captureStderr();
  const target = TARGETS.pods;
  const args = (props: Partial<NetshootScannerProps>) =>
    podOf(workloadOf(objects({ target, run: ScanRun.once(), ...props }))).containers[0].args.join(' ');

  it('waits for somebody, or runs by the clock', () => {
    const specOf = (run: ScanRun) => workloadOf(objects({ target, run })).spec;
    expect(specOf(RUNS['on demand'])).toMatchObject({ suspend: true, schedule: '0 0 1 1 *' });
    expect(specOf(RUNS.schedule)).toMatchObject({ schedule: '0 * * * *' });
    expect(specOf(RUNS.schedule)).not.toHaveProperty('suspend');
  });

  it('finds every pod of the target, ready or not', () => {
    const service = objects({ target, run: ScanRun.once() }).find(({ kind }) => kind === 'Service');
    expect(service).toMatchObject({
      metadata: { name: 'netshoot-target', namespace: 'dev' },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: { app: 'nginx' } },
    });
  });

  it('can be told how to go about', () => {
    expect(args({ nmap: { timing: NmapTiming.AGGRESSIVE, maxRetries: 2, hostTimeout: Duration.minutes(2) } })).toBe(
      '-sT -Pn -n -r -T4 --max-retries 2 --host-timeout 120s -p 1-600 --resolve-all netshoot-target.dev.svc',
    );
    expect(args({ ports: PortRange.list([22, 80, 81]) })).toContain(' -p 22,80-81 ');
    expect(args({ target: ScanTarget.addresses({ addresses: ['fd12::7'] }), namespace: 'dev' })).toMatch(
      / -p 1-600 -6 fd12::7$/,
    );
  });

  it('takes longer where the timing is slow', () => {
    const deadline = (timing: NmapTiming) =>
      jobOf(workloadOf(objects({ target, run: ScanRun.once(), nmap: { timing } }))).activeDeadlineSeconds;
    expect([NmapTiming.SNEAKY, NmapTiming.POLITE, NmapTiming.NORMAL].map(deadline)).toEqual([77_160, 7_560, 1_560]);
  });

  it('sends raw packets for a reason only, and says what that needs', () => {
    const workload = workloadOf(objects({ target, run: ScanRun.once(), nmap: { rawPacketsReason: 'drill 7' } }));
    expect(podOf(workload).securityContext).toEqual({ runAsUser: 0 });
    expect(podOf(workload).containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_RAW'] },
    });
    expect(brokenControls(podOf(workload))).toEqual([
      'Capabilities',
      'Running as Non-root',
      'Running as Non-root user',
    ]);
    expect(podOf(workload).containers[0].args[0]).toBe('-sS');
    expect(workload.metadata.annotations).toEqual({ 'calico-threat-defense/raw-packets-reason': 'drill 7' });
    expect(stderr()).toBe(
      'test/scanner: 1 warning\n  nmap.rawPacketsReason = "drill 7": requires root and NET_RAW: the namespace dev must allow the Pod Security level privileged [scanner/raw-packets]\n',
    );
  });

  it('keeps the reason for public addresses', () => {
    const at = ScanTarget.addresses({ addresses: ['8.8.8.8'], publicAddressesReason: 'ours' });
    const { metadata } = workloadOf(objects({ target: at, namespace: 'dev', annotations: { note: 'n' } }));
    expect(metadata.annotations).toMatchObject({ note: 'n', 'calico-threat-defense/public-addresses-reason': 'ours' });
  });

  it.each<[string, Partial<NetshootScannerProps>, string]>([
    [
      'half a retry',
      { nmap: { maxRetries: 0.5 } },
      'nmap.maxRetries = 0.5: must be a whole number from 0 to 50 [scanner/max-retries]',
    ],
    [
      'many retries',
      { nmap: { maxRetries: 51 } },
      'nmap.maxRetries = 51: must be a whole number from 0 to 50 [scanner/max-retries]',
    ],
    [
      'half a second',
      { nmap: { hostTimeout: Duration.millis(500) } },
      'nmap.hostTimeout = Duration.millis(500): must be a whole number of seconds from 1 to 604800 [scanner/host-timeout]',
    ],
    [
      'a time-out of ten years',
      { nmap: { hostTimeout: Duration.days(3650) } },
      'nmap.hostTimeout = Duration.millis(315360000000): must be a whole number of seconds from 1 to 604800 [scanner/host-timeout]',
    ],
    [
      'a second more than a week',
      { nmap: { hostTimeout: Duration.seconds(604_801) } },
      'nmap.hostTimeout = Duration.millis(604801000): must be a whole number of seconds from 1 to 604800 [scanner/host-timeout]',
    ],
    [
      'a second more than the slowest scan',
      { ports: PortRange.of(1, 1000), nmap: { timing: NmapTiming.PARANOID, hostTimeout: Duration.seconds(610_061) } },
      'nmap.hostTimeout = Duration.millis(610061000): must be a whole number of seconds from 1 to 610060 [scanner/host-timeout]',
    ],
    [
      'no reason',
      { nmap: { rawPacketsReason: ' ' } },
      'nmap.rawPacketsReason = " ": must state why raw packets are required; omit it for an unprivileged scan [scanner/raw-scan-reason]',
    ],
    [
      'a long name',
      { name: 'a'.repeat(53) },
      `metadata.name = "${'a'.repeat(53)}": must be no more than 52 characters, because Jobs and a Service are named after it [scanner/name]`,
    ],
    [
      'addresses without a namespace',
      { target: TARGETS.addresses },
      'namespace: must be set, because addresses have no namespace to use as the default [scanner/namespace-missing]',
    ],
  ])('is refused with %s', (_, props, line) => {
    const chart = testChart();
    const message = messageOf(() => new NetshootScanner(chart, 'scanner', { target, ...props }));
    expect(message).toContain(`\n  ${line}`);
    expect(objectsBelow(chart)).toHaveLength(0);
  });

  it.each([
    [Duration.seconds(1), '1s'],
    [Duration.days(7), '604800s'],
  ])('may give up on a host after %s', (hostTimeout, argument) => {
    const { args } = jobOf(workloadOf(objects({ target, run: ScanRun.once(), nmap: { hostTimeout } }))).template.spec
      .containers[0];
    expect(args[args.indexOf('--host-timeout') + 1]).toBe(argument);
  });

  it('reaches its target and DNS and nothing else, where it is restricted', () => {
    const policyOf = (at: ScanTarget, ports?: PortRange) =>
      objects({ target: at, namespace: 'tools', ports, restrictEgress: true }).find(
        ({ kind }) => kind === 'NetworkPolicy',
      );
    expect(policyOf(target)).toMatchSnapshot();
    const peers = (at: ScanTarget) => policyOf(at).spec.egress[0].to;
    expect(peers(TARGETS.service)).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dev' } } },
    ]);
    expect(peers(TARGETS.addresses)).toEqual([
      { ipBlock: { cidr: '10.0.0.7/32' } },
      { ipBlock: { cidr: '10.0.0.8/32' } },
    ]);
    expect(policyOf(target, PortRange.list([22, 80, 81])).spec.egress[0].ports).toEqual([
      { protocol: 'TCP', port: 22 },
      { protocol: 'TCP', port: 80, endPort: 81 },
    ]);
  });
});
