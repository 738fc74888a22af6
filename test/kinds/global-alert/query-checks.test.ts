import { fieldPath } from '../../../src/base';
import { CalicoRelease } from '../../../src/calico';
import { checkQueryFields } from '../../../src/kinds/global-alert/query-checks';
import { dnsTypesOf } from '../../../src/logs/value-types';
import type { Comparator, ComparisonNode, QueryNode } from '../../../src/query/query-node';

function comparison(key: string, text: string, comparator: Comparator = '='): ComparisonNode {
  return { kind: 'comparison', key, comparator, value: { type: 'text', text } };
}

function membership(key: string, texts: readonly string[], operator: 'IN' | 'NOTIN' = 'IN'): QueryNode {
  return { kind: 'membership', key, operator, members: texts.map((text) => ({ type: 'text', text })) };
}

function lines(node: QueryNode, dataSet: string, release = '3.23'): string[] {
  return checkQueryFields(node, dataSet, CalicoRelease.parse(release)).map(
    ({ severity, keys, value, message, rule }) => `${severity} ${fieldPath(keys)} = ${value}: ${message} [${rule}]`,
  );
}

describe('a query', () => {
  it.each<[string, QueryNode, string]>([
    ['of every record', { kind: 'all' }, 'flows'],
    ['with a number for a text', { ...comparison('dest_port', ''), value: { type: 'number', text: '22' } }, 'flows'],
    ['with a text for a number', comparison('dest_port', '22'), 'flows'],
    ['with another comparator', comparison('source_ip', '10.0.0.0/8', '>='), 'flows'],
    ['with a label of a client', comparison('client_labels.app.example/name', 'x'), 'dns'],
    ['with a label of a server', comparison('servers.labels.k8s-app', 'kube-dns'), 'dns'],
    ['with a name that a wildcard is a part of', comparison('dest_name_aggr', 'nginx-*'), 'flows'],
    ['with wildcards in a set', membership('dest_ip', ['10.*', '10.0.0.?', '10.0.0.1']), 'flows'],
    [
      'with a substitution',
      { kind: 'membership', key: 'qname', operator: 'NOTIN', substitution: { name: 'x' } },
      'dns',
    ],
    ['of undocumented events', comparison('result', 'Fail'), 'vulnerability'],
    ['of an undocumented log', comparison('path', 'x'), 'waf'],
    ['of an undocumented log, for a value that nobody checks', comparison('rules.line', 'x'), 'waf'],
    ['of domains that are empty', { kind: 'emptiness', key: 'dest_domains' }, 'flows'],
    ['with any key of a label', comparison('client_labels.', 'x'), 'dns'],
    ['of no data set', comparison('anything', 'x'), 'toString'],
  ])('passes: %s', (_, node, dataSet) => {
    expect(lines(node, dataSet)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['flows', 'dest_prt', 'is not a field of the data set flows; did you mean dest_port?'],
    ['flows', 'Dest_Port', 'is not a field of the data set flows; did you mean dest_port?'],
    ['flows', 'destPort', 'is not a field of the data set flows; did you mean dest_port?'],
    ['flows', 'src_ip', 'is not a field of the data set flows; did you mean source_ip?'],
    ['flows', 'dst_port', 'is not a field of the data set flows; did you mean dest_port?'],
    ['flows', 'src_namespace', 'is a field of the data set l7, not of flows; did you mean source_namespace?'],
    ['flows', 'client_ip', 'is a field of the data set dns, not of flows; did you mean source_ip?'],
    ['flows', 'qname', 'is a field of the data set dns, not of flows'],
    ['flows', 'url', 'is a field of the data set l7, not of flows'],
    ['flows', 'verb', 'is a field of the data set audit, not of flows'],
    ['flows', 'client_labels.app', 'is a field of the data set dns, not of flows'],
    ['flows', 'count', 'is a field of the data sets dns and l7, not of flows; the number of flows is num_flows'],
    ['flows', 'protocol', 'is a field of the data set l7, not of flows; did you mean proto?'],
    ['flows', 'source_labels', 'is not a field of the data set flows; write source_labels.labels'],
    ['flows', 'dest_labels', 'is not a field of the data set flows; write dest_labels.labels'],
    [
      'flows',
      'dest_labels.app',
      'is not a field of the data set flows; a label is compared as a whole: "dest_labels.labels" = "key=value"',
    ],
    [
      'flows',
      'policies',
      'is not a field of the data set flows; write policies.all_policies, policies.enforced_policies, policies.pending_policies or policies.transit_policies',
    ],
    [
      'flows',
      'namespace',
      'is not a field of the data set flows; did you mean source_namespace, dest_namespace or dest_service_namespace?',
    ],
    ['flows', 'pod', 'is not a field of the data set flows'],
    ['flows', '', 'is not a field of the data set flows'],
    ['flows', 'constructor', 'is not a field of the data set flows'],
    ['flows', '__proto__', 'is not a field of the data set flows; did you mean proto?'],
    [
      'dns',
      'rtype',
      'is not a field of the data set dns; qtype is the type in the query, rrsets.type the type in an answer',
    ],
    ['dns', 'source_namespace', 'is a field of the data set flows, not of dns; did you mean client_namespace?'],
    ['dns', 'dest_ip', 'is a field of the data set flows, not of dns'],
    ['dns', 'client_labels', 'is not a field of the data set dns; write client_labels.<key>'],
    ['dns', 'servers.labels', 'is not a field of the data set dns; write servers.labels.<key>'],
    ['dns', 'rdata', 'is not a field of the data set dns; did you mean rrsets.rdata?'],
    ['audit', 'namespace', 'is not a field of the data set audit; did you mean objectRef.namespace?'],
    ['audit', 'objectref.name', 'is not a field of the data set audit; did you mean objectRef.name?'],
    ['audit', 'user', 'is not a field of the data set audit; write user.groups or user.username'],
    ['audit', 'start_time', 'is a field of the data sets flows, dns and l7, not of audit'],
    ['audit', 'requestObject', 'is not a field of the data set audit'],
  ])('of %s finds no field %j', (dataSet, key, message) => {
    expect(lines(comparison(key, 'x'), dataSet)).toEqual([
      `error spec.query = ${key}: ${message} [query/unknown-field]`,
    ]);
    expect(lines(membership(key, ['a*', 'b']), dataSet)).toEqual([
      `warning spec.query = ${key}: ${message}; IN then matches nothing [query/unknown-field]`,
    ]);
    expect(lines(membership(key, ['a*', 'b'], 'NOTIN'), dataSet)).toEqual([
      `warning spec.query = ${key}: ${message}; NOTIN then matches everything [query/unknown-field]`,
    ]);
  });

  it('of audit logs find a field that Calico does not check, but the log store indexes', () => {
    expect(lines(membership('userAgent', ['kubectl*']), 'audit')).toEqual([
      'warning spec.query = userAgent: is not a field of the data set audit; Calico accepts it after IN only, and the log store finds it (observed) [query/unknown-field]',
    ]);
  });

  it.each<[string, string, string, string]>([
    ['flows', 'action', 'Allow', 'action must be one of allow, deny; did you mean allow?'],
    ['flows', 'dest_port', '65536', 'dest_port must be a port, 0 to 65535'],
    [
      'flows',
      'source_labels.labels',
      'app',
      'source_labels.labels must be a label in the form key=value, such as app=nginx',
    ],
    ['flows', 'num_flows', '-1', 'num_flows must be a whole number from 0 to 9223372036854775807'],
    ['audit', 'responseStatus.code', '20', 'responseStatus.code must be a whole number, 100 to 599'],
    [
      'audit',
      'verb',
      'deleted',
      'verb must be one of get, list, watch, create, update, patch, delete; did you mean delete?',
    ],
    [
      'dns',
      'rrsets.type',
      'a',
      `rrsets.type must be one of ${dnsTypesOf(CalicoRelease.enterprise('3.23')).join(', ')}, or # and the number of a type; did you mean A?`,
    ],
    [
      'waf',
      'source.ip',
      'x',
      'source.ip must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32',
    ],
    [
      'flows',
      'dest_ip',
      '10.0.*',
      'dest_ip must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32; * and ? are wildcards only after IN and NOTIN',
    ],
  ])('of %s finds that %s cannot be %s', (dataSet, key, text, message) => {
    expect(lines(comparison(key, text, '!='), dataSet)).toEqual([
      `error spec.query = ${text}: ${message} [query/value]`,
    ]);
  });

  it('finds each member of a set that cannot be', () => {
    expect(lines(membership('reporter', ['src', 'source', 'd*', 'DST'], 'NOTIN'), 'flows')).toEqual([
      'warning spec.query = source: reporter must be one of src, dst [query/value]',
      'warning spec.query = DST: reporter must be one of src, dst; did you mean dst? [query/value]',
    ]);
  });

  it('is only warned about where the fields depend on the collector', () => {
    const node: QueryNode = { kind: 'or', operands: [comparison('dest_port', '80'), comparison('protocol', 'HTTP')] };
    expect(lines(node, 'l7', '3.24')).toEqual([
      'warning spec.query = dest_port: is a field of the data set flows, not of l7 [query/unknown-field]',
      'warning spec.query = HTTP: protocol must be one of http, tls; did you mean http? [query/value]',
    ]);
  });
});

describe('a query for a release', () => {
  it.each<[string, string, QueryNode, string, string]>([
    [
      '3.21',
      'flows',
      comparison('host', 'x'),
      'error',
      'host: was added in 3.22.0-1.0 (observed, not documented): Calico Enterprise 3.21.1 does not have it [query/field-not-yet]',
    ],
    [
      'cloud-21.3',
      'flows',
      comparison('host', 'x'),
      'error',
      'host: was added in 3.22.0-1.0 (observed, not documented): Calico Cloud 21.3.0 does not have it [query/field-not-yet]',
    ],
    [
      '3.21',
      'flows',
      membership('host', ['x']),
      'warning',
      'host: was added in 3.22.0-1.0 (observed, not documented): Calico Enterprise 3.21.1 does not have it [query/field-not-yet]',
    ],
    [
      '3.10',
      'flows',
      comparison('process_name', 'x'),
      'warning',
      'process_name: was added in 3.11 (observed, not documented): Calico Enterprise 3.10.0 may not have it [query/field-not-yet]',
    ],
    [
      '3.9',
      'flows',
      comparison('process_name', 'x'),
      'error',
      'process_name: was added in 3.11 (observed, not documented): Calico Enterprise 3.9.0 does not have it [query/field-not-yet]',
    ],
    [
      '3.22',
      'l7',
      comparison('gateway_name', 'x'),
      'warning',
      'gateway_name: was added in 3.23.0-1.0 (observed, not documented): Calico Enterprise 3.22.1 does not have it [query/field-not-yet]',
    ],
    [
      '3.23',
      'l7',
      comparison('protocol', 'http'),
      'warning',
      'protocol: was added in 3.24 (the first release that documents it): Calico Enterprise 3.23.1 does not have it [query/field-not-yet]',
    ],
    [
      '3.23',
      'flows',
      membership('reporter', ['fwd']),
      'warning',
      'fwd: reporter fwd is documented, but no record up to 3.23 has it; it is not known whether 3.24.0 and later accept it [query/value]',
    ],
    [
      '3.23',
      'dns',
      comparison('type', 'LOG'),
      'error',
      'type: is documented, but every release up to 3.23 rejects it (observed) [query/field-not-yet]',
    ],
    [
      '3.24',
      'flows',
      comparison('nat_outgoing_ports', '1'),
      'warning',
      'nat_outgoing_ports: is documented, but every release up to 3.23 rejects it (observed); it is not known whether Calico Enterprise 3.24.0-1.0 accepts it [query/field-not-yet]',
    ],
    [
      '3.23',
      'flows',
      comparison('reporter', 'fwd'),
      'error',
      'fwd: reporter fwd is documented, but every release up to 3.23 rejects it; it is not known whether 3.24.0 and later accept it [query/value]',
    ],
    [
      '3.24',
      'flows',
      comparison('reporter', 'fwd'),
      'warning',
      'fwd: reporter fwd is documented, but every release up to 3.23 rejects it; it is not known whether 3.24.0 and later accept it [query/value]',
    ],
    [
      '3.23',
      'waf',
      comparison('anything', 'x'),
      'warning',
      'anything: is not a field of the data set waf [query/unknown-field]',
    ],
    [
      '3.23',
      'vulnerability',
      comparison('anything', 'x'),
      'error',
      'anything: is not a field of the data set vulnerability [query/unknown-field]',
    ],
    [
      '3.23',
      'vulnerability',
      comparison('max_cvss_score', '9', '>'),
      'error',
      '>: max_cvss_score can only be compared with = in the data set vulnerability (observed, not documented) [query/comparator]',
    ],
    [
      '3.23',
      'flows',
      { kind: 'emptiness', key: 'source_name' },
      'warning',
      'source_name: EMPTY works only for dest_domains of flows (observed, not documented): with source_name, the alert is stored, but fails when it runs [query/empty-operator]',
    ],
    [
      '3.23',
      'dns',
      { kind: 'emptiness', key: 'x' },
      'warning',
      'x: is not a field of the data set dns [query/unknown-field]',
    ],
  ])('on %s, of %s: %j is one %s', (release, dataSet, node, severity, text) => {
    expect(lines(node, dataSet, release)).toEqual([`${severity} spec.query = ${text}`]);
  });

  it('has more types of DNS records from 3.23.0-1.0 on', () => {
    expect(lines(comparison('qtype', 'HTTPS'), 'dns', '3.23.0-1.0')).toEqual([]);
    expect(lines(comparison('qtype', 'HTTPS'), 'dns', '3.22')).toHaveLength(1);
  });
});

describe('findings about a query', () => {
  it('says the places, from left to right, where it was read from a text', () => {
    const node: QueryNode = {
      kind: 'and',
      operands: [
        { kind: 'not', operand: { ...comparison('pod', 'a'), keyPosition: { column: 5 } } },
        {
          kind: 'membership',
          key: 'action',
          operator: 'IN',
          keyPosition: { column: 17 },
          members: [
            { type: 'text', text: 'allow', position: { column: 28 } },
            { type: 'text', text: 'drop', position: { column: 35 } },
          ],
        },
      ],
    };
    expect(
      checkQueryFields(node, 'flows', CalicoRelease.parse('3.23')).map(({ value, valueOffset }) => [
        value,
        valueOffset,
      ]),
    ).toEqual([
      ['pod', 4],
      ['drop', 34],
    ]);
  });

  it('may be as deep as a parser allows', () => {
    const leaf: QueryNode = comparison('pod', 'a');
    const deep = Array.from({ length: 256 }).reduce<QueryNode>((operand) => ({ kind: 'not', operand }), leaf);
    expect(lines(deep, 'flows')).toHaveLength(1);
  });
});
