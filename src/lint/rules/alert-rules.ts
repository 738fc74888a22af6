import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = alert();
const LONG = 'a'.repeat(257);

/** Rules about the fields that every alert has. */
export const ALERT_RULES: RuleDescriptions = {
  'global-alert/name': {
    what: 'The name of an alert is an RFC 1123 subdomain.',
    why: 'The API server refuses every other name.',
    releases: 'all',
    bad: alert({}, 'Network_SSH'),
    good: RIGHT,
  },
  'global-alert/reserved-name': {
    what: 'No rule has a name that begins with tigera.io.detector.',
    why: 'Such names belong to the alerts of detectors. Releases that have none any more delete them.',
    releases: 'all',
    bad: alert({}, 'tigera.io.detector.port-scan'),
    good: alert({}, 'network.port-scan'),
  },
  'global-alert/spec-missing': {
    what: 'An alert has a spec with fields.',
    why: 'Without it there is nothing to look for, and the API server refuses the object.',
    releases: 'all',
    bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\n',
    good: RIGHT,
    besides: ['global-alert/description-missing', 'global-alert/severity-range', 'global-alert/data-set-missing'],
  },
  'global-alert/description-missing': {
    what: 'An alert says what it is about.',
    why: 'The field is required, and is what people read first when an event comes up.',
    releases: 'all',
    bad: alert({ description: '""' }),
    good: RIGHT,
  },
  'global-alert/severity-range': {
    what: 'The severity is a whole number from 1 to 100.',
    why: 'Calico refuses others. The schema does not say so, so that kubectl may take what Calico will not.',
    releases: 'all',
    bad: alert({ severity: '0' }),
    good: alert({ severity: '1' }),
  },
  'global-alert/unknown-field': {
    what: 'A spec has no fields but those of the API.',
    why: 'The API server drops what it does not know, and the alert runs with the default.',
    releases: 'all',
    bad: alert({ lookBack: '30m' }),
    good: alert({ lookback: '30m' }),
  },
  'global-alert/field-type': {
    what: 'A field holds what the API states: a text, a number, a list of texts.',
    why: 'The API server refuses the object. YAML makes numbers and booleans out of texts without quotes.',
    releases: 'all',
    bad: alert({ aggregateBy: 'source_namespace' }),
    good: alert({ aggregateBy: '[source_namespace]' }),
  },
  'global-alert/field-value': {
    what: 'Data set, metric, condition and type are of those that the release knows.',
    why: 'The alert would never become active: the API server or the controller refuses it.',
    releases: 'all; waf and vulnerability from 3.12, l7 from 3.11',
    bad: alert({ metric: 'count', condition: 'greater', threshold: '10' }),
    good: alert({ metric: 'count', condition: 'gt', threshold: '10' }),
  },
  'global-alert/field-too-long': {
    what: 'Names in fields keep to the lengths of the schema.',
    why: 'The API server refuses the object.',
    releases: 'from 3.24',
    on: '3.24',
    bad: alert({ dataSet: 'waf', query: undefined, field: LONG, metric: 'sum', condition: 'gt' }),
    good: alert({ dataSet: 'waf', query: undefined, field: 'score', metric: 'sum', condition: 'gt' }),
  },
  'global-alert/field-not-yet': {
    what: 'An alert has no fields that came after the release.',
    why: 'The API server drops them: substitutions came with 3.12, type and detector with 3.13.',
    releases: '3.7 to 3.12',
    on: '3.11',
    bad: alert({ query: 'source_namespace IN ${watched}', substitutions: '[{ name: watched, values: [shop] }]' }),
    good: alert({ query: 'source_namespace IN {"shop"}' }),
  },
  'global-alert/detector-unread': {
    what: 'A rule names no detector.',
    why: 'Only alerts of type AnomalyDetection run one; a rule does not look at the field.',
    releases: 'all',
    bad: alert({ detector: '{ name: port_scan }' }),
    good: RIGHT,
  },
  'global-alert/duration-format': {
    what: 'Period and lookback are durations as Go writes them.',
    why: 'The API server refuses the object. There is no unit for days, and no blank between the parts.',
    releases: 'all',
    bad: alert({ lookback: '1d' }),
    good: alert({ lookback: '24h' }),
  },
  'global-alert/period-too-short': {
    what: 'An alert runs once a minute at most.',
    why: 'Calico refuses shorter periods. 0s stands for the default of five minutes.',
    releases: 'all',
    bad: alert({ period: '30s' }),
    good: alert({ period: '1m' }),
  },
  'global-alert/lookback-too-short': {
    what: 'An alert looks back a minute at least.',
    why: 'Calico refuses shorter times. 0s stands for the default of ten minutes.',
    releases: 'all',
    bad: alert({ lookback: '30s' }),
    good: alert({ lookback: '10m' }),
  },
  'global-alert/lookback-gap': {
    what: 'An alert looks back over its period and the time after which logs are flushed.',
    why: 'Records reach the store up to five minutes late. With a shorter lookback some fall between two runs, and no alert sees them.',
    releases: 'all',
    bad: alert({ period: '5m', lookback: '5m' }),
    good: alert({ period: '5m', lookback: '10m' }),
  },
};
