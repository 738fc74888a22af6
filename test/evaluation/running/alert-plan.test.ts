import { CalicoRelease } from '../../../src/calico';
import { ASSUMPTIONS, evaluate, isRefusal, planAlert, textOf, windowRuleOf } from '../../../src/evaluation';
import { modelOf, partialsOf, planOf } from '../cases/models';

const SUM = { metric: 'sum', field: 'bytes_in', condition: 'gt', threshold: 1 };

describe('an alert is refused', () => {
  it.each([
    ['detector', 'evaluation', { type: 'AnomalyDetection', detector: { name: 'port_scan' } }, '3.14'],
    ['data set', 'evaluation', { dataSet: 'vulnerability' }, '3.22'],
    ['data set', 'evaluation', { dataSet: 'l7' }, '3.10'],
    ['data set', 'evaluation', { dataSet: 'nothing' }, '3.22'],
    ['release', 'evaluation', {}, '3.25'],
    ['release', 'evaluation', {}, 'cloud-24.0.0'],
    ['time', 'evaluation', { period: '60.5s' }, '3.22'],
    ['time', 'evaluation', { lookback: '60.001s' }, '3.22'],
    ['alert', 'evaluation', { query: 'a ==' }, '3.22'],
    ['alert', 'evaluation', { query: 5 }, '3.22'],
    ['alert', 'evaluation', { aggregateBy: [5] }, '3.22'],
    ['alert', 'evaluation', { condition: 'gt', threshold: 1 }, '3.22'],
    ['alert', 'evaluation', { metric: 'count' }, '3.22'],
    ['alert', 'evaluation', { metric: 'count', condition: 'above' }, '3.22'],
    ['alert', 'evaluation', { ...SUM, metric: 'median' }, '3.22'],
    ['alert', 'evaluation', { ...SUM, field: undefined }, '3.22'],
    ['substitution', 'evaluation', { query: 'action IN ${x}' }, '3.22'],
    ['operator', 'evaluation', { query: 'action EMPTY' }, '3.22'],
    ['field', 'evaluation', { dataSet: 'l7', query: 'latency = 1' }, '3.23'],
    ['field', 'evaluation', { dataSet: 'l7', aggregateBy: ['gateway_name'] }, '3.23'],
    ['field', 'evaluation', { ...SUM, dataSet: 'l7', field: 'latency' }, '3.23'],
    ['grouping', 'log store', { aggregateBy: ['action', 'action'] }, '3.22'],
    ['grouping', 'log store', { dataSet: 'audit', aggregateBy: ['stage'] }, '3.22'],
    ['metric', 'log store', { ...SUM, field: 'action' }, '3.22'],
    ['metric', 'log store', { ...SUM, field: 'source_ip' }, '3.22'],
    ['metric', 'log store', { ...SUM, dataSet: 'audit', field: 'stage' }, '3.22'],
    ['metric', 'log store', { ...SUM, dataSet: 'dns', field: 'servers.name' }, '3.22'],
    ['set', 'log store', { query: 'dest_port IN {"1"}' }, '3.22'],
  ])('for its %s, by the %s: %j on %s', (reason, by, spec, release) => {
    const warn = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const plan = planAlert(modelOf(spec, release));
    warn.mockRestore();
    expect(plan).toMatchObject({ reason, by, refused: expect.stringMatching(/^.{20,}[^.]$/) });
  });

  it.each([
    { query: 'action IN ${x}', substitutions: [{ name: 'X', values: ['deny'] }] },
    { aggregateBy: ['source_port', 'source_port_num'] },
    { aggregateBy: ['source_labels.labels', 'no_such_field'] },
    { ...SUM, field: 'no_such_field' },
    { ...SUM, field: 'end_time' },
    { period: '0s', lookback: '0s' },
  ])('but not for %j', (spec) => {
    expect(isRefusal(planAlert(modelOf(spec)))).toBe(false);
  });
});

