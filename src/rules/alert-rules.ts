import { alert, detectorAlert } from './example-manifests';
import type { RuleDescriptions } from './rule';
import { REFUSED_BY_SCHEMA, UNREAD } from './who-checks';

const RIGHT = alert();
const LONG = 'a'.repeat(257);

/** Rules about the fields that every alert has. */
export const ALERT_RULES = {
  'global-alert/name': {
    what: 'The name of an alert must be an RFC 1123 subdomain.',
    why: 'The API server rejects any other name.',
    releases: 'all',
    bad: alert({}, 'Network_SSH'),
    good: RIGHT,
  },
  'global-alert/name-generated': {
    what: 'An alert should have a name rather than a generateName.',
    why: 'With generateName, kubectl create makes a new alert each time, and kubectl apply rejects the object.',
    releases: 'all',
    bad: alert().replace('name:', 'generateName:'),
    good: RIGHT,
  },
  'global-alert/reserved-name': {
    what: 'The name of a rule-based alert must not begin with tigera.io.detector.',
    why: 'These names are reserved for the alerts of detectors. Releases without detectors delete alerts that have such a name.',
    releases: 'all',
    bad: alert({}, 'tigera.io.detector.port-scan'),
    good: alert({}, 'network.port-scan'),
  },
  'global-alert/metadata': {
    what: 'Labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
    why: 'The API server rejects the object.',
    releases: 'all',
    bad: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: "red & blue" }'),
    good: alert().replace('name: network.ssh', 'name: network.ssh\n  labels: { team: red-and-blue }'),
  },
  'global-alert/api-version': {
    what: 'The apiVersion of an alert must be projectcalico.org/v3.',
    why: 'There is no other version, and the API server rejects the object.',
    releases: 'all',
    bad: alert().replace('org/v3', 'org/v1'),
    good: RIGHT,
  },
  'global-alert/spec-missing': {
    what: 'An alert must have a spec with fields.',
    why: 'Without a spec there is nothing to look for, and the API server rejects the object.',
    releases: 'all',
    bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\n',
    good: RIGHT,
  },
  'global-alert/description-missing': {
    what: 'An alert must have a description.',
    why: 'The field is required, and it is the first thing that people read when an event is raised.',
    releases: 'all',
    bad: alert({ description: '""' }),
    good: RIGHT,
  },
  'global-alert/severity-range': {
    what: 'The severity must be a whole number from 1 to 100.',
    why: `The schema does not state this range. ${UNREAD}`,
    releases: 'all',
    bad: alert({ severity: '0' }),
    good: alert({ severity: '1' }),
  },
  'global-alert/unknown-field': {
    what: 'An alert, its metadata and its spec must have only fields that the API defines.',
    why: 'When applied with kubectl, an alert with an unknown field is rejected. Tools that do not ask for strict validation have the field dropped, and the alert runs with the default.',
    releases: 'all',
    bad: alert({ lookBack: '30m' }),
    good: alert({ lookback: '30m' }),
  },
  'global-alert/field-type': {
    what: 'A field must have the type that the API requires, such as a string, a number or a list of strings.',
    why: 'The API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
    releases: 'all',
    bad: alert({ aggregateBy: 'source_namespace' }),
    good: alert({ aggregateBy: '[source_namespace]' }),
  },
  'global-alert/field-missing': {
    what: 'A map in a field must have its required keys: a detector needs its name, an owner its kind and uid.',
    why: 'The API server rejects the object, even if nothing reads the map.',
    releases: 'all',
    bad: alert({ detector: '{}' }),
    good: RIGHT,
    besides: ['global-alert/detector-unread'],
  },
  'global-alert/field-value': {
    what: 'The data set, metric, condition and type must be values that the release supports.',
    why: REFUSED_BY_SCHEMA,
    releases: 'all; waf and vulnerability from 3.12, l7 from 3.11',
    bad: alert({ metric: 'count', condition: 'greater', threshold: '10' }),
    good: alert({ metric: 'count', condition: 'gt', threshold: '10' }),
  },
  'global-alert/field-too-long': {
    what: 'Names in fields must not be longer than the schema allows.',
    why: 'The API server rejects the object.',
    releases: 'from 3.24',
    on: '3.24',
    bad: alert({ field: LONG, metric: 'sum', condition: 'gt' }),
    good: alert({ field: 'num_flows', metric: 'sum', condition: 'gt' }),
    besides: ['global-alert/unknown-metric-field'],
  },
  'global-alert/field-not-yet': {
    what: 'An alert must not use fields that were added after the release.',
    why: 'The API server drops them. Substitutions were added in 3.12, type and detector in 3.13.',
    releases: '3.7 to 3.12',
    on: '3.11',
    bad: alert({ query: 'source_namespace = shop', substitutions: '[{ name: watched, values: [shop] }]' }),
    good: alert({ query: 'source_namespace = shop' }),
    alsoBad: [detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan')],
  },
  'global-alert/detector-unread': {
    what: 'A rule-based alert should not have a detector.',
    why: 'Only alerts of type AnomalyDetection run a detector; rule-based alerts ignore the field.',
    releases: 'all',
    bad: alert({ detector: '{ name: port_scan }' }),
    good: RIGHT,
  },
  'global-alert/duration-format': {
    what: 'The period and the lookback must be Go durations.',
    why: `There is no unit for days, and no space between the parts. ${UNREAD}`,
    releases: 'all',
    bad: alert({ lookback: '1d' }),
    good: alert({ lookback: '24h' }),
  },
  'global-alert/period-too-short': {
    what: 'The period must be at least one minute.',
    why: UNREAD,
    releases: 'all',
    bad: alert({ period: '30s' }),
    good: alert({ period: '1m' }),
  },
  'global-alert/lookback-too-short': {
    what: 'The lookback must be at least one minute.',
    why: `${UNREAD} 0s means the default of ten minutes.`,
    releases: 'all',
    bad: alert({ lookback: '30s' }),
    good: alert({ lookback: '10m' }),
  },
  'global-alert/lookback-gap': {
    what: 'The lookback should cover the period and the time until logs are flushed.',
    why: 'Records are stored up to five minutes late. With a shorter lookback, some fall between two runs, and the alert never sees them.',
    releases: 'all',
    bad: alert({ period: '5m', lookback: '5m' }),
    good: alert({ period: '5m', lookback: '10m' }),
  },
} satisfies RuleDescriptions;
