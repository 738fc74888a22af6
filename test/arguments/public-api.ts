import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import {
  AdJob,
  AdJobsDeployment,
  type AdJobsDeploymentProps,
  type AggregatedAlertRuleOptions,
  AlertException,
  type AlertExceptionProps,
  AlertRule,
  AlertsChart,
  type AlertsChartProps,
  AnomalyDetectionChart,
  type AnomalyDetectionChartProps,
  BlockDirections,
  BlockTier,
  CalicoCluster,
  CalicoRelease,
  CaptureFilter,
  ContainerResources,
  type ContainerResourcesOptions,
  CsvColumn,
  type CsvFormatOptions,
  type DatabaseDecoyProps,
  Decoy,
  type DecoyImageOptions,
  DecoyProgram,
  DeepPacketInspection,
  type DeepPacketInspectionProps,
  DeepPacketInspectionRole,
  type DeepPacketInspectionRoleProps,
  DeepPacketInspectionSettings,
  type DeepPacketInspectionSettingsProps,
  DemoTarget,
  type DemoTargetProps,
  Detector,
  DetectorAlert,
  type DetectorAlertProps,
  DetectorAlertTemplate,
  DnsFields,
  EventFields,
  EventSelection,
  FeedFormat,
  Fleet,
  type FleetProps,
  FlowAggregation,
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  HeaderValue,
  type HeaderValueOptions,
  KnownFeed,
  type KnownThreatFeedOptions,
  LogSettings,
  type LogSettingsOptions,
  Metric,
  NetshootScanner,
  type NetshootScannerProps,
  NmapTiming,
  PacketCapture,
  type PacketCaptureProps,
  PacketCaptureRole,
  type PacketCaptureRoleProps,
  PodUser,
  PolicySelector,
  PortRange,
  PortScanAlert,
  type PortScanAlertProps,
  PortScanMethod,
  Probe,
  ProbeAction,
  type ProbeProps,
  ProbeRun,
  ProbeTarget,
  QuarantinePolicy,
  type QuarantinePolicyProps,
  Query,
  type RequestProbeOptions,
  RoleSubject,
  RuleTemplate,
  ScanRun,
  ScanTarget,
  SecurityEventWebhook,
  type SecurityEventWebhookProps,
  type ServiceDecoyProps,
  type ServiceProbeTargetOptions,
  SnortRules,
  TaintEffect,
  ThreatDefenseLogSettings,
  type ThreatDefenseLogSettingsProps,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedChart,
  type ThreatFeedChartProps,
  ThreatFeedContent,
  ThreatFeedMode,
  ThreatFeedProbe,
  type ThreatFeedProbeProps,
  type ThreatFeedProps,
  type ThreatFeedPullOptions,
  ThreatFeedSource,
  TimeWindow,
  TolerationOperator,
  ValueSource,
  type ValueSourceOptions,
  VerifierRole,
  type VerifierRoleProps,
  VerifierSubject,
  WebhookConsumer,
  WebhookState,
  type WorkloadOptions,
} from '../../src';

/** A call of the public API with legal arguments; each of them, and what is in it, can be replaced. */
export interface ApiCall {
  /** `Class` for a constructor, `Class.method` for anything else. */
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly call: (values: Readonly<Record<string, unknown>>) => unknown;
}

type Construct<Props> = new (scope: Chart, id: string, props: Props) => unknown;

const release = CalicoRelease.enterprise('3.12');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });
const chart = () => new Chart(new App(), 'test');

/** What the program calls is not what TypeScript would let it call. */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript has no types
type Any = any;

function construct<Props extends object>(
  type: Construct<Props> & { readonly name: string },
  props: Required<Props>,
): ApiCall {
  return {
    name: type.name,
    arguments: { scope: undefined, id: 'id', props },
    call: (values) => new type((values['scope'] ?? chart()) as Any, values['id'] as Any, values['props'] as Any),
  };
}

function factory(
  name: string,
  values: Readonly<Record<string, unknown>>,
  call: (...values: Any[]) => unknown,
): ApiCall {
  return { name, arguments: values, call: (given) => call(...Object.keys(values).map((key) => given[key])) };
}

