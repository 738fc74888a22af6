import { alert } from '../../../src/base/example-manifests';

/** How the bad form of an alert goes wrong over rows that a reader would expect it to find. */
export type Failing =
  /** The engine refuses the query. */
  | 'refused'
  /** It raises no event, and the good form does. */
  | 'silent'
  /** It raises fewer events than the good form. */
  | 'fewer'
  /** It raises an event, and the good form none. */
  | 'wrong';

/** What the engine shows of the examples of each rule. */
export const PROOFS: Readonly<Record<string, Failing>> = {
  'global-alert/never-aggregated-away': 'silent',
  'global-alert/never-analyzed-text': 'silent',
  'global-alert/never-grouped': 'silent',
  'global-alert/never-grouped-without-field': 'silent',
  'global-alert/never-on-silence': 'silent',
  'global-alert/never-over-hit-limit': 'silent',
  'global-alert/never-range-of-block': 'refused',
  'global-alert/never-reached': 'silent',
  'global-alert/never-set-of-numbers': 'refused',
  'global-alert/never-set-too-large': 'refused',
  'global-alert/never-tier': 'silent',
  'global-alert/never-time-comparison': 'refused',
  'global-alert/never-unindexed': 'silent',
  'global-alert/never-unlabeled': 'fewer',
  'global-alert/never-wildcard': 'silent',
  'global-alert/never-without-records': 'wrong',
};

/** What no engine can show, and why. */
export const NOT_PROVEN: Readonly<Record<string, string>> = {
  'global-alert/never-default-period': "how often an alert runs is up to Calico's controller, not to the engine",
  'global-alert/never-recorded':
    'which records are written is up to the FelixConfiguration; both forms ask for the same ones',
  'global-alert/never-vulnerability':
    'the events never were in Elasticsearch; that a release has none is a fact about it',
  'global-alert/never-vulnerability-query': 'the query becomes parameters of another service, not of the engine',
};

/** The parts of proven rules that rest on facts rather than on the engine. */
export const RESTS_ON_FACTS: Readonly<Record<string, string>> = {
  'client_labels.<key> in sets and in aggregateBy':
    'its type, flattened, is not in OpenSearch, nor in the core of Elasticsearch 7',
  'which tier a release has': 'the rows are written with the name of the release',
  'which fields aggregation leaves empty': 'the rows are written as the documentation shows them',
  'which objects are created without a name': 'the rows are those of an API server, with the fields that it leaves out',
  'times of DNS logs as 2026-01-31T12:00:00Z':
    'the engine would find that form; that Calico sends another one is observed, not documented',
  'the releases with Elasticsearch 7': 'the same limit is in OpenSearch, which comes from it',
};

const COUNT = { metric: 'count' };

/** A pair of alerts beside the examples of a rule. */
export interface Pair {
  readonly rule: string;
  readonly what: string;
  readonly failing: Failing;
  readonly bad: string;
  readonly good: string;
  readonly release?: string;
}

function queries(dataSet: string, bad: string, good: string) {
  return { bad: alert({ dataSet, query: `'${bad}'` }), good: alert({ dataSet, query: `'${good}'` }) };
}

function grouped(dataSet: string, bad: string, good: string) {
  const fields = { dataSet, query: undefined };
  return { bad: alert({ ...fields, aggregateBy: `[${bad}]` }), good: alert({ ...fields, aggregateBy: `[${good}]` }) };
}

function counted(condition: string, bad: number, good: number) {
  const fields = { ...COUNT, condition };
  return { bad: alert({ ...fields, threshold: String(bad) }), good: alert({ ...fields, threshold: String(good) }) };
}

const LIMIT = 'global-alert/never-over-hit-limit';
const SETS = 'global-alert/never-set-of-numbers';
const GROUPED = 'global-alert/never-grouped';
const TEXT = 'global-alert/never-analyzed-text';

