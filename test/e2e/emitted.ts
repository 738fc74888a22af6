import { App, Chart, Cron, Duration, Testing } from 'cdk8s';
import {
  AlertException,
  AlertRule,
  AlertsChart,
  AnomalyDetectionChart,
  BlockTier,
  CalicoCluster,
  CalicoRelease,
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
  EventFields,
  EventSelection,
  FeedFormat,
  FlowFields,
  GlobalAlert,
  GlobalAlertTemplate,
  HeaderValue,
  KnownFeed,
  Metric,
  NetshootScanner,
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
  RuleTemplate,
  ScanRun,
  SecurityEventWebhook,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedSource,
  TimeWindow,
  ValueSource,
  WebhookConsumer,
  WebhookState,
} from '../../src';
import type { Synthesized } from '../support';

/** Each way to run a scan, by the name that the matrix has for it. */
export const RUNS: Readonly<Record<string, () => ScanRun>> = {
  pod: () => ScanRun.pod(),
  'on-demand': () => ScanRun.onDemand(),
  once: () => ScanRun.once(),
  schedule: () => ScanRun.schedule(Cron.hourly()),
};

/** The topologies, each with a cluster of a release. */
export const CLUSTERS: Readonly<Record<string, (release: CalicoRelease) => CalicoCluster>> = {
  managed: (release) => CalicoCluster.managed({ name: 'acme.aks-prod', release }),
  standalone: (release) => CalicoCluster.standalone({ release }),
  management: (release) => CalicoCluster.management({ release }),
};

/** The parts of what is emitted: module 7, what is beside it by kind, and a scanner of each run. */
export const PARTS = [
  ...[
    'module',
    'alerts',
    'feeds',
    'captures',
    'blocks',
    'decoys',
    'webhooks',
    'exceptions',
    'workshop-alerts',
    'probes',
  ],
  ...Object.keys(RUNS),
];

/** The parts that not every release has. */
const LATER: Readonly<Record<string, (release: CalicoRelease) => boolean>> = {
  webhooks: (release) => consumersOf(release).size > 0,
  exceptions: (release) => release._has('3.14.0'),
};

/** Whether a release has what a part consists of. */
export function isPartOf(release: string, part: string): boolean {
  const { [part]: isThere } = LATER;
  return isThere === undefined || isThere(CalicoRelease.parse(release));
}

/** Writes all parts for a cluster into a folder, as `synth` does, and gives their objects. */
export function emit(outdir: string, topology: string, release: string): Map<string, Synthesized[]> {
  const cluster = clusterOf(topology, release);
  const app = new App({ outdir });
  const module = new AnomalyDetectionChart(app, 'module', { cluster });
  const charts: [part: string, chart: Chart][] = [
    ['module', module],
    ['alerts', alertsChart(app, cluster)],
    ['feeds', feedsChart(app, cluster)],
    ['captures', capturesChart(module, cluster)],
    ['blocks', blocksChart(app, cluster)],
    ['decoys', decoysChart(app, cluster)],
    ['webhooks', webhooksChart(app, cluster)],
    ['exceptions', exceptionsChart(app, cluster)],
    ['workshop-alerts', new AlertsChart(app, 'workshop-alerts', { cluster })],
    ['probes', probesChart(module, cluster)],
  ];
  for (const [name, run] of Object.entries(RUNS)) {
    const chart = new Chart(app, name);
    chart.addDependency(module);
    CalicoCluster.provide(chart, cluster);
    new NetshootScanner(chart, 'scanner', {
      name: `scanner-${name}`,
      target: (module.demoTarget as DemoTarget).scanTarget,
      run: run(),
      restrictEgress: true,
      detectedBy: module.adJobs ?? module.alert,
    });
    charts.push([name, chart]);
  }
  app.synth();
  return new Map(charts.map(([part, chart]) => [part, Testing.synth(chart)]));
}

