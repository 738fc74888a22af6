import {
  AlertRule,
  FlowFields,
  type GlobalAlert,
  Metric,
  type ProbeAction,
  type ProbeProps,
  ProbeRun,
} from '../../../src';
import { address, alert, captureSaid, connect, dns, flows, lookup, named, outside, ping, probe } from './detecting';

const once = { run: ProbeRun.once() };
const said = captureSaid();

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
