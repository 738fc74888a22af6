import { alert, detectorAlert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { REFUSED_BY_SCHEMA, UNREAD } from './who-checks';

const RIGHT = alert();
const LONG = 'a'.repeat(257);

/** Rules about the fields that every alert has. */
export const ALERT_RULES = {
  'global-alert/name': {
    what: 'The name of an alert is an RFC 1123 subdomain.',
    why: 'The API server refuses every other name.',
    releases: 'all',
    bad: alert({}, 'Network_SSH'),
    good: RIGHT,
  },
  'global-alert/name-generated': {
    what: 'An alert has a name, rather than a generateName.',
    why: 'With it, kubectl create makes another alert each time, and kubectl apply refuses the object.',
    releases: 'all',
    bad: alert().replace('name:', 'generateName:'),
    good: RIGHT,
  },
  'global-alert/reserved-name': {
    what: 'No rule has a name that begins with tigera.io.detector.',
    why: 'Such names belong to the alerts of detectors. Releases that have none any more delete them.',
    releases: 'all',
    bad: alert({}, 'tigera.io.detector.port-scan'),
    good: alert({}, 'network.port-scan'),
  },
  'global-alert/metadata': {
    what: 'Labels, annotations, finalizers and generateName have the forms of Kubernetes.',
    why: 'The API server refuses the object.',
    releases: 'all',
    bad: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: "red & blue" }'),
    good: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: red-and-blue }'),
  },
  'global-alert/api-version': {
    what: 'The API version of an alert is projectcalico.org/v3.',
    why: 'There is no other, and the API server refuses the object.',
    releases: 'all',
    bad: alert().replace('org/v3', 'org/v1'),
    good: RIGHT,
  },
  'global-alert/spec-missing': {
    what: 'An alert has a spec with fields.',
    why: 'Without it there is nothing to look for, and the API server refuses the object.',
    releases: 'all',
    bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\n',
    good: RIGHT,
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
    why: `The schema does not state the range. ${UNREAD}`,
    releases: 'all',
    bad: alert({ severity: '0' }),
    good: alert({ severity: '1' }),
  },
  'global-alert/unknown-field': {
    what: 'An alert, its metadata and its spec have no fields but those of the API.',
    why: 'The API server refuses for kubectl what it does not know. For tools that do not ask for that it drops it, and the alert runs with the default.',
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
  'global-alert/field-missing': {
    what: 'A map in a field has what the API demands of it: a detector its name, an owner its kind and uid.',
    why: 'The API server refuses the object, even where nothing reads the map.',
    releases: 'all',
    bad: alert({ detector: '{}' }),
    good: RIGHT,
    besides: ['global-alert/detector-unread'],
  },
  'global-alert/field-value': {
    what: 'Data set, metric, condition and type are of those that the release knows.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all; waf and vulnerability from 3.12, l7 from 3.11',
    bad: alert({ metric: 'count', condition: 'greater', threshold: '10' }),
    good: alert({ metric: 'count', condition: 'gt', threshold: '10' }),
  },
  'global-alert/field-too-long': {
    what: 'Names in fields keep to the lengths of the schema.',
    why: 'The API server refuses the object.',
    releases: 'from 3.24',
    on: '3.24',
    bad: alert({ field: LONG, metric: 'sum', condition: 'gt' }),
    good: alert({ field: 'num_flows', metric: 'sum', condition: 'gt' }),
    besides: ['global-alert/unknown-metric-field'],
  },
  'global-alert/field-not-yet': {
    what: 'An alert has no fields that came after the release.',
    why: 'The API server drops them: substitutions came with 3.12, type and detector with 3.13.',
    releases: '3.7 to 3.12',
    on: '3.11',
    bad: alert({ query: 'source_namespace = shop', substitutions: '[{ name: watched, values: [shop] }]' }),
    good: alert({ query: 'source_namespace = shop' }),
    alsoBad: [detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan')],
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
    why: `There is no unit for days, and no space between the parts. ${UNREAD}`,
    releases: 'all',
    bad: alert({ lookback: '1d' }),
    good: alert({ lookback: '24h' }),
  },
  'global-alert/period-too-short': {
    what: 'An alert runs once a minute at most.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ period: '30s' }),
    good: alert({ period: '1m' }),
  },
  'global-alert/lookback-too-short': {
    what: 'An alert looks back a minute at least.',
    why: `${UNREAD} 0s stands for the default of ten minutes.`,
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
} satisfies RuleDescriptions;
