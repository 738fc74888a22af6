import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster, type Synthesized } from '../../support';

const NEVER = 'global-alert/never-';

/** What the rules about alerts that never fire find, as `severity rule place: message`. */
function neverFindings(spec: Record<string, unknown>, release = '3.23'): string[] {
  const alert: Synthesized = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'an.alert' },
    spec: { description: 'an alert', severity: 50, ...spec },
  };
  return checkGlobalAlert(alert, managedCluster(release))
    .filter(({ rule }) => rule.startsWith(NEVER))
    .map(({ rule, severity, keys, message, valueOffset }) => {
      const column = valueOffset === undefined ? '' : `column ${valueOffset + 1}: `;
      return `${severity} ${rule.slice(NEVER.length)} ${fieldPath(keys)}: ${column}${message}`;
    });
}

function ofQuery(dataSet: string, query: string, release?: string): string[] {
  return neverFindings({ dataSet, query }, release);
}

/** Names of the rules that find something. */
const rules = (findings: readonly string[]) => findings.map((finding) => finding.split(' ')[1]);

describe('sets of a query', () => {
  it.each([
    ['flows', 'dest_port IN {"80", "443"}', 'dest_port = 80 OR dest_port = 443'],
    ['flows', 'dest_port NOTIN {"80", "443"}', 'dest_port != 80 AND dest_port != 443'],
    ['flows', 'proto = tcp AND dest_port IN {"80", "443"}', '(dest_port = 80 OR dest_port = 443)'],
    ['flows', 'proto = tcp AND dest_port IN {"80"}', 'dest_port = 80'],
    ['flows', 'dest_ip IN {"10.0.0.1", "::1"} AND action = deny', '(dest_ip = "10.0.0.1" OR dest_ip = "::1")'],
    ['flows', 'bytes_in NOTIN {"0"}', 'bytes_in != 0'],
    ['flows', 'bytes_in IN {"007"}', 'bytes_in = "007"'],
    ['flows', 'dest_ip IN {"10.*"} AND action = deny', 'CIDR blocks, such as "10.0.0.0/8"'],
    ['flows', 'dest_port IN {"80*"}', '; use comparisons such as >= and <='],
    ['dns', '"servers.ip" IN {"10.0.0.10"}', '"servers.ip" = "10.0.0.10"'],
    ['dns', '"client_labels.app" IN {web}', '"client_labels.app" = web'],
    ['dns', 'start_time IN {"2026-01-31"}', 'start_time = "2026-01-31"'],
    ['l7', 'dest_service_port IN {"80"}', 'dest_service_port = 80'],
    ['audit', '"responseStatus.code" IN {"403"}', '"responseStatus.code" = 403'],
    ['waf', '"source.port_num" IN {"80"}', '"source.port_num" = 80'],
    ['waf', '"rules.disruptive" IN {true}', '"rules.disruptive" = true'],
  ])('are for strings: %s, %s', (dataSet, query, instead) => {
    const [finding, ...others] = ofQuery(dataSet, query);
    expect(finding).toMatch(
      /^warning set-of-numbers spec\.query: column \d+: .* fails on every run: it becomes a wildcard query/,
    );
    expect(finding).toContain(instead);
    expect(others).toEqual([]);
  });

  it.each([
    ['flows', 'source_namespace IN {a, "b-*"}'],
    ['flows', 'dest_service_port IN {http}'],
    ['flows', 'proto IN {tcp, "17"}'],
    ['dns', 'qname IN {"*.example.com"}'],
    ['audit', 'sourceIPs IN {"10.*"}'],
    ['waf', 'method IN {GET}'],
  ])('are fine on %s: %s', (dataSet, query) => {
    expect(ofQuery(dataSet, query)).toEqual([]);
  });

  it('are written out with the values of a substitution', () => {
    const substitutions = [{ name: 'Ports', values: ['80', '', '443'] }];
    const [finding] = neverFindings({ dataSet: 'flows', query: 'dest_port IN ${ports}', substitutions });
    expect(finding).toContain('write dest_port = 80 OR dest_port = 443');
  });

  it('have at most 1,024 members on Elasticsearch 7', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
    const query = (count: number) => `source_namespace IN {${names(count).join(', ')}}`;
    expect(rules(ofQuery('flows', query(1_024), '3.20'))).toEqual([]);
    expect(rules(ofQuery('flows', query(1_025), '3.20'))).toEqual(['set-too-large']);
    expect(rules(ofQuery('flows', query(1_025), 'cloud-20.4.0'))).toEqual(['set-too-large']);
    expect(ofQuery('flows', query(1_025), '3.22')).toEqual([]);
    const substitutions = [{ name: 'names', values: names(1_025) }];
    const bySubstitution = { dataSet: 'flows', query: 'source_namespace NOTIN ${names}', substitutions };
    expect(rules(neverFindings(bySubstitution, '3.18'))).toEqual(['set-too-large']);
    const chain = names(1_025).map((name) => `source_namespace = ${name}`);
    expect(rules(ofQuery('flows', chain.join(' OR '), '3.20'))).toEqual(['set-too-large']);
    expect(rules(ofQuery('flows', chain.slice(1).join(' OR '), '3.20'))).toEqual([]);
  });
});

