import { AlertRule, EventFields, EventSelection, GlobalAlert, Metric, type Query } from '../../src';
import { checkSelection } from '../../src/events';
import { captureStderr, managedCluster, testChart } from '../support';
import { line, UNMATCHED, unmatched } from './events';

const cluster = managedCluster('3.24');

describe('conditions on events of a type', () => {
  it.each([
    'type = gtf_suspicious_flow AND source_namespace = shop AND dest_port = 443 AND severity >= 100',
    'type = gtf_suspicious_dns_query AND source_namespace = shop AND origin = "Suspicious DNS Query"',
    'type = deep_packet_inspection AND origin = "dpi.shop/front" AND source_name = x',
    'type = deep_packet_inspection AND origin IN {"dpi.shop/*"}',
    'type = waf AND severity < 81 AND origin != x',
    'type = waf AND severity >= 200',
    'type = waf AND name = x AND dismissed = false',
    'type = global_alert AND dest_port = 22',
    'type = waf OR severity = 100',
    'type != waf AND severity = 100',
    'type = waf AND (severity = 100 OR severity = 80)',
    'type = gtf_suspicious_flow AND NOT origin = feodo',
    'type = deep_packet_inspection AND (source_name_aggr = x OR source_name = x)',
    'type = deep_packet_inspection AND source_name_aggr EMPTY',
    'type = deep_packet_inspection AND (source_name_aggr = x AND host = y OR source_name = x)',
  ])('are possible: %s', (query) => {
    expect(unmatched(query)).toEqual([]);
  });

  it.each([
    [
      'type = gtf_suspicious_flow AND origin = feodo',
      'warning origin at 32: the origin of events of a threat feed of addresses is always "Suspicious Flow" (observed, not documented), so no event matches. A single feed cannot be selected [x/unmatched]',
    ],
    [
      'origin IN {a, b} AND type = gtf_suspicious_dns_query',
      'warning origin at 1: the origin of events of a threat feed of domain names is always "Suspicious DNS Query" (observed, not documented), so no event matches. A single feed cannot be selected [x/unmatched]',
    ],
    [
      'type = deep_packet_inspection AND origin = "shop/front"',
      'warning origin at 35: the origin of events of deep packet inspection begins with dpi. (observed, not documented), so no event matches [x/unmatched]',
    ],
    [
      'type = deep_packet_inspection AND NOT (host = x AND source_name_aggr = y)',
      'warning source_name_aggr at 53: events of deep packet inspection have no source_name_aggr (observed, not documented), so there is no value to compare; they have host, source_ip, source_name, source_namespace, source_port, dest_ip, dest_name, dest_namespace, dest_port [x/unmatched]',
    ],
    [
      'type = deep_packet_inspection AND NOT source_name_aggr EMPTY',
      'warning source_name_aggr at 39: events of deep packet inspection have no source_name_aggr (observed, not documented), so there is no value to compare; they have host, source_ip, source_name, source_namespace, source_port, dest_ip, dest_name, dest_namespace, dest_port [x/unmatched]',
    ],
    [
      'severity = 100 OR type = waf AND severity > 80',
      'warning severity at 34: events of the web application firewall always have severity 80 (observed, not documented), so no event matches [x/unmatched]',
    ],
  ])('are never met: %s', (query, message) => {
    expect(unmatched(query)).toEqual([message]);
  });

  it('are never met by alternatives of which each is not met', () => {
    const query = 'type = deep_packet_inspection AND (host = y AND source_name_aggr = x OR source_name_aggr = z)';
    expect(unmatched(query).map((message) => /^warning source_name_aggr at \d+: events of/.exec(message)?.[0])).toEqual(
      ['warning source_name_aggr at 49: events of', 'warning source_name_aggr at 73: events of'],
    );
  });

  it.each([
    ['=', [80]],
    ['!=', [79, 81]],
    ['<', [81]],
    ['<=', [80, 81]],
    ['>', [79]],
    ['>=', [79, 80]],
  ])('compare the severity with %s', (comparator, met) => {
    const isMet = (severity: number) => unmatched(`type = waf AND severity ${comparator} ${severity}`).length === 0;
    expect([79, 80, 81].filter(isMet)).toEqual(met);
  });
});

const condition = Metric.count().atLeast(1);

function missing(rule: AlertRule, query: Query): string[] {
  const alert = new GlobalAlert(testChart(), 'a', { cluster, rule, name: 'network.x', description: 'x' });
  return checkSelection(alert.events.where(query), ['events'], UNMATCHED).map(line);
}

describe('conditions on events of an alert', () => {
  captureStderr();

  const namespace = EventFields.SOURCE_NAMESPACE.equalTo('shop');
  const none =
    'events of the alert network.x have no source_namespace, because it is not in aggregateBy (observed, not documented), so there is no value to compare';

  it.each([
    ['flow logs', AlertRule.flows({ condition, aggregateBy: ['source_namespace'] })],
    ['DNS logs', AlertRule.dns({ condition, aggregateBy: ['client_namespace'] })],
    ['audit logs', AlertRule.audit({ condition, aggregateBy: ['objectRef.namespace'] })],
    ['L7 logs', AlertRule.l7({ condition, aggregateBy: ['src_namespace'] })],
    ['all records', AlertRule.flows({})],
    ['a data set of which nothing is known', AlertRule.waf({ condition, aggregateBy: ['host'] })],
  ])('can be about the fields of %s', (_, rule) => {
    expect(missing(rule, namespace)).toEqual([]);
  });

  it.each([
    [AlertRule.flows({ condition }), 'they have no fields of records'],
    [AlertRule.flows({ condition, aggregateBy: ['dest_namespace', 'action'] }), 'they have dest_namespace'],
    [AlertRule.dns({ condition, aggregateBy: ['client_name', 'qname'] }), 'they have source_name'],
    [AlertRule.audit({ condition, aggregateBy: ['objectRef.name', 'verb'] }), 'they have source_name'],
    [AlertRule.flows({ aggregateBy: ['dest_namespace'] }), 'they have dest_namespace'],
  ])('cannot be about fields without values: %#', (rule, has) => {
    expect(missing(rule, namespace)).toEqual([`warning source_namespace: ${none}; ${has} [x/unmatched]`]);
  });

  it('are checked for each alert', () => {
    const alert = (name: string, field: string) =>
      new GlobalAlert(testChart(), name, {
        cluster,
        name,
        description: 'x',
        rule: AlertRule.flows({ condition, aggregateBy: [field] }),
      }).events;
    const both = alert('a', 'source_namespace').or(alert('b', 'dest_namespace')).where(namespace);
    expect(checkSelection(both, ['events'], UNMATCHED)).toHaveLength(1);
    expect(checkSelection(both.or(EventSelection.matching(namespace)), ['events'], UNMATCHED)).toHaveLength(1);
  });

  it('can be about the severity and the origin only if they are its own', () => {
    const rule = AlertRule.flows({});
    const messages = missing(rule, EventFields.ORIGIN.equalTo('network.y').and(EventFields.SEVERITY.equalTo(5)));
    expect(messages).toEqual([
      'warning origin: the origin of events of the alert network.x is always "network.x" (observed, not documented), so no event matches [x/unmatched]',
      'warning severity: events of the alert network.x always have severity 100 (observed, not documented), so no event matches [x/unmatched]',
    ]);
    expect(missing(rule, EventFields.SEVERITY.atLeast(100).and(EventFields.ORIGIN.equalTo('network.x')))).toEqual([]);
  });
});
