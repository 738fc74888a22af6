import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { UNREAD } from './who-checks';

const SUBSTITUTION = '[{ name: watched, values: [shop, pay] }]';
const QUERY = 'source_namespace IN ${watched}';
const COUNT = { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '10' };

/** Rules about queries, what is put into them, and the variables of the texts. */
export const QUERY_RULES = {
  'query/syntax': {
    what: 'A query must follow the grammar of the query language.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ query: 'dest_port == 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/unknown-field': {
    what: 'A query must use fields of the data set.',
    why: `${UNREAD} Calico does not check the fields of L7 and WAF logs, nor the keys of IN, NOTIN and EMPTY in any data set, so those are warnings.`,
    releases: 'all',
    bad: alert({ query: 'dest_prot = 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/value': {
    what: 'A query must compare a field with values that it can have.',
    why: `${UNREAD} Values of L7 logs, and values in IN and NOTIN, are not checked by Calico, so those are warnings.`,
    releases: 'all',
    bad: alert({ query: 'action = dropped' }),
    good: alert({ query: 'action = deny' }),
  },
  'query/field-not-yet': {
    what: 'A query must use fields that the release has.',
    why: `${UNREAD} The release in which a field was added is observed, not documented. This is a warning if only the run would fail, or if the outcome is unknown.`,
    releases: 'all',
    on: '3.21',
    bad: alert({ query: 'host = worker' }),
    good: alert({ query: 'source_namespace = shop' }),
  },
  'query/comparator': {
    what: 'A query over vulnerability events must compare with = only.',
    why: `Calico turns the query into a list of parameters, which was observed and is not documented. ${UNREAD}`,
    releases: 'from 3.12',
    on: 'cloud-22.5',
    bad: alert({ dataSet: 'vulnerability', query: 'result != Pass' }),
    good: alert({ dataSet: 'vulnerability', query: 'result = Fail' }),
  },
  'query/not-yet': {
    what: 'A query must use only features of the query language that the release has.',
    why: `IN, NOTIN and lower-case keywords were added in 3.12. EMPTY was added in 3.22.0-2.0, which was observed and is not documented. ${UNREAD}`,
    releases: 'all',
    on: '3.11',
    bad: alert({ query: 'proto IN {tcp, udp}' }),
    good: alert({ query: 'proto = tcp OR proto = udp' }),
  },
  'query/empty-operator': {
    what: 'EMPTY should only be used for dest_domains of flow logs.',
    why: 'With other fields the alert is stored, and fails when it runs. This was observed and is not documented.',
    releases: 'all',
    bad: alert({ query: 'source_name EMPTY' }),
    good: alert({ query: 'dest_domains EMPTY' }),
  },
  'query/exclamation-mark': {
    what: 'A query should use NOT instead of !.',
    why: 'Calico accepts both, but only NOT is documented.',
    releases: 'all',
    bad: alert({ query: "'!(dest_port = 22)'" }),
    good: alert({ query: 'NOT (dest_port = 22)' }),
  },
  'query/number-form': {
    what: 'Numbers in a query should be decimal.',
    why: 'The language accepts hexadecimal, octal and binary numbers and underscores in numbers, but numeric fields can only be compared with decimal numbers.',
    releases: 'all',
    bad: alert({ dataSet: 'dns', query: 'qname = 0x1F' }),
    good: alert({ dataSet: 'dns', query: 'qname = 31' }),
  },
  'global-alert/substitution-name': {
    what: 'A substitution must have a name.',
    why: 'Otherwise a query cannot refer to it.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ substitutions: '[{ name: "", values: [shop] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-duplicate': {
    what: 'The names of substitutions must differ by more than case.',
    why: `The documentation forbids duplicates, and names are not case-sensitive. ${UNREAD} A duplicate that the query does not use is a warning, because it is stored and has no effect.`,
    releases: 'from 3.12, which brought substitutions',
    bad: alert({
      query: QUERY,
      substitutions: '[{ name: watched, values: [shop] }, { name: Watched, values: [pay] }]',
    }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-empty': {
    what: 'A substitution must have at least one value that is not empty.',
    why: 'A set in a query needs at least one value. Without one, the alert fails.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-empty-value': {
    what: 'The values of a substitution should not be empty.',
    why: 'Calico drops empty values, so the effective set is smaller than written.',
    releases: 'from 3.12, which brought substitutions',
    bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [shop, ""] }]' }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/substitution-missing': {
    what: 'A query must refer to substitutions that the alert defines.',
    why: 'Otherwise the reference is not replaced, the query is invalid, and the alert fails.',
    releases: 'all',
    bad: alert({ query: QUERY }),
    good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
  },
  'global-alert/variable-unclosed': {
    what: 'A variable in the description or summary must end with a closing brace.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${source_namespace' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-empty': {
    what: 'A variable in the description or summary must have a name.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${}' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-unknown': {
    what: 'A variable in the description or summary must be the metric or a field of aggregateBy.',
    why: `Nothing else is known when the event is written. ${UNREAD}`,
    releases: 'all',
    bad: alert({ ...COUNT, description: 'SSH from ${source_name_aggr}' }),
    good: alert({ ...COUNT, description: '${count} times SSH from ${source_namespace}' }),
  },
  'global-alert/variables-in-summary-only': {
    what: 'Variables should be in the description as well as in the summary.',
    why: 'According to the documentation, the text of an event is the summary. From 3.13 on, events were observed to show the description instead, which is not documented; the variables are not shown then.',
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
    what: 'An alert that aggregates should show at least one of the fields in its description or summary.',
    why: 'Without variables, all its events have the same text. A file that was processed by a shell or by Flux may have lost its variables, because both replace ${…}.',
    bad: alert({ ...COUNT, description: '"SSH from / to port 22"' }),
    good: alert({ ...COUNT, description: 'SSH from ${source_namespace} to port 22' }),
  },
} satisfies RuleDescriptions;
