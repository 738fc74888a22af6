import { Duration } from 'cdk8s';
import {
  AlertRule,
  AuditFields,
  CalicoCluster,
  CalicoRelease,
  DnsFields,
  FlowAggregation,
  FlowFields,
  GlobalAlert,
  type GlobalAlertProps,
  type IAlert,
  LogSettings,
  Metric,
  PortScanAlert,
  Probe,
  ProbeAction,
  type ProbeProps,
  ProbeRun,
  ProbeTarget,
  Query,
} from '../../../src';
import { captureStderr, messageOf, testChart } from '../../support';

const logs = LogSettings.of({
  allowedFlows: FlowAggregation.BY_SOURCE,
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  dnsPerPod: true,
});
const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });
const old = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') });
const byDefault = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const podLabels = { app: 'web' };
const web = ProbeTarget.service({ namespace: 'shop', name: 'web', podPort: 8080, podLabels });
const lookup = ProbeAction.lookup('www.example.com');
const connect = ProbeAction.connect(web);
const named = ProbeAction.connect(ProbeTarget.service({ namespace: 'shop', name: 'web', podNamePrefix: 'web' }));
const ping = ProbeAction.ping(ProbeTarget.service({ namespace: 'shop', name: 'web', headless: true, podLabels }));
const outside = ProbeAction.connect(ProbeTarget.host({ name: 'www.example.com', port: 443 }));
const address = ProbeAction.connect(ProbeTarget.address({ address: '10.9.9.9' }));

/** An alert whose runs overlap enough. */
function alert(rule: AlertRule, props: Partial<GlobalAlertProps> = {}): GlobalAlert {
  const times = { period: Duration.minutes(5), lookback: Duration.minutes(15) };
  const chart = testChart();
  return new GlobalAlert(chart, 'alert', { cluster, name: 'drill', rule, description: 'Drill', ...times, ...props });
}

const dns = (query?: string) => alert(AlertRule.dns({ query: query === undefined ? undefined : Query.parse(query) }));
const flows = (query: string) => alert(AlertRule.flows({ query: Query.parse(query) }));

function probe(detectedBy: IAlert, action: ProbeAction, props: Partial<ProbeProps> = {}): Probe {
  return new Probe(testChart(), 'probe', { cluster, namespace: 'dev', action, detectedBy, ...props });
}

const UNREAD = /^test\/alert: .*\n( {2}.*\n)+/gm;

const once = { run: ProbeRun.once() };
const stderr = captureStderr();
/** What is odd about an alert is none of the probe's business. */
const said = () => stderr().replace(UNREAD, '');

describe('what a probe leaves', () => {
  it.each<[string, GlobalAlert, ProbeAction, Partial<ProbeProps>]>([
    ['any DNS log', dns(), lookup, {}],
    ['its name', dns('qname = "www.example.com"'), lookup, {}],
    ['a pattern', dns('qname IN {"*.example.com"}'), lookup, {}],
    ['its pod', dns('client_namespace = dev AND client_name = probe AND client_name_aggr = probe'), lookup, {}],
    ['its Job', dns('client_name_aggr = "probe-*"'), lookup, once],
    ['one of its labels', dns('"client_labels.app" = probe'), lookup, {}],
    ['the kind of the lookup', dns('qtype = A AND qclass = IN AND NOT qname = "a.b"'), lookup, {}],
    ['lookups that were logged', dns('type = LOG AND count = 1'), lookup, {}],
    ['the kind of its target', flows('dest_type = wep AND num_flows = 1'), connect, {}],
    ['one of several', dns('rcode = NXDomain OR qname = "www.example.com"'), lookup, {}],
    ['the lookup before a connection', dns('qname = "www.example.com"'), outside, {}],
    ['a flow of both ends', flows('dest_port = 8080 AND reporter = dst AND action = allow'), connect, {}],
    [
      'a flow of its pod',
      flows('source_namespace = dev AND source_name_aggr = probe AND source_type = wep'),
      connect,
      {},
    ],
    ['labels of both', flows('"source_labels.labels" = "app=probe" AND "dest_labels.labels" = "app=web"'), connect, {}],
    ['a namespace', flows('dest_namespace = shop AND source_namespace != shop AND proto = tcp'), connect, {}],
    ['pings', flows('proto = icmp AND dest_namespace = shop AND reporter = dst'), ping, {}],
    ['the beginning of a name', flows('dest_name_aggr IN {"web-*"} AND reporter = src'), named, {}],
    ['an address', flows('dest_ip = "10.9.9.0/24" AND reporter = src'), address, {}],
    ['what goes outside', flows('dest_port = 443 AND reporter = src'), outside, {}],
  ])('is seen by an alert about %s', (_, detectedBy, action, props) => {
    const { node } = probe(detectedBy, action, props);
    expect(node.findChild('Resource')).toMatchObject({
      metadata: expect.objectContaining({ name: 'probe', namespace: 'dev' }),
    });
    expect(said()).toBe('');
  });

  it('names the alert in the manifest', () => {
    const { node } = probe(dns(), lookup);
    const { metadata } = (node.findChild('Resource') as unknown as { toJson(): { metadata: object } }).toJson();
    expect(metadata).toMatchObject({ annotations: { 'calico-threat-defense/detected-by': 'drill' } });
  });
});

