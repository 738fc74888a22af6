import { type History, historyOf, OLDEST } from '../../calico';
import type { FieldSchema, MapSchema } from './field-schema';
import { AlertComparison, AlertMetric } from './metric';

/** Releases with the fields `type` and `detector`. On other releases, checkDetectorAlert reports what to do instead. */
export const HAS_TYPE: History<boolean> = historyOf('alertType');

/** Before the schema itself has the alerts' values, an empty string is accepted for each of them. */
const STRICT: History<boolean> = historyOf('strictAlerts');

/** Values that every release accepts. */
const always = (values: readonly string[]): History<readonly string[]> => [[OLDEST, values]];

const SUBSTITUTION: MapSchema = {
  title: 'a substitution',
  fields: { name: { type: 'text' }, values: { type: 'texts' } },
};

const DETECTOR: MapSchema = { title: 'a detector', fields: { name: { type: 'text' } }, required: ['name'] };

/** The spec of an alert. */
// biome-ignore format: a table is read by its columns
export const SPEC: MapSchema = {
  title: 'an alert',
  fields: {
    // A separate rule reports releases without anomaly detection, which reject it.
    type:          { type: 'text', isIn: HAS_TYPE, values: always(['RuleBased', 'AnomalyDetection']), refusesEmpty: STRICT },
    description:   { type: 'text' },
    summary:       { type: 'text' },
    severity:      { type: 'integer' },
    period:        { type: 'text' },
    lookback:      { type: 'text' },
    dataSet:       { type: 'text', values: historyOf('dataSets'), refusesEmpty: STRICT, maxLength: [['3.24.0', 32]] },
    query:         { type: 'text' },
    aggregateBy:   { type: 'texts' },
    field:         { type: 'text', maxLength: [['3.24.0', 256]] },
    metric:        { type: 'text', values: always(Object.values(AlertMetric)), refusesEmpty: STRICT, maxLength: [['3.24.0', 16]] },
    condition:     { type: 'text', values: always(Object.values(AlertComparison)), refusesEmpty: STRICT, maxLength: [['3.24.0', 16]] },
    threshold:     { type: 'number' },
    substitutions: { type: 'maps', isIn: historyOf('substitutions'), of: SUBSTITUTION },
    detector:      { type: 'map', isIn: HAS_TYPE, of: DETECTOR },
  },
};

const SERVER_SET: FieldSchema = { type: 'any' };
/** A separate rule checks its values. */
const CHECKED_ELSEWHERE: FieldSchema = { type: 'any' };

const OWNER: MapSchema = {
  title: 'an owner',
  fields: {
    apiVersion: { type: 'text' },
    kind: { type: 'text' },
    name: { type: 'text' },
    uid: { type: 'text' },
    controller: { type: 'boolean' },
    blockOwnerDeletion: { type: 'boolean' },
  },
  required: ['apiVersion', 'kind', 'name', 'uid'],
};

/** The metadata of every Kubernetes object. */
const METADATA: MapSchema = {
  title: 'metadata',
  fields: {
    name: CHECKED_ELSEWHERE,
    generateName: { type: 'text' },
    namespace: { type: 'text' },
    labels: { type: 'text map' },
    annotations: { type: 'text map' },
    finalizers: { type: 'texts' },
    ownerReferences: { type: 'maps', of: OWNER },
    creationTimestamp: SERVER_SET,
    deletionGracePeriodSeconds: SERVER_SET,
    deletionTimestamp: SERVER_SET,
    generation: SERVER_SET,
    managedFields: SERVER_SET,
    resourceVersion: SERVER_SET,
    selfLink: SERVER_SET,
    uid: SERVER_SET,
  },
};

const OBJECT_FIELDS: MapSchema['fields'] = {
  apiVersion: { type: 'text' },
  kind: { type: 'text' },
  metadata: { type: 'map', of: METADATA },
  spec: CHECKED_ELSEWHERE,
};

/** A GlobalAlert around its spec; Calico reports its state in the status. */
export const GLOBAL_ALERT: MapSchema = {
  title: 'a GlobalAlert',
  fields: { ...OBJECT_FIELDS, status: SERVER_SET },
};

/** A GlobalAlertTemplate around its spec. */
export const GLOBAL_ALERT_TEMPLATE: MapSchema = { title: 'a GlobalAlertTemplate', fields: OBJECT_FIELDS };
