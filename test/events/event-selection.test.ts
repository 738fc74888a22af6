import {
  AlertRule,
  EventFields,
  EventSelection,
  GlobalAlert,
  PortScanAlert,
  PortScanMethod,
  Query,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../src';
import { captureStderr, managedCluster, messageOf, testChart } from '../support';

const cluster = managedCluster('3.24');
const source = ThreatFeedSource.push();

describe('EventSelection', () => {
  captureStderr();

  it('has the events of an alert', () => {
    const rule = AlertRule.flows({ query: Query.field('dest_port').equalTo(22) });
    const alert = new GlobalAlert(testChart(), 'a', { cluster, rule, name: 'network.ssh', description: 'SSH' });
    expect(alert.events.toString()).toBe('type = global_alert AND origin = "network.ssh"');
    expect(alert.events.query.toString()).toBe(`${alert.events}`);
  });

  it('has the events of a port scan alert', () => {
    const alert = new PortScanAlert(testChart(), 'a', { cluster, name: 'network.scan' });
    expect(alert.events.toString()).toBe('type = global_alert AND origin = "network.scan"');
  });

  it('does not have the events of a detector', () => {
    const alert = new PortScanAlert(testChart(), 'a', { cluster: managedCluster('3.14') });
    expect(messageOf(() => alert.events)).toBe(
      "test/a: 1 problem\n  events: are not documented for a detector: use the method FLOW_LOGS, or EventSelection.matching with a query that you have tried against the detector's events [port-scan-alert/detector-events]",
    );
    const method = PortScanMethod.FLOW_LOGS;
    expect(`${new PortScanAlert(testChart(), 'b', { cluster: managedCluster('3.14'), method }).events}`).toContain(
      'network.port-scan',
    );
  });

  it.each([
    [ThreatFeedContent.addresses(), 'type = gtf_suspicious_flow'],
    [ThreatFeedContent.domains(), 'type = gtf_suspicious_dns_query'],
  ])('has the events of threat feeds: %#', (content, query) => {
    expect(`${new ThreatFeed(testChart(), 'f', { cluster, name: 'bad', content, source }).events}`).toBe(query);
  });

  it('has the events of an inspection, which must have valid names', () => {
    expect(`${EventSelection.ofInspection('shop', 'front.v2')}`).toBe(
      'type = deep_packet_inspection AND origin = "dpi.shop/front.v2"',
    );
    expect(messageOf(() => EventSelection.ofInspection('shop.a', 'Front'))).toBe(
      [
        'EventSelection: 2 problems',
        '  namespace = "shop.a": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [event-selection/inspection-name]',
        "  name = \"Front\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [event-selection/inspection-name]",
      ].join('\n'),
    );
    expect(messageOf(() => EventSelection.ofInspection('shop', 'a_b'))).toMatch(
      /^EventSelection: 1 problem\n {2}name = /,
    );
    expect(messageOf(() => EventSelection.ofInspection(1 as never, ['a'] as never))).toMatch(
      /^EventSelection: 2 problems\n {2}namespace = 1: .*\[argument\/type\]\n {2}name = \["a"\]: .*\[argument\/type\]$/,
    );
  });

  it('has the events of all feeds of a kind', () => {
    expect(`${EventSelection.ofAddressFeeds()}`).toBe('type = gtf_suspicious_flow');
    expect(`${EventSelection.ofDomainFeeds()}`).toBe('type = gtf_suspicious_dns_query');
  });

  it('can be combined', () => {
    const high = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
    const waf = EventSelection.matching(EventFields.TYPE.equalTo('waf').or(EventFields.HOST.equalTo('a')));
    expect(`${high.or(waf)}`).toBe('severity >= 80 OR type = waf OR host = a');
    expect(`${waf.where(EventFields.DISMISSED.equalTo('false'))}`).toBe(
      '(type = waf OR host = a) AND dismissed = false',
    );
    expect(`${high}`).toBe('severity >= 80');
  });
});

describe('EventFields', () => {
  it('compares values one by one, as the documentation does', () => {
    expect(`${EventFields.SOURCE_NAMESPACE.isOneOf(['kube-system', 'shop'])}`).toBe(
      'source_namespace = "kube-system" OR source_namespace = shop',
    );
    expect(`${EventFields.DEST_PORT.isNoneOf(['22', '2222'])}`).toBe('dest_port != 22 AND dest_port != 2222');
    expect(`${EventFields.ORIGIN.isOneOf(['dpi.*'])}`).toBe('origin IN {"dpi.*"}');
  });
});
