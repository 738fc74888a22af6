import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LintResult } from '../../src/lint';
import { bundled, runCommand } from '../cli/command';
import { describeWithShared, sharedFolder } from '../shared-folder';

const cases = join(sharedFolder ?? '', 'cases');

interface Reported {
  readonly findings: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly object: string;
    readonly rule: string;
    readonly severity: string;
    readonly path: string;
    readonly message: string;
  }[];
  readonly checked: LintResult['checked'];
}

describeWithShared('files of real users, as the command reads them', () => {
  const command = bundled();

  const folderOf = (number: string) =>
    join(cases, readdirSync(cases).find((name) => name.startsWith(`${number}-`)) ?? number);
  const run = (number: string, args: readonly string[]) =>
    runCommand(command(), ['lint', ...args], { cwd: folderOf(number) });
  const report = (number: string, paths: readonly string[] = ['.'], release = '3.24') => {
    const { stdout, exitCode } = run(number, [...paths, '--calico-release', release, '--format', 'json']);
    const { findings, checked }: Reported = JSON.parse(stdout);
    const lines = findings.map(
      ({ file, line, column, severity, rule, path }) =>
        `${file}:${line}:${column} ${severity} ${rule}${path === '' ? '' : ` ${path}`}`,
    );
    return { findings, lines, checked, exitCode };
  };

  it('05: what is written into the storage is an error, and checked all the same', () => {
    const { lines, exitCode, checked } = report('05');
    expect(lines).toEqual([
      'alert.yaml:1:13 error calico-object/storage-group apiVersion',
      'alert.yaml:7:13 error global-alert/severity-range spec.severity',
      'alert.yaml:8:12 error global-alert/field-value spec.dataSet',
      'policy.yaml:1:13 warning calico-object/storage-group apiVersion',
      'policy.yaml:9:9 error tigera-policy/tier spec.tier',
    ]);
    expect([exitCode, checked.objects, checked.skipped]).toEqual([1, 2, 0]);
  });

  it('09: nothing to check is said, by exit code and last line', () => {
    const { stdout, stderr, exitCode } = run('09', ['a.yaml', '--calico-release', '3.24']);
    expect(stdout).toBe('Nothing was checked: 1 object skipped (1 ConfigMap); 1 file, 1 document\n');
    expect(stderr).toContain('nothing to check');
    expect(exitCode).toBe(2);
    expect(run('09', ['a.yaml', '--calico-release', '3.24', '--allow-empty']).exitCode).toBe(0);
  });

  it('09: misspelt kinds and groups are errors, since no API server has them', () => {
    const { lines, findings, checked, exitCode } = report('09', ['b.yaml']);
    expect(lines).toEqual([
      'b.yaml:2:7 error calico-object/unknown-kind kind',
      'b.yaml:11:7 error calico-object/unknown-kind kind',
      'b.yaml:19:13 error calico-object/group apiVersion',
    ]);
    expect(findings.map(({ message }) => message.slice(message.indexOf('did')))).toEqual([
      'did you mean GlobalAlert?',
      'did you mean GlobalAlert?',
      'did you mean projectcalico.org/v3?',
    ]);
    expect([exitCode, checked.objects, checked.skipped]).toEqual([1, 0, 3]);
  });

  it('13: a patch is no object, whether it was found or named', () => {
    const { lines, checked, exitCode } = report('13');
    expect([lines, checked.patches, exitCode]).toEqual([[], 1, 0]);
    const named = report('13', ['overlay/severity.yaml', 'base']);
    expect([named.lines, named.exitCode]).toEqual([['overlay/severity.yaml:1:1 notice kustomize/patch'], 0]);
    expect(named.findings[0]?.message).toContain('kubectl kustomize overlay | npx cdk8s-calico-threat-defense lint -');
  });

  it('14: a template of a chart is skipped and counted, whether it was found or named', () => {
    const { lines, checked, exitCode } = report('14');
    expect([lines, checked.templates, exitCode]).toEqual([[], 1, 0]);
    const named = report('14', ['alerts', 'charts/web/templates/deployment.yaml']);
    expect([named.lines, named.checked.templates, named.exitCode]).toEqual([[], 1, 0]);
  });

  it('15: a template is one finding', () => {
    const { lines, findings, exitCode } = report('15');
    expect(lines).toEqual(['templates/alert.yaml:1:1 error yaml/template']);
    expect(findings[0]?.message).toContain('helm template . | npx cdk8s-calico-threat-defense lint -');
    expect(exitCode).toBe(1);
  });

  it('16: indentation that slipped is one finding, at the first line to blame', () => {
    const { lines, findings } = report('16', ['.'], '3.14');
    expect(lines).toEqual(['alert.yaml:4:1 error calico-object/indentation name']);
    expect(findings[0]?.message).toContain('indent lines 4 and 6 to 13');
  });

  it.each(['text', 'json', 'sarif', 'github'])('18: findings are at the very word, in the format %s', (format) => {
    const { stdout } = run('18', ['.', '--calico-release', '3.24', '--format', format]);
    const places = {
      text: ['\n  13:5 error', '\n  15:15 error'],
      json: ['"line": 13,\n      "column": 5,', '"line": 15,\n      "column": 15,'],
      sarif: [
        '"startLine": 13,\n                  "startColumn": 5',
        '"startLine": 15,\n                  "startColumn": 15',
      ],
      github: ['line=13,endLine=13,col=5,', 'line=15,endLine=15,col=15,'],
    }[format];
    expect(places?.filter((place) => !stdout.includes(place))).toEqual([]);
    expect(stdout).not.toMatch(/column \d/);
  });

  it('20: a string in place of a list is one error, with what to write', () => {
    const { lines, findings } = report('20');
    expect(lines).toEqual(['alert.yaml:11:16 error global-alert/field-type spec.aggregateBy']);
    expect(findings[0]?.message).toContain('write [qname]');
  });

  it('23: a namespace on an alert is a warning, and no part of its title', () => {
    const { lines, findings, exitCode } = report('23');
    expect(lines).toEqual(['alert.yaml:5:14 warning calico-object/namespace metadata.namespace']);
    expect(findings[0]?.object).toBe('GlobalAlert network.ssh');
    expect(exitCode).toBe(0);
  });

  it('24: a backslash for a shell is found, whether YAML takes it or not', () => {
    const { lines, findings } = report('24');
    expect(lines).toEqual([
      'plain.yaml:7:27 warning calico-object/shell-escape spec.summary',
      'quoted.yaml:7:28 error yaml/syntax',
    ]);
    expect(findings[1]?.message).toContain('meant for a shell');
  });

  it('41: a kind that does not exist is an error, and others are counted', () => {
    const { lines, findings, checked } = report('41');
    expect(lines).toEqual([
      'feeds.yaml:6:12 error threat-feed/content spec.content',
      'feeds.yaml:10:7 error calico-object/unknown-kind kind',
    ]);
    expect(findings[1]?.message).toContain('did you mean SecurityEventWebhook?');
    expect([checked.objects, checked.skipped]).toEqual([1, 1]);
  });
});
