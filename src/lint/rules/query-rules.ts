import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const SUBSTITUTION = '[{ name: watched, values: [shop, pay] }]';
const QUERY = 'source_namespace IN ${watched}';
const COUNT = { aggregateBy: '[source_namespace]', metric: 'count', condition: 'gt', threshold: '10' };

/** Rules about queries, what is put into them, and the variables of the texts. */
export const QUERY_RULES: RuleDescriptions = {
  'query/syntax': {
    what: 'A query follows the grammar of the query language.',
    why: 'Calico refuses the alert, or takes it and never makes it active.',
    releases: 'all',
    bad: alert({ query: 'dest_port == 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/unknown-field': {
    what: 'A query asks for fields that the data set has.',
    why: 'Calico refuses others. What an L7 log holds depends on its collector, so that there it is a warning.',
    releases: 'all',
    bad: alert({ query: 'dest_prot = 22' }),
    good: alert({ query: 'dest_port = 22' }),
  },
  'query/value': {
    what: 'A query compares a field with values that it can have.',
    why: 'Calico refuses others: a port of 70000, an action that does not exist. Over L7 logs it is a warning.',
    releases: 'all',
    bad: alert({ query: 'action = dropped' }),
    good: alert({ query: 'action = deny' }),
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
    why: 'Calico does not tell the case of letters apart here, and a name that stands for two sets makes the alert fail.',
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
    why: 'Calico refuses the alert.',
    releases: 'all',
    bad: alert({ ...COUNT, summary: 'SSH from ${source_namespace' }),
    good: alert({ ...COUNT, summary: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-empty': {
    what: 'A variable in description or summary has a name.',
    why: 'Calico refuses the alert.',
    releases: 'all',
    bad: alert({ ...COUNT, summary: 'SSH from ${}' }),
    good: alert({ ...COUNT, summary: 'SSH from ${source_namespace}' }),
  },
  'global-alert/variable-unknown': {
    what: 'A variable in description or summary is the metric, or a field of aggregateBy.',
    why: 'Nothing else is known when the event is written, and Calico refuses the alert.',
    releases: 'all',
    bad: alert({ ...COUNT, summary: 'SSH from ${source_name_aggr}' }),
    good: alert({ ...COUNT, summary: '${count} times SSH from ${source_namespace}' }),
  },
};
