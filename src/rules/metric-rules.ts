import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { REFUSED_BY_SCHEMA, UNREAD } from './who-checks';

const SUM = { field: 'bytes_in', metric: 'sum', condition: 'gt', threshold: '1000000' };
const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };

/** Rules about what an alert counts, and by which fields. */
export const METRIC_RULES = {
  'global-alert/data-set-missing': {
    what: 'A rule-based alert must have a data set.',
    why: `Without one there are no logs to search. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ dataSet: undefined }),
    good: alert(),
  },
  'global-alert/field-without-metric': {
    what: 'A field requires a metric.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all',
    bad: alert({ field: 'bytes_in' }),
    good: alert(SUM),
  },
  'global-alert/count-with-field': {
    what: 'The metric count must not have a field.',
    why: `It counts records. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ ...COUNT, field: 'bytes_in' }),
    good: alert(COUNT),
  },
  'global-alert/metric-without-field': {
    what: 'The metrics avg, max, min and sum require a field.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all',
    bad: alert({ ...SUM, field: undefined }),
    good: alert(SUM),
  },
  'global-alert/metric-without-condition': {
    what: 'A metric requires a condition.',
    why: `Without one, it is undefined when the alert fires. ${REFUSED_BY_SCHEMA}`,
    releases: 'all',
    bad: alert({ metric: 'count', threshold: '10' }),
    good: alert(COUNT),
  },
  'global-alert/condition-unread': {
    what: 'A condition and a threshold should only be set together with a metric.',
    why: 'Without a metric they are ignored, and every record that matches the query raises an event.',
    releases: 'all',
    bad: alert({ threshold: '10' }),
    good: alert(COUNT),
  },
  'global-alert/aggregation-forbidden': {
    what: 'Alerts over vulnerability events must not use aggregateBy.',
    why: UNREAD,
    releases: 'from 3.12, which brought the data set',
    on: 'cloud-22.5.0',
    bad: alert({ dataSet: 'vulnerability', query: undefined, aggregateBy: '[image]' }),
    good: alert({ dataSet: 'vulnerability', query: undefined }),
  },
  'global-alert/unknown-aggregation-field': {
    what: 'Fields in aggregateBy should be fields of the data set.',
    why: 'The API accepts any name. If no record has the field, the alert never fires.',
    releases: 'all',
    bad: alert({ aggregateBy: '[source_name_agg]' }),
    good: alert({ aggregateBy: '[source_name_aggr]' }),
  },
  'global-alert/too-many-buckets': {
    what: 'An alert should aggregate by fields that have few values.',
    why: 'Elasticsearch stops at 10,000 buckets, and the alert fails. Ports and addresses soon have that many values.',
    releases: 'all',
    bad: alert({ query: undefined, aggregateBy: '[source_namespace, dest_port]' }),
    good: alert({ query: undefined, aggregateBy: '[source_namespace]' }),
  },
  'global-alert/unknown-metric-field': {
    what: 'The field of a metric should be a field of the data set.',
    why: 'The API accepts any name. If no record has the field, the alert never fires.',
    releases: 'all',
    bad: alert({ ...SUM, field: 'bytes' }),
    good: alert(SUM),
  },
  'global-alert/metric-on-text': {
    what: 'The metrics avg, max, min and sum should have a numeric field.',
    why: 'Strings cannot be summed, so the alert fails when it runs.',
    releases: 'all',
    bad: alert({ ...SUM, field: 'dest_name_aggr' }),
    good: alert(SUM),
  },
} satisfies RuleDescriptions;
