import {
  AlertRule,
  FlowFields,
  type IAlert,
  Metric,
  PortScanAlert,
  ProbeAction,
  type ProbeProps,
  ProbeRun,
  Query,
} from '../../../src';
import { testChart } from '../../support';
import {
  address,
  alert,
  CONNECT,
  captureSaid,
  cluster,
  connect,
  depends,
  dns,
  flows,
  lookup,
  named,
  old,
  outside,
  probe,
  unproven,
  web,
} from './detecting';

const once = { run: ProbeRun.once() };
const said = captureSaid();

const mayBe = (records: string) => unproven(`it depends on records of ${records}, which the probe may not leave`);
const OTHER_LOOKUPS = 'lookups for IPv6 addresses and with search domains';

describe('what a probe may leave', () => {
  it.each<[string, IAlert, ProbeAction, Partial<ProbeProps>, string]>([
    ['the answer', dns('rcode = NXDomain AND qname = "www.example.com"'), lookup, {}, depends('rcode')],
    ['the pod of a Job', dns('client_name = "probe-abcde"'), lookup, once, depends('client_name')],
    [
      'the pods of a CronJob',
      dns('client_name_aggr = "probe-*"'),
      lookup,
      { run: ProbeRun.onDemand() },
      depends('client_name_aggr'),
    ],
    [
      'its connection to the DNS server',
      flows('dest_port = 53'),
      lookup,
      {},
      mayBe('the connection to the DNS server'),
    ],
    ['the lookup of a Service', dns('qname = "web.shop.svc.cluster.local"'), connect, {}, mayBe(OTHER_LOOKUPS)],
    ['other types of addresses', dns('qname = "www.example.com" AND qtype = AAAA'), outside, {}, mayBe(OTHER_LOOKUPS)],
    ['search domains', dns('qname IN {"www.example.com.*"}'), outside, {}, mayBe(OTHER_LOOKUPS)],
    ['a search domain of the nodes', dns('qname IN {"*.example.internal"}'), outside, {}, mayBe(OTHER_LOOKUPS)],
    ['other names', dns('NOT qname = "www.example.com"'), outside, {}, mayBe(OTHER_LOOKUPS)],
    [
      'more lookups than are certain',
      alert(AlertRule.dns({ condition: Metric.count().greaterThan(3) })),
      outside,
      {},
      mayBe(OTHER_LOOKUPS),
    ],
    [
      'fewer lookups than are possible',
      alert(AlertRule.dns({ condition: Metric.count().lessThan(3) })),
      outside,
      {},
      mayBe(OTHER_LOOKUPS),
    ],
    [
      'as many lookups as are certain',
      alert(AlertRule.dns({ condition: Metric.count().equalTo(1) })),
      outside,
      {},
      mayBe(OTHER_LOOKUPS),
    ],
    [
      'the DNS server before a connection',
      flows('dest_port = 53 AND proto = udp'),
      connect,
      {},
      mayBe('the connection to the DNS server'),
    ],
    [
      'more flows than it opens to its target',
      alert(
        AlertRule.flows({
          query: FlowFields.REPORTER.equalTo('src'),
          condition: Metric.sum('num_flows').greaterThan(1),
        }),
      ),
      connect,
      {},
      mayBe('the connection to the DNS server'),
    ],
    [
      'a connection that is denied',
      flows('action = deny AND dest_namespace = shop'),
      connect,
      {},
      mayBe('connections that a policy denies'),
    ],
    [
      'a destination that denies it',
      flows('action = deny AND reporter = dst AND dest_port = 8080'),
      connect,
      {},
      mayBe('connections that a policy denies'),
    ],
    [
      'any connection that is denied',
      flows('action = deny AND source_namespace = dev'),
      outside,
      {},
      mayBe('connections that a policy denies'),
    ],
    [
      'a connection to the DNS server that is denied',
      flows('action = deny AND dest_port = 53 AND reporter = dst'),
      lookup,
      {},
      mayBe('connections that a policy denies'),
    ],
    [
      'an address that may be that of a pod',
      flows('reporter = dst'),
      address,
      {},
      mayBe('the destination, if it is in the cluster'),
    ],
    [
      'L7 logs of TCP',
      alert(AlertRule.l7({ query: 'type = tcp' })),
      connect,
      {},
      unproven(`what a probe that ${CONNECT} leaves in l7 logs is not known before it runs`),
    ],
    [
      'L7 logs, which a cluster need not collect',
      alert(AlertRule.l7({ query: 'url = "*cmd.exe"' })),
      ProbeAction.request({ target: web, path: '/cmd.exe' }),
      {},
      unproven(
        'what a probe that sends GET http://web.shop.svc:80/cmd.exe leaves in l7 logs is not known before it runs',
      ),
    ],
    ['another label', dns('"client_labels.team" = red'), lookup, {}, depends('client_labels.team')],
    [
      'a label that Kubernetes may add',
      flows('"source_labels.labels" = "team=red"'),
      connect,
      {},
      depends('source_labels.labels'),
    ],
    ['the end of a name', flows('dest_name_aggr = "web-*"'), named, {}, depends('dest_name_aggr')],
    ['the kind of an outside host', flows('dest_type = ns'), outside, {}, depends('dest_type')],
    ['the address of pods', flows('dest_ip = "10.0.0.0/8"'), connect, {}, depends('dest_ip')],
    ['the address of the source', flows('source_ip = "10.0.0.0/8"'), connect, {}, depends('source_ip')],
    ['the absence of a label', flows('"dest_labels.labels" != "team=red"'), connect, {}, depends('dest_labels.labels')],
    ['the network set of an address', flows('dest_name_aggr = pvt'), address, {}, depends('dest_name_aggr')],
    [
      'a number that it does not determine',
      alert(
        AlertRule.flows({
          query: FlowFields.REPORTER.equalTo('src'),
          condition: Metric.sum('bytes_out').greaterThan(1_000),
        }),
      ),
      connect,
      {},
      unproven('bytes_out cannot be known before the probe runs'),
    ],
    [
      'records of which only some are certain',
      alert(
        AlertRule.flows({
          query: Query.parse('reporter = src OR "dest_labels.labels" = "team=red"'),
          condition: Metric.count().atLeast(2),
        }),
      ),
      connect,
      {},
      depends('dest_labels.labels'),
    ],
    [
      'groups of fields that its records may lack',
      alert(AlertRule.flows({ aggregateBy: ['process_name'], condition: Metric.count().greaterThan(0) })),
      connect,
      {},
      unproven('process_name cannot be known before the probe runs'),
    ],
    [
      'something that is not a rule',
      { alertName: 'drill', cluster },
      lookup,
      {},
      unproven('it is not an alert rule, so how it detects anything is not known'),
    ],
    [
      'the detector of an old release',
      new PortScanAlert(testChart(), 'alert', {
        cluster: old,
      }),
      connect,
      { cluster: old },
      unproven('it is not an alert rule, so how it detects anything is not known'),
    ],
    [
      'a condition that cannot be evaluated',
      alert(AlertRule.dns({ query: Query.parse('qname EMPTY') })),
      lookup,
      {},
      unproven('it is not known which query Calico creates for qname EMPTY'),
    ],
  ])('may be seen by an alert about %s', (_, detectedBy, action, props, message) => {
    probe(detectedBy, action, props);
    expect(said()).toBe(`test/probe: 1 warning\n  detectedBy = "${detectedBy.alertName}": ${message}\n`);
  });
});