describe('times, blocks and wildcards in comparisons', () => {
  it.each([
    ['flows', 'start_time > "2026-01-31"', ['time-comparison']],
    ['l7', 'end_time <= "2026-01-31T00:00:00Z"', ['time-comparison']],
    ['dns', 'start_time > "2026-01-31"', []],
    ['dns', 'start_time > "2026-01-31 10:00:00"', ['time-comparison']],
    ['dns', 'end_time < "2026-01-31T10:00:00Z"', ['time-comparison']],
    ['audit', 'timestamp > "2026-01-31T10:00:00Z"', []],
    ['flows', 'dest_ip > "10.0.0.0/8" AND action = deny', ['range-of-block']],
    ['flows', 'dest_ip = "10.0.0.0/8" AND action = deny', []],
    ['dns', '"servers.ip" <= "10.0.0.0/8"', ['range-of-block']],
    ['waf', '"source.ip" >= "10.0.0.0/8"', ['range-of-block']],
    ['flows', 'source_namespace = "team-*"', ['wildcard']],
    ['flows', 'source_namespace != "team-?"', ['wildcard']],
    ['flows', '"policies.all_policies" = "*|default|*"', ['wildcard']],
    ['flows', 'source_name_aggr = "web-7d9f-*"', []],
    ['flows', 'source_name_aggr = "*web-*"', ['wildcard']],
    ['flows', 'process_name = "*"', []],
    ['dns', 'qname = "*.example.com"', ['wildcard']],
    ['flows', 'host = "node-*"', ['wildcard']],
    ['flows', 'dest_domains != "*.example.com"', ['wildcard']],
    ['dns', '"client_labels.app" = "web-*"', ['wildcard']],
    ['dns', 'rcode = "NX*"', ['wildcard']],
    ['l7', 'response_code = "5??"', ['wildcard']],
    ['audit', '"user.username" = "system:serviceaccount:*"', ['wildcard']],
    ['audit', 'requestURI = "/api/v1/pods?watch=true"', []],
    ['waf', '"destination.name" = "web-*"', ['wildcard']],
    ['l7', 'url = "http://a/b?c=d"', []],
    ['l7', 'user_agent = "curl/*"', []],
  ])('%s: %s', (dataSet, query, expected) => {
    expect(rules(ofQuery(dataSet, query))).toEqual(expected);
  });

  it('have a form that works', () => {
    expect(ofQuery('flows', 'source_namespace != "team-*"')).toEqual([
      'warning wildcard spec.query: column 21: source_namespace != treats * and ? as literal characters, so this condition excludes nothing; write source_namespace NOTIN {"team-*"}',
    ]);
  });
});

