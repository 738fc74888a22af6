import { type App, Chart, Cron, Duration } from 'cdk8s';
import {
  AlertRule,
  type AnomalyDetectionChart,
  BlockTier,
  CalicoCluster,
  CaptureFilter,
  CsvColumn,
  Decoy,
  DecoyProgram,
  DeepPacketInspection,
  DeepPacketInspectionRole,
  type DemoTarget,
  Detector,
  DetectorAlert,
  DetectorAlertTemplate,
  FeedFormat,
  FlowFields,
  GlobalAlert,
  GlobalAlertTemplate,
  HeaderValue,
  KnownFeed,
  Metric,
  PacketCapture,
  PacketCaptureRole,
  PolicySelector,
  PortRange,
  Probe,
  ProbeAction,
  ProbeRun,
  ProbeTarget,
  QuarantinePolicy,
  RoleSubject,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedSource,
  TimeWindow,
} from '../../src';

/** Alerts of one's own: a rule and its template, and where the release has Calico's detectors, one of those and its template. */
export function alertsChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'alerts');
  CalicoCluster.provide(chart, cluster);
  const rule = AlertRule.flows({
    query: FlowFields.DEST_PORT.equalTo(22),
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    condition: Metric.sum('num_flows').greaterThan(0),
  });
  const props = {
    name: 'network.ssh',
    rule,
    description: 'SSH',
    period: Duration.minutes(10),
    lookback: Duration.minutes(20),
  };
  new GlobalAlert(chart, 'alert', props);
  new GlobalAlertTemplate(chart, 'template', props);
  if (cluster.release._features.anomalyDetection === 'global-alerts') {
    new DetectorAlert(chart, 'detector', { detector: Detector.of('dns_latency') });
    new DetectorAlertTemplate(chart, 'detector-template', { detector: Detector.of('dns_latency') });
  }
  return chart;
}

/** A feed of each content, source and format. */
export function feedsChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'feeds');
  CalicoCluster.provide(chart, cluster);
  ThreatFeed.fromKnown(chart, 'known', KnownFeed.FEODO, { period: Duration.hours(6) });
  const formats = {
    lines: FeedFormat.lines(),
    json: FeedFormat.json('$.list[*]["bad-domain"]'),
    'first-column': FeedFormat.csv({ column: CsvColumn.number(0), commentDelimiter: '#', recordSize: 3 }),
    'named-column': FeedFormat.csv({
      column: CsvColumn.named('domain'),
      columnDelimiter: ';',
      disableRecordSizeValidation: true,
    }),
  };
  const content = ThreatFeedContent.domains();
  for (const [name, format] of Object.entries(formats)) {
    const secret = { name: `globalthreatfeed-${name}-token`, key: 'token' };
    const headers = [
      { name: 'Authorization', value: HeaderValue.fromSecret(secret) },
      { name: 'X-Region', value: HeaderValue.fromConfigMap({ ...secret, key: 'region', optional: true }) },
      { name: 'Accept-Version', value: HeaderValue.of('2') },
    ];
    const source = ThreatFeedSource.pull({ url: 'https://feeds.example.com/list', format, headers });
    new ThreatFeed(chart, name, { name, content, source });
  }
  const description = cluster.release._has('3.15.0') ? 'Domains of our own' : undefined;
  new ThreatFeed(chart, 'pushed', { name: 'pushed', content, source: ThreatFeedSource.push(), description });
  return chart;
}

/** A decoy of each kind, and one that runs the program of an image. */
export function decoysChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'decoys');
  CalicoCluster.provide(chart, cluster);
  Decoy.service(chart, 'service', { port: 443, podPort: 8443 });
  Decoy.database(chart, 'database');
  Decoy.ipEnumeration(chart, 'addresses');
  const program = DecoyProgram.ofImage({ environment: { MODE: 'x' }, writablePaths: ['/data', '/run/db'] });
  Decoy.database(chart, 'image', { name: 'orders', port: 6379, image: 'redis:7.4.1', program });
  return chart;
}

