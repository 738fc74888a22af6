import { ApiObject, App, Chart, Cron } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  DemoTarget,
  GlobalAlert,
  PodUser,
  Probe,
  ProbeAction,
  type ProbeProps,
  ProbeRun,
  ProbeTarget,
  RuleTemplate,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, synthesize, testChart } from '../../support';
import { workloadProps } from '../../workload-props';
import { brokenControls } from '../pod-security';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });
const action = ProbeAction.lookup('www.example.com');
const web = ProbeTarget.service({ namespace: 'shop', name: 'web' });

function made(props: Partial<ProbeProps> = {}): Probe {
  return new Probe(testChart(), 'probe', { namespace: 'dev', action, ...props });
}

function written(props: Partial<ProbeProps> = {}, kind = 'Pod'): Synthesized {
  return only(
    synthesize((chart) => {
      new Probe(chart, 'probe', { namespace: 'dev', action, ...props });
    }),
    kind,
  );
}

const DIG = ['dig', '-r', '+tries=1', '+time=10', '+nosearch', '-t', 'A', '-q', 'www.example.com'];

describe('Probe', () => {
  const stderr = captureStderr();
  afterEach(() => expect(stderr()).toBe(''));

  it('is a pod that waits, and says what it does', () => {
    const pod = written();
    expect(pod).toMatchSnapshot();
    expect(pod.metadata).toEqual({
      name: 'probe',
      namespace: 'dev',
      labels: { app: 'probe' },
      annotations: {
        'calico-threat-defense/probe-action': 'looks up www.example.com',
        'calico-threat-defense/probe-command': JSON.stringify(DIG),
      },
    });
    expect(pod.spec.containers[0]).toMatchObject({ command: ['sleep'], args: ['infinity'] });
  });

  it.each<[string, ProbeRun, string]>([
    ['a Job', ProbeRun.once(), 'Job'],
    ['a suspended CronJob', ProbeRun.onDemand(), 'CronJob'],
    ['a CronJob', ProbeRun.schedule(Cron.daily()), 'CronJob'],
  ])('is %s that acts by itself', (_, run, kind) => {
    const { spec, metadata } = written({ run }, kind);
    const job = kind === 'Job' ? spec : spec.jobTemplate.spec;
    const [program, ...args] = DIG;
    expect(job).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 310, ttlSecondsAfterFinished: 3_600 });
    expect(job.template.spec.containers[0]).toMatchObject({ command: [program], args });
    expect(job.template.metadata.labels).toEqual({ app: 'probe' });
    expect(metadata.annotations).toEqual({ 'calico-threat-defense/probe-action': 'looks up www.example.com' });
    if (kind === 'CronJob') {
      expect([spec.schedule, spec.suspend]).toEqual(
        run.cron === undefined ? ['0 0 1 1 *', true] : ['0 0 * * *', undefined],
      );
    }
  });

  it.each<[string, ProbeAction]>([
    ['looks a name up', action],
    ['sends a request', ProbeAction.request({ target: web })],
    ['connects', ProbeAction.connect(web)],
    ['pings', ProbeAction.ping(ProbeTarget.address({ address: '10.0.0.7' }))],
  ])('keeps to the Pod Security level restricted, and has no token, where it %s', (_, does) => {
    for (const run of [ProbeRun.pod(), ProbeRun.once()]) {
      const object = written({ action: does, run }, run.kind === 'pod' ? 'Pod' : 'Job');
      const spec = object.kind === 'Pod' ? object.spec : object.spec.template.spec;
      expect(brokenControls(spec)).toEqual([]);
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    }
  });

  it('may ping without a raw socket', () => {
    const ping = ProbeAction.ping(ProbeTarget.address({ address: '10.0.0.7' }));
    expect(written({ action: ping }).spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      sysctls: [{ name: 'net.ipv4.ping_group_range', value: '0 2147483647' }],
    });
    expect(written().spec.securityContext.sysctls).toBeUndefined();
  });

  it('acts several times', () => {
    const { metadata } = written({ times: 5 });
    expect(metadata.annotations['calico-threat-defense/probe-action']).toBe('looks up www.example.com, 5 times');
    const [shell, option, , name, times, ...once] = JSON.parse(
      metadata.annotations['calico-threat-defense/probe-command'],
    );
    expect([shell, option, name, times]).toEqual(['sh', '-c', 'probe', '5']);
    expect(once).toEqual(DIG);
    expect(written({ times: 5, run: ProbeRun.once() }, 'Job').spec.activeDeadlineSeconds).toBe(350);
  });

  it('says the commands that start it', () => {
    const request = ProbeAction.request({ target: web, path: "/?q=it's&x", headers: { 'X-Drill': 'a "b"' } });
    const commands = ({ probeCommand, resultCommand }: Probe) => [probeCommand, resultCommand];
    expect(commands(made())).toEqual([
      "kubectl -n dev exec probe -- dig -r '+tries=1' '+time=10' '+nosearch' -t A -q www.example.com",
      undefined,
    ]);
    expect(commands(made({ action: request }))[0]).toContain(
      `--request GET --header 'X-Drill: a "b"' 'http://web.shop.svc:80/?q=it'\\''s&x'`,
    );
    const logs = 'kubectl -n dev logs --selector app=probe --tail=-1';
    expect(commands(made({ run: ProbeRun.onDemand() }))).toEqual([
      'kubectl -n dev create job --from=cronjob/probe "probe-$(date +%s)"',
      logs,
    ]);
    expect(commands(made({ run: ProbeRun.once() }))).toEqual([undefined, logs]);
  });

  it('keeps its primitives readable', () => {
    const probe = made({ times: 3 });
    expect([probe.probeName, probe.namespace, probe.times, probe.image]).toEqual([
      'probe',
      'dev',
      3,
      'nicolaka/netshoot:v0.14',
    ]);
    expect([probe.action, probe.run.kind, probe.detectedBy]).toEqual([action, 'pod', undefined]);
  });

  const detectedBy = GlobalAlert.fromTemplate(testChart(), 'alert', RuleTemplate.DNS_DOS, { cluster });
  const lookups = { alertName: detectedBy.alertName, cluster };
  const allProps: AllProps<Omit<ProbeProps, 'detectedBy'>> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    action: {
      value: ProbeAction.connect(web),
      at: ['metadata', 'annotations', 'calico-threat-defense/probe-action'],
      is: 'connects to web.shop.svc:80, 2 times',
    },
    times: {
      value: 2,
      at: ['metadata', 'annotations', 'calico-threat-defense/probe-action'],
      is: 'connects to web.shop.svc:80, 2 times',
    },
    run: { value: ProbeRun.pod(), at: ['kind'], is: 'Pod' },
    user: { value: PodUser.of(7), at: ['spec', 'securityContext', 'runAsUser'], is: 7 },
    name: { value: 'other', at: ['metadata', 'name'], is: 'other' },
    namespace: { value: 'tools', at: ['metadata', 'namespace'], is: 'tools' },
    ...workloadProps('Pod'),
  };
  itPassesOnAllProps(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.22'));
      new Probe(chart, 'probe', props);
    },
    // The default of the run is the only one of its kind.
    ['namespace', 'action', 'run'],
  );

  it.each<[string, Partial<ProbeProps>, string[]]>([
    [
      'names that are none',
      { name: 'My Probe', namespace: 'My Shop' },
      [
        'name = "My Probe": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [probe/name]',
        'namespace = "My Shop": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [probe/namespace]',
      ],
    ],
    [
      'a name that is too long for a Job',
      { name: 'a'.repeat(53) },
      [`name = "${'a'.repeat(53)}": must be no more than 52 characters, because Jobs are named after it [probe/name]`],
    ],
    ...[0, 1_001, 1.5, Number.NaN].map((times): [string, Partial<ProbeProps>, string[]] => [
      `${times} attempts`,
      { times, detectedBy: lookups },
      [`times = ${times}: must be a whole number from 1 to 1000 [probe/times]`],
    ]),
    [
      'an image that is not pinned',
      { image: 'a/b' },
      [
        'spec.containers[0].image = "a/b": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
      ],
    ],
    [
      'another label by which it is found',
      { labels: { app: 'x' } },
      [
        'labels.app = "x": must remain probe, because the selectors and policies of the object depend on it; use another label [workload/own-label]',
      ],
    ],
  ])('is not made with %s', (_, props, lines) => {
    const title = `test/probe: ${lines.length} problem${lines.length === 1 ? '' : 's'}`;
    expect(messageOf(() => made(props))).toBe([title, ...lines.map((line) => `  ${line}`)].join('\n'));
  });
});

