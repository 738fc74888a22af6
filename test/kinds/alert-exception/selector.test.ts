import { findingsIn, selecting } from './exception';

const EVENTS =
  'type, origin, name, severity, time, description, attack_vector, mitre_tactic, dismissed, host, source_ip, source_name, source_name_aggr, source_namespace, source_port, dest_ip, dest_name, dest_name_aggr, dest_namespace, dest_port';
const TYPES =
  'alert, anomaly_detection_job, deep_packet_inspection, global_alert, gtf_suspicious_dns_query, gtf_suspicious_flow, runtime_security, suspicious_dns_query, suspicious_flow, waf';
const wide = (types: string) =>
  `warning spec.selector: hides events of ${types} whatever their origin, source and destination; add a condition on one of them, such as source_namespace = "security-tools" [alert-exception/hides-too-much]`;

describe('the selector of an exception', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [unknown, string[]][] = [
    ['', ['error spec.selector: must not be empty; to select every event, write severity >= 0 [alert-exception/query]']],
    [' \t', ['error spec.selector: must not be empty; to select every event, write severity >= 0 [alert-exception/query]']],
    ['origin = x AND', ["error spec.selector: column 15: expected a field name, NOT or '(' after 'AND', found the end of the query [alert-exception/query]"]],
    ['origin IN ${names}', ['error spec.selector: column 11: only alerts have substitutions; list the values in braces, as in origin IN {a, b} [alert-exception/query]']],
    ['origin = x AND colour = red', [`error spec.selector: column 16: is not a field of events; the fields are ${EVENTS} [alert-exception/field-unknown]`]],
    ['origin = x AND client_namespace = shop', ['error spec.selector: column 16: is a field of the data set dns, not of events; did you mean source_namespace? [alert-exception/field-unknown]']],
    ['origin = x AND colour IN {red}', [`warning spec.selector: column 16: is not a field of events; the fields are ${EVENTS}; IN then matches nothing [alert-exception/field-unknown]`]],
    ['origin = x AND severity > 101', ['error spec.selector: column 27: severity must be a whole number, 0 to 100 [alert-exception/value]']],
    ['origin = x AND dest_port = 65536', ['error spec.selector: column 28: dest_port must be a port, 0 to 65535 [alert-exception/value]']],
    ['origin = x AND source_ip = "10.0.0"', ['error spec.selector: column 28: source_ip must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32 [alert-exception/value]']],
    ['origin = x AND type = honeypots', [`error spec.selector: column 23: type must be one of ${TYPES} [alert-exception/value]`]],
    ['type = anomaly_detection_job AND origin = x', ['warning spec.selector: column 8: no event of Calico Enterprise 3.24.0-1.0 has the type anomaly_detection_job: anomaly detection was removed in 3.18.1 [alert-exception/unreachable-type]']],
    ['type = gtf_suspicious_flow AND origin = feodo', ['warning spec.selector: column 32: the origin of events of a threat feed of addresses is always "Suspicious Flow" (observed, not documented), so no event matches. A single feed cannot be selected [alert-exception/query-unmatched]']],
  ];

  it.each(wrong)('is found wrong: %j', (selector, expected) => {
    expect(findingsIn(selecting(selector))).toEqual(expected);
  });

  it.each([
    ['severity >= 0', 'any type'],
    ['type = waf', 'type waf'],
    ['type = waf AND severity > 50', 'type waf'],
    ['type IN {waf, global_alert}', 'type waf, global_alert'],
    ['type = waf OR type = global_alert AND severity = 100', 'type waf, global_alert'],
    ['type = waf OR severity = 100', 'any type'],
    ['type = waf OR origin = x', 'type waf'],
    ['type != waf', 'any type'],
    ['dismissed = true', 'any type'],
    ['NOT origin = x', 'any type'],
    ['origin != x', 'any type'],
    ['source_namespace NOTIN {a, b}', 'any type'],
    ['origin IN {"*"}', 'any type'],
    ['origin IN {x, "**"}', 'any type'],
    ['NOT origin NOTIN {"*"}', 'any type'],
    ['NOT (origin = x AND severity = 5)', 'any type'],
    ['NOT (origin != x AND source_name != y AND severity = 5)', 'any type'],
    ['origin = x OR (type = waf AND (host = a OR severity = 5))', 'type waf'],
    ['origin = x OR NOT (NOT severity = 5)', 'any type'],
    ['host EMPTY', 'any type'],
  ])('hides too much: %s', (selector, types) => {
    expect(findingsIn(selecting(selector))).toContain(wide(types));
  });

  it.each([
    'origin = x',
    'origin = "Suspicious Flow"',
    'name = "Suspicious Flows"',
    'type = global_alert AND source_namespace = shop',
    'source_ip = "10.0.0.7" OR dest_name = y',
    'source_name_aggr IN {"scanner-*"}',
    'origin = "*"',
    'dest_port > 1000',
    'NOT origin != x',
    'NOT source_namespace NOTIN {a, b}',
    'NOT (origin != x OR severity = 5)',
    'NOT (NOT host = a)',
    '(host = a OR host = b) AND severity < 50',
    'type = deep_packet_inspection AND origin = "dpi.shop/front"',
    'severity = 5 AND (origin = x OR dest_ip = "10.0.0.7")',
  ])('is about some events only: %s', (selector) => {
    expect(findingsIn(selecting(selector))).toEqual([]);
  });

  it('is not called too wide as long as it has errors', () => {
    expect(findingsIn(selecting('client_namespace = shop'))).toEqual([
      expect.stringContaining('[alert-exception/field-unknown]'),
    ]);
  });

  it('is checked on 3.13 as well', () => {
    expect(findingsIn(selecting('type = waf'), '3.13')).toContain(wide('type waf'));
  });
});
