import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster } from '../../support';
import { findings, GOOD } from './rule-alert';

/** What is wrong, the fields that make it so, and what is said of it. */
const BROKEN: readonly [string, Record<string, unknown>, string][] = [
  // The five rules that 3.24 states in its schema, and older API servers in code.
  [
    'a field without a metric',
    { metric: undefined, condition: undefined, summary: 's' },
    'error spec.field: requires a metric, such as sum [global-alert/field-without-metric]',
  ],
  [
    'a count of a field',
    { metric: 'count', summary: '${count}' },
    'error spec.field: must be removed: the metric count counts records, not a field [global-alert/count-with-field]',
  ],
  [
    'a metric without a field',
    { field: '' },
    'error spec.field: must name the field that the metric sum is computed from [global-alert/metric-without-field]',
  ],
  [
    'a metric without a condition',
    { condition: undefined },
    'error spec.condition: must state how to compare the metric with the threshold, such as gt [global-alert/metric-without-condition]',
  ],
  [
    'no data set',
    { dataSet: undefined },
    'error spec.dataSet: must name the logs to search, such as flows [global-alert/data-set-missing]',
  ],
  // Shape
  [
    'a misspelt field',
    { agregateBy: [] },
    'error spec.agregateBy: is not a field of an alert; the API server rejects or drops unknown fields; did you mean aggregateBy? [global-alert/unknown-field]',
  ],
  [
    'a list as text',
    { aggregateBy: 'source_namespace', description: 'd', summary: 's' },
    'error spec.aggregateBy: must be a list of strings: write [source_namespace] [global-alert/field-type]',
  ],
  [
    'a severity as text',
    { severity: '50' },
    'error spec.severity: must be a number, without quotes [global-alert/field-type]',
  ],
  [
    'a severity of 0',
    { severity: 0 },
    'error spec.severity: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
  ],
  [
    'no severity',
    { severity: undefined },
    'error spec.severity: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
  ],
  [
    'half a severity',
    { severity: 1.5 },
    'error spec.severity: must be a whole number from 1 to 100 (100 is the most severe) [global-alert/severity-range]',
  ],
  [
    'an infinite threshold',
    { threshold: Number.POSITIVE_INFINITY },
    'error spec.threshold: must be a finite number, without quotes [global-alert/field-type]',
  ],
  [
    'an unknown data set',
    { dataSet: 'flow' },
    'error spec.dataSet: must be one of audit, dns, flows, l7, waf, vulnerability; did you mean flows? [global-alert/field-value]',
  ],
  [
    'an unknown metric',
    { metric: 'mean', summary: 's' },
    'error spec.metric: must be one of count, sum, avg, min, max [global-alert/field-value]',
  ],
  [
    'an unknown condition',
    { condition: '>' },
    'error spec.condition: must be one of eq, not_eq, gt, gte, lt, lte [global-alert/field-value]',
  ],
  [
    'an unknown type',
    { type: 'Rulebased' },
    'error spec.type: must be one of RuleBased, AnomalyDetection; did you mean RuleBased? [global-alert/field-value]',
  ],
  [
    'no description',
    { description: '' },
    'error spec.description: must describe the alert; Calico requires it and shows it with every event [global-alert/description-missing]',
  ],
  [
    'a description of spaces',
    { description: '  ' },
    'error spec.description: must describe the alert; Calico requires it and shows it with every event [global-alert/description-missing]',
  ],
  [
    'a null as description',
    { description: null },
    'error spec.description: must describe the alert; Calico requires it and shows it with every event [global-alert/description-missing]',
  ],
  [
    'a number as description',
    { description: 7 },
    'error spec.description: must be a string; quote it, as in "7" [global-alert/field-type]',
  ],
  [
    'a detector that nobody reads',
    { detector: { name: 'port_scan' } },
    'warning spec.detector: is ignored by rule-based alerts; remove it, or set type: AnomalyDetection if the release has detectors [global-alert/detector-unread]',
  ],
  // Times
  [
    'blanks in a time',
    { lookback: '1h 30m' },
    'error spec.lookback: must be a Go duration without spaces, such as 5m0s or 1h30m; the units are h, m, s and shorter ones [global-alert/duration-format]',
  ],
  [
    'a negative period',
    { period: '-5m' },
    'error spec.period: must be at least one minute (1m0s), or Calico rejects it; remove the field to use the default of 5m [global-alert/period-too-short]',
  ],
  [
    'a short lookback',
    { lookback: '59s' },
    'error spec.lookback: must be at least one minute (1m0s), or Calico rejects it; 0s means the default [global-alert/lookback-too-short]',
  ],
  [
    'a gap between runs',
    { lookback: '5m' },
    'warning spec.lookback: is shorter than the period plus the 5 minutes after which these logs are flushed, so records fall between two runs; use 10m0s or more [global-alert/lookback-gap]',
  ],
  [
    'a gap by the default lookback',
    { period: '10m', lookback: '0' },
    'warning spec.lookback: is shorter than the period plus the 5 minutes after which these logs are flushed, so records fall between two runs; use 15m0s or more [global-alert/lookback-gap]',
  ],
];

