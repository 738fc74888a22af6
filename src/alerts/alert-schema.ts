import type { CalicoRelease } from '../release';
import { DataSet } from './data-set';
import type { FieldSchema, MapSchema } from './field-schema';
import { AlertComparison, AlertMetric } from './metric';

export const hasType = (release: CalicoRelease) => release._features.alertType;
const hasSubstitutions = (release: CalicoRelease) => release._features.substitutions;

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
    substitutions: { type: 'maps', of: SUBSTITUTION, since: '3.12', isIn: hasSubstitutions },
    detector:      { type: 'map', of: DETECTOR, since: '3.13', isIn: hasType },
  },
};

const FILLED_IN: FieldSchema = { type: 'any' };
/** What may stand there is a rule of its own. */
const SAID_ELSEWHERE: FieldSchema = { type: 'any' };

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
    name: SAID_ELSEWHERE,
    generateName: { type: 'text' },
    namespace: { type: 'text' },
    labels: { type: 'text map' },
    annotations: { type: 'text map' },
    finalizers: { type: 'texts' },
    ownerReferences: { type: 'maps', of: OWNER },
    creationTimestamp: FILLED_IN,
    deletionGracePeriodSeconds: FILLED_IN,
    deletionTimestamp: FILLED_IN,
    generation: FILLED_IN,
    managedFields: FILLED_IN,
    resourceVersion: FILLED_IN,
    selfLink: FILLED_IN,
    uid: FILLED_IN,
  },
};

const OBJECT_FIELDS: MapSchema['fields'] = {
  apiVersion: { type: 'text' },
  kind: { type: 'text' },
  metadata: { type: 'map', of: METADATA },
  spec: SAID_ELSEWHERE,
};

/** A GlobalAlert around its spec; Calico keeps what became of it in its status. */
export const GLOBAL_ALERT: MapSchema = {
  title: 'a GlobalAlert',
  fields: { ...OBJECT_FIELDS, status: FILLED_IN },
};

/** A GlobalAlertTemplate around its spec. */
export const GLOBAL_ALERT_TEMPLATE: MapSchema = { title: 'a GlobalAlertTemplate', fields: OBJECT_FIELDS };
