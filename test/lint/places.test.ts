import { stringify } from 'yaml';
import { alertText, lintText, places } from './lint-text';

const SEVERITY = 'spec.severity global-alert/severity-range';

describe('the place of a finding', () => {
  it.each<[string, string, string[]]>([
    ['a value', alertText('severity: 0'), [`8:13 ${SEVERITY}`]],
    ['a value in quotes, and one in braces', alertText('"severity":  0'), [`8:16 ${SEVERITY}`]],
    ['a missing field: what it is missing in', alertText(), [`6:3 ${SEVERITY}`]],
    ['an empty value', alertText('severity:'), [`8:12 ${SEVERITY}`]],
    ['an anchor', alertText('severity: &zero 0'), [`8:19 ${SEVERITY}`]],
    ['an alias: where it stands', alertText('threshold: &zero 0', 'severity: *zero'), [`9:13 ${SEVERITY}`]],
    [
      'a value below an alias: where the anchor stands',
      `x: &spec\n  description: SSH\n  dataSet: flows\n  severity: 0\n${alertText().replace(/spec:[\s\S]*/, 'spec: *spec\n')}`,
      ['2:3 x global-alert/unknown-field', `4:13 ${SEVERITY}`],
    ],
    [
      'an item of a list',
      alertText('severity: 1', 'aggregateBy: [source_namespace,', '  dest_port]').replace(
        ': SSH',
        ': ${source_namespace}',
      ),
      ['10:5 spec.aggregateBy[1] global-alert/too-many-buckets'],
    ],
    [
      'an object that is an item of a list',
      `kind: List\napiVersion: v1\nitems:\n-  ${alertText('severity: 0').trimEnd().replaceAll('\n', '\n   ')}\n`,
      [`11:16 ${SEVERITY}`],
    ],
    ['a key with dots', alertText('severity: 1', 'a.b: 1'), ['9:8 spec[a.b] global-alert/unknown-field']],
    ['a key with a bracket', alertText('severity: 1', '"a[b": 1'), ['9:10 spec[a[b] global-alert/unknown-field']],
    [
      'what stands behind a character of two units',
      alertText()
        .replace('  description: SSH', '  {description: 😀, severity: 0,')
        .replace('dataSet: flows', 'dataSet: flows}'),
      [`6:31 ${SEVERITY}`],
    ],
  ])('is right for %s', (_, text, expected) => {
    expect(places(lintText(text).findings)).toEqual(expected);
  });

  it.each<[string, (text: string) => string, number]>([
    ['with line ends of Windows', (text) => text.replaceAll('\n', '\r\n'), 8],
    ['with a byte order mark', (text) => `\ufeff${text}`, 8],
    ['with a document start and a comment', (text) => `--- # first\n${text}`, 9],
    ['of several documents', (text) => `a: b\n---\n\n---\n${text}...\n---\nc: d\n`, 12],
  ])('is right in a file %s', (_, change, line) => {
    expect(places(lintText(change(alertText('severity: 0'))).findings)).toEqual([`${line}:13 ${SEVERITY}`]);
  });

  it('is right in JSON on one line', () => {
    const text = JSON.stringify({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalAlert',
      metadata: { name: 'a' },
      spec: { description: 'x', dataSet: 'dns', severity: 0 },
    });
    expect(places(lintText(text).findings)).toEqual([`1:${text.indexOf('0}') + 1} ${SEVERITY}`]);
  });

  it('is right for variables, which are known by their names', () => {
    const env = [
      { name: 'CLUSTER_NAME', value: 'acme.prod' },
      { name: '9', value: 'x' },
      { name: 'AD_max_docs', value: 'many' },
    ];
    const containers = [{ image: 'anomaly_detection_jobs:v3.12.0', env }];
    const spec = { template: { spec: { containers } } };
    const text = stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec });
    const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
    expect(places(lintText(text, '3.12').findings)).toEqual([
      `${lineOf('"9"')}:21 spec.template.spec.containers[0].env[1].name ad-jobs/variable-name`,
      `${lineOf('many')}:22 spec.template.spec.containers[0].env[AD_max_docs] ad-jobs/setting-type`,
    ]);
  });
});