const WORKLOAD: Required<WorkloadOptions> = {
  image: 'a/b:1',
  imageRegistry: 'r.example',
  imagePullSecrets: ['mine'],
  labels: { team: 'red' },
  annotations: { note: 'n' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [
    {
      key: 'spot',
      operator: TolerationOperator.EQUAL,
      value: 'yes',
      effect: TaintEffect.NO_EXECUTE,
      stayFor: Duration.minutes(5),
    },
  ],
  podLabels: { tier: 'tools' },
  resources: ContainerResources.of({ cpuLimit: 1 }),
  priorityClassName: 'low',
  serviceAccountName: 'tools',
};

const ALERT = {
  cluster,
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  severity: 50,
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const RULE: Required<AggregatedAlertRuleOptions> = {
  query: Query.parse('source_namespace IN ${names}'),
  condition: Metric.count().atLeast(100),
  substitutions: [{ name: 'names', values: ['dev'] }],
  aggregateBy: ['source_namespace'],
};

const ALERT_PROPS: Required<GlobalAlertProps> = {
  ...ALERT,
  name: 'network.ssh',
  rule: AlertRule.flows(RULE),
  description: 'SSH',
  summary: 'SSH',
};

const DETECTOR: Required<DetectorAlertProps> = {
  ...ALERT,
  cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') }),
  detector: Detector.PORT_SCAN,
  description: 'Port scan',
  summary: 'Port scan',
};

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });
const control = ScanTarget.service({ namespace: 'shop', name: 'checkout' });
const blocked = ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster });
const feed = () => ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster });

const PROBED_SERVICE: Required<ServiceProbeTargetOptions> = {
  namespace: 'shop',
  name: 'web',
  port: 80,
  podPort: 8080,
  podLabels: { app: 'web' },
  podNamePrefix: 'web',
  headless: true,
};
const probeTarget = ProbeTarget.service(PROBED_SERVICE);
const REQUEST: Required<RequestProbeOptions> = {
  target: probeTarget,
  path: '/',
  method: 'GET',
  headers: { 'X-Drill': 'yes' },
  tls: false,
};

