import { CalicoRelease, CalicoTopology, LogSettings } from '../../src';
import { type LintFinding, LogSettingsOfFiles, lint, placeAndMessage } from '../../src/lint';
import { alertText, requireKnownRules } from './lint-text';

const GUARDS = [
  'annotations:',
  '  argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true',
  '  kustomize.toolkit.fluxcd.io/prune: disabled',
  '  kustomize.toolkit.fluxcd.io/ssa: Merge',
];

const felix = (fields: readonly string[], name = 'default', apiVersion = 'projectcalico.org/v3') =>
  [
    `apiVersion: ${apiVersion}`,
    'kind: FelixConfiguration',
    'metadata:',
    ...[`name: ${name}`, ...GUARDS].map((line) => `  ${line}`),
    'spec:',
    ...fields.map((line) => `  ${line}`),
    '',
  ].join('\n');

const cluster = { release: CalicoRelease.parse('3.24'), topology: CalicoTopology.MANAGED };

type Files = Readonly<Record<string, string>>;

function findingsIn(files: Files, logs?: LogSettings): LintFinding[] {
  const sources = Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const { findings } = lint(sources, { ...cluster, logs });
  requireKnownRules({ findings });
  return [...findings];
}

/** What is found in files, each as `file rule`. */
function found(files: Files, logs?: LogSettings): string[] {
  return findingsIn(files, logs).map(({ file, rule }) => `${file} ${rule}`);
}

const NAMED = alertText('severity: 1', `query: 'source_name = "web-7d9f-abcde"'`, 'lookback: 10m');
const SHORT = alertText('severity: 1', 'period: 1m', 'lookback: 2m');
const COUNTING = alertText(
  'severity: 1',
  'period: 5m',
  'lookback: 15m',
  'query: reporter = src',
  'aggregateBy: [source_namespace, dest_namespace, source_name_aggr, dest_name_aggr]',
  'metric: count',
  'condition: gte',
  'threshold: 200',
).replace(': SSH', ': ${source_name_aggr}');

const AGGREGATED = 'alert.yaml global-alert/never-aggregated-away';
const GAP = 'alert.yaml global-alert/lookback-gap';
const ORDINARY = 'alert.yaml global-alert/ordinary-traffic';

