import { Duration } from 'cdk8s';
import {
  CalicoCluster,
  NetshootScanner,
  type NetshootScannerProps,
  NmapTiming,
  PodUser,
  PortRange,
  ScanRun,
  ScanTarget,
} from '../../src';
import { type AllProps, itPassesOnAllProps } from '../all-props';
import {
  captureStderr,
  managedCluster,
  messageOf,
  objectsBelow,
  only,
  synthesize,
  templateOf,
  testChart,
} from '../support';
import { workloadProps } from '../workload-props';

const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });

describe('NetshootScanner', () => {
  const stderr = captureStderr();
  const warned = () => stderr().split('\n')[1] ?? '';
  afterEach(() => expect(stderr().replace(/^.*scans-itself\]\n|^test\/scanner: 1 warning\n/gm, '')).toBe(''));

  it('is a pod that waits until somebody scans', () => {
    const template = templateOf((chart) => new NetshootScanner(chart, 'scanner', { target }));
    expect(template.toJSON()).toMatchSnapshot();
    template.hasResource('Pod', {
      metadata: { name: 'netshoot', namespace: 'dev', labels: { app: 'netshoot' } },
      spec: { containers: [{ command: ['sleep'], args: ['infinity'], workingDir: '/tmp' }] },
    });
  });

  it('has labels of its own, by which a policy or a command selects no other scanner', () => {
    const template = templateOf((chart) => {
      new NetshootScanner(chart, 'a', { target, name: 'scan-a', restrictEgress: true });
      new NetshootScanner(chart, 'b', { target, name: 'scan-b' });
    });
    template.hasResource('Pod', { metadata: { name: 'scan-a', labels: { app: 'scan-a' } } });
    template.hasResource('Pod', { metadata: { name: 'scan-b', labels: { app: 'scan-b' } } });
    template.hasResource('NetworkPolicy', { spec: { podSelector: { matchLabels: { app: 'scan-a' } } } });
  });

  it('requests a URL only where it is told to', () => {
    const run = ScanRun.pod({ requestUrl: 'https://shop.example:8443/health' });
    templateOf((chart) => new NetshootScanner(chart, 'scanner', { target, run })).hasResource('Pod', {
      spec: {
        containers: [
          {
            command: ['/bin/bash', '-c', '--'],
            args: ['while true; do curl -m3 https://shop.example:8443/health; sleep 3; done;'],
          },
        ],
      },
    });
  });

  it.each([
    'nginx-svc',
    'ftp://nginx-svc',
    'http://nginx-svc; id',
    'http://nginx-svc/$(id)',
    'http://nginx-svc/`id`',
    'http://a b',
    'http://a/?b&c',
    'http://a\n',
    "http://a'",
    '-K/etc/passwd',
    '',
  ])('requests no URL with shell syntax: %j', (requestUrl) => {
    expect(messageOf(() => ScanRun.pod({ requestUrl }))).toMatch(
      /^ScanRun: 1 problem\n {2}requestUrl = .* \[scanner\/request-url\]$/,
    );
  });

  it('keeps to the Pod Security level restricted', () => {
    const { spec } = only(
      synthesize((chart) => new NetshootScanner(chart, 'scanner', { target })),
      'Pod',
    );
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000 });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec).not.toHaveProperty('hostNetwork');
  });

  it('says the command that scans', () => {
    const scanner = new NetshootScanner(testChart(), 'scanner', { target });
    expect(scanner.scanCommand).toBe(
      `kubectl -n dev exec netshoot -- nmap -sT -Pn -n -r -T3 --host-timeout 360s -p 1-600 "$(kubectl -n dev get pods --selector app=nginx --output jsonpath='{.items[0].status.podIP}')"`,
    );
  });

  it('says the command with its own names, labels and ports', () => {
    const labels = { app: 'nginx', 'app.kubernetes.io/part-of': 'shop' };
    const scanner = new NetshootScanner(testChart(), 'scanner', {
      target: ScanTarget.pods({ namespace: 'prod', labels }),
      ports: PortRange.of(20, 25),
      name: 'probe',
      namespace: 'tools',
    });
    expect(scanner.scanCommand).toBe(
      `kubectl -n tools exec probe -- nmap -sT -Pn -n -r -T3 --host-timeout 64s -p 20-25 "$(kubectl -n prod get pods --selector app=nginx,app.kubernetes.io/part-of=shop --output jsonpath='{.items[0].status.podIP}')"`,
    );
  });

  it('keeps its primitives readable', () => {
    const scanner = new NetshootScanner(testChart(), 'scanner', { target });
    expect([scanner.scannerName, scanner.namespace, scanner.image]).toEqual([
      'netshoot',
      'dev',
      'nicolaka/netshoot:v0.14',
    ]);
    expect(scanner.ports.count).toBe(600);
    expect(scanner.target).toEqual(target);
  });

  it('knows its cluster where it is given one', () => {
    const cluster = managedCluster();
    const scanner = new NetshootScanner(testChart(), 'scanner', { target, cluster });
    expect(CalicoCluster.of(scanner)).toBe(cluster);
  });

  const table: AllProps<Omit<NetshootScannerProps, 'cluster' | 'target' | 'detectedBy'>> = {
    ports: {
      value: PortRange.of(1, 9),
      kind: 'NetworkPolicy',
      at: ['spec', 'egress', 0, 'ports', 0, 'endPort'],
      is: 9,
    },
    run: { value: ScanRun.pod(), kind: 'Pod', at: ['kind'], is: 'Pod' },
    nmap: {
      value: { timing: NmapTiming.POLITE },
      at: ['metadata', 'annotations', 'calico-threat-defense/scan'],
      is: 'nmap -sT -Pn -n -r -T2 --host-timeout 88s -p 1-9',
    },
    restrictEgress: { value: true, kind: 'NetworkPolicy', at: ['spec', 'policyTypes'], is: ['Egress'] },
    user: { value: PodUser.of(7, 8), at: ['spec', 'securityContext', 'runAsGroup'], is: 8 },
    name: { value: 'probe', at: ['metadata', 'name'], is: 'probe' },
    namespace: { value: 'tools', at: ['metadata', 'namespace'], is: 'tools' },
    ...workloadProps('Pod'),
  };
  itPassesOnAllProps(table, (chart, props) => new NetshootScanner(chart, 'scanner', { target, ...props }), ['run']);

  it.each<[string, Partial<NetshootScannerProps>]>([
    ['its name', { name: 'nginx' }],
    ['a label', { target: ScanTarget.pods({ namespace: 'dev', labels: { team: 'red' } }), labels: { team: 'red' } }],
  ])('warns where its own pods are among the target, by %s', (_, props) => {
    new NetshootScanner(testChart(), 'scanner', { target, ...props });
    expect(warned()).toMatch(
      /^ {2}target\.labels = .*: also selects the scanner's own pods, .* \[scanner\/scans-itself\]$/,
    );
    new NetshootScanner(testChart(), 'elsewhere', { target, name: 'nginx', namespace: 'tools' });
  });

  it.each<[string, Partial<NetshootScannerProps>, string]>([
    [
      'a name that begins with a digit, where a Service has it too',
      { name: '7scan', run: ScanRun.once() },
      'metadata.name = "7scan": must begin with a letter, because a Service is named after it [scanner/name]',
    ],
    [
      'a name with shell syntax',
      { name: 'x; rm -rf /' },
      `metadata.name = "x; rm -rf /": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [scanner/name]`,
    ],
    [
      'a namespace with shell syntax',
      { namespace: '$(id)' },
      `metadata.namespace = "$(id)": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [scanner/namespace]`,
    ],
    [
      'an image without a tag',
      { image: 'nicolaka/netshoot' },
      'spec.containers[0].image = "nicolaka/netshoot": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
    ],
    [
      'a label with a blank',
      { labels: { team: 'red hat' } },
      `metadata.labels.team = "red hat": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [workload/label]`,
    ],
    [
      'a toleration of half a second',
      { tolerations: [{ stayFor: Duration.millis(500) }] },
      'tolerations[0].stayFor = Duration.millis(500): must be a whole number of seconds [workload/toleration]',
    ],
  ])('refuses %s', (_, props, line) => {
    const chart = testChart();
    const message = messageOf(() => new NetshootScanner(chart, 'scanner', { target, ...props }));
    expect(message).toBe(`test/scanner: 1 problem\n  ${line}`);
    expect(objectsBelow(chart)).toHaveLength(0);
  });
});