interface Policy {
  readonly podSelector: object;
  readonly policyTypes?: string[];
  readonly ingress?: object[];
  readonly egress?: object[];
}

/** A probe of a demo target, next to a policy. */
function probePast(does: (target: DemoTarget) => ProbeAction, namespace: string, spec: Policy): void {
  const chart = new Chart(new App(), 'test');
  const target = new DemoTarget(chart, 'target', { user: PodUser.of(101) });
  const metadata = { name: 'p', namespace };
  new ApiObject(chart, 'policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec });
  new Probe(chart, 'probe', { namespace: 'tools', action: does(target) });
  App.of(chart).synthYaml();
}

describe('the way of a probe', () => {
  const stderr = captureStderr();
  const lookup = () => ProbeAction.lookup('www.example.com');
  const connect = ({ probeTarget }: DemoTarget) => ProbeAction.connect(probeTarget);
  const address = () => ProbeAction.connect(ProbeTarget.address({ address: '10.0.0.7' }));
  const egress = (...rules: object[]): Policy => ({ podSelector: {}, policyTypes: ['Egress'], egress: rules });
  const dns = { ports: [{ protocol: 'UDP', port: 53 }] };
  const kubeDns = { matchLabels: { 'k8s-app': 'kube-dns' } };
  const blocked = (traffic: string, of = 'egress') =>
    `  NetworkPolicy ${of === 'egress' ? 'tools' : 'dev'}/p: blocks the ${traffic}'s ${of}: no rule allows it (judged by the labels in this app) [probe/blocked-by-policy]\n`;

  it.each<[string, (target: DemoTarget) => ProbeAction, string, Policy]>([
    ['a lookup, by a rule for DNS', lookup, 'tools', egress(dns)],
    ['a lookup, by a rule for all', lookup, 'tools', egress({})],
    [
      'a lookup, by a rule for the servers',
      lookup,
      'tools',
      egress({ to: [{ namespaceSelector: {}, podSelector: kubeDns }] }),
    ],
    ['a connection, by rules for both', connect, 'tools', egress(dns, { ports: [{ port: 8080 }] })],
    [
      'a connection, by a range',
      connect,
      'tools',
      egress(dns, { ports: [{ protocol: 'TCP', port: 8000, endPort: 8100 }] }),
    ],
    ['a connection, by the name of a port', connect, 'tools', egress(dns, { ports: [{ port: 'http' }] })],
    ['a connection without a name', address, 'tools', egress({ ports: [{ port: 80 }] })],
    ['a connection that may come in', connect, 'dev', { podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] }],
  ])('is open for %s', (_, does, namespace, spec) => {
    probePast(does, namespace, spec);
    expect(stderr()).toBe('');
  });

  it.each<[string, (target: DemoTarget) => ProbeAction, string, Policy, string]>([
    ['a lookup', lookup, 'tools', egress(), blocked('lookup')],
    ['a lookup over UDP', lookup, 'tools', egress({ ports: [{ port: 53 }] }), blocked('lookup')],
    ['a connection', connect, 'tools', egress(dns), blocked('connection')],
    [
      'a connection to the port of the pods',
      connect,
      'tools',
      egress(dns, { ports: [{ port: 80 }] }),
      blocked('connection'),
    ],
    ['the lookup before a connection', connect, 'tools', egress({ ports: [{ port: 8080 }] }), blocked('lookup')],
    ['a connection without a name', address, 'tools', egress({ ports: [{ port: 443 }] }), blocked('connection')],
    ['what comes in', connect, 'dev', { podSelector: {}, ingress: [] }, blocked('connection', 'ingress to the target')],
  ])('is shut for %s', (_, does, namespace, spec, message) => {
    probePast(does, namespace, spec);
    expect(stderr()).toBe(`test/probe: 1 warning\n${message}`);
  });
});
