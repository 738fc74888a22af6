import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  CalicoCluster,
  CaptureFilter,
  PacketCapture,
  type PacketCaptureProps,
  PolicySelector,
  PortRange,
  TimeWindow,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.24');
const [START, END] = [new Date('2026-12-01T09:00:00Z'), new Date('2026-12-01T10:00:00Z')];
const pods = PolicySelector.parse("app == 'front'");
const PROPS: PacketCaptureProps = { cluster, name: 'front', namespace: 'shop', pods, during: TimeWindow.until(END) };

function written(props: Partial<PacketCaptureProps> = {}) {
  const objects = synthesize((chart) => new PacketCapture(chart, 'capture', { ...PROPS, ...props }));
  return only(objects, 'PacketCapture');
}

const made = (props: Partial<PacketCaptureProps> = {}) =>
  new PacketCapture(testChart(), 'capture', { ...PROPS, ...props });

describe('PacketCapture', () => {
  const stderr = captureStderr();

  it('is a PacketCapture', () => {
    const filters = [CaptureFilter.tcp([PortRange.of(80, 80), PortRange.of(8000, 8100)]), CaptureFilter.icmp()];
    const object = written({ filters, during: TimeWindow.between(START, END) });
    expect(object).toMatchSnapshot();
    expect(object.spec.filters).toEqual([{ protocol: 'TCP', ports: [80, '8000:8100'] }, { protocol: 'ICMP' }]);
    expect(stderr()).toBe('');
  });

  it('leaves out what has a default', () => {
    expect(written({ during: undefined, filters: [] })).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'PacketCapture',
      metadata: { name: 'front', namespace: 'shop', annotations: madeFor(cluster) },
      spec: { selector: "app == 'front'" },
    });
  });

  const allProps: AllProps<PacketCaptureProps> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    name: { value: 'back', at: ['metadata', 'name'], is: 'back' },
    namespace: { value: 'cart', at: ['metadata', 'namespace'], is: 'cart' },
    pods: {
      value: PolicySelector.podsWith({ a: 'b' }),
      at: ['spec', 'selector'],
      is: "has(projectcalico.org/namespace) && a == 'b'",
    },
    filters: { value: [CaptureFilter.udp()], at: ['spec', 'filters'], is: [{ protocol: 'UDP' }] },
    during: { value: TimeWindow.between(START, END), at: ['spec', 'startTime'], is: '2026-12-01T09:00:00Z' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<PacketCaptureProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new PacketCapture(chart, 'capture', props);
    },
    ['name', 'namespace', 'pods'],
  );

  it.each<[string, TimeWindow, object]>([
    ['from a time on', TimeWindow.from(START), { startTime: '2026-12-01T09:00:00Z' }],
    ['until a time', TimeWindow.until(END), { endTime: '2026-12-01T10:00:00Z' }],
    [
      'between two times',
      TimeWindow.between(START, END),
      { startTime: '2026-12-01T09:00:00Z', endTime: '2026-12-01T10:00:00Z' },
    ],
  ])('captures %s', (_, during, times) => {
    expect(written({ during }).spec).toEqual({ selector: "app == 'front'", ...times });
  });

  it.each([undefined, TimeWindow.from(START)])('warns where there is no end: %j', (during) => {
    made({ during });
    expect(stderr()).toBe(
      'test/capture: 1 warning\n  spec.endTime: without it, the capture runs until it is deleted; set when it ends [packet-capture/never-ends]\n',
    );
  });

  it('notes that it captures all pods, and warns where it captures none', () => {
    made({ pods: PolicySelector.pods() });
    expect(stderr()).toContain('[packet-capture/whole-namespace]');
    made({ pods: PolicySelector.podsIn(['cart']) });
    expect(stderr()).toContain('[packet-capture/selects-nothing]');
  });

  it('keeps its namespace in a chart that gives another one to all', () => {
    const objects = synthesize((chart) => new PacketCapture(chart, 'capture', PROPS), { namespace: 'all' });
    expect(only(objects, 'PacketCapture').metadata.namespace).toBe('shop');
  });

  it('makes what it is readable', () => {
    const { captureName, namespace, pods: selected, cluster: on, during } = made();
    expect([captureName, namespace, selected, on, during]).toEqual(['front', 'shop', pods, cluster, PROPS.during]);
  });

  it('has commands', () => {
    const target = 'packetcaptures.projectcalico.org front --namespace shop';
    const { statusCommand, fetchCommand, stopCommand, deleteCommand } = made();
    expect([statusCommand, fetchCommand, stopCommand, deleteCommand]).toEqual([
      `kubectl get ${target} --output yaml`,
      'calicoctl captured-packets copy front --namespace shop',
      `kubectl patch ${target} --type merge --patch '{"spec":{"endTime":"1970-01-01T00:00:00Z"}}'`,
      `kubectl delete ${target}`,
    ]);
  });

  it('is stopped without its start, which may be in the future', () => {
    expect(made({ during: TimeWindow.between(START, END) }).stopCommand).toContain(
      `--patch '{"spec":{"startTime":null,"endTime":"1970-01-01T00:00:00Z"}}'`,
    );
  });

  it('is only stopped by deleting it before 3.10', () => {
    const old = made({ cluster: managedCluster('3.9'), during: undefined });
    expect([old.stopCommand, old.deleteCommand]).toEqual([undefined, expect.stringContaining('kubectl delete')]);
  });

  it.each<[string, Partial<PacketCaptureProps>, string]>([
    [
      'a name and a namespace that Kubernetes rejects',
      { name: 'Front', namespace: 'my.shop' },
      "2 problems\n  metadata.name = \"Front\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [packet-capture/name]\n  metadata.namespace = \"my.shop\": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [packet-capture/metadata]",
    ],
    [
      'an end before 3.10',
      { cluster: managedCluster('3.9') },
      '1 problem\n  spec.endTime: is not available in Calico Enterprise 3.9.0: it was added in 3.10; remove it [packet-capture/times-not-yet]',
    ],
    [
      'props of other types',
      { pods: 'all()', during: END, filters: ['TCP'] } as never,
      '3 problems\n  pods = "all()": must be a PolicySelector, such as PolicySelector.pods() [argument/type]\n  filters[0] = "TCP": must be a CaptureFilter, such as CaptureFilter.tcp() [argument/type]\n  during = 2026-12-01T10:00:00.000Z: must be a TimeWindow, such as TimeWindow.from(new Date(\'2026-12-01T08:00:00Z\')) [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    expect(messageOf(() => new PacketCapture(chart, 'capture', { ...PROPS, ...props }))).toBe(
      `test/capture: ${problems}`,
    );
    expect(chart.node.findAll().some((child) => child.node.id === 'Resource')).toBe(false);
  });

  it('is rejected if another in its namespace has its name', () => {
    const both = (namespace: string) => () =>
      synthesize((chart) => {
        new PacketCapture(chart, 'capture', PROPS);
        new PacketCapture(chart, 'other', { ...PROPS, namespace });
      });
    expect(messageOf(both('shop'))).toContain('[manifest/duplicate-object]');
    expect(both('cart')).not.toThrow();
  });
});