/** Other alerts that the rules are about. */
export const PAIRS: readonly Pair[] = [
  {
    rule: SETS,
    what: 'NOTIN on a port',
    failing: 'refused',
    ...queries('flows', 'dest_port NOTIN {"443"}', 'dest_port != 443'),
  },
  {
    rule: SETS,
    what: 'addresses',
    failing: 'refused',
    ...queries('flows', 'source_ip IN {"10.1.2.3"}', 'source_ip = "10.1.2.3"'),
  },
  {
    rule: SETS,
    what: 'a nested address',
    failing: 'refused',
    ...queries('dns', '"servers.ip" IN {"10.*"}', '"servers.ip" = "10.0.0.0/8"'),
  },
  {
    rule: SETS,
    what: 'a port of WAF logs',
    failing: 'refused',
    ...queries('waf', '"source.port_num" IN {"40000"}', '"source.port_num" = 40000'),
  },
  {
    rule: SETS,
    what: 'a number',
    failing: 'refused',
    ...queries('audit', '"responseStatus.code" IN {"200"}', '"responseStatus.code" = 200'),
  },
  {
    rule: 'global-alert/never-time-comparison',
    what: 'end_time of L7 logs',
    failing: 'refused',
    ...queries('l7', 'end_time >= "2026-01-31"', 'method = GET'),
  },
  {
    rule: 'global-alert/never-time-comparison',
    what: 'a time of DNS logs',
    failing: 'refused',
    ...queries('dns', 'start_time > "2026-01-31 00:00:00"', 'start_time >= "2026-01-31"'),
  },
  {
    rule: 'global-alert/never-wildcard',
    what: 'a label',
    failing: 'silent',
    ...queries('flows', '"source_labels.labels" = "app=*"', '"source_labels.labels" IN {"app=*"}'),
  },
  {
    rule: 'global-alert/never-unlabeled',
    what: 'NOTIN',
    failing: 'fewer',
    ...queries('flows', '"source_labels.labels" NOTIN {"app=web"}', 'NOT "source_labels.labels" IN {"app=web"}'),
  },
  {
    rule: 'global-alert/never-unlabeled',
    what: 'answers',
    failing: 'fewer',
    ...queries('dns', '"rrsets.type" != AAAA', 'NOT "rrsets.type" = AAAA'),
  },
  {
    rule: TEXT,
    what: 'a set of stages',
    failing: 'silent',
    ...queries('audit', 'stage IN {"ResponseComplete"}', 'stage IN {"responsecomplete"}'),
  },
  {
    rule: TEXT,
    what: 'a block of addresses',
    failing: 'silent',
    ...queries('audit', 'sourceIPs = "192.168.0.0/16"', 'sourceIPs IN {"192.168.*"}'),
  },
  {
    rule: TEXT,
    what: 'an IPv6 address',
    failing: 'silent',
    ...queries('audit', 'sourceIPs = "2001:db8::1"', 'sourceIPs = "192.168.99.1"'),
  },
  {
    rule: TEXT,
    what: 'several words of a message',
    failing: 'silent',
    ...queries('waf', '"rules.message" = "SQL injection"', '"rules.message" = injection'),
  },
  {
    rule: 'global-alert/never-wildcard',
    what: 'a user',
    failing: 'silent',
    ...queries(
      'audit',
      '"user.username" = "system:serviceaccount:*"',
      '"user.username" IN {"system:serviceaccount:*"}',
    ),
  },
  { rule: GROUPED, what: 'servers', failing: 'silent', ...grouped('dns', 'servers.name_aggr', 'client_namespace') },
  { rule: GROUPED, what: 'answers', failing: 'silent', ...grouped('dns', 'rrsets.name', 'qname') },
  { rule: GROUPED, what: 'stages', failing: 'refused', ...grouped('audit', 'stage', 'verb') },
  { rule: GROUPED, what: 'addresses as text', failing: 'refused', ...grouped('audit', 'sourceIPs', 'user.username') },
  { rule: GROUPED, what: 'rules of WAF logs', failing: 'silent', ...grouped('waf', 'rules.id', 'path') },
  {
    rule: GROUPED,
    what: 'policies before 3.23',
    failing: 'silent',
    release: '3.22',
    ...grouped('flows', 'policies.all_policies', 'action'),
  },
  {
    rule: 'global-alert/never-grouped-without-field',
    what: 'a namespace',
    failing: 'fewer',
    ...grouped('audit', 'objectRef.namespace', 'objectRef.resource'),
  },
  { rule: LIMIT, what: 'gte', failing: 'silent', ...counted('gte', 10_001, 10_000) },
  { rule: LIMIT, what: 'lt', failing: 'wrong', ...counted('lt', 10_001, 10_000) },
  { rule: LIMIT, what: 'lte', failing: 'wrong', ...counted('lte', 10_000, 9_999) },
  { rule: LIMIT, what: 'eq', failing: 'wrong', ...counted('eq', 10_000, 9_999) },
  { rule: LIMIT, what: 'not_eq', failing: 'silent', ...counted('not_eq', 10_000, 9_999) },
];
