import { Duration } from 'cdk8s';
import { AlertRule, GlobalAlert, Metric, PortScanAlert } from '../../src';
import { AlertTest, DnsLogs, FlowLogs, L7Logs, type LogRows } from '../../src/testing';
import { captureStderr, managedCluster, messageOf, templateOf, testChart } from '../support';
import { cluster, LOGIN, SCAN, ssh } from './alerts';

describe('an alert over rows of a test', () => {
  it('is compared with record and text of its events', () => {
    const test = AlertTest.of(ssh()).over(LOGIN);
    test
      .raises({ record: { source_namespace: 'shop', count: 1 }, text: 'SSH from shop: 1' })
      .mayRaise()
      .raisesAtMost(2);
    expect(messageOf(() => test.raises({ record: { source_namespace: 'ops' } }))).toContain(
      'raises an event with the record {"source_namespace":"ops"} in every phase, but this fails in 10 of 10 phases',
    );
    test.raisesNothing({ record: { source_namespace: 'ops' } }).raisesNothing({ text: 'SSH' });
    expect(messageOf(() => test.raisesNothing({ record: { count: 1 } }))).toContain(
      'does not raise an event with the record {"count":1}, but this fails in 10 of 10 phases',
    );
    expect(messageOf(() => test.raisesNothing())).toContain(
      '  event {"source_namespace":"shop","count":1}: "SSH from shop: 1"',
    );
    expect(messageOf(() => test.raisesNothing())).toMatch(
      /\n {2}1 of 2 records matches the query\n {2}furthest beyond the condition: source_namespace = "shop": count is 1, and the condition is > 0\n/,
    );
  });

  it('says which clause of the query a record does not match', () => {
    const test = AlertTest.of(ssh()).over(FlowLogs.row({ dest_port: 443 }));
    expect(messageOf(() => test.raises())).toContain(
      '  none of 1 record matches the query; the closest one does not match:\n    dest_port = 22 (dest_port is 443)\n',
    );
    test.raisesNothing();
  });

  it('says so of the record that comes closest, whatever the form of its values', () => {
    const labeled = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalAlert',
      metadata: { name: 'labeled' },
      spec: { dataSet: 'flows', query: 'dest_port = 22 AND "source_labels.labels" = "app=web"' },
    };
    const test = AlertTest.of(labeled, { release: '3.24' }).over(
      FlowLogs.ordinary(),
      FlowLogs.row({ dest_port: 22, source_labels: { labels: ['app=api', 'tier=1'] } }),
    );
    expect(messageOf(() => test.raises())).toContain(
      'the closest one does not match:\n    "source_labels.labels" = "app=web" (source_labels.labels is ["app=api","tier=1"])\n',
    );
  });

  it('says that there are none', () => {
    expect(messageOf(() => AlertTest.of(ssh()).raises())).toContain('there are no records: pass some to over()');
  });

  it('tells phases apart', () => {
    const rare = new GlobalAlert(testChart(), 'rare', {
      cluster,
      name: 'network.rare',
      description: 'x ${source_namespace}',
      period: Duration.minutes(60),
      lookback: Duration.minutes(10),
      rule: AlertRule.flows({ aggregateBy: ['source_namespace'], condition: Metric.count().greaterThan(0) }),
    });
    const test = AlertTest.of(rare).over(LOGIN);
    test.mayRaise().raisesAtMost(1);
    expect(messageOf(() => test.raises())).toMatch(/this fails in \d+ of 120 phases: it raises 0 to 1 event\n/);
  });

  it('lists what the result rests on', () => {
    expect(AlertTest.of(ssh()).over(LOGIN).assumptions).toContain(
      'every run that still sees the records raises the events again (observed)',
    );
  });
});

describe('an alert over L7 logs', () => {
  const alert = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'http.errors' },
    spec: {
      description: '${dest_namespace}: ${sum}',
      severity: 50,
      dataSet: 'l7',
      query: 'response_code = 500',
      aggregateBy: ['dest_namespace'],
      metric: 'sum',
      field: 'count',
      condition: 'gte',
      threshold: 10,
    },
  };
  const errors = (times: number) => L7Logs.requests({ from: 'shop/web-*', to: 'shop/api-*', status: 500, times });

  it('sums up a field', () => {
    AlertTest.of(alert, { release: '3.24' }).over(errors(10)).raises({ text: 'shop: 10.0' });
    AlertTest.of(alert, { release: '3.24' }).over(errors(9)).raisesNothing();
    AlertTest.of(alert, { release: '3.24' })
      .over(L7Logs.row({ response_code: '200' }))
      .raisesNothing();
  });

  it('can be tested at the settings of a FelixConfiguration', () => {
    const felixConfiguration =
      'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: { l7LogsFlushInterval: 1s }\n';
    const test = AlertTest.of(alert, { release: '3.24', felixConfiguration });
    test.over(errors(10)).raises({ record: { sum: 10 } });
  });
});

