import { Testing } from 'cdk8s';
import {
  AlertException,
  type AlertExceptionProps,
  AlertRule,
  CalicoCluster,
  EventFields,
  EventSelection,
  GlobalAlert,
  Metric,
  PortScanAlert,
  Query,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedSource,
  TimeWindow,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.24');
const during = TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-08T08:00:00Z'));
const ours = EventFields.SOURCE_NAMESPACE.equalTo('security-tools');
const PROPS: AlertExceptionProps = {
  cluster,
  name: 'known-scanner',
  description: 'Our own scanner',
  events: EventSelection.matching(ours),
  during,
};

function written(props: Partial<AlertExceptionProps> = {}) {
  const objects = synthesize((chart) => new AlertException(chart, 'exception', { ...PROPS, ...props }));
  return only(objects, 'AlertException');
}

const refused = (props: Partial<AlertExceptionProps>) =>
  messageOf(() => new AlertException(testChart(), 'exception', { ...PROPS, ...props }));

function alertOf(rule: AlertRule): GlobalAlert {
  const [field] = rule.aggregateBy;
  const description = field === undefined ? 'x' : `x in \${${field}}`;
  return new GlobalAlert(testChart(), 'alert', { cluster, name: 'network.x', description, rule });
}

const condition = Metric.count().atLeast(1);

describe('AlertException', () => {
  const stderr = captureStderr();

  it('hides the port scans of our own scanner', () => {
    const alert = new PortScanAlert(testChart(), 'alert', { cluster, name: 'network.scan' });
    const object = written({ events: alert.events.where(ours) });
    expect(object).toMatchSnapshot();
    expect(object).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'AlertException',
      metadata: { name: 'known-scanner', annotations: expect.objectContaining(madeFor(cluster)) },
      spec: {
        description: 'Our own scanner',
        selector: 'type = global_alert AND origin = "network.scan" AND source_namespace = "security-tools"',
        startTime: '2026-12-01T08:00:00Z',
        endTime: '2026-12-08T08:00:00Z',
      },
    });
    expect(stderr()).toBe('');
  });

  const allProps: AllProps<AlertExceptionProps> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    name: { value: 'other', at: ['metadata', 'name'], is: 'other' },
    description: { value: 'Ours', at: ['spec', 'description'], is: 'Ours' },
    events: {
      value: EventSelection.matching(EventFields.HOST.equalTo('a')),
      at: ['spec', 'selector'],
      is: 'host = a',
    },
    during: { value: during, at: ['spec', 'endTime'], is: '2026-12-08T08:00:00Z' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<AlertExceptionProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new AlertException(chart, 'exception', props);
    },
    ['name', 'description', 'events', 'during'],
  );

  it('has what it was created with, and no namespace', () => {
    const events = EventSelection.matching(ours);
    const made = new AlertException(testChart({ namespace: 'all' }), 'exception', { ...PROPS, events });
    expect([made.exceptionName, made.cluster, made.events, made.during]).toEqual([
      'known-scanner',
      cluster,
      events,
      during,
    ]);
    const objects = synthesize((chart) => new AlertException(chart, 'exception', PROPS), { namespace: 'all' });
    expect(only(objects, 'AlertException').metadata).not.toHaveProperty('namespace');
  });

  it('has no end if there is none, with a notice', () => {
    const { spec } = written({ during: TimeWindow.from(new Date('2026-12-01T08:00:00Z')) });
    expect(spec).not.toHaveProperty('endTime');
    expect(stderr()).toBe(
      'test/exception: 1 notice\n  spec.endTime: without it, events are hidden forever; set the time at which the exception ends [alert-exception/no-end]\n',
    );
  });

  it.each<[string, EventSelection, string]>([
    [
      'an inspection',
      EventSelection.ofInspection('shop', 'front'),
      'type = deep_packet_inspection AND origin = "dpi.shop/front"',
    ],
    [
      'some inspections and an alert',
      EventSelection.ofInspection('shop', 'front')
        .or(alertOf(AlertRule.flows({})).events)
        .where(EventFields.SOURCE_IP.equalTo('10.0.0.7')),
      '(type = deep_packet_inspection AND origin = "dpi.shop/front" OR type = global_alert AND origin = "network.x") AND source_ip = "10.0.0.7"',
    ],
    [
      'threat feeds of addresses',
      EventSelection.ofAddressFeeds().where(EventFields.DEST_IP.equalTo('203.0.113.7')),
      'type = gtf_suspicious_flow AND dest_ip = "203.0.113.7"',
    ],
    [
      'threat feeds of domain names',
      EventSelection.ofDomainFeeds().where(ours),
      'type = gtf_suspicious_dns_query AND source_namespace = "security-tools"',
    ],
  ])('hides events of %s', (_, events, selector) => {
    expect(written({ events }).spec.selector).toBe(selector);
    expect(stderr()).toBe('');
  });

  it('hides the events of all feeds of one kind, with a warning', () => {
    const source = ThreatFeedSource.push();
    const content = ThreatFeedContent.domains();
    const feed = new ThreatFeed(testChart(), 'feed', { cluster, name: 'bad', content, source });
    expect(`${feed.events}`).toBe(`${EventSelection.ofDomainFeeds()}`);
    written({ events: feed.events });
    expect(stderr()).toBe(
      'test/exception: 1 warning\n  spec.selector = "type = gtf_suspicious_dns_query": hides events of type gtf_suspicious_dns_query whatever their origin, source and destination; add a condition on one of them, such as source_namespace = "security-tools" [alert-exception/hides-too-much]\n',
    );
  });

  const ESCAPE =
    'if you have seen such events, pass EventSelection.matching with the whole query [alert-exception/events]';
  const dest = AlertRule.flows({ condition, aggregateBy: ['dest_namespace'] });
  const none = (field: string, has: string) =>
    `events = "${field}": events of the alert network.x have no ${field}, because it is not in aggregateBy (observed, not documented), so there is no value to compare; ${has}; ${ESCAPE}`;

  it.each<[string, Partial<AlertExceptionProps>, string[]]>([
    [
      'a name, a description, a query and a time at once',
      {
        name: 'Known_Scanner',
        description: '',
        events: EventSelection.matching(Query.field('colour').equalTo('red')),
        during: TimeWindow.until(new Date('2026-12-08T08:00:00Z')),
      },
      [
        `metadata.name = "Known_Scanner": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [alert-exception/metadata]`,
        'spec.description = "": is required and must not be empty; write why these events are known to be harmless [alert-exception/description-missing]',
        'spec.selector = "colour": column 1: is not a field of events; the fields are type, origin, name, severity, time, description, attack_vector, mitre_tactic, dismissed, host, source_ip, source_name, source_name_aggr, source_namespace, source_port, dest_ip, dest_name, dest_name_aggr, dest_namespace, dest_port [alert-exception/field-unknown]',
        'spec.startTime: is required; set the time from which events are hidden, such as 2026-12-01T08:00:00Z [alert-exception/start-missing]',
      ],
    ],
    [
      'an empty query',
      { events: EventSelection.matching(Query.all()) },
      ['spec.selector = "": must not be empty; to select every event, write severity >= 0 [alert-exception/query]'],
    ],
    [
      'a field that the alert does not aggregate by',
      { events: alertOf(dest).events.where(ours) },
      [none('source_namespace', 'they have dest_namespace')],
    ],
    [
      'a field of an alert that counts all records',
      { events: alertOf(AlertRule.flows({ condition })).events.where(EventFields.HOST.equalTo('a').not()) },
      [none('host', 'they have no fields of records')],
    ],
    [
      'an origin and a severity of other alerts',
      {
        events: alertOf(AlertRule.flows({})).events.where(
          EventFields.ORIGIN.equalTo('network.y').and(EventFields.SEVERITY.lessThan(100)),
        ),
      },
      [
        `events = "origin": the origin of events of the alert network.x is always "network.x" (observed, not documented), so no event matches; ${ESCAPE}`,
        `events = "severity": events of the alert network.x always have severity 100 (observed, not documented), so no event matches; ${ESCAPE}`,
      ],
    ],
  ])('is refused with %s', (_, props, lines) => {
    const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
    expect(refused(props)).toBe([`test/exception: ${count}`, ...lines.map((line) => `  ${line}`)].join('\n'));
  });

  it.each([
    ['3.7', 'has no AlertExceptions: they were added in 3.13'],
    ['3.12', 'has no AlertExceptions: they were added in 3.13'],
    ['3.13', 'has AlertExceptions with a period instead of a start and an end, which this construct does not write'],
  ])('is refused on %s, with the reason and nothing else', (release, reason) => {
    expect(refused({ cluster: managedCluster(release), description: '' })).toBe(
      `test/exception: 1 problem\n  cluster.release = "Calico Enterprise ${release}.0": ${reason}; use it from 3.14 on, or exclude the known records in the query of the alert [alert-exception/release]`,
    );
  });

  it.each(['3.14', '3.17', '3.22', '3.23', 'cloud-17.0.0', 'cloud-23.0.1'])('is the same on %s', (release) => {
    expect(written({ cluster: managedCluster(release) }).spec).toEqual(written().spec);
  });

  it('exists once by its name', () => {
    const chart = testChart();
    new AlertException(chart, 'a', PROPS);
    new AlertException(chart, 'b', PROPS);
    expect(messageOf(() => Testing.synth(chart))).toContain('known-scanner');
  });
});

describe('EventSelection.ofInspection', () => {
  it.each([
    ['Shop', 'front', ['namespace = "Shop"']],
    ['shop.eu', 'front', ['namespace = "shop.eu"']],
    ['shop', 'Front', ['name = "Front"']],
    ['', '', ['namespace = ""', 'name = ""']],
    ['shop/front', 'x"y', ['namespace = "shop/front"', 'name = "x\\"y"']],
  ])('refuses %j and %j', (namespace, name, places) => {
    const [, ...lines] = messageOf(() => EventSelection.ofInspection(namespace, name)).split('\n');
    expect(lines.map((line) => line.trim().split(': must ')[0])).toEqual(places);
  });
});
