import { checkQueryFields } from '../../../../src/alerts/query/catalogue/query-checks';
import type { Comparator, ComparisonNode, QueryNode } from '../../../../src/alerts/query/query-node';
import { FindingSeverity } from '../../../../src/findings';

function comparison(key: string, text: string, comparator: Comparator = '='): ComparisonNode {
  return { kind: 'comparison', key, comparator, value: { type: 'text', text } };
}

function membership(key: string, texts: readonly string[], operator: 'IN' | 'NOTIN' = 'IN'): QueryNode {
  return { kind: 'membership', key, operator, members: texts.map((text) => ({ type: 'text', text })) };
}

function lines(node: QueryNode, dataSet: string): string[] {
  return checkQueryFields(node, dataSet).map(
    ({ severity, path, value, message, rule }) => `${severity} ${path} = ${value}: ${message} [${rule}]`,
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
    ['of undocumented events', comparison('anything', 'x'), 'vulnerability'],
    ['of an undocumented log', comparison('anything', 'x'), 'waf'],
    ['of no data set', comparison('anything', 'x'), 'toString'],
  ])('passes: %s', (_, node, dataSet) => {
    expect(lines(node, dataSet)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['flows', 'dest_prt', 'is no field of the data set flows; did you mean dest_port?'],
    ['flows', 'Dest_Port', 'is no field of the data set flows; did you mean dest_port?'],
    ['flows', 'destPort', 'is no field of the data set flows; did you mean dest_port?'],
    ['flows', 'src_ip', 'is no field of the data set flows; did you mean source_ip?'],
    ['flows', 'dst_port', 'is no field of the data set flows; did you mean dest_port?'],
    ['flows', 'src_namespace', 'is a field of the data set l7, not of flows; did you mean source_namespace?'],
    ['flows', 'client_ip', 'is a field of the data set dns, not of flows; did you mean source_ip?'],
    ['flows', 'qname', 'is a field of the data set dns, not of flows'],
    ['flows', 'url', 'is a field of the data set l7, not of flows'],
    ['flows', 'verb', 'is a field of the data set audit, not of flows'],
    ['flows', 'client_labels.app', 'is a field of the data set dns, not of flows'],
    ['flows', 'count', 'is a field of the data sets dns and l7, not of flows; the number of flows is num_flows'],
    ['flows', 'protocol', 'is a field of the data set l7, not of flows; did you mean proto?'],
    ['flows', 'source_labels', 'is no field of the data set flows; write source_labels.labels'],
    ['flows', 'dest_labels', 'is no field of the data set flows; write dest_labels.labels'],
    [
      'flows',
      'dest_labels.app',
      'is no field of the data set flows; labels are compared whole: "dest_labels.labels" = "key=value"',
    ],
    [
      'flows',
      'policies',
      'is no field of the data set flows; write policies.all_policies, policies.enforced_policies, policies.pending_policies or policies.transit_policies',
    ],
    [
      'flows',
      'namespace',
      'is no field of the data set flows; did you mean source_namespace, dest_namespace or dest_service_namespace?',
    ],
    ['flows', 'pod', 'is no field of the data set flows'],
    ['flows', '', 'is no field of the data set flows'],
    ['flows', 'constructor', 'is no field of the data set flows'],
    ['flows', '__proto__', 'is no field of the data set flows; did you mean proto?'],
    [
      'dns',
      'rtype',
      'is no field of the data set dns; the type that was asked for is qtype, that of an answer rrsets.type',
    ],
    ['dns', 'source_namespace', 'is a field of the data set flows, not of dns; did you mean client_namespace?'],
    ['dns', 'dest_ip', 'is a field of the data set flows, not of dns'],
    ['dns', 'client_labels', 'is no field of the data set dns; write client_labels.<key>'],
    ['dns', 'client_labels.', 'is no field of the data set dns; write client_labels.<key>'],
    ['dns', 'servers.labels', 'is no field of the data set dns; write servers.labels.<key>'],
    ['dns', 'rdata', 'is no field of the data set dns; did you mean rrsets.rdata?'],
    ['audit', 'namespace', 'is no field of the data set audit; did you mean objectRef.namespace?'],
    ['audit', 'objectref.name', 'is no field of the data set audit; did you mean objectRef.name?'],
    ['audit', 'user', 'is no field of the data set audit; write user.groups or user.username'],
    ['audit', 'start_time', 'is a field of the data sets flows, dns and l7, not of audit'],
    ['audit', 'requestObject', 'is no field of the data set audit'],
  ])('of %s finds no field %j', (dataSet, key, message) => {
    expect(lines(comparison(key, 'x'), dataSet)).toEqual([
      `error spec.query = ${key}: ${message} [query/unknown-field]`,
    ]);
    expect(lines(membership(key, ['a*', 'b']), dataSet)).toHaveLength(1);
  });

  it.each<[string, string, string, string]>([
    ['flows', 'action', 'Allow', 'action must be one of allow, deny; did you mean allow?'],
    ['flows', 'dest_port', '65536', 'dest_port must be a port, 0 to 65535'],
    ['flows', 'source_labels.labels', 'app', 'source_labels.labels must be a label as key=value, such as app=nginx'],
    ['flows', 'num_flows', '-1', 'num_flows must be a whole number, 0 or more, of at most 64 bits'],
    ['audit', 'responseStatus.code', '20', 'responseStatus.code must be a whole number, 100 to 599'],
    [
      'audit',
      'verb',
      'deleted',
      'verb must be one of get, list, watch, create, update, patch, delete; did you mean delete?',
    ],
    ['dns', 'type', 'log', 'type must be one of LOG, UNLOGGED; did you mean LOG?'],
    [
      'flows',
      'dest_ip',
      '10.0.*',
      'dest_ip must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32; * and ? stand for other characters behind IN and NOTIN only',
    ],
  ])('of %s finds that %s cannot be %s', (dataSet, key, text, message) => {
    expect(lines(comparison(key, text, '!='), dataSet)).toEqual([
      `error spec.query = ${text}: ${message} [query/value]`,
    ]);
  });

  it('finds each member of a set that cannot be', () => {
    expect(lines(membership('reporter', ['src', 'source', 'd*', 'DST'], 'NOTIN'), 'flows')).toEqual([
      'error spec.query = source: reporter must be one of src, dst, fwd [query/value]',
      'error spec.query = DST: reporter must be one of src, dst, fwd; did you mean dst? [query/value]',
    ]);
  });

  it('is only warned about where the fields depend on the collector', () => {
    const node: QueryNode = { kind: 'or', operands: [comparison('dest_port', '80'), comparison('protocol', 'HTTP')] };
    expect(lines(node, 'l7')).toEqual([
      'warning spec.query = dest_port: is a field of the data set flows, not of l7 [query/unknown-field]',
      'warning spec.query = HTTP: protocol must be one of http, tls; did you mean http? [query/value]',
    ]);
    expect(checkQueryFields(node, 'l7').map(({ severity }) => severity)).toEqual(
      Array(2).fill(FindingSeverity.WARNING),
    );
  });

  it('says the columns, from left to right, where it was read from a text', () => {
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
    expect(lines(node, 'flows')).toEqual([
      'error spec.query = pod: column 5: is no field of the data set flows [query/unknown-field]',
      'error spec.query = drop: column 35: action must be one of allow, deny [query/value]',
    ]);
  });

  it('may be as deep as a parser allows', () => {
    const leaf: QueryNode = comparison('pod', 'a');
    const deep = Array.from({ length: 256 }).reduce<QueryNode>((operand) => ({ kind: 'not', operand }), leaf);
    expect(lines(deep, 'flows')).toHaveLength(1);
  });
});
