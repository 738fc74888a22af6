import {
  AlertRule,
  AuditFields,
  FlowFields,
  type GlobalAlert,
  Metric,
  PortScanAlert,
  type ProbeAction,
  type ProbeProps,
} from '../../../src';
import { messageOf, testChart } from '../../support';
import {
  address,
  alert,
  CONNECT,
  cluster,
  connect,
  dns,
  flows,
  LOOKUP,
  lookup,
  named,
  outside,
  probe,
  unseen,
} from './detecting';

describe('what a probe does not leave', () => {
  it.each<[string, GlobalAlert, ProbeAction, Partial<ProbeProps>, string]>([
    ['another name', dns('client_namespace = dev AND qname = "a.b"'), lookup, {}, unseen('qname = "a.b"', LOOKUP)],
    ['another pod', dns('client_name_aggr = "probe-*"'), lookup, {}, unseen('client_name_aggr = "probe-*"', LOOKUP)],
    ['no name', dns('NOT qname = "www.example.com"'), lookup, {}, unseen('NOT qname = "www.example.com"', LOOKUP)],
    ['the port of the Service', flows('dest_port = 80'), connect, {}, unseen('dest_port = 80', CONNECT)],
    [
      'pods of other names',
      flows('dest_name_aggr IN {"api-*"}'),
      named,
      {},
      unseen('dest_name_aggr IN {"api-*"}', CONNECT),
    ],
    [
      'the port of the source, which is dropped',
      flows('source_port = 40000'),
      connect,
      {},
      unseen('source_port = 40000', CONNECT),
    ],
    ['unlogged lookups', dns('type = UNLOGGED'), lookup, {}, unseen('type = UNLOGGED', LOOKUP)],
    ['another kind of target', flows('dest_type = ns'), connect, {}, unseen('dest_type = ns', CONNECT)],
    ['other lookups of dig', dns('qtype = AAAA'), lookup, {}, unseen('qtype = AAAA', LOOKUP)],
    ['search domains of dig', dns('qname IN {"*.local"}'), lookup, {}, unseen('qname IN {"*.local"}', LOOKUP)],
    [
      'names that do not begin with its own',
      dns('qname IN {"example.com", "a*.example.com", "www.example.org*"}'),
      outside,
      {},
      unseen('qname IN {"example.com", "a*.example.com", "www.example.org*"}', 'connects to www.example.com:443'),
    ],
    [
      'lookups of another namespace',
      dns('client_namespace = shop'),
      connect,
      {},
      unseen('client_namespace = shop', CONNECT),
    ],
    [
      'the DNS server for an address',
      flows('dest_port = 53'),
      address,
      {},
      unseen('dest_port = 53', 'connects to 10.9.9.9:80'),
    ],
    [
      'alternatives that cannot be',
      flows('proto = icmp OR dest_namespace = dev'),
      connect,
      {},
      unseen('proto = icmp OR dest_namespace = dev', CONNECT),
    ],
    [
      'a label that it must not have',
      flows('"source_labels.labels" != "app=probe"'),
      connect,
      {},
      unseen('"source_labels.labels" != "app=probe"', CONNECT),
    ],
    [
      'what the other end of an outside connection reports',
      flows('reporter = dst AND dest_port = 443'),
      outside,
      {},
      unseen('its query', 'connects to www.example.com:443'),
    ],
    [
      'audit logs',
      alert(AlertRule.audit({ query: AuditFields.VERB.equalTo('create') })),
      outside,
      {},
      'looks at audit logs, but a probe that connects to www.example.com:443 leaves dns and flows logs; use another action, or another alert',
    ],
    [
      'more records than it leaves',
      alert(AlertRule.dns({ condition: Metric.count().greaterThan(5) })),
      lookup,
      { times: 5 },
      'raises an event if the number of records is greater than 5, but 5 attempts of the probe lead to 2 within the lookback of 900 seconds; change times, or the threshold',
    ],
    [
      'more lookups than it makes',
      alert(AlertRule.dns({ condition: Metric.sum('count').atLeast(6), aggregateBy: ['qname'] })),
      lookup,
      { times: 5 },
      'raises an event if the sum of count is at least 6, but 5 attempts of the probe lead to 5 within the lookback of 900 seconds; change times, or the threshold',
    ],
    [
      'more flows than it opens',
      alert(
        AlertRule.flows({
          query: FlowFields.REPORTER.equalTo('src').and(FlowFields.DEST_PORT.equalTo(8080)),
          condition: Metric.sum('num_flows').greaterThan(1),
        }),
      ),
      connect,
      {},
      'raises an event if the sum of num_flows is greater than 1, but 1 attempt of the probe leads to 1 within the lookback of 900 seconds; change times, or the threshold',
    ],
    [
      'a scan of ports',
      new PortScanAlert(testChart(), 'alert', { cluster }) as unknown as GlobalAlert,
      connect,
      { times: 100 },
      'raises an event if the number of records is at least 200, but 100 attempts of the probe lead to 11 within the lookback of 240 seconds; change times, or the threshold',
    ],
  ])('is not seen by an alert about %s', (_, detectedBy, action, props, message) => {
    expect(messageOf(() => probe(detectedBy, action, props))).toBe(
      `test/probe: 1 problem\n  detectedBy = "${detectedBy.alertName}": ${message} [probe/undetected]`,
    );
  });
});