describe('CaptureFilter', () => {
  const ports = [PortRange.list([443, 80, 81])];

  it.each<[string, CaptureFilter, object]>([
    ['TCP', CaptureFilter.tcp(), { protocol: 'TCP' }],
    ['TCP with ports', CaptureFilter.tcp(ports), { protocol: 'TCP', ports: ['80:81', 443] }],
    ['UDP', CaptureFilter.udp(ports), { protocol: 'UDP', ports: ['80:81', 443] }],
    ['SCTP', CaptureFilter.sctp(ports), { protocol: 'SCTP', ports: ['80:81', 443] }],
    ['UDP-Lite', CaptureFilter.udpLite(ports), { protocol: 'UDPLite', ports: ['80:81', 443] }],
    ['ICMP', CaptureFilter.icmp(), { protocol: 'ICMP' }],
    ['ICMP for IPv6', CaptureFilter.icmpV6(), { protocol: 'ICMPv6' }],
    ['a number', CaptureFilter.protocolNumber(47), { protocol: 47 }],
  ])('is of %s', (_, filter, expected) => {
    expect(written({ filters: [filter] }).spec.filters).toEqual([expected]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'no ports',
      () => CaptureFilter.udp([]),
      'ports: must contain at least one PortRange; omit the list to capture all ports [packet-capture/no-ports]',
    ],
    [
      'a number of no protocol',
      () => CaptureFilter.protocolNumber(256),
      'number = 256: must be one of TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite, or a number from 1 to 255 [packet-capture/protocol]',
    ],
    [
      'a number as ports',
      () => CaptureFilter.tcp([80] as never),
      'ports[0] = 80: must be a PortRange, such as PortRange.of(1, 600) [argument/type]',
    ],
  ])('is rejected with %s', (_, make, problem) => {
    expect(messageOf(make)).toBe(`CaptureFilter: 1 problem\n  ${problem}`);
  });
});

describe('a range of ports', () => {
  captureStderr();

  // YAML 1.1 has numbers to the base of 60, such as 22:23.
  it.each([
    [22, 23],
    [1, 59],
    [8000, 8100],
  ])('is a string in the YAML for any reader: %i to %i', (first, last) => {
    const app = new App();
    const filters = [CaptureFilter.tcp([PortRange.of(first, last)])];
    new PacketCapture(new Chart(app, 'test'), 'capture', { ...PROPS, filters });
    const text = app.synthYaml();
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(text, { version }).spec.filters[0].ports).toEqual([`${first}:${last}`]);
    }
  });
});
