import { Cron, Duration } from 'cdk8s';
import {
  AlertsChart,
  type AlertsChartProps,
  AnomalyDetectionChart,
  type AnomalyDetectionChartProps,
  KnownFeed,
  NetshootScanner,
  type NetshootScannerProps,
  NmapTiming,
  PodUser,
  PolicySelector,
  PortRange,
  Probe,
  ProbeAction,
  type ProbeProps,
  ProbeRun,
  ProbeTarget,
  type RequestProbeOptions,
  ScanRun,
  ScanTarget,
  type ServiceProbeTargetOptions,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedChart,
  type ThreatFeedChartProps,
  ThreatFeedProbe,
  type ThreatFeedProbeProps,
} from '../../../src';
import { type ApiCall, chart, construct, factory } from './api-call';
import { cluster, control, target, WORKLOAD } from './samples';

const blocked = ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster });

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

const DETECTION = {
  by: 'mine',
  threshold: 10,
  thresholdStated: true,
  window: Duration.minutes(5),
  overlap: Duration.minutes(5),
  disabled: false,
};

/** Calls of the API about drills. */
export const DRILL_CALLS: readonly ApiCall[] = [
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
];
