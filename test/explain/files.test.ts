import { CalicoTopology, LogSettings } from '../../src';
import { CalicoRelease } from '../../src/calico';
import { explainFiles, explainJson, sqlText } from '../../src/explain';
import { ClusterChoice } from '../../src/lint';
import type { Source } from '../../src/reading';
import { alertText } from '../lint/lint-text';

const CLUSTER = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
const COUNT = ['severity: 1', 'metric: count', 'condition: gt', 'threshold: 3'];

const source = (text: string, differences: Partial<Source> = {}): Source => ({
  file: 'a.yaml',
  bytes: Buffer.from(text),
  ...differences,
});

describe('the alerts of files', () => {
  it('are explained with their place, and what else is in the files is counted', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
    const text = `# A comment.\n${alertText(...COUNT)}---\n${pod}---\n${alertText('severity: 0').replace('network.ssh', 'b')}`;
    const { alerts, checked, findings } = explainFiles([source(text), source(pod, { file: 'b.yaml' })], CLUSTER);
    expect(alerts.map(({ file, line, object, verdict }) => `${file}:${line} ${object} ${verdict}`)).toEqual([
      'a.yaml:2 GlobalAlert network.ssh fires',
      'a.yaml:18 GlobalAlert b refused',
    ]);
    expect(alerts[1]?.reasons).toEqual([
      {
        rule: 'global-alert/severity-range',
        path: 'spec.severity',
        value: '0',
        message: expect.stringMatching(/^must be a whole number from 1 to 100/),
      },
    ]);
    expect(checked).toEqual({ files: 2, alerts: 2, skipped: 2 });
    expect(findings).toEqual([]);
  });

  it('are not explained if they are patches or templates, which is reported', () => {
    const patchOf = { kustomization: 'overlay/kustomization.yaml' };
    const patch = explainFiles([source(alertText(...COUNT), { patchOf })], CLUSTER);
    expect([patch.alerts, patch.findings.map(({ rule }) => rule)]).toEqual([[], ['kustomize/patch']]);
    const template = explainFiles([source(`${alertText(...COUNT)}  {{- if .x }}\n  a: b\n`)], CLUSTER);
    expect([template.alerts, template.findings.map(({ rule }) => rule)]).toEqual([[], ['yaml/template']]);
  });

  it('are explained as far as the files can be read', () => {
    const { alerts, findings } = explainFiles([source(`${alertText(...COUNT)}---\na: [\n`)], CLUSTER);
    expect(alerts.map(({ verdict }) => verdict)).toEqual(['fires']);
    expect(findings.map(({ rule }) => rule)).toEqual(['yaml/syntax']);
    const binary = explainFiles([source('', { bytes: Buffer.from([0xff]) })], CLUSTER);
    expect([binary.alerts, binary.findings.map(({ rule }) => rule)]).toEqual([[], ['yaml/syntax']]);
  });

  it('have a warning if they are patched', () => {
    const patches = [
      { kustomization: 'x/kustomization.yaml', kind: 'GlobalAlert', name: 'other', paths: ['spec.severity'] },
      {
        kustomization: 'overlay/kustomization.yaml',
        kind: 'GlobalAlert',
        name: 'network.ssh',
        paths: ['spec.severity'],
      },
    ];
    const { alerts } = explainFiles([source(alertText(...COUNT), { patches })], CLUSTER);
    expect(alerts[0]?.warnings).toContainEqual({
      rule: 'kustomize/patched',
      message:
        'is patched by overlay/kustomization.yaml, and is explained without the patch; to explain the result, pass the output of kustomize: kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense explain -',
    });
    const others = explainFiles([source(alertText(...COUNT), { patches: patches.slice(0, 1) })], CLUSTER);
    expect(others.alerts[0]?.warnings.map(({ rule }) => rule)).not.toContain('kustomize/patched');
  });

  it('are explained for the log settings of the cluster', () => {
    const dns = source(alertText(...COUNT).replace('dataSet: flows', 'dataSet: dns'));
    const records = (felix?: string) => {
      const logs = felix === undefined ? undefined : LogSettings.fromFelixConfiguration(felix);
      return JSON.stringify(explainFiles([dns], { ...CLUSTER, logs }).alerts[0]?.sentences);
    };
    const felix =
      'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\nspec: {dnsLogsFileAggregationKind: 0}\n';
    expect(records(felix)).toContain('DNS logs are written for each pod, with its name.');
    expect(records()).not.toContain('DNS logs are written for each pod, with its name.');
  });
});

describe('alerts without a release', () => {
  it('are counted, and the first is named', () => {
    const plain = alertText(...COUNT);
    const made = plain.replace('metadata:\n', 'metadata:\n  annotations: { calico-threat-defense/release: "3.22" }\n');
    const { alerts, withoutRelease, checked } = explainFiles(
      [source(made), source(`---\n${plain}---\n${plain}`, { file: 'b.yaml' }), source(plain, { file: 'c.yaml' })],
      new ClusterChoice({}),
    );
    expect(alerts.map(({ file }) => file)).toEqual(['a.yaml']);
    expect(withoutRelease).toEqual({
      count: 3,
      first: { file: 'b.yaml', line: 2, column: 1, object: 'GlobalAlert network.ssh' },
    });
    expect(checked).toEqual({ files: 3, alerts: 1, skipped: 3 });
  });
});

describe('explanations as JSON', () => {
  const result = explainFiles([source(alertText(...COUNT)), source(alertText('query: dest_port ='))], CLUSTER);
  const alerts = (form?: Parameters<typeof explainJson>[1]) => JSON.parse(explainJson(result, form)).alerts;

  it('have the request or the SQL that is asked for, and null if there is none', () => {
    expect(alerts().map((alert: object) => ['request' in alert, 'sql' in alert, 'plan' in alert])).toEqual([
      [false, false, false],
      [false, false, false],
    ]);
    const [request, refused] = alerts({ request: 'request' });
    expect([request.request.method, refused.request]).toEqual([expect.any(String), null]);
    const [partials] = alerts({ request: 'partials' });
    expect(partials.request).not.toEqual(request.request);
    const [sql, none] = alerts({ sql: 'duckdb' });
    expect([sql.sql, none.sql]).toEqual([expect.stringContaining('SELECT'), null]);
  });

  it('say why there is no SQL', () => {
    expect(sqlText(result, 'duckdb').split('\n').at(-2)).toBe(
      '-- there is no SQL, because it is refused or not evaluated',
    );
  });
});
