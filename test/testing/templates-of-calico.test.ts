import { GlobalAlert, RuleTemplate } from '../../src';
import { AlertTest, AuditLogs, DnsLogs, FlowLogs, type LogRows } from '../../src/testing';
import { testChart } from '../support';
import { cluster } from './alerts';

describe('the ten templates of Calico', () => {
  const alertOf = (template: RuleTemplate) => GlobalAlert.fromTemplate(testChart(), 'alert', template, { cluster });
  const change = (resource: string, name?: string, namespace?: string) =>
    AuditLogs.event({ verb: 'delete', resource, name, namespace });

  it.each<[RuleTemplate, LogRows, LogRows]>([
    [RuleTemplate.POLICY_POD, change('pods', undefined, 'shop'), change('nodes')],
    [RuleTemplate.POLICY_GLOBALNETWORKPOLICY, change('globalnetworkpolicies', 'deny'), change('tiers', 'x')],
    [RuleTemplate.POLICY_GLOBALNETWORKSET, change('globalnetworksets', 'bad'), change('tiers', 'x')],
    [RuleTemplate.POLICY_SERVICEACCOUNT, change('serviceaccounts', 'ci', 'shop'), change('tiers', 'x')],
    [
      RuleTemplate.NETWORK_CLOUDAPI,
      FlowLogs.row({ source_namespace: 'default', dest_name_aggr: 'metadata-api' }),
      FlowLogs.row({ dest_name_aggr: 'metadata-api' }),
    ],
    [
      RuleTemplate.NETWORK_SSH,
      FlowLogs.connections({ from: 'default/web-*', to: 'ops/bastion', port: 22 }),
      FlowLogs.connections({ from: 'default/web-*', to: 'ops/bastion', port: 23 }),
    ],
    [
      RuleTemplate.NETWORK_LATERAL_ACCESS,
      FlowLogs.row({ reporter: 'dst', source_labels: { labels: ['app=monitor'] } }),
      FlowLogs.row({ reporter: 'dst', source_labels: { labels: ['app=web'] } }),
    ],
    [
      RuleTemplate.NETWORK_LATERAL_ORIGINATE,
      FlowLogs.row({ source_labels: { labels: ['app=monitor'] } }),
      FlowLogs.row({ source_labels: { labels: ['app=monitor'] }, dest_name_aggr: 'pub' }),
    ],
    [
      RuleTemplate.DNS_SERVFAIL,
      DnsLogs.lookups({ from: 'shop/web-*', name: 'x.example', rcode: 'ServFail' }),
      DnsLogs.lookups({ from: 'shop/web-*', name: 'x.example' }),
    ],
    [RuleTemplate.DNS_DOS, manyLookups(50_001), manyLookups(50_000)],
  ])('raises what it is for, and nothing else: %#', (template, raising, other) => {
    AlertTest.of(alertOf(template)).over(raising).raises();
    AlertTest.of(alertOf(template)).over(other).raisesNothing();
  });

  /** Each lookup in a record of its own. */
  function manyLookups(count: number): LogRows {
    const [row] = templateRows();
    return DnsLogs.fromText(Array.from({ length: count }, () => row).join('\n'));
  }

  function templateRows(): string[] {
    const time = '2026-01-05T10:00:00.000Z';
    const record = { start_time: time, end_time: time, count: 1, client_namespace: 'shop', client_name_aggr: 'web-*' };
    return [JSON.stringify(record)];
  }
});
