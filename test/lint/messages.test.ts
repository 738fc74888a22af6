import { type LintFinding, lint, placeAndMessage } from '../../src/lint';
import { managedCluster } from '../support';
import { alertText, lintText } from './lint-text';

/** Findings as the report for people prints them. */
function printed(findings: readonly LintFinding[]): string[] {
  return findings.map(
    (finding) =>
      `${finding.line}:${finding.column} ${finding.severity} ${finding.object}: ${placeAndMessage(finding)} [${finding.rule}]`,
  );
}

const found = (text: string, release?: string) => printed(lintText(text, release).findings);

const deployment = (name: string, ...lines: readonly string[]) =>
  ['apiVersion: apps/v1', 'kind: Deployment', `metadata: { name: ${name} }`, 'spec:', '  template:', ...lines, ''].join(
    '\n',
  );

const container = (image: string) => [
  '    spec:',
  `      image: ${image}`,
  '      containers:',
  '      - name: a',
  '        env:',
  '        - name: b',
  '        value: c',
];

describe('what lint prints about a Deployment of the AD jobs', () => {
  const jobs = deployment(
    'ad-jobs-deployment',
    '    spec:',
    '      containers:',
    '      - image: quay.io/tigera/anomaly_detection_jobs:v3.14.0',
    '        env:',
    '        - { name: CLUSTER_NAME, value: a.b }',
  ).replace('ad-jobs-deployment', 'ad-jobs-deployment, namespace: tigera-intrusion-detection');

  it.each<[string, string, string, string[]]>([
    [
      'on a release that does without them',
      jobs,
      '3.14',
      [
        '2:7 warning Deployment tigera-intrusion-detection/ad-jobs-deployment: kind: Calico Enterprise 3.14.0 runs its detectors from GlobalAlerts (since 3.13), so the AD jobs are not needed. The workshop applies both, which then look for the same anomalies [ad-jobs/superseded]',
      ],
    ],
    [
      'with the pod next to the template',
      deployment('ad-jobs-deployment', '  spec:', '    containers: []'),
      '3.12',
      [
        '6:3 error Deployment ad-jobs-deployment: spec.spec: is not indented far enough: fields that belong in spec.template are next to it; indent lines 6 to 7, and run this check again [calico-object/indentation]',
      ],
    ],
    [
      'with the containers next to the pod',
      deployment('ad-jobs-deployment', '    spec:', '    containers: []'),
      '3.12',
      [
        '7:5 error Deployment ad-jobs-deployment: spec.template.containers: is not indented far enough: fields that belong in spec.template.spec are next to it; indent line 7, and run this check again [calico-object/indentation]',
      ],
    ],
    [
      'of another name, with fields next to their container and variable',
      deployment('x', ...container('quay.io/tigera/anomaly_detection_jobs:v3.12.0')),
      '3.12',
      [
        '7:7 error Deployment x: spec.template.spec.image: is not indented far enough: fields that belong in spec.template.spec.containers and in spec.template.spec.containers[0].env are next to them; indent lines 7 and 12, and run this check again [calico-object/indentation]',
      ],
    ],
    ['is nothing if it is another one with the same mistakes', deployment('x', ...container('other')), '3.12', []],
    ['is nothing if it is another one without a pod', deployment('x', '  spec: {}'), '3.12', []],
    [
      'is nothing if it is another one without containers',
      deployment('x', '    spec:', '    containers: []'),
      '3.12',
      [],
    ],
    [
      'is nothing if it is another one whose template is a string',
      deployment('x').replace('template:', 'template: a'),
      '3.12',
      [],
    ],
  ])('%s', (_, text, release, lines) => {
    expect(found(text, release)).toEqual(lines);
  });
});

describe('what lint prints about data that lacks a part of an object', () => {
  it.each<[string, string, string[]]>([
    [
      'a kind',
      'apiVersion: projectcalico.org/v3\nmetadata: {}\n',
      [
        '1:1 error : kind is not set: must be a kind of projectcalico.org/v3, such as GlobalAlert: kubectl rejects an object without one, so this object was not checked [calico-object/unknown-kind]',
      ],
    ],
    [
      'a version',
      'kind: GlobalAlert\nmetadata: {}\n',
      [
        '1:7 error : apiVersion is not set: must be projectcalico.org/v3 for a GlobalAlert: kubectl rejects an object without it, so this object was not checked [calico-object/group]',
      ],
    ],
    ['a version, of another kind', 'kind: Pod\nmetadata: {}\n', []],
  ])('%s', (_, text, lines) => {
    expect(found(text)).toEqual(lines);
  });
});

describe('what lint prints about an object that is not checked', () => {
  it('is what kubectl rejects, but not which numbers other tools read differently', () => {
    const map = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: ${value}}\n`;
    expect(found(map('.inf'))).toEqual([
      '4:11 error ConfigMap a: data.a: is a number in YAML, but JSON has no such number, so kubectl rejects it; write a number, or quote it [yaml/read-otherwise]',
    ]);
    expect(found(map('017'))).toEqual([]);
  });
});

describe('what lint prints about an object that is patched', () => {
  const fields = (text: string, ...paths: readonly string[]) => {
    const patch = { kustomization: 'overlay/kustomization.yaml', kind: 'GlobalAlert', name: 'network.ssh', paths };
    return printed(
      lint([{ file: 'f.yaml', bytes: Buffer.from(text), patches: [patch] }], managedCluster('3.22')).findings,
    );
  };
  const notice = (what: string) =>
    `4:9 notice GlobalAlert network.ssh: metadata.name: is patched by overlay/kustomization.yaml: ${what} omitted. Check the output of kustomize, as in kubectl kustomize overlay | npx cdk8s-calico-threat-defense lint - [kustomize/patched]`;

  it.each<[string, string[]]>([
    [alertText('severity: 1'), []],
    [alertText('severity: 0'), [notice('one finding about the patched fields was')]],
    [alertText('severity: 0', 'period: 1s'), [notice('2 findings about the patched fields were')]],
  ])('is how many findings were omitted: %#', (text, lines) => {
    expect(fields(text, 'spec.severity', 'spec.period')).toEqual(lines);
  });
});

describe('what lint prints about placeholders', () => {
  it.each([
    ["'dest_port = {{ port }} AND'", 23],
    ["'a IN {{ port }}'", 16],
    ["'IN {{ port }}'", 14],
  ])('is nothing but the placeholder in the query %s', (query, column) => {
    expect(found(alertText('severity: 1', `query: ${query}`))).toEqual([
      `9:${column} error GlobalAlert network.ssh: spec.query = "{{ port }}": is a placeholder that was not replaced: replace it with the value, or render the file and check the result [calico-object/placeholder]`,
    ]);
  });

  it('is what is wrong elsewhere in the query as well', () => {
    const rulesOf = (query: string) =>
      lintText(alertText('severity: 1', `query: ${query}`)).findings.map(({ rule }) => rule);
    expect(rulesOf('\'dest_port = "{{ p }}" AND no_field = 1\'')).toEqual(
      expect.arrayContaining(['calico-object/placeholder', 'query/unknown-field']),
    );
    expect(rulesOf('\'no_field = 1 AND dest_port = "{{ p }}"\'')).toEqual(
      expect.arrayContaining(['calico-object/placeholder', 'query/unknown-field']),
    );
  });
});
