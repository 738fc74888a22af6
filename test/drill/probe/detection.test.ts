import { Duration } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  DnsFields,
  FlowAggregation,
  FlowFields,
  LogSettings,
  Metric,
  Probe,
} from '../../../src';
import { messageOf, testChart } from '../../support';
import {
  address,
  alert,
  byDefault,
  CONNECT,
  captureSaid,
  cluster,
  connect,
  depends,
  LOOKUP,
  logs,
  lookup,
  probe,
  release,
  unseen,
} from './detecting';

const said = captureSaid();

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
