import { App, Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../src';
import {
  AdJob,
  AdJobsDeployment,
  AlertException,
  AlertsChart,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  CaptureFilter,
  ContainerResources,
  Decoy,
  DeepPacketInspection,
  DeepPacketInspectionRole,
  DeepPacketInspectionSettings,
  DemoTarget,
  Detector,
  DetectorAlert,
  DetectorAlertTemplate,
  EventFields,
  EventSelection,
  FeedFormat,
  KnownFeed,
  LogSettings,
  NetshootScanner,
  PacketCapture,
  PacketCaptureRole,
  PolicySelector,
  PortRange,
  PortScanAlert,
  Probe,
  ProbeAction,
  ProbeTarget,
  QuarantinePolicy,
  RoleSubject,
  ScanTarget,
  SecurityEventWebhook,
  ThreatDefenseLogSettings,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedChart,
  ThreatFeedContent,
  ThreatFeedSource,
  TimeWindow,
  ValueSource,
  VerifierRole,
  VerifierSubject,
  WebhookConsumer,
} from '../src';
import { subdomainProblem } from '../src/kubernetes';
import { imageProblem } from '../src/kubernetes/workloads/image-reference';
import { captureStderr, type Synthesized } from './support';

const release = CalicoRelease.enterprise('3.14');
const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10), labels: false });
const clusters = {
  managed: CalicoCluster.managed({ name: 'acme.aks-prod', release }),
  standalone: CalicoCluster.standalone({ release }),
  management: CalicoCluster.management({ release }),
  'managed, with log settings,': CalicoCluster.managed({ name: 'acme.aks-prod', release, logs }),
};

function alone(cluster: CalicoCluster): Chart {
  const chart = new Chart(new App(), 'alone');
  CalicoCluster.provide(chart, cluster);
  new PortScanAlert(chart, 'alert');
  new DetectorAlert(chart, 'detector-alert', { detector: Detector.DGA, description: 'Generated names' });
  new DetectorAlertTemplate(chart, 'detector-template', { detector: Detector.DGA, description: 'Generated names' });
  new AdJobsDeployment(chart, 'jobs', { disabledJobs: Object.values(AdJob), settings: {} });
  new DemoTarget(chart, 'target');
  Decoy.service(chart, 'service-decoy');
  Decoy.database(chart, 'database-decoy', { namespace: 'shop' });
  Decoy.ipEnumeration(chart, 'address-decoy');
  new ThreatDefenseLogSettings(chart, 'log-settings', { settings: logs });
  const feeds = [ThreatFeed.fromKnown(chart, 'known-feed', KnownFeed.FEODO)];
  new ThreatFeedBlock(chart, 'block', { name: 'block-feeds', feeds });
  new ThreatFeedBlock(chart, 'staged-block', { name: 'block-feeds', feeds, logged: true, staged: true });
  new QuarantinePolicy(chart, 'quarantine', { allowDns: true });
  new ThreatFeed(chart, 'feed', {
    name: 'bad-domains',
    content: ThreatFeedContent.domains(),
    source: ThreatFeedSource.pull({ url: 'https://feeds.example.com', format: FeedFormat.lines(), headers: [] }),
  });
  const pods = PolicySelector.parse("app == 'front'");
  const filters = [CaptureFilter.tcp([PortRange.of(80, 90)]), CaptureFilter.icmp()];
  const during = TimeWindow.until(new Date('2026-12-01T10:00:00Z'));
  new PacketCapture(chart, 'capture', { name: 'front', namespace: 'shop', pods, filters, during });
  new PacketCapture(chart, 'whole-capture', { name: 'all', namespace: 'shop', pods, filters: [] });
  new PacketCaptureRole(chart, 'capture-role', { namespace: 'shop', subjects: [RoleSubject.group('sre')] });
  new DeepPacketInspection(chart, 'inspection', { name: 'front', namespace: 'shop', pods });
  new DeepPacketInspectionSettings(chart, 'inspection-settings', {
    resources: ContainerResources.of({ cpuLimit: 2 }),
  });
  new DeepPacketInspectionRole(chart, 'inspection-role', { namespace: 'shop', subjects: [] });
  const start = new Date('2026-12-01T08:00:00Z');
  const windows = [TimeWindow.from(start), TimeWindow.between(start, new Date('2026-12-08T08:00:00Z'))];
  for (const [index, during] of windows.entries()) {
    const events = EventSelection.ofInspection('dev', 'front');
    new AlertException(chart, `exception-${index}`, { name: `known-${index}`, description: 'Ours', events, during });
  }
  const web = ProbeTarget.service({ namespace: 'dev', name: 'nginx-svc', podLabels: { app: 'nginx' } });
  new Probe(chart, 'probe', { namespace: 'dev', action: ProbeAction.request({ target: web, headers: {} }), times: 2 });
  const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
  const scanner = new NetshootScanner(chart, 'scanner', { target });
  new VerifierRole(chart, 'verifier', { scanner, apply: true, subjects: [VerifierSubject.group('sre')] });
  return chart;
}

