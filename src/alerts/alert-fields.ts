import type { ClusterKind } from '../cluster';
import { errorRule, type Finding, suggestion, warningRule } from '../findings';
import { type Manifest, valueAt } from '../manifest';
import type { CalicoRelease } from '../release';
import { DataSet } from './data-set';
import { AlertComparison, AlertMetric } from './metric';

const SPEC_MISSING = errorRule('global-alert/spec-missing');
const UNKNOWN_FIELD = warningRule('global-alert/unknown-field');
const FIELD_TYPE = errorRule('global-alert/field-type');
const FIELD_VALUE = errorRule('global-alert/field-value');
const FIELD_TOO_LONG = errorRule('global-alert/field-too-long');
const NOT_YET = errorRule('global-alert/field-not-yet');

/** A field of an alert's spec, as the API states it. */
interface FieldSchema {
  readonly type: 'text' | 'integer' | 'number' | 'texts' | 'objects' | 'object';
  readonly values?: readonly string[];
  /** Characters that 3.24 allows. */
  readonly maxLength?: number;
  /** The first release that has it, and how to tell. */
  readonly since?: string;
  readonly isIn?: (release: CalicoRelease) => boolean;
}

const hasType = (release: CalicoRelease) => release._features.alertType;
const hasSubstitutions = (release: CalicoRelease) => release._features.substitutions;

// biome-ignore format: a table is read by its columns
const FIELDS: Readonly<Record<string, FieldSchema>> = {
  type:          { type: 'text', values: ['RuleBased', 'AnomalyDetection'], since: '3.13', isIn: hasType },
  description:   { type: 'text' },
  summary:       { type: 'text' },
  severity:      { type: 'integer' },
  period:        { type: 'text' },
  lookback:      { type: 'text' },
  dataSet:       { type: 'text', values: Object.values(DataSet), maxLength: 32 },
  query:         { type: 'text' },
  aggregateBy:   { type: 'texts' },
  field:         { type: 'text', maxLength: 256 },
  metric:        { type: 'text', values: Object.values(AlertMetric), maxLength: 16 },
  condition:     { type: 'text', values: Object.values(AlertComparison), maxLength: 16 },
  threshold:     { type: 'number' },
  substitutions: { type: 'objects', since: '3.12', isIn: hasSubstitutions },
  detector:      { type: 'object', since: '3.13', isIn: hasType },
};

/** Checks the shape of an alert's spec: that its fields are there, of their types, and known to the release. */
export function checkAlertFields(alert: Manifest, { release }: ClusterKind): Finding[] {
  const spec = valueAt(alert, 'spec');
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    const message = 'must hold the fields of the alert, description and severity at least';
    return [{ ...SPEC_MISSING, path: 'spec', value: spec, message }];
  }
  // Of an alert that runs a detector, checkDetectorAlert says what the release lacks, and what to do instead.
  const byDetector = valueAt(spec, 'type') === 'AnomalyDetection';
  return Object.entries(spec).flatMap(([name, value]) => {
    const schema = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (schema === undefined) {
      return [unknownField(name)];
    }
    return [
      ...(byDetector && schema.isIn === hasType ? [] : checkPresence(name, value, schema, release)),
      ...checkField(name, value, schema, release),
    ];
  });
}

/** Whether a field holds something; an empty text is as good as none, for Calico too. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function unknownField(name: string): Finding {
  const hint = suggestion(name, Object.keys(FIELDS)) || `; the fields are ${Object.keys(FIELDS).join(', ')}`;
  return { ...UNKNOWN_FIELD, path: `spec.${name}`, message: `is no field of an alert, so it does nothing${hint}` };
}

function checkPresence(name: string, value: unknown, { since, isIn }: FieldSchema, release: CalicoRelease): Finding[] {
  if (!isSet(value) || isIn?.(release) !== false) {
    return [];
  }
  const message = `is not in ${release.displayName}: it came with ${since}; leave it out`;
  return [{ ...NOT_YET, path: `spec.${name}`, message }];
}

function checkField(name: string, value: unknown, schema: FieldSchema, release: CalicoRelease): Finding[] {
  if (!isSet(value)) {
    return [];
  }
  const problem = TYPE_PROBLEMS[schema.type](value);
  if (problem !== undefined) {
    return [{ ...FIELD_TYPE, path: `spec.${name}`, value, message: problem }];
  }
  return [...checkValues(name, String(value), schema, release), ...checkLength(name, String(value), schema, release)];
}

const TYPE_PROBLEMS: Record<FieldSchema['type'], (value: unknown) => string | undefined> = {
  text: (value) => (typeof value === 'string' ? undefined : 'must be a text; put it in quotes'),
  // Which integers is a rule of its own.
  integer: (value) => (typeof value === 'number' ? undefined : 'must be a number, without quotes'),
  number: (value) =>
    typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a finite number, without quotes',
  texts: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? undefined : 'must be a list of texts',
  objects: (value) => (Array.isArray(value) && value.every(isMap) ? undefined : 'must be a list of maps'),
  object: (value) => (isMap(value) ? undefined : 'must be a map'),
};

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkValues(name: string, value: string, { values }: FieldSchema, release: CalicoRelease): Finding[] {
  const known = name === 'dataSet' ? values?.filter((dataSet) => release._features.dataSets.includes(dataSet)) : values;
  if (known === undefined || known.includes(value)) {
    return [];
  }
  const later = values?.includes(value) ? `, which ${release.displayName} does not have yet` : '';
  const message = `must be one of ${known.join(', ')}${later}${suggestion(value, known)}`;
  return [{ ...FIELD_VALUE, path: `spec.${name}`, value, message }];
}

function checkLength(name: string, value: string, { maxLength }: FieldSchema, release: CalicoRelease): Finding[] {
  if (maxLength === undefined || !release._features.strictAlerts || [...value].length <= maxLength) {
    return [];
  }
  const message = `must have at most ${maxLength} characters since 3.24`;
  return [{ ...FIELD_TOO_LONG, path: `spec.${name}`, value, message }];
}
