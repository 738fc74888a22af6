import { CALICO_GROUP, type History, historyOf } from '../../calico';
import { always, type MapSchema, type ObjectType, objectSchema } from '../../kind';
import { AlertComparison, AlertMetric } from './metric';

/** Releases with the fields `type` and `detector`. On other releases, checkDetectorAlert reports what to do instead. */
const HAS_TYPE: History<boolean> = historyOf('alertType');

/** Before the schema itself has the alerts' values, an empty string is accepted for each of them. */
const STRICT: History<boolean> = historyOf('strictAlerts');

const SUBSTITUTION: MapSchema = {
  title: 'a substitution',
  fields: { name: { type: 'string' }, values: { type: 'strings' } },
};

const DETECTOR: MapSchema = { title: 'a detector', fields: { name: { type: 'string' } }, required: ['name'] };

/** The spec of an alert. */
// biome-ignore format: a table is read by its columns
const SPEC: MapSchema = {
  title: 'an alert',
  alsoRequired: ['description', 'severity'],
  fields: {
    // A separate rule reports releases without anomaly detection, which reject it.
    type:          { type: 'string', isIn: HAS_TYPE, values: always(['RuleBased', 'AnomalyDetection']), refusesEmpty: STRICT },
    description:   { type: 'string' },
    summary:       { type: 'string' },
    severity:      { type: 'integer' },
    period:        { type: 'string' },
    lookback:      { type: 'string' },
    dataSet:       { type: 'string', values: historyOf('dataSets'), refusesEmpty: STRICT, maxLength: [['3.24.0', 32]] },
    query:         { type: 'string' },
    aggregateBy:   { type: 'strings' },
    field:         { type: 'string', maxLength: [['3.24.0', 256]] },
    metric:        { type: 'string', values: always(Object.values(AlertMetric)), refusesEmpty: STRICT, maxLength: [['3.24.0', 16]] },
    condition:     { type: 'string', values: always(Object.values(AlertComparison)), refusesEmpty: STRICT, maxLength: [['3.24.0', 16]] },
    threshold:     { type: 'number' },
    substitutions: { type: 'maps', isIn: historyOf('substitutions'), of: SUBSTITUTION },
    detector:      { type: 'map', isIn: HAS_TYPE, of: DETECTOR },
  },
};

/** The types of this folder. Calico reports the state of an alert in its status; a template has none. */
export const GLOBAL_ALERT_TYPES: readonly ObjectType[] = [
  {
    group: CALICO_GROUP,
    kind: 'GlobalAlert',
    plural: 'globalalerts',
    isNamespaced: false,
    schema: objectSchema('a GlobalAlert', SPEC, { hasStatus: true }),
  },
  {
    group: CALICO_GROUP,
    kind: 'GlobalAlertTemplate',
    plural: 'globalalerttemplates',
    isNamespaced: false,
    schema: objectSchema('a GlobalAlertTemplate', SPEC),
  },
];
