import fc from 'fast-check';
import { CalicoRelease } from '../../src/calico';
import { checkEventQuery } from '../../src/events';
import { printQuery } from '../../src/query';
import { trees } from '../query/trees';
import { lines, RULES } from './events';

const FIELDS =
  'type, origin, name, severity, time, description, attack_vector, mitre_tactic, dismissed, host, source_ip, source_name, source_name_aggr, source_namespace, source_port, dest_ip, dest_name, dest_name_aggr, dest_namespace, dest_port';
const TYPES =
  'alert, anomaly_detection_job, deep_packet_inspection, global_alert, gtf_suspicious_dns_query, gtf_suspicious_flow, runtime_security, suspicious_dns_query, suspicious_flow, waf';

describe('a query over events', () => {
  it.each([
    'type = global_alert AND origin = "network.port-scan"',
    'severity >= 80 AND NOT source_namespace = "kube-system"',
    'severity = 0 OR severity = 100',
    'time > 1',
    'source_ip = "10.0.0.0/8" AND dest_port = 65535',
    'dismissed = false',
    'origin IN {"dpi.*"} AND host NOTIN {"node-?"}',
    'mitre_tactic = "Initial Access" AND attack_vector = Network AND name != "x" AND description != "y"',
    'type != runtime_security AND type NOTIN {honeypod}',
    'dest_name EMPTY',
    'name = "a*" AND description != "why?"',
    'source_name_aggr = "web-*" AND dest_name_aggr != "a-*"',
    'origin = "*" OR host != "?"',
    'origin NOTIN {"a*"}',
  ])('can be %s', (query) => {
    expect(lines(query)).toEqual([]);
  });

  it.each([
    ['', `error : must not be empty; to select every event, write severity >= 0 [x/query]`],
    ['   ', `error    : must not be empty; to select every event, write severity >= 0 [x/query]`],
    ['severity == 80', "error severity == 80 at 10: '==' is not supported: write = [x/query]"],
    [
      'origin IN ${names}',
      'error ${names} at 11: only alerts have substitutions; list the values in braces, as in origin IN {a, b} [x/query]',
    ],
    [
      'source_namespace = "a*b"',
      'warning a*b at 20: source_namespace = treats * and ? as literal characters, so this condition never matches; they are wildcards only after IN and NOTIN, as in source_namespace IN {"a*b"} [x/wildcard]',
    ],
    [
      'source_name_aggr != "w?b-*"',
      'warning w?b-* at 21: source_name_aggr != treats * and ? as literal characters, so this condition excludes nothing; they are wildcards only after IN and NOTIN, as in source_name_aggr NOTIN {"w?b-*"} [x/wildcard]',
    ],
    ['dest_prot = 22', 'error dest_prot at 1: is not a field of events; did you mean dest_port? [x/query-field]'],
    [
      'proto = tcp',
      `error proto at 1: is a field of the data set flows, not of events; the fields are ${FIELDS} [x/query-field]`,
    ],
    [
      'client_namespace = shop',
      'error client_namespace at 1: is a field of the data set dns, not of events; did you mean source_namespace? [x/query-field]',
    ],
    [
      '"objectRef.name" = shop',
      'error objectRef.name at 1: is a field of the data set audit, not of events; did you mean source_name? [x/query-field]',
    ],
    [
      'src_namespace = shop',
      'error src_namespace at 1: is a field of the data set l7, not of events; did you mean source_namespace? [x/query-field]',
    ],
    [
      'namespace = shop',
      'error namespace at 1: is not a field of events; did you mean source_namespace or dest_namespace? [x/query-field]',
    ],
    [
      '"record.feeds" = feodo',
      'error record.feeds at 1: is not a field of events; the events of a single feed cannot be selected (observed, not documented), only those of a type [x/query-field]',
    ],
    ['summary = x', 'error summary at 1: is not a field of events; did you mean description? [x/query-field]'],
    ['constructor = x', `error constructor at 1: is not a field of events; the fields are ${FIELDS} [x/query-field]`],
    [
      'alert = x',
      'warning alert at 1: was a field of events in older releases; newer ones were observed not to accept it [x/query-field]',
    ],
    [
      'orgin IN {a}',
      'warning orgin at 1: is not a field of events; did you mean origin?; IN then matches nothing [x/query-field]',
    ],
    [
      'dest_nam NOTIN {a}',
      'warning dest_nam at 1: is not a field of events; did you mean dest_name?; NOTIN then matches everything [x/query-field]',
    ],
    ['sourceIp EMPTY', 'warning sourceIp at 1: is not a field of events; did you mean source_ip? [x/query-field]'],
    ['severity = 101', 'error 101 at 12: severity must be a whole number, 0 to 100 [x/query-value]'],
    ['severity = high', 'error high at 12: severity must be a whole number, 0 to 100 [x/query-value]'],
    ['severity IN {"101"}', 'warning 101 at 14: severity must be a whole number, 0 to 100 [x/query-value]'],
    ['time = 0', 'error 0 at 8: time must be a whole number from 1 to 9223372036854775807 [x/query-value]'],
    ['dest_port = 65536', 'error 65536 at 13: dest_port must be a port, 0 to 65535 [x/query-value]'],
    ['dismissed = no', 'error no at 13: dismissed must be true or false [x/query-value]'],
    [
      'source_ip = "10.0.0.*"',
      'error 10.0.0.* at 13: source_ip must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32; * and ? are wildcards only after IN and NOTIN [x/query-value]',
    ],
    [
      'type = GlobalAlert',
      `error GlobalAlert at 8: type must be one of ${TYPES}; did you mean global_alert? [x/query-value]`,
    ],
    ['type IN {alerts}', `warning alerts at 10: type must be one of ${TYPES}; did you mean alert? [x/query-value]`],
    [
      'type = honeypod',
      'warning honeypod at 8: no event of Calico Enterprise 3.24.0-1.0 has the type honeypod: honeypods were removed in 3.20 and Calico Cloud 20.0.0 [x/unreachable-type]',
    ],
    [
      'NOT (NOT (type IN {anomaly_detection_job}))',
      'warning anomaly_detection_job at 20: no event of Calico Enterprise 3.24.0-1.0 has the type anomaly_detection_job: anomaly detection was removed in 3.18.1 [x/unreachable-type]',
    ],
    [
      '! type = waf',
      'warning ! at 1: Calico treats ! as NOT, which is undocumented. Write NOT [query/exclamation-mark]',
    ],
  ])('reports %j', (query, message) => {
    expect(lines(query)).toEqual([message]);
  });

  it.each([
    ['type = honeypod', '3.19', []],
    ['type = honeypod', 'cloud-20.0.0', ['honeypods were removed in 3.20 and Calico Cloud 20.0.0']],
    ['type = runtime_security', 'cloud-22.5', []],
    ['type = runtime_security', 'cloud-23.0.1', ['container threat detection was removed in Calico Cloud 23.0.0']],
    ['type = runtime_security', '3.19', ['container threat detection was a feature of Calico Cloud only']],
    ['type = anomaly_detection_job', '3.18.0', []],
    ['type = anomaly_detection_job', '3.18.1', ['anomaly detection was removed in 3.18.1']],
  ])('knows whether %s exists on %s', (query, release, reasons) => {
    expect(lines(query, release).map((text) => / : |: no event .*: (.*) \[/.exec(text)?.[1])).toEqual(reasons);
  });

  it('uses only what the release can parse', () => {
    expect(lines('dest_name EMPTY', '3.21')).toEqual([
      'error EMPTY at 1: EMPTY was added in 3.22.0-2.0 (observed, not documented): Calico Enterprise 3.21.1 cannot parse the query. Remove it [query/not-yet]',
    ]);
  });

  it('has no tree if it cannot be parsed or is empty', () => {
    const nodeOf = (text: string) => checkEventQuery(text, [], RULES, CalicoRelease.parse('3.24')).node?.kind;
    expect(['a =', '', 'type = waf'].map(nodeOf)).toEqual([undefined, undefined, 'comparison']);
  });

  it('is checked, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), trees.map(printQuery)), (text) => {
        const { node, findings } = checkEventQuery(text, ['spec', 'query'], RULES, CalicoRelease.parse('3.24'));
        expect(node === undefined && findings.length === 0).toBe(false);
        expect(findings.every(({ message }) => message.length > 0)).toBe(true);
      }),
    );
  });
});
