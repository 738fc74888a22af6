import { AlertRule, AuditFields, DnsFields, FlowFields, L7Fields, Query } from '../../src';

const text = (query: Query) => query.toString();

describe('sets in a program', () => {
  it.each([
    [FlowFields.DEST_PORT.isOneOf(['80', '443']), 'dest_port = 80 OR dest_port = 443'],
    [FlowFields.DEST_PORT.isNoneOf(['80', '443']), 'dest_port != 80 AND dest_port != 443'],
    [FlowFields.DEST_PORT.isOneOf(['80']), 'dest_port = 80'],
    [FlowFields.SOURCE_IP.isOneOf(['10.0.0.1', '10.1.0.0/16']), 'source_ip = "10.0.0.1" OR source_ip = "10.1.0.0/16"'],
    [FlowFields.BYTES_IN.isNoneOf(['0']), 'bytes_in != 0'],
    [FlowFields.BYTES_IN.isOneOf(['007']), 'bytes_in = "007"'],
    [L7Fields.DEST_SERVICE_PORT.isOneOf(['80', '81']), 'dest_service_port = 80 OR dest_service_port = 81'],
    [DnsFields.START_TIME.isOneOf(['2026-01-31']), 'start_time = "2026-01-31"'],
    [DnsFields.clientLabel('app').isOneOf(['web', 'db']), '"client_labels.app" = web OR "client_labels.app" = db'],
    [
      AuditFields.RESPONSE_STATUS_CODE.isOneOf(['401', '403']),
      '"responseStatus.code" = 401 OR "responseStatus.code" = 403',
    ],
    [AuditFields.TIMESTAMP.isNoneOf(['2026-01-31']), 'timestamp != "2026-01-31"'],
    [Query.field('dest_port').isOneOf(['80', '443']), 'dest_port = 80 OR dest_port = 443'],
  ])('of numbers, addresses and dates are comparisons: %s', (query, expected) => {
    expect(text(query)).toBe(expected);
  });

  it.each([
    [FlowFields.PROTO.isOneOf(['tcp', 'udp']), 'proto IN {tcp, udp}'],
    [FlowFields.DEST_SERVICE_PORT.isOneOf(['http']), 'dest_service_port IN {http}'],
    [AuditFields.SOURCE_IPS.isOneOf(['10.*']), 'sourceIPs IN {"10.*"}'],
    [Query.field('dest_service_port').isOneOf(['80']), 'dest_service_port IN {"80"}'],
    [Query.field('nobody_knows').isOneOf(['80']), 'nobody_knows IN {"80"}'],
    [FlowFields.DEST_PORT.isOneOf(['80*']), 'dest_port IN {"80*"}'],
    [FlowFields.DEST_PORT.isOneOfSubstitution('ports'), 'dest_port IN ${ports}'],
  ])('of other fields, and those that no comparison says, stay: %s', (query, expected) => {
    expect(text(query)).toBe(expected);
  });

  it('keep their place among other conditions', () => {
    const web = FlowFields.DEST_PORT.isOneOf(['80', '443']);
    const query = FlowFields.PROTO.equalTo('tcp').and(web);
    expect(text(query)).toBe('proto = tcp AND (dest_port = 80 OR dest_port = 443)');
    expect(text(web.not())).toBe('NOT (dest_port = 80 OR dest_port = 443)');
  });

  it('are judged by the data set of a rule', () => {
    const query = Query.field('dest_service_port')
      .isOneOf(['80', '443'])
      .and(Query.field('method').isOneOf(['GET']));
    const l7 = AlertRule.l7({ query }).query;
    expect(l7?.toString()).toBe('(dest_service_port = 80 OR dest_service_port = 443) AND method IN {GET}');
    expect(AlertRule.flows({ query }).query).toBe(query);
    const read = Query.parse('NOT dest_port IN {"80", "443"} OR proto = tcp');
    expect(AlertRule.flows({ query: read }).query?.toString()).toBe(
      'NOT (dest_port = 80 OR dest_port = 443) OR proto = tcp',
    );
    const substituted = Query.parse('dest_port IN ${ports} AND dest_port IN {"80"}');
    expect(AlertRule.flows({ query: substituted }).query?.toString()).toBe('dest_port IN ${ports} AND dest_port = 80');
    expect(AlertRule.flows({}).query).toBeUndefined();
  });
});
