import { findingsIn, generic, webhook } from './webhook';

const ID = 'security-event-webhook';
const withQuery = (query: string) => webhook({ query });
const error = (rule: string, column: number, message: string) =>
  `error spec.query: column ${column}: ${message} [${ID}/${rule}]`;
const warning = (rule: string, column: number, message: string) =>
  `warning spec.query: column ${column}: ${message} [${ID}/${rule}]`;
const QUOTED = (member: string, instead: string) =>
  `${member} needs quotes, but Calico prints sets without them and parses the query again (observed, not documented), which can fail; compare each value with ${instead}`;

describe('the query of a webhook', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, string][] = [
    ['', `error spec.query: must not be empty; to select every event, write severity >= 0 [${ID}/query]`],
    ['type == waf', error('query', 6, "'==' is not supported: write =")],
    ['type = waf AND', error('query', 15, "expected a field name, NOT or '(' after 'AND', found the end of the query")],
    ['dest_prot = 22', error('query-field', 1, 'is not a field of events; did you mean dest_port?')],
    ['qname = x OR type = waf', error('query-field', 1, 'is a field of the data set dns, not of events; did you mean name?')],
    ['severity > 100.5', error('query-value', 12, 'severity must be a whole number, 0 to 100')],
    ['origin IN {"a-b"}', warning('query-quoted-set', 12, QUOTED('"a-b"', '= and OR'))],
    ['origin NOTIN {a, "b*"}', warning('query-quoted-set', 18, QUOTED('"b*"', '!= and AND'))],
    ['type = gtf_suspicious_flow AND origin = feodo', warning('query-unmatched', 32, 'the origin of events of a threat feed of addresses is always "Suspicious Flow" (observed, not documented), so no event matches. A single feed cannot be selected')],
    ['type = honeypod', warning('unreachable-type', 8, 'no event of Calico Enterprise 3.23.1 has the type honeypod: honeypods were removed in 3.20 and Calico Cloud 20.0.0')],
    ['severity >= 0', `notice spec.query: matches every event, but Calico sends Slack at most 10 messages a minute (observed, not documented); select the events that someone must act on [${ID}/query-everything]`],
  ];

  it.each(wrong)('is found wrong if it is %j', (query, expected) => {
    expect(findingsIn(withQuery(query))).toEqual([expected]);
  });

  it.each([
    'type = global_alert AND origin = "network.port-scan"',
    'type=waf',
    'origin IN {a, b}',
    'severity IN {90, 100}'.replace('IN {90, 100}', '>= 90'),
    'NOT severity >= 0',
    'severity >= 1',
    'severity >= 0 AND type = waf',
    'dest_name EMPTY',
  ])('may be %s', (query) => {
    expect(findingsIn(withQuery(query))).toEqual([]);
  });

  it.each([
    'severity >= 0',
    'severity <= 100',
    'time >= 1',
    'type = waf OR severity >= 0',
    'severity >= 0 AND time >= 1',
  ])("floods Slack and Jira, but no server of one's own: %s", (query) => {
    expect(findingsIn(withQuery(query))).toHaveLength(1);
    const { spec } = generic('https://hooks.example.com') as { spec: object };
    expect(findingsIn(webhook({ ...spec, query }))).toEqual([]);
  });

  it('may not find the firewall of gateways', () => {
    expect(findingsIn(withQuery('type = waf'), '3.23')).toEqual([]);
    expect(findingsIn(withQuery('type != waf'), '3.24')).toEqual([]);
    expect(findingsIn(withQuery('type = waf'), '3.24')).toEqual([
      `notice spec.query: column 8: is raised by the web application firewall of workloads only; for that of gateways, make a GlobalAlert over the data set waf, and select its events [${ID}/unreachable-type]`,
    ]);
  });
});
