import { parse } from 'yaml';
import { alert, valueAt } from '../../src/base';
import { CalicoRelease, CalicoTopology, LogSettings } from '../../src/calico';
import { type ElasticQuery, isRefusal, planAlert, runRequest } from '../../src/evaluation';
import { type Explanation, explainAlert, explainFiles, explainText, type Sentences } from '../../src/explain';
import { readAlert } from '../../src/kinds/global-alert';
import { captureStderr } from '../support';

const release = (name: string) => CalicoRelease.parse(name);

function explain(text: string, name = '3.22', logs?: LogSettings): Explanation {
  return explainAlert(parse(text), { release: release(name), topology: CalicoTopology.MANAGED, logs });
}

function textOf(text: string, name = '3.22'): string {
  const cluster = { release: release(name), topology: CalicoTopology.MANAGED };
  return explainText(explainFiles([{ file: 'alert.yaml', bytes: Buffer.from(text) }], cluster));
}

const GROUPED = {
  description: "'${source_namespace}: ${sum}'",
  period: '5m',
  lookback: '15m',
  aggregateBy: '[source_namespace, dest_port]',
  metric: 'sum',
  field: 'num_flows',
  condition: 'gt',
  threshold: '200',
};

describe('the explanation of an alert', () => {
  captureStderr();

  it.each<[dataSet: string, fields: Readonly<Record<string, string>>]>([
    ['flows', { ...GROUPED, query: 'action = allow AND dest_port < 1024' }],
    ['dns', { dataSet: 'dns', query: 'rcode = NXDomain', metric: 'count', condition: 'gte', threshold: '50' }],
    ['l7', { dataSet: 'l7', query: 'response_code >= 500' }],
    ['audit', { dataSet: 'audit', query: 'verb = delete', aggregateBy: '[user.username]' }],
    ['waf', { dataSet: 'waf', query: '""', aggregateBy: '[host]' }],
    ['vulnerability', { dataSet: 'vulnerability', query: 'result = Fail' }],
  ])('is the same as before: %s', (_, fields) => {
    expect(textOf(alert(fields))).toMatchSnapshot();
  });

  it.each<[release: string, part: keyof Sentences, sentence: RegExp]>([
    ['3.16', 'records', /whose start_time is within the last 15 minutes, both ends included/],
    ['3.17', 'records', /whose end_time is within the last 15 minutes, the start excluded, in whole seconds/],
    ['3.16', 'limits', /the sum of all groups but the first 500 is lost, and counts as 0/],
    // Of the 15 minutes, 5 are over when a record is written.
    ['3.16', 'repeats', /A record is seen by 1 to 2 runs/],
    ['3.17', 'repeats', /A record is seen by 2 to 3 runs/],
    ['3.12', 'event', /The text is the summary/],
    ['3.13', 'event', /The text is the description/],
  ])('depends on the release: %s %s', (name, part, sentence) => {
    const summary = "'${source_namespace}: ${sum}'";
    const sentences = explain(alert({ ...GROUPED, query: 'dest_port = 22', summary }), name).sentences[part];
    expect(sentences.join('\n')).toMatch(sentence);
    const others = { '3.16': '3.17', '3.17': '3.16', '3.12': '3.13', '3.13': '3.12' }[name];
    expect(explain(alert({ ...GROUPED, summary }), others).sentences[part].join('\n')).not.toMatch(sentence);
  });

  it('depends on the log settings', () => {
    const logs = LogSettings.fromFelixConfiguration(
      '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default }, spec: { flowLogsFlushInterval: 10s, flowLogsFileAggregationKindForAllowed: 0 } }',
    );
    const sentences = explain(alert({ query: 'action = allow' }), '3.22', logs).sentences.records.join('\n');
    expect(sentences).toContain('By the log settings of the cluster, flow logs are written every 10 seconds');
    expect(sentences).toContain('Allowed flows are not aggregated: each record is one connection');
    expect(sentences).not.toContain('Denied flows');
  });

  it('lists what it rests on, with grades', () => {
    const { assumptions } = explain(alert(GROUPED), '3.16');
    expect(assumptions.map(({ id, grade }) => `${grade} ${id}`)).toEqual(
      expect.arrayContaining(['O schedule', 'O startTimeWindow', 'E query', 'D fieldTypes', 'O lostMetrics']),
    );
  });

  it('says which variables no event has a value for', () => {
    const { verdict, sentences } = explain(alert({ ...GROUPED, description: "'${source_namespace} ${dest_name}'" }));
    expect(verdict).toBe('refused');
    expect(sentences.event).toEqual(
      expect.arrayContaining([
        'An event has severity 80 and the text: <source_namespace> ${dest_name}',
        '${dest_name} stays as it is, because no event has a value for it.',
      ]),
    );
  });

  it('cuts a long query off', () => {
    const members = Array.from({ length: 500 }, (_, index) => `n${index}`).join(', ');
    const { sentences } = explain(alert({ query: `source_namespace IN {${members}}` }));
    expect(sentences.records[1]).toMatch(
      /^It looks at those that match: source_namespace IN .{900,1000}… \(\d{4} characters\)$/,
    );
  });

  it('says what can be missing between two runs', () => {
    const rare = explain(alert({ period: '1h', lookback: '10m' }), '3.22').sentences.repeats.join('\n');
    expect(rare).toContain('A record is seen by at most 1 run');
    expect(rare).toContain('increase the lookback to the period plus 30 seconds or more');
  });
});

