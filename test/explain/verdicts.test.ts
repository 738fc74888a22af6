import { parseAllDocuments } from 'yaml';
import { USUAL_RELEASE } from '../../docs/generator/rule-examples';
import type { Manifest, RuleDescription } from '../../src/base';
import { alert, detectorAlert } from '../../src/base';
import { CalicoRelease, CalicoTopology, LogSettings } from '../../src/calico';
import { type Explanation, explainAlert, type Verdict } from '../../src/explain';
import { MANIFEST_RULES } from '../../src/lint';
import { captureStderr } from '../support';

function explain(text: string, release = USUAL_RELEASE, logs?: LogSettings): Explanation {
  const manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  const manifest = manifests.at(-1);
  const logsOfText = manifests.length > 1 ? LogSettings.fromFelixConfiguration(text) : logs;
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED, logs: logsOfText };
  return explainAlert(manifest ?? {}, cluster);
}

/** What each rule means for whether the alert of its bad example fires. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  'never-aggregated-away': 'never',
  'never-analyzed-text': 'never',
  // It fires, and too often.
  'never-default-period': 'fires',
  'never-grouped': 'never',
  // It fires for the records that have the field.
  'never-grouped-without-field': 'fires',
  // It fires, but not when it should.
  'never-on-silence': 'fires',
  'never-over-hit-limit': 'never',
  'never-range-of-block': 'refused',
  'never-reached': 'never',
  'never-recorded': 'never',
  'never-set-of-numbers': 'refused',
  'never-set-too-large': 'refused',
  'never-tier': 'never',
  'never-time-comparison': 'refused',
  'never-unindexed': 'never',
  // It fires for records with other labels.
  'never-unlabeled': 'fires',
  'never-vulnerability': 'never',
  'never-vulnerability-query': 'unknown',
  'never-wildcard': 'never',
  // It fires when there are no records.
  'never-without-records': 'fires',
};

const PREFIX = 'global-alert/';
const rules = Object.entries(MANIFEST_RULES).filter(([id]) => id.startsWith(`${PREFIX}never-`));

describe('an alert that a rule warns of', () => {
  captureStderr();

  it('is one of each rule', () => {
    expect(Object.keys(VERDICTS).map((name) => PREFIX + name)).toEqual(rules.map(([id]) => id).sort());
  });

  it.each<[string, RuleDescription]>(rules)('is judged: %s', (id, { bad, on }) => {
    const { verdict, reasons, warnings } = explain(bad, on);
    expect(verdict).toBe(VERDICTS[id.slice(PREFIX.length)]);
    const silences = ['never', 'refused'].includes(verdict);
    expect((silences ? reasons : warnings).map(({ rule }) => rule)).toContain(id);
  });

  it.each<[string, RuleDescription]>(rules)('is not silent once it is right: %s', (_, { good, on }) => {
    expect(['fires', 'unknown']).toContain(explain(good, on).verdict);
  });
});

const AUDIT = { dataSet: 'audit' };
const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };
const GROUPED = { ...COUNT, aggregateBy: '[source_namespace]' };

describe('an alert that can never fire', () => {
  captureStderr();

  it.each<[why: string, fields: Readonly<Record<string, string>>, reason: RegExp]>([
    ['two values of one field', { query: 'dest_port = 22 AND dest_port = 23' }, /dest_port has only one value/],
    ['a range without numbers', { query: 'dest_port > 100 AND dest_port < 10' }, /dest_port has only one value/],
    ['a range between two numbers', { query: 'dest_port > 22 AND dest_port < 23' }, /dest_port has only one value/],
    ['a value and its negation', { query: 'dest_port = 22 AND NOT dest_port = 22' }, /dest_port has only one value/],
    ['a port beyond the last one', { query: 'dest_port > 65535' }, /because dest_port is always between 0 and 65535$/],
    ['a negative number', { query: 'num_flows < 0' }, /because num_flows is always between 0 and 9223372036854775807$/],
    [
      'a number beyond the largest one',
      { query: 'bytes_in > 9223372036854775807' },
      /because bytes_in is always between 0 and 9223372036854775807$/,
    ],
    [
      'a status that no response has',
      { ...AUDIT, query: `'"responseStatus.code" < 100'` },
      /because responseStatus.code is always between 100 and 599$/,
    ],
    [
      'an empty member',
      { query: `'source_namespace IN {""}'` },
      /matches source_namespace IN \{""\}, because no value of source_namespace does$/,
    ],
    [
      'a field that nobody has',
      { query: `'no_such_field IN {"a"}'` },
      /^no record matches no_such_field IN \{"?a"?\}, because the log store does not index no_such_field$/,
    ],
    ['a pattern that is compared', { query: `'host = "node-*"'` }, /treats \* and \? as literal/],
    [
      'addresses that aggregation empties',
      { dataSet: 'dns', query: `'client_ip = "10.0.0.1"'` },
      /client_ip is empty in DNS logs, which are aggregated by default/,
    ],
    [
      'several words of analyzed text',
      { ...AUDIT, query: `'userAgent IN {"kubectl/v1*"}'` },
      /^userAgent is stored as analyzed text, .* never matches; search for a word, as in userAgent IN \{"kubectl\*"\}$/,
    ],
    [
      'two response codes',
      { dataSet: 'dns', query: 'rcode = NoError AND rcode = NXDomain' },
      /rcode has only one value$/,
    ],
    [
      'groups by a field that nobody has',
      { dataSet: 'l7', query: '""', aggregateBy: '[no_such_field]' },
      /^no record has no_such_field, which the log store does not index, so no record is in any group$/,
    ],
    [
      'two values of another name of a field',
      { query: 'dest_port_num = 22 AND dest_port_num = 23' },
      /has only one value/,
    ],
    [
      'a number that is not whole',
      { dataSet: 'l7', query: `'count = "80.5"'` },
      /no record matches count = "?80\.5"?, because count is always/,
    ],
    [
      'a value that is none of an enumeration',
      { dataSet: 'l7', query: 'src_type = pod' },
      /src_type must be one of wep/,
    ],
    ['a field under two names', { query: 'dest_port = 22 AND dest_port_num = 23' }, /dest_port has only one value/],
    ['two sets', { query: `'source_namespace IN {"a"} AND source_namespace IN {"b", "c"}'` }, /has only one value$/],
    [
      'two lists of alternatives',
      { query: '(source_namespace = a OR source_namespace = b) AND (source_namespace = c OR source_namespace = d)' },
      /source_namespace has only one value$/,
    ],
    ['a range without strings', { query: 'source_namespace > z AND source_namespace < a' }, /has only one value$/],
    [
      'blocks without a common address',
      { query: `'source_ip = "10.0.0.0/8" AND source_ip = "192.168.0.0/16" AND action = deny'` },
      /source_ip has only one value$/,
    ],
    [
      'a block and a range',
      { query: `'dest_ip = "10.0.0.0/8" AND dest_ip > "11.0.0.0" AND action = deny'` },
      /dest_ip has only one value$/,
    ],
    [
      'a contradiction within NOT',
      { query: 'action = allow AND NOT (action = allow OR dest_port = 22)' },
      /action = allow AND NOT action = allow, because action has only one value$/,
    ],
    [
      'a contradiction within two NOTs',
      { query: 'NOT (action = allow OR NOT action = allow)' },
      /because action has only one value$/,
    ],
    [
      'a contradiction, besides what is excluded in vain',
      { query: 'NOT dest_port > 65535 AND action = allow AND action = deny' },
      /^no record matches action = allow AND action = deny, because action has only one value$/,
    ],
    ['two actions', { query: 'action = allow AND (action = deny)' }, /action has only one value/],
    ['a value that is not in a set', { query: `'action = allow AND action IN {"den*"}'` }, /action has only one value/],
    [
      'parts of an OR that never match',
      { query: `'source_namespace = "a*b" OR dest_namespace = "c*d"'` },
      /treats \* and \? as literal/,
    ],
    [
      'a set whose members never match',
      { query: `'"policies.all_policies" IN {"*|allow-tigera|*", "x|allow-tigera|*"}'` },
      /allow-tigera/,
    ],
    ['a wildcard below an AND', { query: `'dest_port = 22 AND source_namespace = "team-*"'` }, /treats \* and \?/],
    [
      'the namespace of what has none',
      { ...AUDIT, query: `'"objectRef.resource" = globalalerts'`, aggregateBy: '[objectRef.namespace]' },
      /which have no namespace/,
    ],
    [
      'a port beyond the last one',
      { ...GROUPED, metric: 'max', field: 'dest_port', threshold: '65535' },
      /max is always a whole number, between 0 and 65535/,
    ],
    ['a fraction of records', { ...GROUPED, condition: 'eq', threshold: '1.5' }, /a count is a whole number/],
    [
      'a negative sum',
      { ...GROUPED, metric: 'sum', field: 'bytes_in', condition: 'lt', threshold: '0' },
      /never below 0/,
    ],
  ])('has a reason: %s', (_, fields, reason) => {
    const { verdict, reasons } = explain(alert(fields));
    expect([verdict, reasons.map(({ message }) => message).join('\n')]).toEqual([
      'never',
      expect.stringMatching(reason),
    ]);
  });

  it('is one whose lookback is over before records are written', () => {
    const short = alert({ lookback: '5m' });
    expect(explain(short, '3.16').verdict).toBe('never');
    expect(explain(short, '3.16').reasons).toEqual([
      {
        message:
          'no run ever sees a record: on Calico Enterprise 3.16.0, a run looks at records that started within the lookback of 5 minutes, and records are written 5 minutes after they started; set lookback to twice that or more',
      },
    ]);
    expect(explain(short, '3.17').verdict).toBe('fires');
    const fast = LogSettings.fromFelixConfiguration(
      '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default }, spec: { flowLogsFlushInterval: 10s } }',
    );
    expect(explain(short, '3.16', fast).verdict).toBe('fires');
  });

  it('may fire with other log settings', () => {
    const text = alert({ query: `'action = allow AND source_name = "web-7d9f-abcde"'` });
    const named = LogSettings.fromFelixConfiguration(
      '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default }, spec: { flowLogsFileAggregationKindForAllowed: 1 } }',
    );
    expect([explain(text).verdict, explain(text, '3.23', named).verdict]).toEqual(['never', 'fires']);
  });
});

describe('an alert that can fire', () => {
  captureStderr();

  it.each<[string, Readonly<Record<string, string>>]>([
    ['one of two values', { query: 'dest_port = 22 OR dest_port = 23' }],
    ['a range with one number', { query: 'dest_port > 21 AND dest_port < 23' }],
    ['a negation and another value', { query: 'dest_port != 22 AND dest_port = 23' }],
    ['blocks that overlap', { query: `'source_ip = "10.0.0.0/8" AND source_ip = "10.1.0.0/16" AND action = deny'` }],
    ['several values in one record', { ...AUDIT, query: `'"user.groups" = a AND "user.groups" = b'` }],
    ['one part of an OR', { query: `'source_namespace = "a*b" OR dest_port = 22'` }],
    ['one member of a set', { query: `'"policies.all_policies" IN {"*|allow-tigera|*", "*|default|*"}'` }],
    ['a negated wildcard', { query: `'dest_port = 22 AND source_namespace != "team-*"'` }],
    ['wildcards on both sides', { query: `'source_namespace IN {"a*"} AND source_namespace IN {"*b"}'` }],
    ['no query', { query: '""' }],
    ['a number in another form', { dataSet: 'l7', query: `'dest_service_port = "80.0"'` }],
    ['another name of a field', { query: 'dest_port_num = 22' }],
    ['a range of another name of a field', { query: 'dest_port_num > 100 AND dest_port_num < 200' }],
    ['a string under another name', { query: '"dest_service_port_name = http"' }],
    ['two addresses of a list', { query: `'original_source_ips = "1.1.1.1" AND original_source_ips = "2.2.2.2"'` }],
    ['response codes in two cases', { dataSet: 'dns', query: 'rcode = NoError AND rcode = NOERROR' }],
    ['two domains of a list', { query: `'dest_domains = "a.example" AND dest_domains = "b.example"'` }],
    ['two groups of a user', { ...AUDIT, query: `'"user.groups" = a AND "user.groups" = b'` }],
    ['words of analyzed text', { ...AUDIT, query: `'userAgent IN {"kubectl"}'` }],
    ['a field that is excluded and that nobody has', { query: `'no_such_field NOTIN {"a"}'` }],
    ['a path with a query', { ...AUDIT, query: `'requestURI = "/api/v1/pods?watch=true"'` }],
    ['addresses of other values', { dataSet: 'dns', query: `'client_ip = "0.0.0.0"'` }],
    ['a number with more digits than those of JavaScript', { query: 'bytes_in = 9007199254740993' }],
    ['the largest number', { query: 'bytes_in = 9223372036854775807' }],
    ['an empty member that excludes nothing', { query: `'source_namespace NOTIN {""}'` }],
    ['an empty member beside another one', { query: `'source_namespace IN {"", "a"}'` }],
    ['a set and a range', { query: `'source_namespace IN {"a", "c"} AND source_namespace > "b"'` }],
    ['a range between two strings', { query: `'source_namespace > "a" AND source_namespace < "b"'` }],
    ['a pattern and a range', { query: `'source_namespace IN {"a*"} AND source_namespace > "b"'` }],
    ['two IPv6 blocks', { query: `'source_ip = "2001:db8::/32" AND source_ip > "2001:db8::1" AND action = deny'` }],
    ['NOT of a contradiction', { query: 'NOT (action = allow AND action = deny)' }],
    ['the largest port', { ...GROUPED, metric: 'max', field: 'dest_port', threshold: '65534' }],
  ])('is not said to be silent: %s', (_, fields) => {
    const { verdict, reasons } = explain(alert(fields));
    expect([verdict, reasons]).toEqual(['fires', []]);
  });

  it('fires about nothing, if no records meet its condition', () => {
    const { verdict, warnings } = explain(
      alert({ query: 'dest_port = 22 AND dest_port = 23', metric: 'count', condition: 'lt', threshold: '1' }),
    );
    expect(verdict).toBe('fires');
    expect(warnings.map(({ message }) => message)).toEqual([
      'no record matches dest_port = 22 AND dest_port = 23, because dest_port has only one value, between 0 and 65535; the alert fires on every run, because no records meet its condition',
    ]);
  });
});

describe('an alert that is not evaluated', () => {
  captureStderr();
  const DETECTOR = detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan');

  it('runs a detector, on a release that has it', () => {
    const { verdict, reasons, sentences, request } = explain(DETECTOR, '3.14');
    expect([verdict, reasons.map(({ message }) => message)]).toEqual([
      'unknown',
      [
        'it is not evaluated: it runs the detector port_scan, whose model is trained on the cluster and is not available here',
      ],
    ]);
    expect([Object.values(sentences).flat(), request]).toEqual([[], undefined]);
  });

  it('is refused, on a release that has no detectors', () => {
    const { verdict, reasons } = explain(DETECTOR, '3.24');
    expect([verdict, reasons.map(({ rule }) => rule)]).toEqual(['refused', ['detector-alert/removed']]);
  });

  it('is for a release that is newer than all that are known', () => {
    const { verdict, reasons } = explain(alert(), '3.99');
    expect([verdict, reasons.map(({ message }) => message)]).toEqual([
      'unknown',
      [expect.stringMatching(/^it is not evaluated: Calico Enterprise 3\.99\S* is not a release that/)],
    ]);
  });

  it('has an operator of which the request is not known', () => {
    const { verdict, request } = explain(alert({ query: 'dest_name EMPTY' }), '3.23');
    expect([verdict, request]).toEqual(['unknown', undefined]);
  });

  it('is refused with the errors of its checks', () => {
    const { verdict, reasons } = explain(alert({ severity: '0', query: 'dest_prt = 22' }));
    expect([verdict, reasons.map(({ rule }) => rule)]).toEqual([
      'refused',
      ['global-alert/severity-range', 'query/unknown-field'],
    ]);
  });
});
