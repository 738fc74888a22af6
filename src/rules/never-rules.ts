import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const AUDIT = { dataSet: 'audit', query: `'verb = delete'` };
const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };
const MEAN = { metric: 'avg', field: 'bytes_in', condition: 'lt', threshold: '100' };
const NAMES = Array.from({ length: 1_025 }, (_, index) => `n${index}`);
/** A query that finds nothing as long as nobody does what it looks for. */
const RARE = 'dest_port = 6443';
const ADDRESSES = `'source_ip < "10.0.0.0/8" AND action = deny'`;

/** Rules about alerts that Calico accepts and runs, but that can never fire, or fire when they should not. */
export const NEVER_RULES = {
  'global-alert/never-set-of-numbers': {
    what: 'IN and NOTIN are used on fields that hold strings, not on numbers, ports, addresses or dates.',
    why: 'Calico turns each member into a wildcard query, which Elasticsearch refuses for other fields than strings. The alert is stored, and fails in every run.',
    releases: 'from 3.12, which brought IN and NOTIN',
    bad: alert({ query: `'dest_port IN {"22", "2222"}'` }),
    good: alert({ query: 'dest_port = 22 OR dest_port = 2222' }),
  },
  'global-alert/never-set-too-large': {
    what: 'A set, or a chain of AND or OR, has at most 1,024 parts where Elasticsearch 7 stores the logs.',
    why: 'Elasticsearch 7 refuses larger queries, so every run of the alert fails. Substitutions count too.',
    releases: '3.12 to 3.20; Calico Cloud up to 20',
    on: '3.20',
    bad: alert({ query: `source_namespace IN {${NAMES.join(', ')}}` }),
    good: alert({ query: `'source_namespace IN {"n*"}'` }),
  },
  'global-alert/never-time-comparison': {
    what: 'A query does not compare start_time or end_time of flow and L7 logs, nor, with a time of day, of DNS logs.',
    why: 'A query can only compare with dates, and these fields are stored in another form, so every run should fail. The lookback of the alert selects records by their time.',
    releases: 'all',
    bad: alert({ query: `'dest_port = 22 AND start_time > "2026-01-31"'` }),
    good: alert({ lookback: '15m' }),
  },
  'global-alert/never-range-of-block': {
    what: 'Addresses are compared with CIDR blocks by = and != only.',
    why: 'A block has no place in the order of addresses. Elasticsearch refuses the query, so every run of the alert fails.',
    releases: 'all',
    bad: alert({ query: ADDRESSES }),
    good: alert({ query: ADDRESSES.replace('<', '=') }),
  },
  'global-alert/never-wildcard': {
    what: 'Wildcards are used in sets, not in comparisons of names and labels.',
    why: 'A comparison takes * and ? literally, and no name has them, so = never matches and != excludes nothing.',
    releases: 'all',
    bad: alert({ query: `'source_namespace = "team-*"'` }),
    good: alert({ query: `'source_namespace IN {"team-*"}'` }),
  },
  'global-alert/never-analyzed-text': {
    what: 'A query respects that stage and sourceIPs of audit logs are stored as analyzed text.',
    why: 'The index has their words in lower case: stage = ResponseComplete never matches, nor does sourceIPs with a CIDR block or an IPv6 address. Sets of lower-case words and IPv4 addresses work.',
    releases: 'all',
    bad: alert({ ...AUDIT, query: 'verb = delete AND stage = ResponseComplete' }),
    good: alert({ ...AUDIT, query: `'verb = delete AND stage IN {"responsecomplete"}'` }),
  },
  'global-alert/never-unlabeled': {
    what: 'A query says whether != and NOTIN on labels, servers and answers should also find records that have none.',
    why: 'These are nested objects, and != asks each of them for another value, so records without any are skipped. NOT with = finds those as well.',
    releases: 'all',
    bad: alert({ query: `'"source_labels.labels" != "app=web"'` }),
    good: alert({ query: `'NOT "source_labels.labels" = "app=web"'` }),
  },
  'global-alert/never-unindexed': {
    what: 'A query compares fields that the log store indexes.',
    why: 'Some keys are accepted, but never match: a label without its key, such as client_labels., and fields of WAF logs that the release does not index.',
    releases: 'all',
    bad: alert({ dataSet: 'waf', query: `'node = "worker-1"'` }),
    good: alert({ dataSet: 'waf', query: `'host = "worker-1"'` }),
  },
  'global-alert/never-tier': {
    what: "A query names the tier of Tigera's own policies as the release does.",
    why: 'The tier allow-tigera was renamed to calico-system in 3.23.0-2.0 and Calico Cloud 23.0.0. No record has the name of the other release.',
    releases: 'all',
    bad: alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'` }),
    good: alert({ query: `'"policies.all_policies" IN {"*|calico-system|*|deny*"}'` }),
  },
  'global-alert/never-aggregated-away': {
    what: 'A rule over flow logs does not rest on fields that are empty after aggregation.',
    why: 'By default, logs of allowed flows have no names of single pods, no addresses and no source ports, and logs of denied flows have no source ports. Such conditions match nothing or everything, and all records are in one group.',
    releases: 'all',
    bad: alert({ query: `'action = allow AND source_name = "web-7d9f-abcde"'` }),
    good: alert({ query: `'action = allow AND source_name_aggr = "web-7d9f-*"'` }),
  },
  'global-alert/never-grouped': {
    what: 'An alert does not aggregate by fields of nested objects, by analyzed text, or by fields that are not indexed.',
    why: 'Elasticsearch makes no groups of nested and unindexed fields, and refuses to group by text, so the alert never fires. Labels, servers and answers are nested.',
    releases: 'all',
    bad: alert({ aggregateBy: '[source_namespace, source_labels.labels]' }),
    good: alert({ aggregateBy: '[source_namespace, source_name_aggr]' }),
  },
  'global-alert/never-grouped-without-field': {
    what: 'An alert aggregates by fields that all its records have.',
    why: 'A record without one of the fields is in no group and never raises an event. Audit logs of pods that a ReplicaSet creates have no objectRef.name, for example.',
    releases: 'all',
    bad: alert({
      ...AUDIT,
      query: `'"objectRef.resource" = pods'`,
      aggregateBy: '[objectRef.namespace, objectRef.name]',
    }),
    good: alert({
      ...AUDIT,
      query: `'"objectRef.resource" = pods'`,
      aggregateBy: '[objectRef.namespace, user.username]',
    }),
  },
  'global-alert/never-over-hit-limit': {
    what: 'The threshold of a count without aggregateBy is below 10,000.',
    why: 'Elasticsearch counts hits up to 10,000. A higher count is never seen, so gt never holds, and lt always does.',
    releases: 'all',
    bad: alert({ ...COUNT, threshold: '10000' }),
    good: alert({ ...COUNT, threshold: '10000', aggregateBy: '[source_namespace]' }),
  },
  'global-alert/never-reached': {
    what: 'The metric can have the values that the condition asks for.',
    why: 'Numbers in logs are 0 or more, a group has at least one record, and a count is a whole number. A condition that asks for others never holds.',
    releases: 'all',
    bad: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0', aggregateBy: '[source_namespace]' }),
    good: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0' }),
  },
  'global-alert/never-on-silence': {
    what: 'An alert that should notice that records stop does not aggregate.',
    why: 'The condition is compared in each group, and a group without records does not exist. Without aggregateBy, no records count as 0.',
    releases: 'all',
    bad: alert({ ...COUNT, query: RARE, condition: 'lt', aggregateBy: '[source_namespace]' }),
    good: alert({ ...COUNT, query: RARE, condition: 'lt' }),
  },
  'global-alert/never-without-records': {
    what: 'A condition on avg, min or max without aggregateBy does not hold for 0.',
    why: 'Without records the metric counts as 0, so the alert fires in every run that finds nothing. Where records are aggregated, each group has some.',
    releases: 'all',
    bad: alert({ ...MEAN, query: RARE }),
    good: alert({ ...MEAN, query: RARE, aggregateBy: '[source_namespace]' }),
  },
  'global-alert/never-default-period': {
    what: 'The period of an alert is left out for the default, not 0s.',
    why: 'The API server stores 0s as it is. An alert with it was observed to run about every 5 seconds.',
    releases: 'all',
    bad: alert({ period: '0s' }),
    good: alert(),
  },
  'global-alert/never-vulnerability': {
    what: 'The data set vulnerability is used on releases that have such events.',
    why: 'They were written by Image Assurance, which only Calico Cloud had, until 23.0.0. The API still accepts the data set.',
    releases: 'Calico Enterprise from 3.12; Calico Cloud from 23.0.0',
    bad: alert({ dataSet: 'vulnerability', query: 'result = Fail' }),
    good: alert(),
  },
  'global-alert/never-vulnerability-query': {
    what: 'A query over vulnerability events joins comparisons by AND, each of another field.',
    why: 'Each comparison becomes one parameter of a request. OR acts as AND, NOT, IN and NOTIN are dropped, and of a field that is compared twice the last value counts. Observed, not documented.',
    releases: 'Calico Cloud before 23.0.0',
    on: 'cloud-22.5.0',
    bad: alert({ dataSet: 'vulnerability', query: `'namespace = shop AND result IN {"Fail", "Warn"}'` }),
    good: alert({ dataSet: 'vulnerability', query: 'namespace = shop AND result = Fail' }),
  },
} satisfies RuleDescriptions;
