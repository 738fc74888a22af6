import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { REFUSED_BY_SCHEMA, UNREAD } from './who-checks';

const SUM = { field: 'bytes_in', metric: 'sum', condition: 'gt', threshold: '1000000' };
const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };

/** Rules about what an alert counts, and by which fields. */
export const METRIC_RULES = {
  'global-alert/data-set-missing': {
    what: 'A rule names its data set.',
    why: `There are no logs to look at otherwise. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ dataSet: undefined }),
    good: alert(),
  },
  'global-alert/field-without-metric': {
    what: 'A field comes with a metric that is taken of it.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all',
    bad: alert({ field: 'bytes_in' }),
    good: alert(SUM),
  },
  'global-alert/count-with-field': {
    what: 'The metric count has no field.',
    why: `It counts records. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ ...COUNT, field: 'bytes_in' }),
    good: alert(COUNT),
  },
  'global-alert/metric-without-field': {
    what: 'The metrics avg, max, min and sum have a field.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all',
    bad: alert({ ...SUM, field: undefined }),
    good: alert(SUM),
  },
  'global-alert/metric-without-condition': {
    what: 'A metric comes with a condition.',
    why: `Without it, nothing says when the alert fires. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ metric: 'count', threshold: '10' }),
    good: alert(COUNT),
  },
  'global-alert/condition-unread': {
    what: 'Condition and threshold stand beside a metric.',
    why: 'Without one they are not read, and every record that the query finds raises an event.',
    releases: 'all',
    bad: alert({ threshold: '10' }),
    good: alert(COUNT),
  },
  'global-alert/aggregation-forbidden': {
    what: 'Alerts over vulnerability events do not aggregate.',
    why: UNREAD,
    releases: 'from 3.12, which brought the data set',
    on: 'cloud-22.5.0',
    bad: alert({ dataSet: 'vulnerability', query: undefined, aggregateBy: '[image]' }),
    good: alert({ dataSet: 'vulnerability', query: undefined }),
  },
  'global-alert/unknown-aggregation-field': {
    what: 'Fields in aggregateBy are fields of the data set.',
    why: 'The API takes any name; with one that no record has, the alert never fires.',
    releases: 'all',
    bad: alert({ aggregateBy: '[source_name_agg]' }),
    good: alert({ aggregateBy: '[source_name_aggr]' }),
  },
  'global-alert/too-many-buckets': {
    what: 'An alert aggregates by fields of few values.',
    why: 'Elasticsearch stops at 10,000 buckets, and the alert fails. Ports and addresses have that many values soon.',
    releases: 'all',
    bad: alert({ query: undefined, aggregateBy: '[source_namespace, dest_port]' }),
    good: alert({ query: undefined, aggregateBy: '[source_namespace]' }),
  },
  'global-alert/unknown-metric-field': {
    what: 'The field of a metric is a field of the data set.',
    why: 'The API takes any name; with one that no record has, the alert never fires.',
    releases: 'all',
    bad: alert({ ...SUM, field: 'bytes' }),
    good: alert(SUM),
  },
  'global-alert/metric-on-text': {
    what: 'The metrics avg, max, min and sum are taken of a field that holds numbers.',
    why: 'There is no sum of texts, and the alert fails when it runs.',
    releases: 'all',
    bad: alert({ ...SUM, field: 'dest_name_aggr' }),
    good: alert(SUM),
  },
} satisfies RuleDescriptions;