/** What 3.14 does not have. */
function later(): Chart {
  const chart = new Chart(new App(), 'later');
  const newest = CalicoRelease.enterprise('3.24');
  CalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.aks-prod', release: newest }));
  const secret = ValueSource.fromSecret({ name: 'soc', key: 'token' });
  const url = ValueSource.of('http://alertmanager.monitoring:9093/api/v2/alerts');
  const jira = { site: 'acme.atlassian.net', project: 'SEC', issueType: 'Bug', username: secret, apiToken: secret };
  const consumers = {
    slack: WebhookConsumer.slack(secret),
    jira: WebhookConsumer.jira(jira),
    generic: WebhookConsumer.generic({ url: secret }),
    alertmanager: WebhookConsumer.alertmanager({ url, basicAuth: secret }),
  };
  const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
  for (const [name, consumer] of Object.entries(consumers)) {
    new SecurityEventWebhook(chart, name, { name, events, consumer, eventLabels: {} });
  }
  return chart;
}

function leaves(value: unknown, path = ''): [path: string, value: unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, below]) => leaves(below, `${path}.${key}`))
    : [[path, value]];
}

function containers(object: Synthesized): Synthesized[] {
  return (object.spec?.template?.spec ?? object.spec)?.containers ?? [];
}

describe.each(Object.entries(clusters))('everything for a %s cluster', (_, cluster) => {
  captureStderr();
  const charts = () => [
    new AnomalyDetectionChart(new App(), 'module', { cluster }),
    new ThreatFeedChart(new App(), 'threat-feed', { cluster }),
    new AlertsChart(new App(), 'alerts', { cluster }),
    alone(cluster),
    later(),
  ];
  const all = () => charts().map((chart): Synthesized[] => Testing.synth(chart));

  it('has every construct of the library', () => {
    const made = new Set(charts().flatMap((chart) => chart.node.findAll().map((child) => child.constructor)));
    const constructs = Object.values<unknown>(library).filter(
      (value): value is typeof Construct => typeof value === 'function' && value.prototype instanceof Construct,
    );
    expect(constructs.filter((construct) => !made.has(construct)).map(({ name }) => name)).toEqual([]);
    expect(constructs.length).toBeGreaterThan(20);
  });

  it('holds values only that mean something', () => {
    for (const [path, value] of leaves(all())) {
      expect([path, value]).toEqual([path, expect.anything()]);
      // The texts of alerts have variables of Calico.
      const text = /\.spec\.(?:description|summary)$/.test(path)
        ? String(value).replace(/\$\{[a-zR._]+\}/g, '')
        : value;
      expect(`${path}: ${text}`).not.toMatch(/undefined|NaN|Infinity|\[object |\$\{|CLUSTERNAME/);
    }
  });

  it('holds no empty list or map', () => {
    const empties = (value: unknown, path = ''): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.keys(value).length === 0
          ? [path]
          : Object.entries(value).flatMap(([key, below]) => empties(below, `${path}.${key}`));
    // An empty selector of namespaces selects all of them.
    expect(empties(all()).filter((path) => !path.endsWith('.from.0.namespaceSelector'))).toEqual([]);
  });

  it('has names that Kubernetes takes, each once', () => {
    for (const objects of all()) {
      const titles = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
      expect(new Set(titles).size).toBe(titles.length);
      for (const { metadata } of objects) {
        expect(subdomainProblem(metadata.name)).toBeUndefined();
        expect(metadata.name).not.toMatch(/-[0-9a-f]{8}$/);
      }
    }
  });

  it('runs pinned images, and no container with more rights than it needs', () => {
    for (const object of all().flat()) {
      for (const container of containers(object)) {
        expect(imageProblem(container.image)).toBeUndefined();
        const { privileged, allowPrivilegeEscalation } = container.securityContext;
        const workshopsException = object.metadata.name === 'ad-jobs-deployment';
        expect([privileged ?? false, allowPrivilegeEscalation]).toEqual([workshopsException, workshopsException]);
      }
    }
  });

  it('holds no secret', () => {
    expect(
      all()
        .flat()
        .filter(({ kind }) => kind === 'Secret'),
    ).toEqual([]);
    for (const { name, value } of all()
      .flat()
      .flatMap(containers)
      .flatMap((container) => container.env ?? [])) {
      expect(`${name} ${value}`).not.toMatch(/password (?!undefined)|token/i);
    }
  });
});