describe('the model of an alert', () => {
  it('has the defaults of Calico', () => {
    expect(modelOf({})).toMatchObject({
      period: 300_000,
      lookback: 600_000,
      threshold: 0,
      severity: 50,
      aggregateBy: [],
    });
    expect(modelOf({ period: '0s', lookback: '0s' })).toMatchObject({ period: 5_000, lookback: 600_000 });
    expect(modelOf({ lookback: '-5m' })).toMatchObject({ lookback: 600_000 });
  });
});

describe('the window', () => {
  const rule = (dataSet: string, release: string) => windowRuleOf(dataSet, CalicoRelease.parse(release));

  it.each([
    ['flows', '3.16', 'start_time', true],
    ['flows', '3.17', 'end_time', false],
    ['dns', '3.16', 'start_time', true],
    ['l7', '3.22', 'end_time', false],
    ['audit', '3.16', 'requestReceivedTimestamp', true],
    ['audit', '3.22', 'requestReceivedTimestamp', true],
    ['waf', '3.22', '@timestamp', true],
  ])('of %s on %s is over %s', (dataSet, release, field, isClosed) => {
    expect(rule(dataSet, release)).toMatchObject({ field, isClosed });
  });

  it('of vulnerabilities is not known', () => {
    expect(rule('vulnerability', '3.22')).toBeUndefined();
  });
});

describe('assumptions', () => {
  const idsOf = (spec: Readonly<Record<string, unknown>>, release?: string, rows: readonly unknown[] = []) =>
    evaluate(partialsOf(planOf(spec, release), rows)).assumptions.map(({ id }) => id);

  it('have a grade and words', () => {
    for (const { id, grade, words } of ASSUMPTIONS) {
      expect([id, /^[DEO]$/.test(grade), words.length > 20, words.endsWith('.')]).toEqual([id, true, true, false]);
    }
  });

  it('are listed where a result rests on them', () => {
    expect(idsOf({})).toEqual([
      'schedule',
      'defaults',
      'endTimeWindow',
      'delay',
      'duplicates',
      'query',
      'eachRecord',
      'textOfDescription',
      'numbersInText',
    ]);
    expect(idsOf({ period: '0s', lookback: '1h' }, '3.12')).toEqual(
      expect.arrayContaining(['periodOfZero', 'startTimeWindow', 'textOfSummary']),
    );
    expect(idsOf({ ...SUM, query: 'source_ip = "10.0.0.1"', aggregateBy: ['source_labels.labels'] })).toEqual(
      expect.arrayContaining(['nullValues', 'nested', 'groups', 'noValue', 'fieldTypes']),
    );
    expect(idsOf({ dataSet: 'dns', query: 'rcode = x AND "client_labels.a" = b' })).toEqual(
      expect.arrayContaining(['letterCase', 'flattened']),
    );
    expect(idsOf({ dataSet: 'audit', query: 'verb = x' })).toEqual(
      expect.arrayContaining(['observedTypes', 'auditWindow']),
    );
    expect(idsOf({ metric: 'count', condition: 'gt', threshold: 1 })).toContain('hitLimit');
    expect(idsOf({ metric: 'count', condition: 'gt', threshold: 1, aggregateBy: ['action'] })).not.toContain(
      'hitLimit',
    );
    const row = { start_time: 1_769_860_800, end_time: 1_769_860_800 };
    expect(idsOf({}, '3.22', [{ ...row, generated_time: 1_769_860_801_000 }])).toContain('generatedTime');
    expect(idsOf({}, '3.22', [row])).not.toContain('generatedTime');
  });
});

describe('the text of events', () => {
  it.each([
    ['3.12', 'a summary'],
    ['3.13', 'a description'],
  ])('on %s is %s', (release, text) => {
    expect(textOf(modelOf({ description: 'a description', summary: 'a summary' }, release)).text).toBe(text);
  });

  it('is the description where there is no summary', () => {
    expect(textOf(modelOf({ description: 'a description' }, '3.12')).text).toBe('a description');
  });
});
