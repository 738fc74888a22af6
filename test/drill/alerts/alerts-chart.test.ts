import { App, Testing } from 'cdk8s';
import {
  AlertsChart,
  type AlertsChartProps,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  ThreatFeedChart,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, type Synthesized } from '../../support';
import { brokenControls } from '../pod-security';

const chartOf = (props: Partial<AlertsChartProps> = {}) =>
  new AlertsChart(new App(), 'alerts', { cluster: managedCluster('3.24'), ...props });
const objectsOf = (props?: Partial<AlertsChartProps>): Synthesized[] => Testing.synth(chartOf(props));
const titlesOf = (objects: Synthesized[]) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`).sort();

const TITLES = [
  'Deployment alerts-demo/dev-nginx',
  'GlobalAlert /dns.unsanctioned.access',
  'GlobalAlert /http.connections',
  'GlobalAlert /network.lateral.access',
  'GlobalAlert /policy.globalnetworkset',
  'GlobalAlertTemplate /dns.unsanctioned.access',
  'GlobalAlertTemplate /http.connections',
  'GlobalNetworkSet /alerts-demo',
  'Namespace /alerts-demo',
  'Namespace /alerts-demo-probes',
  'Pod alerts-demo-probes/http-probe',
  'Pod alerts-demo-probes/lateral-access-probe',
  'Pod alerts-demo-probes/lookup-probe',
  'Service alerts-demo/nginx-svc',
];

const LOGS = [
  LogSettings.of({}),
  LogSettings.of({ allowedFlows: FlowAggregation.NONE, dnsPerPod: true }),
  LogSettings.fromFelixConfiguration(
    JSON.stringify({
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default' },
      spec: {
        flowLogsFlushInterval: '10s',
        dnsLogsFlushInterval: '15s',
        flowLogsFileAggregationKindForAllowed: 1,
      },
    }),
  ),
];

describe('AlertsChart', () => {
  const stderr = captureStderr();

  it('is the module about alerts', () => {
    const objects = objectsOf();
    expect(objects).toMatchSnapshot();
    expect(titlesOf(objects)).toEqual(TITLES);
    expect(stderr()).toBe('');
  });

  it.each(['3.7', '3.11', '3.12', '3.14', '3.16', '3.17', '3.20', '3.22', '3.23', '3.24'])(
    'has probes that its alerts see, without a warning, whatever the logs: %s',
    (text) => {
      const release = CalicoRelease.enterprise(text);
      for (const logs of LOGS) {
        for (const cluster of [
          CalicoCluster.managed({ name: 'acme.aks-prod', release, logs }),
          CalicoCluster.standalone({ release, logs }),
          CalicoCluster.management({ release, logs }),
        ]) {
          expect(titlesOf(objectsOf({ cluster }))).toEqual(TITLES);
        }
      }
      expect(stderr()).toBe('');
    },
  );

  it('has a probe or a command for each alert, which is named in the manifest', () => {
    const key = 'calico-threat-defense/detected-by';
    const objects = objectsOf();
    const named = objects.filter(({ metadata }) => metadata.annotations[key] !== undefined);
    const alerts = objects.filter(({ kind }) => kind === 'GlobalAlert').map(({ metadata }) => metadata.name);
    expect(named.map(({ kind, metadata }) => `${kind} ${metadata.name}: ${metadata.annotations[key]}`).sort()).toEqual([
      'GlobalNetworkSet alerts-demo: policy.globalnetworkset',
      'Pod http-probe: http.connections',
      'Pod lateral-access-probe: network.lateral.access',
      'Pod lookup-probe: dns.unsanctioned.access',
    ]);
    expect(named.map(({ metadata }) => metadata.annotations[key]).sort()).toEqual(alerts.sort());
  });

  it('makes its parts readable', () => {
    const chart = chartOf();
    const probes = [chart.lookupProbe, chart.lateralAccessProbe, chart.httpProbe];
    expect(probes.map(({ detectedBy }) => detectedBy?.alertName)).toEqual([
      chart.lookupAlert.alertName,
      chart.lateralAccessAlert.alertName,
      chart.httpAlert.alertName,
    ]);
    expect(chart.networkSetAlert.alertName).toBe('policy.globalnetworkset');
    expect([chart.cluster.name, chart.demoTarget.namespace]).toEqual(['acme.aks-prod', 'alerts-demo']);
    expect(chart.changeCommand).toBe(
      'kubectl annotate globalnetworksets.projectcalico.org alerts-demo calico-threat-defense/changed="$(date +%s)" --overwrite',
    );
  });

  it('looks back far enough for the log settings', () => {
    const times = (logs: LogSettings | undefined) =>
      objectsOf({
        cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs }),
      })
        .filter(({ kind }) => kind === 'GlobalAlert')
        .map(({ metadata, spec }) => `${metadata.name} ${spec.period} ${spec.lookback}`)
        .sort();
    expect(times(LOGS[2])).toEqual([
      'dns.unsanctioned.access 1m0s 2m15s',
      'http.connections 1m0s 2m10s',
      'network.lateral.access 1m0s 2m10s',
      'policy.globalnetworkset 1m0s 7m0s',
    ]);
    expect(times(undefined)).toContain('http.connections 1m0s 7m0s');
  });

  it('has no pod that runs as root', () => {
    const pods = objectsOf().flatMap(({ spec }) =>
      (spec?.template ?? { spec }).spec?.containers ? [(spec.template ?? { spec }).spec] : [],
    );
    expect(pods.map(brokenControls)).toEqual([[], [], [], []]);
  });

  it('can be in one app with the other modules', () => {
    const app = new App();
    const cluster = managedCluster('3.24');
    new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
    new ThreatFeedChart(app, 'threat-feed', { cluster });
    new AlertsChart(app, 'alerts', { cluster });
    expect(() => app.synthYaml()).not.toThrow();
  });

  const allProps: AllProps<Omit<AlertsChartProps, 'cluster' | 'namespace' | 'labels' | 'disableResourceNameHashes'>> = {
    domain: {
      value: 'example.com',
      kind: 'GlobalAlert',
      at: ['spec', 'query'],
      is: 'qname = "www.example.com" OR qname = "example.com"',
    },
    demoNamespace: { value: 'drill', kind: 'GlobalNetworkSet', at: ['metadata', 'name'], is: 'drill' },
    probeNamespace: { value: 'tools', kind: 'Pod', at: ['metadata', 'namespace'], is: 'tools' },
    demoTargetImage: {
      value: 'a/nginx:1',
      kind: 'Deployment',
      at: ['spec', 'template', 'spec', 'containers', 0, 'image'],
      is: 'a/nginx:1',
    },
    probeImage: { value: 'a/netshoot:1', kind: 'Pod', at: ['spec', 'containers', 0, 'image'], is: 'a/netshoot:1' },
  };
  itPassesOnAllProps(allProps, (chart, props) => {
    const isLookup = ({ kind, metadata }: Synthesized) => kind !== 'GlobalAlert' || /^dns/.test(metadata.name);
    const made = objectsOf(props).filter(isLookup);
    chart.toJson = () => made;
  });

  it('has a probe that looks up the domain', () => {
    const pod = objectsOf({ domain: 'example.com' }).find(({ metadata }) => metadata.name === 'lookup-probe');
    expect(pod.metadata.annotations).toMatchObject({
      'calico-threat-defense/probe-action': 'looks up www.example.com',
    });
  });

  const SYSTEM =
    'belongs to Kubernetes or Calico; the demo requires its own namespace, which is deleted with it [demo-target/namespace]';
  it.each<[string, Partial<AlertsChartProps>, string]>([
    [
      'namespaces of others',
      { demoNamespace: 'kube-system', probeNamespace: 'default' },
      `alerts: 2 problems\n  demoNamespace = "kube-system": ${SYSTEM}\n  probeNamespace = "default": ${SYSTEM}`,
    ],
    [
      'a URL as the domain',
      { domain: 'https://example.com' },
      "alerts: 1 problem\n  domain = \"https://example.com\": must be a domain name of at most 253 characters, such as www.example.com: labels of 1 to 63 letters, digits, '-' and '_', separated by dots [alerts-chart/domain]",
    ],
    [
      'probes in the namespace that they are to reach from another one',
      { demoNamespace: 'demo', probeNamespace: 'demo' },
      'alerts/lateral-access-probe: 1 problem\n  detectedBy = "network.lateral.access": looks for records that the probe does not leave: source_namespace != demo is not true of any record of a probe that connects to nginx-svc.demo.svc:80 [probe/undetected]',
    ],
    [
      'an image that is not pinned',
      { probeImage: 'a/netshoot' },
      'alerts/lookup-probe: 1 problem\n  spec.containers[0].image = "a/netshoot": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
    ],
  ])('is not made with %s', (_, props, message) => {
    expect(messageOf(() => chartOf(props))).toBe(message);
  });
});
