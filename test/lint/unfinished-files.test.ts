import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { lint } from '../../src/lint';
import { readSources } from '../../src/reading';
import { alertText, lintText, places } from './lint-text';

const ALERT = alertText('severity: 1', 'period: 5m', 'lookback: 10m');
const PATCH =
  'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\nspec:\n  severity: 40\n';

describe('a file with template syntax', () => {
  it.each<[string, string, string]>([
    ['an action around the object', `{{- if .Values.x }}\n${ALERT}{{- end }}\n`, '1:1'],
    ['an action between objects', `${ALERT}---\n{{- range .Values.x }}\n${ALERT}{{- end }}\n`, '12:1'],
    ['a value', ALERT.replace('severity: 1', 'severity: {{ .Values.severity }}'), '8:13'],
    ['a value in braces', ALERT.replace('SSH', '{ a: {{ x }} }'), '6:21'],
    ['a value behind others', ALERT.replace('SSH', 'a {{ default "b: c" }}'), '6:18'],
    ['a block of fields', ALERT.replace('spec:', '  labels:\n    {{- toYaml . | nindent 4 }}\nspec:'), '6:5'],
    ['a comment', `{{/* of ours */}}\n${ALERT}`, '1:1'],
    ['Jinja', `{% if x %}\n${ALERT}{% endif %}\n`, '1:1'],
    ['a comment of Jinja', `{# of ours #}\n${ALERT}`, '1:1'],
    ['ERB', ALERT.replace('spec:', '<% if x %>\nspec:'), '5:1'],
    ['actions below a valid object', `${ALERT}---\n${ALERT.replace('spec:', '{{ x }}\nspec:')}`, '16:1'],
  ])('is one finding: %s', (_, text, place) => {
    const { findings, checked } = lintText(text);
    expect(findings.map(({ line, column, rule, severity }) => `${line}:${column} ${severity} ${rule}`)).toEqual([
      `${place} error yaml/template`,
    ]);
    expect(checked).toMatchObject({ files: 1, documents: 0, objects: 0, skipped: 0 });
  });

  it.each<[string, string]>([
    ['comments', `# {{- if x }}\n${ALERT}# {{- end }}\n`],
    ['a comment behind a value', ALERT.replace('SSH', 'SSH # {{ x }}')],
    [
      'another object',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a: "{{ x }}"\n  b: |\n    {{ y }}\n',
    ],
  ])('is no template where it is in %s', (_, text) => {
    expect(lintText(text).findings).toEqual([]);
  });

  it('is judged by what is wrong with it where the syntax stands in strings', () => {
    const text = ALERT.replace('SSH', '"{{ x }}" # {{ y }}').replace('severity: 1', 'severity: [1');
    expect(lintText(text).findings.map(({ rule }) => rule)).toEqual(['yaml/syntax']);
    const block = ALERT.replace('SSH', '|\n    {{ x }}').replace('severity: 1', 'severity: [1');
    expect(lintText(block).findings.map(({ rule }) => rule)).toEqual(['yaml/syntax']);
  });

  it('has a placeholder in each string of an object of Calico', () => {
    expect(places(lintText(ALERT.replace('SSH', 'from {{ x }}')).findings)).toEqual([
      '6:21 spec.description calico-object/placeholder',
    ]);
  });
});