const unseen = (condition: string, words: string) =>
  `looks for records that the probe does not leave: ${condition} is not true of any record of a probe that ${words}`;
const LOOKUP = 'looks up www.example.com';
const CONNECT = 'connects to web.shop.svc:80';

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

const unproven = (why: string) => `may not be raised by the probe: ${why} [probe/not-proven]`;
const depends = (...fields: string[]) =>
  unproven(`it depends on ${fields.join(', ')}, which cannot be known before the probe runs`);

const mayBe = (records: string) => unproven(`it depends on records of ${records}, which the probe may not leave`);
const OTHER_LOOKUPS = 'lookups for IPv6 addresses and with search domains';

describe('what a probe leaves often enough', () => {
  it.each<[string, GlobalAlert, ProbeAction, Partial<ProbeProps>]>([
    ['lookups', alert(AlertRule.dns({ condition: Metric.sum('count').atLeast(5) })), lookup, { times: 5 }],
    [
      'flows',
      alert(
        AlertRule.flows({
          query: FlowFields.REPORTER.equalTo('src'),
          condition: Metric.sum('num_flows').greaterThan(1),
        }),
      ),
      connect,
      { times: 2 },
    ],
    ['records, each of which counts', alert(AlertRule.dns({ condition: Metric.count().atLeast(1) })), lookup, {}],
    [
      'groups',
      alert(AlertRule.dns({ aggregateBy: ['client_namespace', 'qname'], condition: Metric.count().greaterThan(0) })),
      lookup,
      {},
    ],
  ])('reaches a threshold of %s', (_, detectedBy, action, props) => {
    expect(probe(detectedBy, action, props).detectedBy).toBe(detectedBy);
    expect(said()).toBe('');
  });
});

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