const WAF = { dataSet: 'waf', aggregateBy: ['path'], field: 'count', summary: 's', description: 'd of ${path}' };
const UNKNOWN =
  'warning spec.field: is not a field of the data set waf, although the API accepts it [global-alert/unknown-metric-field]';

describe('a rule-based alert', () => {
  it.each(['3.12', '3.14', '3.18', '3.24', 'cloud-23.0.1'])('is fine on %s', (release) => {
    expect(findings({}, release)).toEqual([]);
  });

  it('may be very small', () => {
    const alert = { metadata: { name: 'a' }, spec: { description: 'd', severity: 1, dataSet: 'waf' } };
    expect(checkGlobalAlert(alert, managedCluster('3.24'))).toEqual([]);
  });

  it('says that EMPTY cannot be read yet, and no more', () => {
    for (const query of ['source_name EMPTY', 'dest_domains EMPTY', 'a EMPTY']) {
      expect(findings({ query, substitutions: undefined }, '3.21').map((line) => line.replace(/.*\[/, '['))).toEqual([
        '[query/not-yet]',
      ]);
    }
  });

  it('says of a metric that is not one only that', () => {
    for (const metric of ['Count', 'constructor', 'median']) {
      const lines = findings({ metric, field: undefined, description: 'd', summary: 's', aggregateBy: [] });
      expect(lines.map((line) => line.replace(/.*\[/, '['))).toEqual(['[global-alert/field-value]']);
    }
  });

  it.each([
    ['60000.5ms', []],
    ['300000.5ms', ['[global-alert/lookback-gap]']],
    ['9223372036854775ns', ['[global-alert/lookback-gap]']],
    ['2562047h', ['[global-alert/lookback-gap]']],
    ['2562048h', ['[global-alert/duration-format]']],
  ])('may have an odd period: %s', (period, expected) => {
    expect(findings({ period, lookback: '10m' }).map((line) => line.replace(/.*\[/, '['))).toEqual(expected);
  });

  it.each(BROKEN)('is told of %s', (_, spec, line) => {
    expect(findings(spec)).toEqual([line]);
  });

  it('is told of aggregated vulnerabilities', () => {
    expect(findings({ dataSet: 'vulnerability', query: '', field: 'x' }, 'cloud-22.5.0')).toEqual([
      'error spec.aggregateBy: must be removed: vulnerability events cannot be aggregated [global-alert/aggregation-forbidden]',
    ]);
  });

  it('is told of what does nothing without a metric', () => {
    expect(findings({ metric: undefined, field: undefined, summary: 's', threshold: 5 })).toEqual([
      'warning spec.condition: is ignored without a metric: every record raises an event [global-alert/condition-unread]',
      'warning spec.threshold: is ignored without a metric: every record raises an event [global-alert/condition-unread]',
    ]);
  });

  it.each([undefined, null, 'x', 7, []])('needs a spec: %j', (spec) => {
    const rules = checkGlobalAlert({ metadata: { name: 'a' }, spec }, managedCluster('3.24')).map(({ rule }) => rule);
    expect(rules[0]).toBe('global-alert/spec-missing');
  });

  it.each([
    [{ name: 'Network.SSH' }, 'global-alert/name'],
    [{ name: '' }, 'global-alert/name'],
    [{ name: 7 }, 'global-alert/name'],
    [undefined, 'global-alert/name'],
    [{ name: 'tigera.io.detector.port-scan' }, 'global-alert/reserved-name'],
  ])('needs a name of its own: %j', (metadata, rule) => {
    const alert = { ...GOOD, metadata };
    expect(checkGlobalAlert(alert, managedCluster('3.22')).map((finding) => finding.rule)).toEqual([rule]);
  });

  it.each([
    [
      '3.11',
      {},
      [
        'error spec.substitutions: is not available in Calico Enterprise 3.11.0: it was added in 3.12; remove it [global-alert/field-not-yet]',
        'error spec.query: IN was added in 3.12 (observed, not documented): Calico Enterprise 3.11.0 cannot parse the query. Write comparisons with =, joined by OR [query/not-yet]',
      ],
    ],
    [
      '3.12',
      { type: 'RuleBased' },
      [
        'error spec.type: is not available in Calico Enterprise 3.12.0: it was added in 3.13; remove it [global-alert/field-not-yet]',
      ],
    ],
    ['3.13', { type: 'RuleBased' }, []],
    [
      '3.11',
      { ...WAF, query: '', substitutions: undefined },
      [
        'error spec.dataSet: must be one of audit, dns, flows, l7, which Calico Enterprise 3.11.0 does not have yet [global-alert/field-value]',
        'warning spec.field: was added in 3.22.0-1.0 (observed, not documented): Calico Enterprise 3.11.0 does not have it [global-alert/unknown-metric-field]',
      ],
    ],
    [
      '3.10',
      {
        dataSet: 'l7',
        query: '',
        substitutions: undefined,
        aggregateBy: ['src_namespace'],
        field: 'count',
        summary: 's',
        description: 'd of ${src_namespace}',
      },
      [
        'error spec.dataSet: must be one of audit, dns, flows, which Calico Enterprise 3.10.0 does not have yet [global-alert/field-value]',
      ],
    ],
    ['3.22', { ...WAF, query: '', field: 'x'.repeat(257) }, [UNKNOWN]],
    [
      '3.24',
      { ...WAF, query: '', field: 'x'.repeat(257) },
      ['error spec.field: must have at most 256 characters since 3.24 [global-alert/field-too-long]', UNKNOWN],
    ],
  ])('is told what %s does not have: %j', (release, spec, lines) => {
    expect(findings(spec, release)).toEqual(lines);
  });

  it('is told where its query breaks off', () => {
    const [line] = findings({ query: 'dest_port =', substitutions: undefined });
    expect(line).toMatch(/^error spec\.query: expected a value after .* \[query\/syntax\]$/);
  });

  it('is told of keys and values of its query', () => {
    const lines = findings({ query: 'dest_prt = 22 AND dest_port = 70000 AND action = dropped' });
    expect(lines.map((line) => line.match(/\[(.*)\]$/)?.[1])).toEqual([
      'query/unknown-field',
      'query/value',
      'query/value',
    ]);
  });

  it('is checked for all of it at once', () => {
    expect(
      findings({ severity: 0, period: '1s', dataSet: 'x', query: '(', summary: '${', substitutions: undefined }),
    ).toHaveLength(5);
  });
});