describe('AlertTest', () => {
  const stderr = captureStderr();
  const detector = new PortScanAlert(testChart(), 'port-scan', { cluster: managedCluster('3.14') });

  it.each([
    [() => AlertTest.of({}), 'is not an alert: pass a GlobalAlert'],
    [() => AlertTest.of(testChart()), 'test contains 0 alerts: pass a construct with exactly one'],
    [
      () => AlertTest.of({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name: 'x' } }),
      "GlobalAlert x does not state the Calico release that it is for: pass it, as in { release: '3.24' }",
    ],
    [
      () => AlertTest.of({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert' }, { release: 'new' }),
      'is not a Calico release',
    ],
    [() => AlertTest.of(detector), 'cannot be tested: '],
    [() => AlertTest.of(ssh()).over(DnsLogs.row()), 'GlobalAlert network.ssh searches the data set flows, not dns'],
    [() => FlowLogs.portScan({ ...SCAN, from: 'netshoot' }), '"netshoot" is not a pod: write namespace/pod'],
    [() => FlowLogs.portScan({ ...SCAN, ports: 0 }), 'ports = 0: must be a whole number, from 1 to 65535'],
    [() => FlowLogs.fromText('{}\nno'), 'text:2: is not a JSON object; each line must be one record'],
    [() => FlowLogs.fromFile('/nowhere.ndjson'), 'ENOENT'],
  ])('rejects what it cannot test: %#', (action, problem) => {
    expect(messageOf(action)).toContain(problem);
  });

  const GOOD = {
    start_time: 1767225600,
    end_time: 1767225900,
    dest_port: 22,
    reporter: 'src',
    source_namespace: 'dev',
  };
  const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n\n');

  it.each<[why: string, rows: LogRows, place: string, problem: string]>([
    [
      'no time',
      FlowLogs.row({ end_time: undefined }),
      'record 1 of FlowLogs.row()',
      'has no end_time, so no run sees it',
    ],
    [
      'a time in milliseconds',
      FlowLogs.rows([{}, { end_time: 1767225900000 }]),
      'record 2 of FlowLogs.rows()',
      'has a time after 2286: end_time must be in seconds, not milliseconds',
    ],
    ['a time in the future', FlowLogs.row({ end_time: 4102444800 }), 'record 1 of FlowLogs.row()', 'is in the future'],
    [
      'a port that is none',
      FlowLogs.row({ dest_port: 'ssh' }),
      'record 1 of FlowLogs.row()',
      'dest_port is not a 64-bit number',
    ],
    ['a file without a usable record', FlowLogs.fromText(lines({ dest_port: 22 })), 'text:1', 'has no end_time'],
    [
      'a file of another data set',
      FlowLogs.fromText(`\ufeff\n${lines({ qname: 'a', rcode: 'NoError' }, { qname: 'b', rcode: 'NoError' })}`),
      'text:2',
      '2 records, of which this is the first: looks like a record of the data set dns, and the alert is about flows',
    ],
  ])('rejects records that cannot be used, whatever is asserted: %s', (_, rows, place, problem) => {
    const test = AlertTest.of(ssh()).over(rows);
    const message = `GlobalAlert network.ssh cannot be tested with these records:\n  ${place}: ${problem}`;
    expect(messageOf(() => test.raisesNothing())).toContain(message);
    expect(messageOf(() => test.raises())).toContain(message);
  });

  it('counts records of files that cannot be used', () => {
    const bad = { ...GOOD, end_time: 'soon' };
    const test = AlertTest.of(ssh()).over(FlowLogs.fromText(lines(GOOD, bad, bad)));
    test.raises().raisesAtMost(3);
    const warning = 'text:3: 2 records, of which this is the first: end_time is not a number of seconds since 1970';
    expect(test.warnings).toEqual([warning]);
    expect(stderr()).toBe(`GlobalAlert network.ssh: ${warning}\n`);
    expect(messageOf(() => test.raisesNothing())).toContain(`\n  ${warning}\n`);
  });

  it('says that groups are lost', () => {
    const rows = Array.from({ length: 10_001 }, (_, number) => ({ dest_port: 22, source_namespace: `n${number}` }));
    expect(AlertTest.of(ssh()).over(FlowLogs.rows(rows)).warnings).toEqual([
      'there are 10001 groups, and runs lose the groups beyond the limits that explain states',
    ]);
    expect(AlertTest.of(ssh()).over(FlowLogs.rows(rows.slice(1))).warnings).toEqual([]);
    expect(stderr()).toMatch(/^GlobalAlert network\.ssh: there are 10001 groups, [^\n]*\n$/);
  });

  it.each<[what: string, assertion: (test: AlertTest) => unknown, problem: string]>([
    [
      'another field',
      (test) => test.raises({ records: { count: 1 } } as object),
      '"records" is not a field of an expected event, which has record, text; did you mean record?',
    ],
    [
      'a field that no event has',
      (test) => test.raisesNothing({ record: { source_namespce: 'shop' } }),
      '"source_namespce" is not in the records of the events of GlobalAlert network.ssh, which have source_namespace, count; did you mean source_namespace?',
    ],
    [
      'a list as a value',
      (test) => test.mayRaise({ record: { count: [1] } }),
      'count of the expected record must be a',
    ],
    [
      'a record that is none',
      (test) => test.raises({ record: 5 as never }),
      'the record of the expected event must be',
    ],
    ['a text that is none', (test) => test.raises({ text: /SSH/ as never }), 'the text of the expected event must be'],
    ['no event', (test) => test.raises('SSH' as never), 'the expected event must be an object'],
    [
      'a fraction of events',
      (test) => test.raisesAtMost(1.5),
      'raisesAtMost(1.5): the number of events must be a whole',
    ],
    ['no number', (test) => test.raisesAtMost(Number.NaN), 'raisesAtMost(NaN): the number of events must be a whole'],
  ])('rejects expectations that are not about its events: %s', (_, assertion, problem) => {
    expect(messageOf(() => assertion(AlertTest.of(ssh()).over(LOGIN)))).toContain(problem);
  });

  it('accepts the manifest of a template, as it was synthesized', () => {
    const [manifest] = templateOf((chart) => new PortScanAlert(chart, 'port-scan', { cluster })).toJSON();
    AlertTest.of(manifest as object)
      .over(FlowLogs.portScan(SCAN))
      .raises();
  });
});
