import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { UNREAD } from './who-checks';

const SUBSTITUTION = '[{ name: watched, values: [shop, pay] }]';
const QUERY = 'source_namespace IN ${watched}';
const COUNT = { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '10' };

/** Rules about queries, what is put into them, and the variables of the texts. */
export const QUERY_RULES = {
  'query/syntax': {
    what: 'A query follows the grammar of the query language.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ query: 'dest_port == 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/unknown-field': {
    what: 'A query asks for fields that the data set has.',
    why: `${UNREAD} What L7 and WAF logs hold is not checked there, and keys of IN, NOTIN and EMPTY nowhere, so for those it is a warning.`,
    releases: 'all',
    bad: alert({ query: 'dest_prot = 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/value': {
    what: 'A query compares a field with values that it can have.',
    why: `${UNREAD} Over L7 logs, and inside IN and NOTIN, values are not checked, so there it is a warning.`,
    releases: 'all',
    bad: alert({ query: 'action = dropped' }),
    good: alert({ query: 'action = deny' }),
  },
  'query/field-not-yet': {
    what: 'A query asks for fields that the release has.',
    why: `${UNREAD} When a field came is observed, not documented. Where only the run would fail, or it is not known, it is a warning.`,
    releases: 'all',
    on: '3.21',
    bad: alert({ query: 'host = worker' }),
    good: alert({ query: 'source_namespace = shop' }),
  },
  'query/comparator': {
    what: 'A query over vulnerability events compares with = only.',
    why: `It becomes a list of parameters, which is observed, not documented. ${UNREAD}`,
    releases: 'from 3.12',
    on: 'cloud-22.5',
    bad: alert({ dataSet: 'vulnerability', query: 'result != Pass' }),
    good: alert({ dataSet: 'vulnerability', query: 'result = Fail' }),
  },
  'query/not-yet': {
    what: 'A query is written in the language of the release.',
    why: `IN, NOTIN and keywords in lower case came with 3.12, EMPTY with 3.22.0-2.0, which is observed, not documented. ${UNREAD}`,
    releases: 'all',
    on: '3.11',
    bad: alert({ query: 'proto IN {tcp, udp}' }),
    good: alert({ query: 'proto = tcp OR proto = udp' }),
  },
  'query/empty-operator': {
    what: 'EMPTY is used for dest_domains of flow logs only.',
    why: 'For other fields the alert is stored, and fails when it runs. This is observed, not documented.',
    releases: 'all',
    bad: alert({ query: 'source_name EMPTY' }),
    good: alert({ query: 'dest_domains EMPTY' }),
  },
  'query/exclamation-mark': {
    what: 'A query says NOT, and not !.',
    why: 'Calico reads both alike, but only NOT is documented.',
    releases: 'all',
    bad: alert({ query: "'!(dest_port = 22)'" }),
    good: alert({ query: 'NOT (dest_port = 22)' }),
  },
  'query/number-form': {
    what: 'Numbers in a query are decimal.',
    why: 'The language reads hexadecimal, octal and binary numbers and underscores in numbers, but numeric fields are compared with decimal numbers only.',
    releases: 'all',
    bad: alert({ dataSet: 'dns', query: 'qname = 0x1F' }),
    good: alert({ dataSet: 'dns', query: 'qname = 31' }),
  },
  'global-alert/substitution-name': {
    what: 'A substitution has a name.',
    why: 'A query could not refer to it.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ substitutions: '[{ name: "", values: [shop] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-duplicate': {
    what: 'The names of substitutions differ in more than upper and lower case.',
    why: `Documentation forbids duplicates, and upper and lower case are the same. ${UNREAD} A duplicate that the query does not use is a warning, since it is stored and changes nothing.`,
    releases: 'from 3.12, which brought substitutions',
    bad: alert({
      query: QUERY,
      substitutions: '[{ name: watched, values: [shop] }, { name: Watched, values: [pay] }]',
    }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-empty': {
    what: 'A substitution holds at least one value that is not empty.',
    why: 'A query needs a set with something in it, and the alert fails without.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-empty-value': {
    what: 'The values of a substitution are not empty.',
    why: 'Calico drops empty ones, so that the set is another than it looks.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [shop, ""] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-missing': {
    what: 'A query refers to substitutions that the alert has.',
    why: 'The text stays as it is, which is no query, and the alert fails.',
    releases: 'all',
    bad: alert({ query: QUERY }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/variable-unclosed': {
    what: 'A variable in description or summary ends with a brace.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${source_namespace' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-empty': {
    what: 'A variable in description or summary has a name.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${}' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-unknown': {
    what: 'A variable in description or summary is the metric, or a field of aggregateBy.',
    why: `Nothing else is known when the event is written. ${UNREAD}`,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${source_name_aggr}' }),
    good: alert({ ...COUNT, description: '${count} times SSH from ${source_namespace}' }),
  },
  'global-alert/variables-in-summary-only': {
    what: 'Variables are in the description as well as in the summary.',
    why: 'The documentation says that the text of an event is the summary. Since 3.13 events were observed to have the description instead, which is not documented; then the variables are not shown.',
    bad: alert({
      ...COUNT,
      description: 'SSH inside the cluster',
      summary: '${count} times SSH from ${source_namespace}',
    }),
    good: alert({
      ...COUNT,
      description: '${count} times SSH from ${source_namespace}',
      summary: '${count} times SSH from ${source_namespace}',
    }),
  },
  'global-alert/fields-not-shown': {
    what: 'An alert that aggregates shows one of the fields in its description or its summary.',
    why: 'Without a variable all its events have the same text. A file that was written through a shell or Flux can have lost its variables, since both replace ${…}.',
    bad: alert({ ...COUNT, description: '"SSH from / to port 22"' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace} to port 22' }),
  },
} satisfies RuleDescriptions;