describe('text and nested objects', () => {
  it.each([
    ['stage = ResponseComplete', 'never matches; write stage IN {responsecomplete}'],
    ['stage != RequestReceived', 'excludes nothing; write stage NOTIN {requestreceived}'],
    ['stage IN {"ResponseComplete", Panic}', 'never matches; write stage IN {responsecomplete, panic}'],
    ['stage IN {"Response*"}', 'write stage IN {"response*"}'],
    ['stage > Panic', 'has no defined order'],
    [
      'sourceIPs = "192.168.0.0/16"',
      'never matches; only single IPv4 addresses and wildcards work, as in sourceIPs IN {"192.168.*"}',
    ],
    [
      'sourceIPs != "10.0.0.0/12"',
      'excludes nothing; only single IPv4 addresses and wildcards work, as in sourceIPs NOTIN {"10.*"}',
    ],
    ['sourceIPs = "2001:db8::1"', 'never matches'],
    ['sourceIPs > "10.0.0.1"', 'compares strings'],
  ])('of audit logs: %s', (query, message) => {
    const [finding, ...others] = ofQuery('audit', query);
    expect(finding).toMatch(/^warning analyzed-text spec\.query: column \d+: /);
    expect(finding).toContain(message);
    expect(others).toEqual([]);
  });

  it.each([
    ['audit', 'userAgent IN {"kubectl/v1.29"}', 'userAgent IN {"kubectl*"}'],
    ['audit', 'userAgent NOTIN {"Mozilla*"}', 'userAgent NOTIN {"mozilla*"}'],
    ['waf', '"rules.message" = "SQL Injection"', 'rules.message IN {"sql*"}'],
    ['waf', '"rules.message" IN {"/"}', 'rules.message IN {"word*"}'],
  ])('of several words: %s: %s', (dataSet, query, instead) => {
    const effect = query.includes('NOTIN') ? 'excludes nothing' : 'never matches';
    expect(ofQuery(dataSet, query)).toEqual([
      expect.stringContaining(
        `stored as analyzed text, in single words in lower case, so this condition ${effect}; search for a word, as in ${instead}`,
      ),
    ]);
  });

  it.each([
    ['audit', 'userAgent IN {"kubectl", "v1.29", "go*client"}'],
    ['waf', '"rules.message" = "injection"'],
    ['waf', '"rules.message" > "A"'],
  ])('of single words are fine: %s: %s', (dataSet, query) => {
    expect(ofQuery(dataSet, query)).toEqual([]);
  });

  it.each(['stage IN {"responsecomplete"}', 'sourceIPs = "10.0.0.1"', 'sourceIPs IN {"10.*"}', 'level = Metadata'])(
    'are fine in audit logs: %s',
    (query) => {
      expect(ofQuery('audit', query)).toEqual([]);
    },
  );

  it.each([
    ['flows', '"source_labels.labels" != "app=web"', 'NOT "source_labels.labels" = "app=web"'],
    ['flows', '"dest_labels.labels" NOTIN {"app=web"}', 'NOT "dest_labels.labels" IN {"app=web"}'],
    ['flows', '"dest_labels.labels" NOTIN ${labels}', 'NOT "dest_labels.labels" IN ${labels}'],
    ['dns', '"rrsets.type" != AAAA', 'NOT "rrsets.type" = AAAA'],
    ['waf', '"rules.id" != "1"', 'NOT "rules.id" = "1"'],
  ])('are negated as a whole by NOT: %s, %s', (dataSet, query, instead) => {
    const [finding, ...others] = ofQuery(dataSet, query);
    expect(finding).toMatch(/^notice unlabeled spec\.query: column 1: .* also skips records without/);
    expect(finding).toMatch(new RegExp(`write ${instead.replace(/[${}]/g, '\\$&')}$`));
    expect(others).toEqual([]);
  });

  it.each(['NOT "source_labels.labels" = "app=web"', '"source_labels.labels" = "app=web"', 'dest_name_aggr != pub'])(
    'are fine: %s',
    (query) => {
      expect(ofQuery('flows', query)).toEqual([]);
    },
  );
});

describe('fields that are not indexed', () => {
  it.each([
    ['dns', '"client_labels." = x', '3.23', ['unindexed']],
    ['dns', '"servers.labels." IN {x}', '3.23', ['unindexed']],
    ['dns', '"client_labels.app" = x', '3.23', []],
    ['waf', 'timestamp > "2026-01-31"', '3.23', ['unindexed']],
    ['waf', 'node = worker', '3.18', ['unindexed']],
    ['waf', 'node = worker', '3.17', []],
    ['waf', 'host = worker', '3.23', []],
  ])('%s: %s on %s', (dataSet, query, release, expected) => {
    expect(rules(ofQuery(dataSet, query, release))).toEqual(expected);
  });
});