describe('the request of an alert', () => {
  captureStderr();
  const NOW = Date.parse('2026-01-31T12:00:00Z');

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['flows', GROUPED, '3.22'],
    ['flows, by the start', GROUPED, '3.16'],
    ['audit', { dataSet: 'audit', query: 'verb = delete' }, '3.22'],
    ['dns', { dataSet: 'dns', query: 'rcode = NXDomain', metric: 'count', condition: 'gt', threshold: '1' }, '3.22'],
  ])('is that of a run, but for its time: %s', (_, fields, name) => {
    const manifest = parse(alert(fields));
    const plan = planAlert(readAlert(manifest, release(name)));
    if (isRefusal(plan)) {
      throw new Error(plan.refused);
    }
    const { request } = explain(alert(fields), name);
    const [ours, run] = [request?.body, runRequest(plan, NOW)];
    expect(JSON.stringify(ours)).toContain('"now-');
    expect(JSON.stringify(run)).not.toContain('"now-');
    const windowless = (body: ElasticQuery | undefined) => JSON.stringify({ ...body, query: {} });
    expect(windowless(ours)).toBe(windowless(run));
    expect(windowed(ours).must).toEqual(windowed(run).must);
  });

  it('has the window of the release', () => {
    const rangeOf = (name: string) => windowed(explain(alert(GROUPED), name).request?.body).filter;
    expect(rangeOf('3.22')).toEqual([{ range: { end_time: { gt: 'now-900s', lte: 'now' } } }]);
    expect(rangeOf('3.16')).toEqual([{ range: { start_time: { gte: 'now-900s', lte: 'now' } } }]);
  });

  it('is known if the log store refuses it', () => {
    const { request, partials, verdict } = explain(alert({ query: `'dest_port IN {"22"}'` }));
    expect([verdict, partials]).toEqual(['refused', undefined]);
    expect(JSON.stringify(request?.body)).toContain('{"wildcard":{"dest_port":{"value":"22"}}}');
  });

  it('is not known for what is refused and not known', () => {
    const { request, verdict } = explain(alert({ query: `'dest_port IN {"22"} AND dest_name EMPTY'` }));
    expect([verdict, request]).toEqual(['refused', undefined]);
  });

  it('has pages if it is about groups', () => {
    expect(explain(alert(GROUPED)).request?.nextPage).toContain('"after_key" in aggregations.groups');
    expect(explain(alert(GROUPED)).partials?.nextPage).toContain('"after_key" in aggregations.partials');
    expect(explain(alert()).request?.nextPage).toBeUndefined();
  });
});

/** The query of a request, and its window. */
function windowed(body: ElasticQuery | undefined): { readonly must: unknown; readonly filter: unknown } {
  const [must, filter] = ['must', 'filter'].map((name) => valueAt(body, 'query', 'bool', name));
  return { must, filter };
}