/** Blocks that share a tier or have one of their own, enforced and staged. */
export function blocksChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'blocks');
  CalicoCluster.provide(chart, cluster);
  const feeds = [ThreatFeed.fromKnown(chart, 'tor', KnownFeed.TOR_EXITS)];
  const tier = BlockTier.own('security', { order: 60 });
  new ThreatFeedBlock(chart, 'alone', { name: 'block', feeds, logged: true });
  new ThreatFeedBlock(chart, 'shared', { name: 'block', feeds, tier, protect: PolicySelector.podsIn(['dev']) });
  new ThreatFeedBlock(chart, 'staged', { name: 'staged', feeds, tier, staged: true });
  new QuarantinePolicy(chart, 'quarantine', { tier, allowDns: true });
  return chart;
}

/** A probe for each action and each run, in the namespace of the demo target. */
export function probesChart(module: AnomalyDetectionChart, cluster: CalicoCluster): Chart {
  const chart = new Chart(module.node.root, 'probes');
  chart.addDependency(module);
  CalicoCluster.provide(chart, cluster);
  const { probeTarget: target, namespace } = module.demoTarget as DemoTarget;
  const publicAddressReason = 'our own server';
  const actions = {
    lookup: ProbeAction.lookup('www.example.com'),
    request: ProbeAction.request({ target, path: '/cmd.exe?a=b', method: 'POST', headers: { Cmd: 'id "x"' } }),
    connect: ProbeAction.connect(ProbeTarget.address({ address: '8.8.8.8', publicAddressReason })),
    ping: ProbeAction.ping(ProbeTarget.service({ namespace, name: 'headless', headless: true })),
  };
  const runs = {
    pod: ProbeRun.pod(),
    once: ProbeRun.once(),
    demand: ProbeRun.onDemand(),
    schedule: ProbeRun.schedule(Cron.daily()),
  };
  for (const [what, action] of Object.entries(actions)) {
    for (const [when, run] of Object.entries(runs)) {
      new Probe(chart, `${what}-${when}`, { name: `probe-${what}-${when}`, namespace, action, run, times: 3 });
    }
  }
  return chart;
}

/** A capture with each filter and without any, an inspection, and the roles for both, in the namespace of the demo target. */
export function capturesChart(module: AnomalyDetectionChart, cluster: CalicoCluster): Chart {
  const chart = new Chart(module.node.root, 'captures');
  chart.addDependency(module);
  CalicoCluster.provide(chart, cluster);
  const namespace = (module.demoTarget as DemoTarget).namespace;
  const pods = PolicySelector.parse('app in { \'nginx\', "curl" } || !has(app) && tier not in {}');
  const ports = [PortRange.of(80, 80), PortRange.of(8000, 8100), PortRange.list([1, 65_535])];
  const filters = [
    CaptureFilter.tcp(ports),
    CaptureFilter.udp(),
    CaptureFilter.sctp(ports),
    CaptureFilter.udpLite(),
    CaptureFilter.icmp(),
    CaptureFilter.icmpV6(),
    CaptureFilter.protocolNumber(255),
  ];
  const [start, end] = [new Date('2026-12-01T09:00:00Z'), new Date('2026-12-01T10:00:00Z')];
  const during = TimeWindow.between(start, end);
  new PacketCapture(chart, 'capture', { name: 'filtered', namespace, pods, filters, during });
  new PacketCapture(chart, 'endless', { name: 'endless', namespace, pods });
  new DeepPacketInspection(chart, 'inspection', { name: 'front', namespace, pods });
  const subjects = [RoleSubject.user('ann'), RoleSubject.serviceAccount({ namespace, name: 'capture' })];
  new PacketCaptureRole(chart, 'capture-role', { namespace, subjects });
  new DeepPacketInspectionRole(chart, 'inspection-role', { namespace, subjects, manage: false });
  return chart;
}