describe('a FelixConfiguration beside alerts', () => {
  it.each<[string, string, string[], string[], string[]]>([
    ['names of pods', NAMED, [], [AGGREGATED], ['flowLogsFileAggregationKindForAllowed: 1']],
    ['a short lookback', SHORT, [], [GAP], ['flowLogsFlushInterval: 1m']],
    ['a long interval', alertText('severity: 1'), [GAP], [], ['flowLogsFlushInterval: 6m']],
    [
      'rows of ordinary traffic',
      COUNTING,
      [ORDINARY],
      [],
      ['flowLogsFlushInterval: 10s', 'flowLogsFileAggregationKindForAllowed: 1'],
    ],
    [
      'ports of denied flows',
      COUNTING,
      ['alert.yaml global-alert/scan-invisible'],
      [],
      ['flowLogsFileAggregationKindForDenied: 3'],
    ],
    [
      'names of pods in DNS logs',
      alertText('severity: 1', 'query: client_name = x').replace('flows', 'dns'),
      [],
      [AGGREGATED],
      ['dnsLogsFileAggregationKind: 0'],
    ],
    [
      'flows of hosts',
      alertText('severity: 1', 'query: source_type = hep', 'lookback: 10m'),
      ['alert.yaml global-alert/never-recorded'],
      [],
      ['flowLogsEnableHostEndpoint: false'],
    ],
    [
      'a short lookback of DNS logs',
      SHORT.replace('flows', 'dns'),
      [],
      [GAP],
      ['dnsLogsFlushInterval: 1m', 'flowLogsFlushInterval: 1h'],
    ],
  ])('decides what is found: %s', (_, alert, withSettings, without, fields) => {
    expect(found({ 'alert.yaml': alert })).toEqual(without);
    expect(found({ 'alert.yaml': alert, 'felix.yaml': felix(fields) })).toEqual(withSettings);
    expect(found({ 'a.yaml': felix(fields), 'alert.yaml': alert })).toEqual(withSettings);
    const logs = LogSettings.fromFelixConfiguration(felix(fields));
    expect(found({ 'alert.yaml': alert }, logs)).toEqual(withSettings);
  });

  const MINUTE = ['flowLogsFlushInterval: 1m'];

  it('may be in the same file, before or after', () => {
    for (const parts of [
      [SHORT, felix(MINUTE)],
      [felix(MINUTE), SHORT],
    ]) {
      expect(found({ 'alert.yaml': parts.join('---\n') })).toEqual([]);
    }
  });

  it("may be of Calico's storage group, or an item of a list", () => {
    const stored = felix(MINUTE, 'default', 'crd.projectcalico.org/v1');
    expect(found({ 'alert.yaml': SHORT, 'felix.yaml': stored })).not.toContain(GAP);
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${felix(MINUTE).trimEnd().replaceAll('\n', '\n  ')}\n`;
    expect(found({ 'alert.yaml': SHORT, 'felix.yaml': list })).toEqual([]);
  });

  it('is that of the nearest folder', () => {
    const hour = felix(['flowLogsFlushInterval: 1h']);
    const files = {
      'felix.yaml': hour,
      'a/felix.yaml': felix(MINUTE),
      'a/b/c/alert.yaml': SHORT,
      'd/alert.yaml': SHORT,
      '/alert.yaml': SHORT,
    };
    expect(found(files)).toEqual([
      // None is above it, and there is more than one elsewhere.
      '/alert.yaml global-alert/lookback-gap',
      'd/alert.yaml global-alert/lookback-gap',
    ]);
    expect(findingsIn(files).map(({ message }) => message)).toEqual([
      expect.stringContaining('the 5 minutes after which'),
      expect.stringContaining('the 60 minutes after which'),
    ]);
  });

  it('is the only one otherwise, wherever it is', () => {
    expect(found({ 'x/felix.yaml': felix(MINUTE), 'y/alert.yaml': SHORT })).toEqual([]);
  });

  it('is not looked for in the current folder for a file above it', () => {
    const sources = { 'felix.yaml': '1m', 'b/felix.yaml': '2m', '../c/felix.yaml': '3m' };
    const settings = LogSettingsOfFiles.read(
      Object.entries(sources).map(([file, interval]) => ({
        file,
        bytes: Buffer.from(felix([`flowLogsFlushInterval: ${interval}`])),
      })),
    );
    const minutes = (file: string) => settings.for(file)?.flowLogsFlushInterval.toMinutes();
    const files = ['-', 'a/alert.yaml', 'b/alert.yaml', '../c/d/alert.yaml', '../alert.yaml', '../../x/alert.yaml'];
    expect(files.map(minutes)).toEqual([1, 1, 2, 3, undefined, undefined]);
  });

  it('is not used if there are two in a folder, and both are reported', () => {
    const files = { 'alert.yaml': SHORT, 'felix.yaml': `${felix(MINUTE)}---\n${felix(['flowLogsFlushInterval: 2m'])}` };
    expect(found(files)).toEqual([GAP, 'felix.yaml log-settings/several', 'felix.yaml log-settings/several']);
    const [, first] = findingsIn(files);
    expect(first && `${first.severity} ${first.line}:${first.column} ${placeAndMessage(first)}`).toBe(
      'warning 4:9 metadata.name = "default": is the name of more than one FelixConfiguration in this folder, so it is unknown which settings apply, and neither was used to check alerts; keep one, or put them into different folders',
    );
    expect(found({ 'a/felix.yaml': felix(MINUTE), 'b/felix.yaml': felix(MINUTE) })).toEqual([]);
  });

  it('is that of a single node if it has another name, which is a notice', () => {
    expect(found({ 'alert.yaml': SHORT, 'felix.yaml': felix(MINUTE, 'node.a') })).toEqual([
      GAP,
      'felix.yaml log-settings/other-name',
    ]);
    expect(found({ 'felix.yaml': felix(['bpfEnabled: true'], 'node.a') })).toEqual([]);
  });

  it('is not used if it is a patch', () => {
    const bytes = Buffer.from(felix(MINUTE));
    const sources = [
      { file: 'alert.yaml', bytes: Buffer.from(SHORT) },
      { file: 'felix.yaml', bytes, patchOf: { kustomization: 'kustomization.yaml', field: 'patches' } as never },
    ];
    expect(lint(sources, cluster).findings.map(({ rule }) => rule)).toContain('global-alert/lookback-gap');
  });

  it('does not replace the settings of the cluster', () => {
    const logs = LogSettings.fromFelixConfiguration(felix(['flowLogsFlushInterval: 1h']));
    expect(found({ 'alert.yaml': SHORT, 'felix.yaml': felix(MINUTE) }, logs)).toEqual([GAP]);
  });

  it('is checked itself, with a place for each finding', () => {
    const wrong = felix([
      'flowLogsFlushInterval: 5 min',
      'dnsLogsFlushInterval: 1.5m',
      'flowLogsFileAggregationKindForAllowed: "1"',
      'flowLogsCollectTcpStats: 1',
      'flowLogFlushInterval: 10s',
      'flowLogsFoo: 10s',
      'dnsLogsFileIncludeLabels: true',
      'bpfEnabled: "what this field is, others know"',
    ]);
    expect(
      findingsIn({ 'felix.yaml': wrong }).map(({ line, column, severity, path, rule }) => [
        line,
        column,
        severity,
        path,
        rule,
      ]),
    ).toEqual([
      [10, 26, 'error', 'spec.flowLogsFlushInterval', 'log-settings/interval'],
      [11, 25, 'error', 'spec.dnsLogsFlushInterval', 'log-settings/decimal-duration'],
      [12, 42, 'error', 'spec.flowLogsFileAggregationKindForAllowed', 'log-settings/level'],
      [13, 28, 'error', 'spec.flowLogsCollectTcpStats', 'log-settings/flag'],
      [14, 25, 'warning', 'spec.flowLogFlushInterval', 'log-settings/misspelled-field'],
      [15, 16, 'warning', 'spec.flowLogsFoo', 'log-settings/misspelled-field'],
    ]);
  });
});

describe('an alert that was made for log settings', () => {
  const annotated = SHORT.replace(
    'metadata:\n',
    'metadata:\n  annotations: { calico-threat-defense/log-settings: flowLogsFlushInterval=1m }\n',
  );

  it('is checked for them if nothing else says what the settings are', () => {
    expect(found({ 'alert.yaml': annotated })).toEqual([]);
    expect(found({ 'alert.yaml': annotated, 'felix.yaml': felix(['flowLogsFlushInterval: 5m']) })).toEqual([GAP]);
    const logs = LogSettings.fromFelixConfiguration(felix(['flowLogsFlushInterval: 5m']));
    expect(found({ 'alert.yaml': annotated }, logs)).toEqual([GAP]);
  });

  it('is checked for them as far as the FelixConfiguration next to it does not set something else', () => {
    for (const fields of [['flowLogsCollectTcpStats: true'], ['bpfEnabled: true'], ['flowLogsFlushInterval: 5 min']]) {
      expect(found({ 'alert.yaml': annotated, 'felix.yaml': felix(fields) })).not.toContain(GAP);
    }
    const both = ['flowLogsFlushInterval: 5m', 'flowLogsCollectTcpStats: true'];
    expect(found({ 'alert.yaml': annotated, 'felix.yaml': felix(both) })).toEqual([GAP]);
  });

  it.each(['', 'x', 'flowLogsFlushInterval=', '=', ',,', 'flowLogsFlushInterval=0s', '__proto__=1'])(
    'is checked for the defaults if they cannot be read: %j',
    (text) => {
      expect(found({ 'alert.yaml': annotated.replace('flowLogsFlushInterval=1m', JSON.stringify(text)) })).toEqual([
        GAP,
      ]);
    },
  );
});

describe('the annotations that keep tools from removing a FelixConfiguration', () => {
  const withAnnotations = (annotations: readonly string[]) => {
    const lines = [...annotations.map((line) => `  ${line}`), 'spec:', '  flowLogsFlushInterval: 10s', ''];
    const head = 'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: default\n';
    const findings = findingsIn({ 'felix.yaml': `${head}${lines.join('\n')}` });
    return findings.map(({ severity, message }) => `${severity}: ${message}`);
  };

  it.each<[string, string[]]>([
    ['as the construct writes them', GUARDS],
    [
      'in other words',
      [
        'annotations:',
        '  argocd.argoproj.io/sync-options: "ServerSideApply=true, Delete=false, Prune=false"',
        '  kustomize.toolkit.fluxcd.io/prune: Disabled',
        '  kustomize.toolkit.fluxcd.io/ssa: IfNotPresent',
      ],
    ],
  ])('are found: %s', (_, annotations) => {
    expect(withAnnotations(annotations)).toEqual([]);
  });

  it('are asked for as far as they are missing or do not do it', () => {
    expect(withAnnotations([])).toEqual([
      'notice: should contain argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true, kustomize.toolkit.fluxcd.io/prune: disabled, kustomize.toolkit.fluxcd.io/ssa: Merge; otherwise Argo CD or Flux may delete the object, or settings in it that others set',
    ]);
    for (const [from, to, wanted] of [
      ['prune: disabled', 'prune: enabled', 'kustomize.toolkit.fluxcd.io/prune: disabled'],
      ['ssa: Merge', 'ssa: Override', 'kustomize.toolkit.fluxcd.io/ssa: Merge'],
      ['Delete=false,', '', 'argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true'],
    ] as const) {
      expect(withAnnotations(GUARDS.map((line) => line.replace(from, to)))).toEqual([
        `notice: should contain ${wanted}; otherwise Argo CD or Flux may delete the object, or settings in it that others set`,
      ]);
    }
  });
});
