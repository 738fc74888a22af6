import {
  alert,
  errorRule,
  type Finding,
  fieldPath,
  type Manifest,
  REFUSED_BY_SCHEMA,
  REJECTED,
  valueAt,
} from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { GLOBAL_ALERT_TYPES } from './alert-schema';

const RIGHT = alert();
const LONG = 'a'.repeat(257);

const API_VERSION = errorRule({
  id: 'global-alert/api-version',
  what: 'The apiVersion of an alert must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: alert().replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const SPEC_MISSING = errorRule({
  id: 'global-alert/spec-missing',
  what: 'An alert must have a spec with fields.',
  why: 'Without a spec there is nothing to look for, and the API server rejects the object.',
  bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\n',
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'global-alert/unknown-field',
  what: 'An alert, its metadata and its spec must have only fields that the API defines.',
  why: 'When applied with kubectl, an alert with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field, and the alert runs with the default.',
  bad: alert({ lookBack: '30m' }),
  good: alert({ lookback: '30m' }),
});
const FIELD_MISSING = errorRule({
  id: 'global-alert/field-missing',
  what: 'A map in a field must have its required keys: a detector needs its name, an owner its kind and uid.',
  why: 'Otherwise, the API server rejects the object, even if nothing reads the map.',
  bad: alert({ detector: '{}' }),
  good: RIGHT,
  besides: ['global-alert/detector-unread'],
});
const FIELD_TYPE = errorRule({
  id: 'global-alert/field-type',
  what: 'A field must have the type that the API requires, such as a string, a number or a list of strings.',
  why: 'Otherwise, the API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
  bad: alert({ aggregateBy: 'source_namespace' }),
  good: alert({ aggregateBy: '[source_namespace]' }),
});
const FIELD_VALUE = errorRule({
  id: 'global-alert/field-value',
  what: 'The data set, metric, condition and type must be values that the release supports.',
  why: REFUSED_BY_SCHEMA,
  bad: alert({ metric: 'count', condition: 'greater', threshold: '10' }),
  good: alert({ metric: 'count', condition: 'gt', threshold: '10' }),
});
const FIELD_TOO_LONG = errorRule({
  id: 'global-alert/field-too-long',
  what: 'Names in fields must not be longer than the schema allows.',
  why: REJECTED,
  on: '3.24',
  bad: alert({ field: LONG, metric: 'sum', condition: 'gt' }),
  good: alert({ field: 'num_flows', metric: 'sum', condition: 'gt' }),
  besides: ['global-alert/unknown-metric-field'],
});
const NOT_YET = errorRule({
  id: 'global-alert/field-not-yet',
  what: 'An alert must not use fields that were added after the release.',
  why: 'The API server drops them. Substitutions were added in 3.12, type and detector in 3.13.',
  on: '3.11',
  bad: alert({ query: 'source_namespace = shop', substitutions: '[{ name: watched, values: [shop] }]' }),
  good: alert({ query: 'source_namespace = shop' }),
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: SPEC_MISSING,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  fieldValue: FIELD_VALUE,
  fieldTooLong: FIELD_TOO_LONG,
  fieldNotYet: NOT_YET,
};

const TYPE_FIELDS: readonly string[] = ['spec.type', 'spec.detector'];

/** Checks the structure of an alert: required fields, types, and whether the release has the fields. */
export function checkAlertFields(alert: Manifest, { release }: ClusterKind): Finding[] {
  const findings = checkFields(alert, GLOBAL_ALERT_TYPES, RULES, release);
  // For alerts that run a detector, checkDetectorAlert reports these, together with what to do instead.
  const isReportedThere = ({ rule, keys }: Finding) =>
    fieldPath(keys) === 'spec.detector.name' || (rule === NOT_YET.rule && TYPE_FIELDS.includes(fieldPath(keys)));
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection'
    ? findings.filter((finding) => !isReportedThere(finding))
    : findings;
}

/** The rules that this file checks. */
export const ALERT_FIELDS_RULES = [
  API_VERSION,
  SPEC_MISSING,
  UNKNOWN_FIELD,
  FIELD_MISSING,
  FIELD_TYPE,
  FIELD_VALUE,
  FIELD_TOO_LONG,
  NOT_YET,
] as const;