describe('names of tiers', () => {
  const OLD = '"policies.all_policies" IN {"*|allow-tigera|*"}';
  const NEW = '"policies.all_policies" IN {"*|calico-system|*"}';

  it.each([
    [OLD, '3.23', ['tier']],
    [OLD, '3.23.0-1.0', []],
    [OLD, 'cloud-23.0.0', ['tier']],
    [OLD, 'cloud-22.5.0', []],
    [NEW, '3.23', []],
    [NEW, '3.22', ['tier']],
    ['NOT "policies.all_policies" IN {"*|*|kube-system/calico-system.dns|*"}', '3.22', ['tier']],
    ['"policies.all_policies" IN {"*|default|calico-system/default.dns|*"}', '3.22', []],
    ['"policies.all_policies" IN {"*calico-system*"}', '3.22', []],
    ['"policies.all_policies" IN {"*allow-tigera*"}', '3.24', ['tier']],
    ['"policies.all_policies" IN {"*|default|dev/default.allow-tigera-agents|*"}', '3.24', []],
    ['"policies.enforced_policies" = "0|allow-tigera|allow-tigera.dns|allow|0"', '3.24', ['tier']],
    ['source_namespace = "calico-system"', '3.22', []],
    // For clusters of several releases.
    ['"policies.all_policies" IN {"*|allow-tigera|*", "*|calico-system|*"}', '3.22', []],
    ['"policies.all_policies" IN {"*|allow-tigera|*", "*|calico-system|*"}', '3.24', []],
    [`${OLD} OR ${NEW}`, '3.24', []],
    [`${OLD} OR "policies.enforced_policies" IN {"*|calico-system|*"}`, '3.24', ['tier']],
  ])('%s on %s', (query, release, expected) => {
    expect(rules(ofQuery('flows', query, release))).toEqual(expected);
  });

  it('are found in substitutions, and in the names of policies in audit logs', () => {
    const substitutions = [{ name: 'tigera', values: ['*|allow-tigera|*'] }];
    const query = '"policies.all_policies" NOTIN ${tigera}';
    expect(rules(neverFindings({ dataSet: 'flows', query, substitutions }, '3.24'))).toEqual(['tier']);
    expect(rules(ofQuery('audit', '"objectRef.name" IN {"allow-tigera.*"}', '3.24'))).toEqual(['tier']);
    expect(rules(ofQuery('audit', '"objectRef.name" = "calico-system"', '3.20'))).toEqual([]);
  });
});

describe('the data set vulnerability', () => {
  it.each([
    ['3.22', 'result = Fail', ['vulnerability']],
    ['3.24', 'result = Fail OR NOT namespace IN {a}', ['vulnerability']],
    ['cloud-23.0.0', 'result = Fail', ['vulnerability']],
    ['cloud-22.5.0', 'result = Fail AND namespace = shop', []],
    ['cloud-22.5.0', 'result = Fail OR result = Warn', ['vulnerability-query', 'vulnerability-query']],
    ['cloud-22.5.0', 'NOT result = Pass', ['vulnerability-query']],
    ['cloud-22.5.0', 'namespace IN {a}', ['vulnerability-query']],
    ['cloud-22.5.0', 'namespace NOTIN ${a}', ['vulnerability-query']],
    ['cloud-22.5.0', 'namespace = a AND namespace = b', ['vulnerability-query']],
  ])('on %s: %s', (release, query, expected) => {
    expect(rules(ofQuery('vulnerability', query, release))).toEqual(expected);
  });
});

describe('names that every object has', () => {
  it.each(['constructor', '__proto__', 'toString'])('are no data set, field or condition: %s', (name) => {
    const spec = { query: `"${name}" IN {a} AND "${name}" != b`, aggregateBy: [name], metric: 'sum', field: name };
    for (const dataSet of [name, 'flows', 'dns', 'audit', 'waf', 'vulnerability']) {
      expect(() => neverFindings({ ...spec, dataSet, condition: name })).not.toThrow();
    }
  });
});

describe('the period', () => {
  it.each(['0s', '0', '0m', '0h0m0s'])('%s is not the default', (period) => {
    expect(rules(neverFindings({ dataSet: 'audit', period }))).toEqual(['default-period']);
  });

  it.each([undefined, '', '1m'])('%s is fine', (period) => {
    expect(neverFindings({ dataSet: 'audit', period, lookback: '0s' })).toEqual([]);
  });
});