describe('files of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const linted = (...paths: readonly string[]) => {
    const cluster = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
    const sources = readSources(
      paths.map((path) => join(folder, path)),
      undefined,
      (path, reason) => {
        throw new Error(`${path}: ${reason}`);
      },
    );
    const { findings, checked } = lint(sources, cluster);
    const lines = findings.map(({ file, severity, rule }) => `${file.slice(folder.length + 1)} ${severity} ${rule}`);
    return { lines, findings, checked };
  };

  it.each<[string, string, string]>([
    ['a template', '{{ x }}\na: b\n', 'yaml/template'],
    ['an open list', 'a: [\n', 'yaml/syntax'],
    ['a key twice', 'a: b\na: c\n', 'yaml/duplicate-key'],
    ['a key twice in an object', 'apiVersion: v1\nkind: Pod\nkind: Pod\n', 'yaml/duplicate-key'],
    ['a control character', 'a: \u0001\n', 'yaml/syntax'],
  ])('are warnings where they are broken and about something else: %s', (_, text, rule) => {
    write({ 'alert.yaml': ALERT, 'x/other.yaml': text });
    expect(linted('.').lines).toEqual([`x/other.yaml warning ${rule}`]);
    expect(linted('x/other.yaml').lines).toEqual([`x/other.yaml error ${rule}`]);
  });

  it.each(['projectcalico.org/v3', 'GlobalAlert', 'anomaly_detection_jobs', 'ad-jobs-deployment'])(
    'are errors where they are broken and hold %s',
    (word) => {
      write({ 'a.yaml': `a: ${word}\nb: [\n` });
      expect(linted('.').lines).toEqual(['a.yaml error yaml/syntax']);
    },
  );

  it.each<[string, string, string]>([
    ['kustomization.yaml', 'patches:\n- path: p.yaml\n', 'p.yaml'],
    ['kustomization.yml', 'patches:\n- path: ./p.yaml\n', 'p.yaml'],
    ['Kustomization', 'patchesStrategicMerge:\n- p.yaml\n- |-\n  a: b\n', 'p.yaml'],
    ['kustomization.yaml', 'patchesJson6902:\n- target: { kind: GlobalAlert }\n  path: p/q/p.yaml\n', 'p/q/p.yaml'],
    ['kustomization.yaml', '{ "patches": [{ "path": "p/p.json" }] }', 'p/p.json'],
  ])('are patches where %s says so: %s', (kustomization, text, patch) => {
    write({
      [kustomization]: text,
      [patch]: patch.endsWith('.json') ? JSON.stringify({ kind: 'GlobalAlert' }) : PATCH,
    });
    const expected = [`${patch} notice kustomize/patch`];
    expect(linted('.').lines).toEqual(expected);
    expect(linted(patch).lines).toEqual(expected);
    expect(linted(patch).findings[0]?.message).toContain(`kubectl kustomize ${folder} | `);
  });

  it('are patches of a component, which kustomize makes nothing of by itself', () => {
    write({ 'c/kustomization.yaml': 'kind: Component\npatches: [{ path: p.yaml }]\n', 'c/p.yaml': PATCH });
    expect(linted('.').findings[0]?.message).toContain(
      'for each folder that uses the component, as in kubectl kustomize FOLDER',
    );
  });

  it.each<[string, string]>([
    ['resources', 'resources: [p.yaml]\n'],
    ['a patch that is written out', 'patches:\n- patch: |\n    a: b\n  target: { kind: GlobalAlert }\n'],
    ['a patch of another folder', 'patches: [{ path: ../p.yaml }]\n'],
    ['nothing', ''],
    ['no YAML', 'patches: [\n'],
    ['other shapes', 'patches: p.yaml\npatchesStrategicMerge: { a: p.yaml }\npatchesJson6902: [p.yaml, 1, null]\n'],
  ])('are no patches where a kustomization has %s', (_, text) => {
    write({ 'k/kustomization.yaml': text, 'k/p.yaml': PATCH });
    expect(linted('k/p.yaml').lines).toEqual([
      'k/p.yaml error global-alert/data-set-missing',
      'k/p.yaml error global-alert/description-missing',
    ]);
  });

  it('are patches of other things, of which nobody has to hear', () => {
    write({ 'kustomization.yaml': 'patches: [{ path: p.yaml }]\n', 'p.yaml': 'kind: Pod\napiVersion: v1\n' });
    expect(linted('.').lines).toEqual([]);
  });

  const OVERLAID = alertText('period: 5m', 'lookback: 10m', 'aggregateBy: [x]').replace(': SSH', ': ${x}');
  const SEVERITY =
    'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\nspec:\n  severity: 40\n';

  it.each<[string, Readonly<Record<string, string>>]>([
    ['in a file', { 'o/kustomization.yaml': 'resources: [../b]\npatches: [{ path: p.yaml }]\n', 'o/p.yaml': SEVERITY }],
    [
      'written out',
      { 'o/kustomization.yaml': `bases: [../b]\npatchesStrategicMerge:\n- |\n${SEVERITY.replace(/^/gm, '  ')}\n` },
    ],
    [
      'of operations',
      {
        'o/kustomization.yaml':
          'resources: [../b]\npatches:\n- target: { kind: GlobalAlert, name: network.* }\n  patch: "[{ op: add, path: /spec/severity, value: 40 }]"\n',
      },
    ],
    [
      'of a component',
      {
        'o/kustomization.yaml': 'resources: [../b]\ncomponents: [../c]\n',
        'c/kustomization.yaml': 'kind: Component\npatches: [{ path: p.yaml }]\n',
        'c/p.yaml': SEVERITY,
      },
    ],
  ])('are not told of fields that a patch sets: %s', (_, files) => {
    write({ 'b/alert.yaml': OVERLAID, 'b/kustomization.yaml': 'resources: [alert.yaml]\n', ...files });
    const lines = [
      'b/alert.yaml notice kustomize/patched',
      'b/alert.yaml warning global-alert/unknown-aggregation-field',
    ];
    expect(
      linted('.')
        .lines.filter((line) => line.startsWith('b/'))
        .sort(),
    ).toEqual(lines);
    expect(linted('.').findings.find(({ rule }) => rule === 'kustomize/patched')?.message).toContain(
      `kubectl kustomize ${folder}/o | `,
    );
    expect(linted('b').lines).toContain('b/alert.yaml error global-alert/severity-range');
  });

  it.each<[string, string]>([
    ['another object', SEVERITY.replace('network.ssh', 'other')],
    ['another field', SEVERITY.replace('severity', 'period')],
    ['nothing', ''],
    ['no YAML', '['],
  ])('are told of everything where a patch is for %s', (_, patch) => {
    const kustomization = 'resources: [../b, ../o, nowhere, "\\0"]\npatches: [{ path: p.yaml }, { path: "\\0" }, 1]\n';
    write({ 'b/alert.yaml': OVERLAID, 'b/kustomization.yaml': 'resources: [alert.yaml]\n' });
    write({ 'o/kustomization.yaml': kustomization, 'o/p.yaml': patch });
    expect(linted('.').lines).toContain('b/alert.yaml error global-alert/severity-range');
  });

  it('belong to no kustomization above the checkout', () => {
    write({ 'kustomization.yaml': 'patches: [{ path: a/p.yaml }]\n', 'a/p.yaml': PATCH, 'a/.git/HEAD': '' });
    expect(linted('a').lines).toHaveLength(2);
  });
});