const FEED = {
  cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') }),
  mode: ThreatFeedMode.ENABLED,
  description: 'Ours',
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const THREAT_FEED: Required<ThreatFeedProps> = {
  ...FEED,
  name: 'bad',
  content: ThreatFeedContent.domains(),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com' }),
};

const BLOCK = {
  cluster: FEED.cluster,
  name: 'block',
  tier: BlockTier.own('security'),
  order: 10,
  logged: true,
  staged: true,
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const VALUE: Required<ValueSourceOptions> = { name: 'soc', key: 'token' };
const value = ValueSource.fromSecret(VALUE);

const WEBHOOK: Required<SecurityEventWebhookProps> = {
  cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') }),
  name: 'soc',
  events: EventSelection.matching(EventFields.SEVERITY.atLeast(80)),
  consumer: WebhookConsumer.slack(value),
  state: WebhookState.ENABLED,
  eventLabels: { cluster: 'prod' },
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const ALERT_EXCEPTION: Required<AlertExceptionProps> = {
  cluster: FEED.cluster,
  name: 'known-scanner',
  description: 'Our own scanner',
  events: EventSelection.matching(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.from(new Date('2026-12-01T12:00:00Z')),
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const KNOWN_FEED: Required<KnownThreatFeedOptions> = {
  ...FEED,
  period: Duration.hours(1),
  networkSetLabels: { feed: 'feodo' },
};

const DECOY_IMAGE: Required<DecoyImageOptions> = { environment: { A: 'b' }, writablePaths: ['/data'] };

const DATABASE_DECOY: Required<DatabaseDecoyProps> = {
  ...WORKLOAD,
  cluster,
  namespace: 'shop',
  name: 'orders',
  program: DecoyProgram.ofImage(DECOY_IMAGE),
  user: PodUser.of(999),
  alertName: 'decoy.orders',
  severity: 90,
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  port: 5432,
};

const SERVICE_DECOY: Required<ServiceDecoyProps> = { ...DATABASE_DECOY, podPort: 8080 };

const { port: _, ...IP_ENUMERATION_DECOY } = DATABASE_DECOY;

const DETECTION = {
  by: 'mine',
  threshold: 10,
  thresholdStated: true,
  window: Duration.minutes(5),
  overlap: Duration.minutes(5),
  disabled: false,
};

const NOON = new Date('2026-12-01T12:00:00Z');
const EVENING = new Date('2026-12-01T18:00:00Z');

const RESOURCES: Required<ContainerResourcesOptions> = {
  cpuRequest: 0.1,
  cpuLimit: 1,
  memoryRequest: Size.mebibytes(100),
  memoryLimit: Size.gibibytes(1),
};

/** What captures and inspections have in common. */
const OF_PODS = {
  cluster: FEED.cluster,
  name: 'front',
  namespace: 'shop',
  pods: PolicySelector.pods(),
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const NAMESPACE_ROLE = {
  cluster: FEED.cluster,
  namespace: 'shop',
  subjects: [RoleSubject.user('jane')],
  manage: true,
  name: 'mine',
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const AD_JOBS: Required<AdJobsDeploymentProps> = {
  ...WORKLOAD,
  cluster,
  disabledJobs: [AdJob.DGA],
  settings: {
    maxDocs: 1_000,
    debug: true,
    trainInterval: Duration.minutes(20),
    scrollTime: Duration.seconds(20),
    genericDnsFields: ['latency_count'],
    dnsLatencySensitivity: 10,
    otherVariables: { MINE: 'x' },
  },
};

const constructs: readonly ApiCall[] = [
  construct<PortScanAlertProps>(PortScanAlert, {
    ...ALERT,
    method: PortScanMethod.FLOW_LOGS,
    name: 'network.scan',
    threshold: 300,
    description: 'Port scan',
    summary: 'Port scan',
  }),
  construct<GlobalAlertProps>(GlobalAlert, ALERT_PROPS),
  construct<GlobalAlertProps>(GlobalAlertTemplate, ALERT_PROPS),
  construct<DetectorAlertProps>(DetectorAlert, DETECTOR),
  construct<DetectorAlertProps>(DetectorAlertTemplate, DETECTOR),
  construct<AdJobsDeploymentProps>(AdJobsDeployment, AD_JOBS),
  construct<NetshootScannerProps>(NetshootScanner, {
    ...WORKLOAD,
    cluster,
    target,
    ports: PortRange.of(1, 600),
    run: ScanRun.once(),
    nmap: { timing: NmapTiming.NORMAL, maxRetries: 3, hostTimeout: Duration.minutes(5) },
    detectedBy: { portScanDetection: DETECTION },
    restrictEgress: true,
    user: PodUser.platform(),
    name: 'probe',
    namespace: 'tools',
  }),
  construct<ThreatFeedProbeProps>(ThreatFeedProbe, {
    ...WORKLOAD,
    cluster,
    feed: blocked,
    blockedBy: new ThreatFeedBlock(chart(), 'block', { cluster, name: 'block', feeds: [blocked] }),
    port: 80,
    control,
    controlPort: 8080,
    user: PodUser.platform(),
    name: 'probe',
    namespace: 'tools',
  }),
  construct<ProbeProps>(Probe, {
    ...WORKLOAD,
    cluster,
    action: ProbeAction.lookup('www.example.com'),
    times: 2,
    run: ProbeRun.once(),
    detectedBy: { alertName: 'dns.drill', cluster },
    user: PodUser.platform(),
    name: 'probe',
    namespace: 'tools',
  }),
  construct<DemoTargetProps>(DemoTarget, { ...WORKLOAD, cluster, namespace: 'demo', user: PodUser.of(101) }),
  construct<VerifierRoleProps>(VerifierRole, {
    cluster,
    scanner: new NetshootScanner(chart(), 'scanner', { target }),
    probe: new ThreatFeedProbe(chart(), 'probe', { feed: feed(), control }),
    scopes: [chart()],
    subjects: [VerifierSubject.user('jane')],
    apply: true,
    name: 'verifier',
    labels: { team: 'red' },
    annotations: { note: 'n' },
  }),
  // With a target of its own, the chart has no props of the demo target.
  construct<Omit<AnomalyDetectionChartProps, 'demoNamespace' | 'demoTargetImage'>>(AnomalyDetectionChart, {
    cluster,
    namespace: 'dev',
    labels: { team: 'red' },
    disableResourceNameHashes: true,
    includeLogSettings: false,
    imageRegistry: 'r.example',
    imagePullSecrets: ['mine'],
    severity: 40,
    target: ScanTarget.service({ namespace: 'shop', name: 'web' }),
    run: ScanRun.pod(),
    adJobsImage: 'quay.io/tigera/anomaly_detection_jobs:v3.12.0',
    scannerImage: 'nicolaka/netshoot:v0.14',
  }),
  construct<AlertsChartProps>(AlertsChart, {
    cluster,
    domain: 'example.com',
    namespace: 'dev',
    labels: { team: 'red' },
    disableResourceNameHashes: true,
    demoNamespace: 'demo',
    probeNamespace: 'demo-probes',
    demoTargetImage: 'nginxinc/nginx-unprivileged:1.29.4',
    probeImage: 'nicolaka/netshoot:v0.14',
  }),
  construct<ThreatFeedChartProps>(ThreatFeedChart, {
    cluster,
    knownFeed: KnownFeed.FEODO,
    protect: PolicySelector.pods(),
    namespace: 'dev',
    labels: { team: 'red' },
    disableResourceNameHashes: true,
    demoNamespace: 'demo',
    demoTargetImage: 'nginxinc/nginx-unprivileged:1.29.4',
    probeImage: 'nicolaka/netshoot:v0.14',
  }),
  construct<ThreatDefenseLogSettingsProps>(ThreatDefenseLogSettings, {
    cluster,
    settings: LogSettings.of({ dnsPerPod: true }),
    annotations: { note: 'n' },
  }),
  construct<ThreatFeedProps>(ThreatFeed, THREAT_FEED),
  construct<DeepPacketInspectionProps>(DeepPacketInspection, OF_PODS),
  construct<DeepPacketInspectionRoleProps>(DeepPacketInspectionRole, NAMESPACE_ROLE),
  construct<DeepPacketInspectionSettingsProps>(DeepPacketInspectionSettings, {
    cluster: FEED.cluster,
    resources: ContainerResources.of(RESOURCES),
    snortRules: SnortRules.image('registry.example.com/rules:1'),
    annotations: { note: 'n' },
  }),
  construct<PacketCaptureProps>(PacketCapture, {
    ...OF_PODS,
    filters: [CaptureFilter.tcp()],
    during: TimeWindow.between(NOON, EVENING),
  }),
  construct<PacketCaptureRoleProps>(PacketCaptureRole, { ...NAMESPACE_ROLE, files: true }),
  construct<ThreatFeedBlockProps>(ThreatFeedBlock, {
    ...BLOCK,
    feeds: [ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster: FEED.cluster })],
    protect: PolicySelector.pods(),
    directions: BlockDirections.EGRESS,
  }),
  construct<QuarantinePolicyProps>(QuarantinePolicy, {
    ...BLOCK,
    labelKey: 'quarantine',
    labelValue: 'true',
    allowDns: true,
  }),
  construct<SecurityEventWebhookProps>(SecurityEventWebhook, WEBHOOK),
  construct<AlertExceptionProps>(AlertException, ALERT_EXCEPTION),
];

class AnyFleet extends Fleet {
  protected override addCharts(): void {}
}

const FLEET: Required<FleetProps> = {
  members: [{ cluster, folder: 'acme' }],
  outdir: 'out',
  keepGoing: true,
  quiet: true,
};

const FELIX = '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default } }';

const LOG_SETTINGS: Required<LogSettingsOptions> = {
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  l7LogsFlushInterval: Duration.seconds(10),
  allowedFlows: FlowAggregation.NONE,
  deniedFlows: FlowAggregation.NONE,
  dnsPerPod: true,
  tcpStatistics: true,
  labels: true,
  hostEndpoints: true,
};

const PULL: Required<ThreatFeedPullOptions> = {
  url: 'https://feeds.example.com',
  period: Duration.hours(1),
  format: FeedFormat.lines(),
  headers: [{ name: 'X-Version', value: HeaderValue.of('2') }],
};

const CSV: Required<CsvFormatOptions> = {
  column: CsvColumn.number(0),
  header: true,
  columnDelimiter: ';',
  commentDelimiter: '#',
  recordSize: 2,
  disableRecordSizeValidation: false,
};

const SOURCE: Required<HeaderValueOptions> = { name: 'globalthreatfeed-bad-token', key: 'token', optional: true };

const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
const field = Query.field('dest_port');
const query = Query.parse('dest_port = 22');

const factories: readonly ApiCall[] = [
  factory('Fleet', { props: FLEET }, (props) => new AnyFleet(props)),
  factory('CalicoRelease.enterprise', { release: '3.14' }, (text) => CalicoRelease.enterprise(text)),
  factory('CalicoRelease.cloud', { release: '18.3.0' }, (text) => CalicoRelease.cloud(text)),
  factory('CalicoRelease.parse', { text: '3.14' }, (text) => CalicoRelease.parse(text)),
  factory('CalicoCluster.managed', { props: { name: 'acme', release } }, (props) => CalicoCluster.managed(props)),
  factory('CalicoCluster.standalone', { props: { release } }, (props) => CalicoCluster.standalone(props)),
  factory('CalicoCluster.management', { props: { release } }, (props) => CalicoCluster.management(props)),
  factory('LogSettings.defaults', { release }, (value) => LogSettings.defaults(value)),
  factory('LogSettings.of', { options: LOG_SETTINGS }, (options) => LogSettings.of(options)),
  factory('LogSettings.fromFelixConfiguration', { text: FELIX }, (text) => LogSettings.fromFelixConfiguration(text)),
  factory('CalicoCluster.provide', { scope: chart(), cluster }, (...values) =>
    CalicoCluster.provide(...(values as [Any, Any])),
  ),
  factory('CalicoCluster.of', { scope: new Chart(provided(), 'c') }, (scope) => CalicoCluster.of(scope)),
  factory('AlertRule.flows', { options: RULE }, (options) => AlertRule.flows(options)),
  factory('AlertRule.dns', { options: RULE }, (options) => AlertRule.dns(options)),
  factory('AlertRule.l7', { options: RULE }, (options) => AlertRule.l7(options)),
  factory('AlertRule.audit', { options: RULE }, (options) => AlertRule.audit(options)),
  factory('AlertRule.waf', { options: RULE }, (options) => AlertRule.waf(options)),
  factory('AlertRule.vulnerability', { options: { query } }, (options) => AlertRule.vulnerability(options)),
  factory('AdJobsDeployment.ofWorkshop', { options: AD_JOBS }, (options) =>
    AdJobsDeployment.ofWorkshop(new Chart(new App(), 'workshop'), 'id', options),
  ),
  factory('GlobalAlert.fromTemplate', { template: RuleTemplate.NETWORK_SSH, options: ALERT }, (template, options) =>
    GlobalAlert.fromTemplate(chart(), 'id', template, options),
  ),
  factory('GlobalAlertTemplate.fromTemplate', { template: RuleTemplate.NETWORK_SSH, options: ALERT }, (...values) =>
    GlobalAlertTemplate.fromTemplate(chart(), 'id', ...(values as [Any, Any])),
  ),
  factory('Decoy.service', { scope: undefined, id: 'decoy', props: SERVICE_DECOY }, (scope, id, props) =>
    Decoy.service(scope ?? chart(), id, props),
  ),
  factory('Decoy.database', { scope: undefined, id: 'decoy', props: DATABASE_DECOY }, (scope, id, props) =>
    Decoy.database(scope ?? chart(), id, props),
  ),
  factory('Decoy.ipEnumeration', { scope: undefined, id: 'decoy', props: IP_ENUMERATION_DECOY }, (scope, id, props) =>
    Decoy.ipEnumeration(scope ?? chart(), id, props),
  ),
  factory('DecoyProgram.ofImage', { options: DECOY_IMAGE }, (options) => DecoyProgram.ofImage(options)),
  factory('Detector.of', { id: 'port_scan' }, (id) => Detector.of(id)),
  factory('Metric.sum', { field: 'bytes_in' }, (name) => Metric.sum(name)),
  factory('Metric.avg', { field: 'bytes_in' }, (name) => Metric.avg(name)),
  factory('Metric.min', { field: 'bytes_in' }, (name) => Metric.min(name)),
  factory('Metric.max', { field: 'bytes_in' }, (name) => Metric.max(name)),
  ...(['equalTo', 'notEqualTo', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const).map((method) =>
    factory(`Metric#${method}`, { threshold: 5 }, (threshold) => Metric.count()[method](threshold)),
  ),
  factory('Query.field', { key: 'dest_port' }, (key) => Query.field(key)),
  factory('Query.parse', { text: 'dest_port = 22' }, (text) => Query.parse(text)),
  factory('Query#and', { others: [query, query] }, (others) => query.and(...spread(others))),
  factory('Query#or', { others: [query, query] }, (others) => query.or(...spread(others))),
  ...(['equalTo', 'notEqualTo', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const).map((method) =>
    factory(`QueryField#${method}`, { value: '22' }, (value) => field[method](value)),
  ),
  factory('QueryField#isOneOf', { values: ['22'] }, (values) => field.isOneOf(values)),
  factory('QueryField#isNoneOf', { values: ['22'] }, (values) => field.isNoneOf(values)),
  factory('QueryField#isOneOfSubstitution', { name: 'n' }, (name) => field.isOneOfSubstitution(name)),
  factory('QueryField#isNoneOfSubstitution', { name: 'n' }, (name) => field.isNoneOfSubstitution(name)),
  factory('DnsFields.clientLabel', { key: 'app' }, (key) => DnsFields.clientLabel(key)),
  factory('DnsFields.serverLabel', { key: 'app' }, (key) => DnsFields.serverLabel(key)),
  factory('EventSelection.ofInspection', { namespace: 'shop', name: 'front' }, (namespace, name) =>
    EventSelection.ofInspection(namespace, name),
  ),
  factory('EventSelection.matching', { query }, (value) => EventSelection.matching(value)),
  factory('EventSelection#where', { query }, (value) => events.where(value)),
  factory('EventSelection#or', { others: [events, events] }, (others) => events.or(...spread(others))),
  factory('PodUser.of', { uid: 7, gid: 8 }, (uid, gid) => PodUser.of(uid, gid)),
  ...(['tcp', 'udp', 'sctp', 'udpLite'] as const).map((protocol) =>
    factory(`CaptureFilter.${protocol}`, { ports: [PortRange.of(80, 80)] }, (ports) => CaptureFilter[protocol](ports)),
  ),
  factory('CaptureFilter.protocolNumber', { number: 47 }, (number) => CaptureFilter.protocolNumber(number)),
  factory('ContainerResources.of', { options: RESOURCES }, (options) => ContainerResources.of(options)),
  factory('RoleSubject.user', { name: 'jane' }, (name) => RoleSubject.user(name)),
  factory('RoleSubject.group', { name: 'sre' }, (name) => RoleSubject.group(name)),
  factory('RoleSubject.serviceAccount', { options: { namespace: 'ci', name: 'x' } }, (options) =>
    RoleSubject.serviceAccount(options),
  ),
  factory('SnortRules.image', { image: 'rules:1', resources: ContainerResources.of(RESOURCES) }, (image, resources) =>
    SnortRules.image(image, resources),
  ),
  factory('PortRange.of', { first: 1, last: 600 }, (first, last) => PortRange.of(first, last)),
  factory('PortRange.list', { ports: [22, 80] }, (ports) => PortRange.list(ports)),
  factory('ScanRun.pod', { options: { requestUrl: 'http://shop' } }, (options) => ScanRun.pod(options)),
  factory('ScanRun.schedule', { cron: Cron.daily() }, (cron) => ScanRun.schedule(cron)),
  factory('ScanTarget.pods', { options: { namespace: 'shop', labels: { app: 'x' } } }, (options) =>
    ScanTarget.pods(options),
  ),
  factory('ScanTarget.service', { options: { namespace: 'shop', name: 'x' } }, (options) =>
    ScanTarget.service(options),
  ),
  factory('ScanTarget.addresses', { options: { addresses: ['10.0.0.7'], publicAddressesReason: 'ours' } }, (options) =>
    ScanTarget.addresses(options),
  ),
  factory('ProbeRun.schedule', { cron: Cron.daily() }, (cron) => ProbeRun.schedule(cron)),
  factory('ProbeAction.lookup', { name: 'www.example.com' }, (name) => ProbeAction.lookup(name)),
  factory('ProbeAction.request', { options: REQUEST }, (options) => ProbeAction.request(options)),
  factory('ProbeAction.connect', { target: probeTarget }, (target) => ProbeAction.connect(target)),
  factory('ProbeAction.ping', { target: probeTarget }, (target) => ProbeAction.ping(target)),
  factory('ProbeTarget.service', { options: PROBED_SERVICE }, (options) => ProbeTarget.service(options)),
  factory('ProbeTarget.host', { options: { name: 'www.example.com', port: 443 } }, (options) =>
    ProbeTarget.host(options),
  ),
  factory(
    'ProbeTarget.address',
    { options: { address: '10.0.0.7', port: 443, publicAddressReason: 'ours' } },
    (options) => ProbeTarget.address(options),
  ),
  factory('ThreatFeed.fromKnown', { known: KnownFeed.FEODO, options: KNOWN_FEED }, (known, options) =>
    ThreatFeed.fromKnown(chart(), 'id', known, options),
  ),
  factory('ThreatFeedContent.addresses', { options: { networkSetLabels: { a: 'b' } } }, (options) =>
    ThreatFeedContent.addresses(options),
  ),
  factory('ThreatFeedSource.pull', { options: PULL }, (options) => ThreatFeedSource.pull(options)),
  factory('BlockTier.own', { name: 'security', options: { order: 50 } }, (name, options) =>
    BlockTier.own(name, options),
  ),
  factory('BlockTier.existing', { name: 'security' }, (name) => BlockTier.existing(name)),
  factory('PolicySelector.podsIn', { namespaces: ['shop'] }, (namespaces) => PolicySelector.podsIn(namespaces)),
  factory('PolicySelector.podsWith', { labels: { app: 'web' } }, (labels) => PolicySelector.podsWith(labels)),
  factory('PolicySelector.parse', { text: "app == 'web'" }, (text) => PolicySelector.parse(text)),
  factory('FeedFormat.json', { path: '$' }, (path) => FeedFormat.json(path)),
  factory('FeedFormat.csv', { options: CSV }, (options) => FeedFormat.csv(options)),
  factory('CsvColumn.number', { index: 0 }, (index) => CsvColumn.number(index)),
  factory('CsvColumn.named', { name: 'ip' }, (name) => CsvColumn.named(name)),
  factory('HeaderValue.of', { value: '2' }, (value) => HeaderValue.of(value)),
  factory('HeaderValue.fromSecret', { options: SOURCE }, (options) => HeaderValue.fromSecret(options)),
  factory('HeaderValue.fromConfigMap', { options: SOURCE }, (options) => HeaderValue.fromConfigMap(options)),
  factory('ValueSource.of', { value: '2' }, (text) => ValueSource.of(text)),
  factory('ValueSource.fromSecret', { options: VALUE }, (options) => ValueSource.fromSecret(options)),
  factory('ValueSource.fromConfigMap', { options: VALUE }, (options) => ValueSource.fromConfigMap(options)),
  factory('WebhookConsumer.slack', { url: value }, (url) => WebhookConsumer.slack(url)),
  factory(
    'WebhookConsumer.jira',
    { options: { site: 'acme.atlassian.net', project: 'SEC', issueType: 'Bug', username: value, apiToken: value } },
    (options) => WebhookConsumer.jira(options),
  ),
  factory(
    'WebhookConsumer.alertmanager',
    {
      options: {
        url: value,
        basicAuth: value,
        mutualTls: { caCertificate: value, certificate: value, privateKey: value },
      },
    },
    (options) => WebhookConsumer.alertmanager(options),
  ),
  factory('WebhookConsumer.generic', { options: { url: value } }, (options) => WebhookConsumer.generic(options)),
  factory('TimeWindow.from', { start: NOON }, (start) => TimeWindow.from(start)),
  factory('TimeWindow.between', { start: NOON, end: EVENING }, (start, end) => TimeWindow.between(start, end)),
  factory('TimeWindow.until', { end: NOON }, (end) => TimeWindow.until(end)),
  factory('VerifierSubject.user', { name: 'jane' }, (name) => VerifierSubject.user(name)),
  factory('VerifierSubject.group', { name: 'sre' }, (name) => VerifierSubject.group(name)),
  factory('VerifierSubject.serviceAccount', { options: { namespace: 'ci', name: 'x' } }, (options) =>
    VerifierSubject.serviceAccount(options),
  ),
];

export const API_CALLS: readonly ApiCall[] = [...constructs, ...factories];

function provided(): App {
  const app = new App();
  CalicoCluster.provide(app, cluster);
  return app;
}

/** Rest parameters cannot be no list, so anything else stands for the first of them. */
function spread(others: unknown): Any[] {
  return Array.isArray(others) ? others : [others];
}
