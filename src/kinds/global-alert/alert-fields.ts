import {
  alert,
  detectorAlert,
  errorRule,
  type Finding,
  fieldPath,
  isMap,
  type Keys,
  type Manifest,
  REFUSED_BY_SCHEMA,
  suggestion,
  valueAt,
} from '../../base';
import type { ClusterKind } from '../../calico';
import { type CalicoRelease, rowIn, shortened } from '../../calico';
import { GLOBAL_ALERT, GLOBAL_ALERT_TEMPLATE, HAS_TYPE, SPEC } from './alert-schema';
import { type FieldSchema, type MapSchema, typeProblem } from './field-schema';

const RIGHT = alert();
const LONG = 'a'.repeat(257);

const API_VERSION = errorRule({
  id: 'global-alert/api-version',
  what: 'The apiVersion of an alert must be projectcalico.org/v3.',
  why: 'There is no other version, and the API server rejects the object.',
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
  why: 'When applied with kubectl, an alert with an unknown field is rejected. Tools that do not ask for strict validation have the field dropped, and the alert runs with the default.',
  bad: alert({ lookBack: '30m' }),
  good: alert({ lookback: '30m' }),
});
const FIELD_MISSING = errorRule({
  id: 'global-alert/field-missing',
  what: 'A map in a field must have its required keys: a detector needs its name, an owner its kind and uid.',
  why: 'The API server rejects the object, even if nothing reads the map.',
  bad: alert({ detector: '{}' }),
  good: RIGHT,
  besides: ['global-alert/detector-unread'],
});
const FIELD_TYPE = errorRule({
  id: 'global-alert/field-type',
  what: 'A field must have the type that the API requires, such as a string, a number or a list of strings.',
  why: 'The API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
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
  why: 'The API server rejects the object.',
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
  alsoBad: [detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan')],
});

const VERSION = 'projectcalico.org/v3';

/** Checks the structure of an alert: required fields, types, and whether the release has the fields. */
export function checkAlertFields(alert: Manifest, { release }: ClusterKind): Finding[] {
  const object = alert.kind === 'GlobalAlertTemplate' ? GLOBAL_ALERT_TEMPLATE : GLOBAL_ALERT;
  return [
    ...checkApiVersion(alert.apiVersion),
    ...checkMap(alert, [], object, release),
    ...checkSpec(valueAt(alert, 'spec'), release),
  ];
}

/** Whether a field is set; Calico treats an empty string as unset. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function checkApiVersion(apiVersion: unknown): Finding[] {
  if (apiVersion === undefined || apiVersion === VERSION) {
    return [];
  }
  const message = `must be ${VERSION}, the only version of this API`;
  return [{ ...API_VERSION, keys: ['apiVersion'], value: apiVersion, message }];
}

function checkSpec(spec: unknown, release: CalicoRelease): Finding[] {
  if (!isMap(spec)) {
    const message = 'must contain the fields of the alert, at least description and severity';
    return [{ ...SPEC_MISSING, keys: ['spec'], value: spec, message }];
  }
  const findings = checkMap(spec, ['spec'], SPEC, release);
  // For alerts that run a detector, checkDetectorAlert reports a missing detector and what to do instead.
  return valueAt(spec, 'type') === 'AnomalyDetection'
    ? findings.filter(({ keys }) => fieldPath(keys) !== 'spec.detector.name')
    : findings;
}

/** Checks a map field by field; the keys of a field are those of the map and its name. */
function checkMap(map: object, within: Keys, schema: MapSchema, release: CalicoRelease): Finding[] {
  const findings: Finding[] = [];
  for (const name of schema.required ?? []) {
    if (!hasField(map, name)) {
      const message = `is required: the API server rejects ${schema.title} without it`;
      findings.push({ ...FIELD_MISSING, keys: [...within, name], message });
    }
  }
  const around = { map, within, release };
  for (const [name, value] of Object.entries(map)) {
    const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
    if (field === undefined) {
      findings.push(unknownField(name, within, schema));
    } else {
      findings.push(
        ...checkPresence(name, value, field, around),
        ...checkField(value, [...within, name], field, release),
      );
    }
  }
  return findings;
}

function hasField(map: object, name: string): boolean {
  const value = valueAt(map, name);
  return value !== undefined && value !== null;
}

function unknownField(name: string, within: Keys, { title, fields }: MapSchema): Finding {
  const names = Object.keys(fields);
  const hint = suggestion(name, names) || `; the fields are ${names.join(', ')}`;
  const message = `is not a field of ${title}; the API server rejects or drops unknown fields${hint}`;
  return { ...UNKNOWN_FIELD, keys: [...within, name], message };
}

interface Surroundings {
  readonly map: object;
  readonly within: Keys;
  readonly release: CalicoRelease;
}

function checkPresence(name: string, value: unknown, { isIn }: FieldSchema, around: Surroundings): Finding[] {
  const { map, within, release } = around;
  const reportedForDetectors = isIn === HAS_TYPE && valueAt(map, 'type') === 'AnomalyDetection';
  if (!isSet(value) || isIn === undefined || release._valueIn(isIn) || reportedForDetectors) {
    return [];
  }
  const [since = ''] = isIn.find(([, has]) => has) ?? [];
  const message = `is not available in ${release.displayName}: it was added in ${shortened(since)}; remove it`;
  return [{ ...NOT_YET, keys: [...within, name], message }];
}

/** The API server drops null. An empty string counts as unset only if the field is a string. */
function checkField(value: unknown, keys: Keys, schema: FieldSchema, release: CalicoRelease): Finding[] {
  if (value === undefined || value === null) {
    return [];
  }
  const problem = typeProblem(value, schema.type);
  if (problem !== undefined) {
    return [{ ...FIELD_TYPE, keys, value, message: problem }];
  }
  if (schema.of !== undefined) {
    return checkMaps(value, keys, schema.of, release);
  }
  return schema.values === undefined && schema.maxLength === undefined
    ? []
    : [...checkValues(String(value), keys, schema, release), ...checkLength(String(value), keys, schema, release)];
}

function checkMaps(value: unknown, keys: Keys, schema: MapSchema, release: CalicoRelease): Finding[] {
  return Array.isArray(value)
    ? value.flatMap((map, index) => checkMap(map, [...keys, index], schema, release))
    : checkMap(value as object, keys, schema, release);
}

function checkValues(value: string, keys: Keys, schema: FieldSchema, release: CalicoRelease): Finding[] {
  const { values = [], refusesEmpty = [] } = schema;
  const known = release._valueIn(values);
  if (known === undefined || known.includes(value) || (value === '' && !release._valueIn(refusesEmpty))) {
    return [];
  }
  const later = values.some(([, others]) => others.includes(value))
    ? `, which ${release.displayName} does not have yet`
    : '';
  const orNone = value === '' ? '; to set none of them, remove the field' : '';
  const message = `must be one of ${known.join(', ')}${later}${orNone || suggestion(value, known)}`;
  return [{ ...FIELD_VALUE, keys, value, message }];
}

function checkLength(value: string, keys: Keys, { maxLength = [] }: FieldSchema, release: CalicoRelease): Finding[] {
  const [since, most] = rowIn(maxLength, release._base) ?? [];
  if (since === undefined || most === undefined || [...value].length <= most) {
    return [];
  }
  const message = `must have at most ${most} characters since ${shortened(since)}`;
  return [{ ...FIELD_TOO_LONG, keys, value, message }];
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