/** Alerts of one's own: a rule and its template, and where the release has Calico's detectors, one of those and its template. */
function alertsChart(app: App, cluster: CalicoCluster): Chart {
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
function feedsChart(app: App, cluster: CalicoCluster): Chart {
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
function decoysChart(app: App, cluster: CalicoCluster): Chart {
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
function blocksChart(app: App, cluster: CalicoCluster): Chart {
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

/** A webhook of each consumer that the release has, and one for the events of each producer. */
function webhooksChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'webhooks');
  CalicoCluster.provide(chart, cluster);
  const alert = GlobalAlert.fromTemplate(new Chart(new App(), 'other'), 'alert', RuleTemplate.NETWORK_SSH, { cluster });
  const events = alert.events.or(EventSelection.matching(EventFields.SEVERITY.atLeast(80)));
  for (const [name, consumer] of consumersOf(cluster.release)) {
    new SecurityEventWebhook(chart, name, {
      name,
      events,
      consumer,
      state: WebhookState.DEBUG,
      eventLabels: { 'Cluster name': cluster.name },
    });
  }
  return chart;
}

function consumersOf(release: CalicoRelease): ReadonlyMap<string, WebhookConsumer> {
  const secret = (key: string) => ValueSource.fromSecret({ name: 'webhooks-secret', key });
  const url = ValueSource.of('http://alertmanager.monitoring:9093/api/v2/alerts');
  const jira = { site: 'acme.atlassian.net', project: 'SEC', issueType: 'Bug' };
  const tls = { caCertificate: secret('ca.crt'), certificate: secret('tls.crt'), privateKey: secret('tls.key') };
  const all: [since: string, name: string, consumer: WebhookConsumer][] = [
    ['3.18.0-2.0', 'slack', WebhookConsumer.slack(secret('url'))],
    ['3.18.0-2.0', 'jira', WebhookConsumer.jira({ ...jira, username: secret('user'), apiToken: secret('token') })],
    [
      '3.19.0',
      'generic',
      WebhookConsumer.generic({ url: ValueSource.fromConfigMap({ name: 'webhooks', key: 'url' }) }),
    ],
    ['3.21.0', 'alertmanager', WebhookConsumer.alertmanager({ url, basicAuth: secret('auth'), mutualTls: tls })],
  ];
  return new Map(all.filter(([since]) => release._has(since)).map(([, name, consumer]) => [name, consumer]));
}

/** An exception for each producer of events, with and without an end. */
function exceptionsChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'exceptions');
  CalicoCluster.provide(chart, cluster);
  if (!isPartOf(`${cluster.release}`, 'exceptions')) {
    return chart;
  }
  const alert = GlobalAlert.fromTemplate(new Chart(new App(), 'other'), 'alert', RuleTemplate.NETWORK_SSH, { cluster });
  const start = new Date('2026-12-01T08:00:00Z');
  const week = TimeWindow.between(start, new Date('2026-12-08T08:00:00Z'));
  const ours = EventFields.SOURCE_NAMESPACE.equalTo('security-tools');
  const selections = {
    alert: alert.events,
    inspection: EventSelection.ofInspection('shop', 'front'),
    feeds: EventSelection.ofAddressFeeds().where(ours),
    query: EventSelection.matching(ours.and(EventFields.SEVERITY.atMost(50).not())),
  };
  for (const [name, events] of Object.entries(selections)) {
    new AlertException(chart, name, { name, description: 'Ours', events, during: week });
  }
  const during = TimeWindow.from(start);
  new AlertException(chart, 'for-ever', { name: 'for-ever', description: 'Ours', events: alert.events, during });
  return chart;
}

/** A probe for each action and each run, in the namespace of the demo target. */
function probesChart(module: AnomalyDetectionChart, cluster: CalicoCluster): Chart {
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
function capturesChart(module: AnomalyDetectionChart, cluster: CalicoCluster): Chart {
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

function clusterOf(topology: string, release: string): CalicoCluster {
  const make = CLUSTERS[topology];
  if (make === undefined) {
    throw new Error(`no topology ${topology}`);
  }
  return make(CalicoRelease.parse(release));
}
