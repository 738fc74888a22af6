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
    what: 'IN and NOTIN should only be used on string fields, not on numbers, ports, addresses or dates.',
    why: 'Calico turns each member into a wildcard query, which Elasticsearch rejects for fields that are not strings. The alert is stored, and fails on every run.',
    releases: 'from 3.12, which brought IN and NOTIN',
    bad: alert({ query: `'dest_port IN {"22", "2222"}'` }),
    good: alert({ query: 'dest_port = 22 OR dest_port = 2222' }),
  },
  'global-alert/never-set-too-large': {
    what: 'A set, or a chain of AND or OR, should have at most 1,024 parts if Elasticsearch 7 stores the logs.',
    why: 'Elasticsearch 7 rejects larger queries, so every run of the alert fails. The values of substitutions count as well.',
    releases: '3.12 to 3.20; Calico Cloud up to 20',
    on: '3.20',
    bad: alert({ query: `source_namespace IN {${NAMES.join(', ')}}` }),
    good: alert({ query: `'source_namespace IN {"n*"}'` }),
  },
  'global-alert/never-time-comparison': {
    what: 'A query should not compare start_time or end_time of flow or L7 logs, nor compare times of DNS logs with a time of day.',
    why: 'A query can only compare these fields with dates, but they are stored in a different form, so every run is expected to fail. The lookback of the alert already selects records by time.',
    releases: 'all',
    bad: alert({ query: `'dest_port = 22 AND start_time > "2026-01-31"'` }),
    good: alert({ lookback: '15m' }),
  },
  'global-alert/never-range-of-block': {
    what: 'CIDR blocks should only be compared with = and !=.',
    why: 'Blocks have no order. Elasticsearch rejects the query, so every run of the alert fails.',
    releases: 'all',
    bad: alert({ query: ADDRESSES }),
    good: alert({ query: ADDRESSES.replace('<', '=') }),
  },
  'global-alert/never-wildcard': {
    what: 'Wildcards should only be used in sets, not in comparisons of names and labels.',
    why: 'A comparison reads * and ? literally, and no name contains them, so = never matches and != excludes nothing.',
    releases: 'all',
    bad: alert({ query: `'source_namespace = "team-*"'` }),
    good: alert({ query: `'source_namespace IN {"team-*"}'` }),
  },
  'global-alert/never-analyzed-text': {
    what: 'A query should take into account that stage and sourceIPs of audit logs are stored as analyzed text.',
    why: 'The index contains their words in lower case: stage = ResponseComplete never matches, nor does sourceIPs with a CIDR block or an IPv6 address. Sets of lower-case words and of IPv4 addresses work.',
    releases: 'all',
    bad: alert({ ...AUDIT, query: 'verb = delete AND stage = ResponseComplete' }),
    good: alert({ ...AUDIT, query: `'verb = delete AND stage IN {"responsecomplete"}'` }),
  },
  'global-alert/never-unlabeled': {
    what: 'With != and NOTIN on labels, servers and answers, decide whether records that have none should match.',
    why: 'These are nested objects, and != looks for one with a different value, so records that have none do not match. NOT with = matches those as well.',
    releases: 'all',
    bad: alert({ query: `'"source_labels.labels" != "app=web"'` }),
    good: alert({ query: `'NOT "source_labels.labels" = "app=web"'` }),
  },
  'global-alert/never-unindexed': {
    what: 'A query should only compare fields that are indexed.',
    why: 'Some keys are accepted but never match: a label without its key, such as client_labels., and fields of WAF logs that the release does not index.',
    releases: 'all',
    bad: alert({ dataSet: 'waf', query: `'node = "worker-1"'` }),
    good: alert({ dataSet: 'waf', query: `'host = "worker-1"'` }),
  },
  'global-alert/never-tier': {
    what: "A query should use the name that the tier of Tigera's own policies has on the release.",
    why: 'The tier allow-tigera was renamed to calico-system in 3.23.0-2.0 and Calico Cloud 23.0.0. No record contains the name that the other releases use.',
    releases: 'all',
    bad: alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'` }),
    good: alert({ query: `'"policies.all_policies" IN {"*|calico-system|*|deny*"}'` }),
  },
  'global-alert/never-aggregated-away': {
    what: 'A rule over flow logs should not rely on fields that are empty after aggregation.',
    why: 'By default, logs of allowed flows have no pod names, addresses or source ports, and logs of denied flows have no source ports. Such conditions match nothing or everything, and all records are in one group.',
    releases: 'all',
    bad: alert({ query: `'action = allow AND source_name = "web-7d9f-abcde"'` }),
    good: alert({ query: `'action = allow AND source_name_aggr = "web-7d9f-*"'` }),
  },
  'global-alert/never-grouped': {
    what: 'An alert should not aggregate by fields of nested objects, by analyzed text or by fields that are not indexed.',
    why: 'Elasticsearch makes no groups for nested and unindexed fields, and refuses to group by text, so the alert never fires. Labels, servers and answers are nested.',
    releases: 'all',
    bad: alert({ aggregateBy: '[source_namespace, source_labels.labels]' }),
    good: alert({ aggregateBy: '[source_namespace, source_name_aggr]' }),
  },
  'global-alert/never-grouped-without-field': {
    what: 'An alert should aggregate by fields that all its records have.',
    why: 'A record that lacks one of the fields is in no group and never raises an event. For example, audit logs of pods that a ReplicaSet creates have no objectRef.name.',
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
    what: 'The threshold of a count without aggregateBy should be below 10,000.',
    why: 'Elasticsearch counts at most 10,000 hits. The count never exceeds that, so gt is never true, and lt always is.',
    releases: 'all',
    bad: alert({ ...COUNT, threshold: '10000' }),
    good: alert({ ...COUNT, threshold: '10000', aggregateBy: '[source_namespace]' }),
  },
  'global-alert/never-reached': {
    what: 'The metric should be able to reach the values that the condition requires.',
    why: 'Numbers in logs are 0 or more, a group has at least one record, and a count is a whole number. A condition that requires anything else is never true.',
    releases: 'all',
    bad: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0', aggregateBy: '[source_namespace]' }),
    good: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0' }),
  },
  'global-alert/never-on-silence': {
    what: 'An alert that should fire when records stop arriving should not use aggregateBy.',
    why: 'The condition is evaluated for each group, and a group without records does not exist. Without aggregateBy, no records count as 0.',
    releases: 'all',
    bad: alert({ ...COUNT, query: RARE, condition: 'lt', aggregateBy: '[source_namespace]' }),
    good: alert({ ...COUNT, query: RARE, condition: 'lt' }),
  },
  'global-alert/never-without-records': {
    what: 'A condition on avg, min or max without aggregateBy should not be true for 0.',
    why: 'Without records, the metric counts as 0, so the alert fires on every run that finds nothing. With aggregateBy, each group has at least one record.',
    releases: 'all',
    bad: alert({ ...MEAN, query: RARE }),
    good: alert({ ...MEAN, query: RARE, aggregateBy: '[source_namespace]' }),
  },
  'global-alert/never-default-period': {
    what: 'To use the default period, omit the field instead of writing 0s.',
    why: 'The API server stores 0s as it is. An alert with a period of 0s was observed to run about every 5 seconds.',
    releases: 'all',
    bad: alert({ period: '0s' }),
    good: alert(),
  },
  'global-alert/never-vulnerability': {
    what: 'The data set vulnerability should only be used on releases that have such events.',
    why: 'They were written by Image Assurance, which only Calico Cloud had, before 23.0.0. The API still accepts the data set.',
    releases: 'Calico Enterprise from 3.12; Calico Cloud from 23.0.0',
    bad: alert({ dataSet: 'vulnerability', query: 'result = Fail' }),
    good: alert(),
  },
  'global-alert/never-vulnerability-query': {
    what: 'A query over vulnerability events should consist of comparisons joined by AND, each with a different field.',
    why: 'Each comparison becomes one parameter of a request. OR acts like AND; NOT, IN and NOTIN are dropped; and if a field is compared twice, only the last value is used. This was observed and is not documented.',
    releases: 'Calico Cloud before 23.0.0',
    on: 'cloud-22.5.0',
    bad: alert({ dataSet: 'vulnerability', query: `'namespace = shop AND result IN {"Fail", "Warn"}'` }),
    good: alert({ dataSet: 'vulnerability', query: 'namespace = shop AND result = Fail' }),
  },
} satisfies RuleDescriptions;