describe('whether a probe is seen', () => {
  it('is seen at some times only by runs that do not look back far enough', () => {
    const short = { cluster: byDefault, period: Duration.minutes(5), lookback: Duration.minutes(5) };
    probe(alert(AlertRule.dns({ query: DnsFields.QNAME.equalTo('www.example.com') }), short), lookup);
    expect(said()).toBe(
      'test/probe: 1 warning\n  detectedBy = "drill": does not raise an event in every phase of its runs: with a period of 300 and a lookback of 300 seconds, in 10 % of the phases no run sees enough records; use a longer lookback [probe/sometimes-undetected]\n',
    );
  });

  it('is not seen by an alert for another cluster', () => {
    const named = (name: string) => CalicoCluster.managed({ name, release, logs });
    const other = alert(AlertRule.dns({}), { cluster: named('acme.aks-test') });
    const lines = [
      'test/probe: 1 problem',
      '  detectedBy = "drill": is an alert for the cluster acme.aks-test, which does not see the logs of the cluster acme.aks-prod, on which the probe runs [probe/other-cluster]',
    ];
    expect(messageOf(() => probe(other, lookup))).toBe(lines.join('\n'));
    const chart = testChart();
    CalicoCluster.provide(chart, cluster);
    const provided = { namespace: 'dev', action: lookup, detectedBy: other };
    expect(messageOf(() => new Probe(chart, 'probe', provided))).toBe(lines.join('\n'));
    // Without a cluster, and with an equal one.
    expect(probe(other, lookup, { cluster: undefined }).detectedBy).toBe(other);
    expect(probe(other, lookup, { cluster: named('acme.aks-test') }).detectedBy).toBe(other);
  });

  it.each<[string, CalicoCluster, CalicoCluster, string, string]>([
    [
      'another topology',
      CalicoCluster.standalone({ release, logs }),
      cluster,
      'a standalone cluster',
      'the cluster acme.aks-prod',
    ],
    [
      'the topology of the management cluster',
      cluster,
      CalicoCluster.management({ release, logs }),
      'the cluster acme.aks-prod',
      'a management cluster',
    ],
    [
      'another release',
      CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.22') }),
      cluster,
      'the cluster acme.aks-prod with Calico Enterprise 3.22.1',
      'the cluster acme.aks-prod with Calico Enterprise 3.24.0-1.0',
    ],
  ])('is not seen by an alert for a cluster with %s', (_, other, own, ofAlert, ofProbe) => {
    expect(messageOf(() => probe(alert(AlertRule.dns({}), { cluster: other }), lookup, { cluster: own }))).toBe(
      `test/probe: 1 problem\n  detectedBy = "drill": is an alert for ${ofAlert}, which does not see the logs of ${ofProbe}, on which the probe runs [probe/other-cluster]`,
    );
  });

  it('depends on the log settings of the cluster', () => {
    const perPod = AlertRule.dns({ query: DnsFields.CLIENT_NAME.equalTo('probe') });
    expect(probe(alert(perPod), lookup).times).toBe(1);
    expect(messageOf(() => probe(alert(perPod, { cluster: byDefault }), lookup))).toBe(
      `test/probe: 1 problem\n  detectedBy = "drill": ${unseen('client_name = probe', LOOKUP)} [probe/undetected]`,
    );
    const byName = AlertRule.flows({ query: FlowFields.SOURCE_NAME.equalTo('probe') });
    expect(probe(alert(byName), connect).times).toBe(1);
    expect(messageOf(() => probe(alert(byName, { cluster: byDefault }), connect))).toContain(
      unseen('source_name = probe', CONNECT),
    );
    const byAddress = AlertRule.flows({ query: FlowFields.DEST_IP.equalTo('10.9.9.9') });
    expect(probe(alert(byAddress), address).times).toBe(1);
    expect(messageOf(() => probe(alert(byAddress, { cluster: byDefault }), address))).toContain(
      unseen('dest_ip = "10.9.9.9"', 'connects to 10.9.9.9:80'),
    );
    expect(said()).toBe('');
    // Each connection has a source port, and so a row, of its own.
    const query = FlowFields.REPORTER.equalTo('src').and(FlowFields.DEST_PORT.equalTo(8080));
    const rows = AlertRule.flows({ query, condition: Metric.count().atLeast(5) });
    const unaggregated = LogSettings.of({ allowedFlows: FlowAggregation.NONE });
    const all = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs: unaggregated });
    expect(messageOf(() => probe(alert(rows), connect, { times: 5 }))).toContain('5 attempts of the probe lead to 2');
    expect(probe(alert(rows, { cluster: all }), connect, { times: 5 }).times).toBe(5);
    expect(said()).toBe('');
    const byPort = AlertRule.flows({ query: FlowFields.SOURCE_PORT.equalTo(40_000) });
    probe(alert(byPort, { cluster: all }), connect);
    expect(said()).toContain(depends('source_port'));
  });
});
