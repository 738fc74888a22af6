import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { AdJobsDeployment } from '../../src';
import { NEWEST_ENTERPRISE } from '../../src/calico';
import { Language } from '../../src/convert';
import { GUARDS } from '../../src/kubernetes';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { captureStderr, managedCluster, synthesize } from '../support';
import { checkPrograms } from './compiling';
import { type Converting, converted, convertedFiles } from './converting';

const calico = (kind: string, metadata: string, spec: string) =>
  `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;

const ALERT = calico(
  'GlobalAlert',
  '{ name: network.ssh, labels: { team: security } }',
  '{ description: "SSH from ${source_namespace}", summary: "SSH from ${source_namespace}", severity: 80, period: 10m, lookback: 20m, dataSet: flows, query: "dest_port=22 AND action = allow", aggregateBy: [source_namespace], metric: sum, field: num_flows, condition: gt, threshold: 0 }',
);

const CASES: readonly (readonly [name: string, yaml: string, expected: readonly string[], options?: Converting])[] = [
  [
    'GlobalAlert',
    ALERT,
    [
      "query: Query.parse('dest_port=22 AND action = allow'),",
      "condition: Metric.sum('num_flows').greaterThan(0),",
      'period: Duration.minutes(10),',
      "labels: { team: 'security' },",
    ],
  ],
  [
    'GlobalAlert with substitutions',
    calico(
      'GlobalAlert',
      '{ name: dns }',
      '{ description: Names, summary: Names, severity: 100, dataSet: dns, query: "qname IN ${names}", substitutions: [{ name: names, values: [a.com, b.com] }] }',
    ),
    ["substitutions: [{ name: 'names', values: ['a.com', 'b.com'] }],"],
  ],
  ['GlobalAlertTemplate', ALERT.replace('GlobalAlert', 'GlobalAlertTemplate'), ['new GlobalAlertTemplate(this']],
  [
    'DetectorAlert',
    calico(
      'GlobalAlert',
      '{ name: tigera.io.detector.dga }',
      '{ type: AnomalyDetection, detector: { name: dga }, description: DGA, summary: Names, severity: 90, period: 15m0s }',
    ),
    ['detector: Detector.DGA,'],
    { release: '3.15' },
  ],
  [
    'PacketCapture',
    calico(
      'PacketCapture',
      '{ name: web, namespace: shop }',
      '{ selector: app == "web", filters: [{ protocol: TCP, ports: [80, "8000:8080"] }, { protocol: ICMP }, { protocol: 47 }], startTime: "2026-12-01T08:00:00Z", endTime: "2026-12-01T09:00:00Z" }',
    ),
    [
      'CaptureFilter.tcp([PortRange.list([80]), PortRange.of(8000, 8080)]),',
      'CaptureFilter.icmp(),',
      'CaptureFilter.protocolNumber(47),',
      "during: TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-01T09:00:00Z')),",
    ],
  ],
  [
    'PacketCapture from a time',
    calico(
      'PacketCapture',
      '{ name: web, namespace: shop }',
      '{ selector: app == "web", startTime: "2026-12-01T08:00:00Z" }',
    ),
    ['pods: PolicySelector.parse(\'app == "web"\'),', "during: TimeWindow.from(new Date('2026-12-01T08:00:00Z')),"],
  ],
  [
    'PacketCapture until a time',
    calico(
      'PacketCapture',
      '{ name: web, namespace: shop }',
      '{ selector: app == "web", filters: [{ protocol: UDP }], endTime: "2026-12-01T09:00:00Z" }',
    ),
    ['CaptureFilter.udp(),', "during: TimeWindow.until(new Date('2026-12-01T09:00:00Z')),"],
  ],
  [
    'DeepPacketInspection',
    calico('DeepPacketInspection', '{ name: web, namespace: shop }', '{ selector: app == "web" }'),
    ['pods: PolicySelector.parse(\'app == "web"\'),'],
  ],
  [
    'ThreatFeed',
    calico(
      'GlobalThreatFeed',
      '{ name: list }',
      '{ content: IPSet, mode: Disabled, pull: { period: 6h, http: { url: "https://feeds.example.com/list", format: { csv: { fieldNum: 2, header: true } }, headers: [{ name: Accept, value: text/csv }, { name: Authorization, valueFrom: { secretKeyRef: { name: globalthreatfeed-list-token, key: token } } }] } } }',
    ),
    [
      'content: ThreatFeedContent.addresses(),',
      'mode: ThreatFeedMode.DISABLED,',
      'period: Duration.hours(6),',
      'FeedFormat.csv({ column: CsvColumn.number(2), header: true }),',
      "HeaderValue.of('text/csv')",
      "HeaderValue.fromSecret({ name: 'globalthreatfeed-list-token', key: 'token' })",
    ],
  ],
  [
    'ThreatFeed of domains',
    calico('GlobalThreatFeed', '{ name: names }', '{ content: DomainNameSet, mode: Enabled }'),
    ['content: ThreatFeedContent.domains(),', 'source: ThreatFeedSource.push(),'],
  ],
  [
    'AlertException',
    calico(
      'AlertException',
      '{ name: scanner }',
      '{ description: Our own scanner, selector: "source_namespace = shop", startTime: "2026-12-01T08:00:00Z", endTime: "2026-12-08T08:00:00Z" }',
    ),
    ["events: EventSelection.matching(Query.parse('source_namespace = shop')),"],
  ],
  [
    'AlertException without an end',
    calico(
      'AlertException',
      '{ name: scanner }',
      '{ description: Our own scanner, selector: "source_namespace = shop", startTime: "2026-12-01T08:00:00Z" }',
    ),
    ["during: TimeWindow.from(new Date('2026-12-01T08:00:00Z')),"],
  ],
  [
    'SecurityEventWebhook',
    calico(
      'SecurityEventWebhook',
      '{ name: slack }',
      '{ consumer: Slack, state: Debug, query: "type = global_alert", config: [{ name: url, valueFrom: { secretKeyRef: { name: slack, key: url } } }] }',
    ),
    [
      "consumer: WebhookConsumer.slack(ValueSource.fromSecret({ name: 'slack', key: 'url' })),",
      'state: WebhookState.DEBUG,',
    ],
  ],
  [
    'ThreatDefenseLogSettings',
    calico(
      'FelixConfiguration',
      `{ name: default, annotations: ${JSON.stringify({ ...GUARDS, team: 'red' })} }`,
      '{ flowLogsFlushInterval: 15s, flowLogsFileAggregationKindForAllowed: 1, dnsLogsFileAggregationKind: 0, flowLogsCollectTcpStats: true }',
    ),
    [
      'flowLogsFlushInterval: Duration.seconds(15),',
      'allowedFlows: FlowAggregation.BY_SOURCE,',
      'dnsPerPod: true,',
      'tcpStatistics: true,',
      "annotations: { team: 'red' },",
    ],
  ],
  [
    'SecurityEventWebhook for Jira',
    calico(
      'SecurityEventWebhook',
      '{ name: jira }',
      '{ consumer: Jira, state: Enabled, query: "type = global_alert", config: [{ name: url, value: "https://acme.atlassian.net/rest/api/2/issue/" }, { name: project, value: SEC }, { name: issueType, value: Bug }, { name: username, value: bot }, { name: apiToken, valueFrom: { secretKeyRef: { name: jira, key: token } } }] }',
    ),
    ["project: 'SEC',", "username: ValueSource.of('bot'),"],
  ],
];

const results = CASES.map(
  ([name, yaml, expected, options = {}]) =>
    [name, expected, () => converted(yaml, { release: '3.24', ...options })] as const,
);

describe('constructs', () => {
  const programs: string[] = [];

  it.each(results)('replace objects: %s', (_, expected, convertIt) => {
    const { text, problems, notes, counts } = convertIt();
    programs.push(text);
    expect([problems, counts.constructs]).toEqual([[], 1]);
    expect(notes.filter(({ message }) => message.includes('stays an ApiObject'))).toEqual([]);
    const line = (part: string) => part.replace(/,$/, '');
    expect(expected.filter((part) => !text.replace(/\s+/g, ' ').includes(line(part)))).toEqual([]);
  });

  it('are in programs that compile, and are formatted', () => {
    expect(checkPrograms(programs)).toEqual({ types: '', format: '' });
  });

  it.each([
    [
      'another default',
      ALERT.replace('lookback: 20m, ', '').replace('severity: 80, ', ''),
      'spec.severity is 100 instead of missing',
    ],
    [
      'an error',
      ALERT.replace('severity: 80', 'severity: 101'),
      'spec.severity = 101: must be a whole number from 1 to 100',
    ],
    [
      'a field that it does not have',
      ALERT.replace('severity: 80', 'severity: 80, other: 1'),
      'spec.other is missing instead of 1',
    ],
  ])('are not used where they would have %s', (_, yaml, reason) => {
    const { notes, counts, problems } = converted(yaml, { release: '3.24' });
    expect([problems, counts.constructs]).toEqual([[], 0]);
    expect(notes[0]?.message).toContain(
      `GlobalAlert network.ssh stays an ApiObject: GlobalAlert would not create it: ${reason}`,
    );
  });

  it('are not used for releases that do not have them', () => {
    const { notes } = converted(CASES[3]?.[1] ?? '', { release: '3.22' });
    expect(notes[0]?.message).toMatch(/^GlobalAlert tigera\.io\.detector\.dga stays an ApiObject: /);
  });

  it('are for the release in the annotations of objects if none is given', () => {
    const yaml = ALERT.replace('labels:', 'annotations: { calico-threat-defense/release: 3.20.0 }, labels:');
    expect(converted(yaml).text).toContain("CalicoRelease.parse('3.20.0')");
    expect(converted(ALERT).text).toContain(`CalicoRelease.parse('${NEWEST_ENTERPRISE}')`);
  });

  it('of the name that the AD jobs have', () => {
    const named = (name: string) => `annotations: { calico-threat-defense/cluster: ${name} }, labels:`;
    const { text, program } = converted(ALERT.replace('labels:', named('acme.aks-prod')));
    expect(text).toContain("CalicoCluster.managed({ name: 'acme.aks-prod', release })");
    expect(program?.placeholders).toEqual([]);
  });

  it('need no name on standalone clusters', () => {
    const { text } = converted(ALERT, { topology: 'standalone' as never });
    expect(text).toContain('CalicoCluster.standalone({ release })');
  });
});

describe('the AD jobs', () => {
  captureStderr();

  const yaml = (settings: string) =>
    synthesize((chart) => {
      const cluster = managedCluster('3.12');
      new AdJobsDeployment(chart, 'jobs', {
        cluster,
        settings: { portScanThreshold: 100, otherVariables: { MINE: settings } },
      });
    })
      .map((object) => stringify(object, { version: '1.1' }))
      .join('---\n');

  it('are created with their own settings', () => {
    const { text, problems, counts } = converted(yaml('x'));
    expect([problems, counts]).toEqual([[], { objects: 3, constructs: 1, differences: 0 }]);
    expect(text).toContain("settings: { portScanThreshold: 100, otherVariables: { MINE: 'x' } },");
    expect(text).toContain("CalicoCluster.managed({ name: 'acme.aks-prod', release })");
  });

  it('are not created by a construct without their policies', () => {
    const [, , deployment = ''] = yaml('x').split('---\n');
    const { notes, counts, problems } = converted(deployment);
    expect([problems, counts.constructs]).toEqual([[], 0]);
    expect(notes[0]?.message).toContain('it would add NetworkPolicy allow-tigera.allow-anomaly-detection');
  });
});

describeWithShared("the workshop's module 7", () => {
  const files = () =>
    Object.fromEntries(
      ['ad-alerts.yaml', 'ad-jobs-deployment-managed.seed.yaml'].map((file) => [
        `module-7/${file}`,
        readFileSync(join(sharedFolder ?? '', 'upstream', file), 'utf8'),
      ]),
    );

  it.each(Object.values(Language))('becomes a program in %s', (language) => {
    const { text, problems, notes, counts } = convertedFiles(files(), { release: '3.14', language });
    expect([problems, counts.constructs]).toEqual([[], 2]);
    expect(notes.map(({ message }) => message)).toEqual([
      '4 objects of constructs: annotations calico-threat-defense/… are added (they state the cluster that an object was made for, which verify reads)',
    ]);
    expect(text).toMatchSnapshot();
    expect(text).toMatch(
      /^ *AdJobsDeployment\.(ofWorkshop|of_workshop)\((this|self), ["']ad-jobs-deployment["']\);?$/m,
    );
  });
});
