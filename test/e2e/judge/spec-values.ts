import { AlertComparison, AlertMetric, DETECTORS } from '../../../src/kinds/global-alert';
import { DataSet } from '../../../src/logs';
import { NUMBER_TEXTS } from './manifest-text';

const SEVERITIES: readonly unknown[] = [0, 1, 100, 101, -1, '50', 50.5, ...NUMBER_TEXTS];

const DURATIONS: readonly string[] = [
  '-5m',
  '10',
  '1d',
  '1h 30m',
  '5m ',
  '59s',
  '30s',
  '1m',
  '.5h',
  '5.m',
  '5M',
  'm',
  '1e3s',
  '5m-1s',
  '2562048h',
  '1µs',
  '1μs',
  '5 minutes',
  '٥m',
];

const QUERIES: readonly string[] = [
  '',
  ' ',
  'dest_port = 22',
  'dest_prt = 22',
  'dest_port =',
  'dest_port == 22',
  '((((',
  'a = "',
  'qname IN ${missing}',
  'count > 1',
  'NOT',
  'score > 5',
];

const LISTS: readonly unknown[] = [
  ['source_namespace'],
  ['a', 1],
  ['a', null],
  'source_namespace',
  ['', 'a'],
  { 0: 'a' },
];

const SUBSTITUTIONS: readonly unknown[] = [
  [{ name: 'a', values: ['b'] }],
  [
    { name: 'a', values: ['b'] },
    { name: 'A', values: ['c'] },
  ],
  [{ values: ['b'] }],
  [{ name: 'a' }],
  [{ name: '', values: ['b'] }],
  [{ name: 1, values: ['b'] }],
  [{ name: 'a', values: [1] }],
  [{ name: 'a', values: [null, 'b'] }],
  [{ name: 'a', values: 'b' }],
  [{ name: 'a', values: { b: 1 } }],
  [{ name: 'a', values: null }],
  [{ name: null, values: ['b'] }],
  [{ name: 'a', values: [] }],
  [{ name: 'a', values: ['', 'b'] }],
  [null],
  ['a'],
  { name: 'a', values: ['b'] },
  { a: ['b'] },
];

const DETECTOR_VALUES: readonly unknown[] = [
  ...Object.keys(DETECTORS).map((name) => ({ name })),
  { name: '' },
  { name: null },
  { name: 1 },
  { nmae: 'port_scan' },
  { name: 'port_scan', params: {} },
  'port_scan',
  [{ name: 'port_scan' }],
];

const enums = (values: readonly string[]) => [
  ...values,
  '',
  ...values.map((value) => value.toUpperCase()),
  ...values.map((value) => `${value}s`),
  ` ${values[0]}`,
];

/** What a field of a spec is set to, right and wrong, beside what no field is. */
export const SPEC_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  type: enums(['RuleBased', 'AnomalyDetection']),
  description: ['', ' ', '${', '${}', '${x}', '$', 'a $ { b'],
  summary: ['', '${sum}', '${source_namespace}', '${x', '$${x}'],
  severity: SEVERITIES,
  period: DURATIONS,
  lookback: DURATIONS,
  dataSet: enums(Object.values(DataSet)),
  query: QUERIES,
  aggregateBy: LISTS,
  field: ['num_flows', 'count', '', 'a'.repeat(256), 'a'.repeat(257), '😀'.repeat(256), '😀'.repeat(257)],
  metric: enums(Object.values(AlertMetric)),
  condition: enums(Object.values(AlertComparison)),
  threshold: SEVERITIES,
  substitutions: SUBSTITUTIONS,
  detector: DETECTOR_VALUES,
};
