import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { FindingSeverity } from '../../src/base';
import { type LintFinding, type LintResult, REPORTERS } from '../../src/lint';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';
import { alertText, CHECKED, lintText } from './lint-text';

const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
  schema,
);

const FINDING: LintFinding = {
  file: 'a b/ü, 1:2%.yaml',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  object: 'GlobalAlert a\n::error::b',
  rule: 'global-alert/name',
  severity: FindingSeverity.NOTICE,
  path: 'metadata.name',
  value: '"x"',
  message: 'line one\r\nline two, 100%\u001b[31m\u202e',
};

function report(format: string, ...findings: readonly LintFinding[]): string {
  const result: LintResult = { findings, checked: CHECKED, crashes: [] };
  return REPORTERS[format]?.(result, { version: '1.2.3' }) ?? '';
}

function sarif(...findings: readonly LintFinding[]) {
  const log = JSON.parse(report('sarif', ...findings));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

describe('a report', () => {
  it('is one line a finding for people, whatever stands in the file', () => {
    expect(report('text', FINDING)).toBe(
      [
        'a b/ü, 1:2%.yaml: 1 notice',
        '  3:5 notice GlobalAlert a\\u000a::error::b: metadata.name = "x": line one\\u000d\\u000aline two, 100%\\u001b[31m\\u202e [global-alert/name]',
        '',
        '1 notice: 3 objects checked (3 GlobalAlert); 1 file, 2 documents',
        '',
      ].join('\n'),
    );
  });

  it('is one command a finding for GitHub, whatever stands in the file', () => {
    expect(report('github', FINDING)).toBe(
      '::notice file=a b/ü%2C 1%3A2%25.yaml,line=3,endLine=3,col=5,endColumn=9,title=global-alert/name::GlobalAlert a\\u000a::error::b: metadata.name = "x": line one\\u000d\\u000aline two, 100%25\\u001b[31m\\u202e\n',
    );
    expect(report('github')).toBe('');
  });

  it('has the keys of the contract, and no others, in JSON', () => {
    const { findings, checked } = JSON.parse(report('json', FINDING));
    expect(Object.keys(findings[0])).toEqual([
      'file',
      'line',
      'column',
      'object',
      'rule',
      'severity',
      'path',
      'message',
      'endLine',
      'endColumn',
      'url',
    ]);
    expect(findings[0]).toMatchObject({
      object: FINDING.object,
      message: `"x": ${FINDING.message}`,
      severity: 'notice',
    });
    expect(checked).toEqual(CHECKED);
  });

  it('is valid SARIF', () => {
    const { tool, results } = sarif(FINDING);
    expect(tool.driver).toMatchObject({ name: 'calico-threat-defense', version: '1.2.3' });
    expect(tool.driver.rules).toEqual([
      {
        id: 'global-alert/name',
        shortDescription: { text: expect.stringContaining('RFC 1123') },
        fullDescription: { text: expect.any(String) },
        help: {
          text: expect.stringMatching(/Right:\n\napiVersion: projectcalico.org\/v3\n/),
          markdown: expect.stringContaining('```yaml\napiVersion: projectcalico.org/v3\n'),
        },
        defaultConfiguration: { level: 'error' },
        helpUri: expect.stringMatching(/^https:.*\/docs\/rules\.md#global-alertname$/),
      },
    ]);
    expect(results[0]).toMatchObject({ ruleId: 'global-alert/name', ruleIndex: 0, level: 'note' });
    const [{ physicalLocation }] = results[0].locations;
    expect(physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%BC%2C%201%3A2%25.yaml' },
      region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
    });
  });

  it('is valid SARIF of nothing, of files elsewhere, and of files that are no YAML', () => {
    expect(sarif().results).toEqual([]);
    const [{ locations }] = sarif({ ...FINDING, file: '/else where/x.yaml' }).results;
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe('file:///else%20where/x.yaml');
    const { findings } = lintText('a: [\n');
    expect(sarif(...findings).results[0].message.text).toMatch(/^is not valid YAML: /);
  });

  it('is valid SARIF of everything', () => {
    const texts = ['severity: 0', 'period: 1s', 'severity: 0\n  severity: 0', 'query: a = '].map((line) =>
      alertText(line),
    );
    const { findings } = lintText(`${texts.join('---\n')}---\n"\n`);
    expect(sarif(...findings).results).toHaveLength(findings.length);
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(4);
  });

  it.each(Object.keys(REPORTERS))('is safe to show in the format %s, whatever names and messages contain', (format) => {
    const texts = fc.record({
      file: UNSAFE_TEXT,
      object: UNSAFE_TEXT,
      path: UNSAFE_TEXT,
      value: UNSAFE_TEXT,
      message: UNSAFE_TEXT,
    });
    fc.assert(
      fc.property(texts, fc.boolean(), (finding, isAbsent) => {
        const printed = report(format, { ...FINDING, ...finding, isAbsent });
        expect(unsafeLines(printed, /^::notice file=[^:]*::/)).toEqual([]);
        expect(format === 'json' || format === 'sarif' ? JSON.parse(printed) : undefined).not.toBeNull();
        const lines = { text: 5, github: 2 }[format];
        expect(printed.split('\n')).toHaveLength(lines ?? printed.split('\n').length);
      }),
      { numRuns: 300 },
    );
  });

  it('does not begin with a command to GitHub where the name of a file is one', () => {
    expect(report('text', { ...FINDING, file: '::stop-commands::x.yaml' })).toMatch(
      /^\\u003a:stop-commands::x\.yaml: 1/,
    );
  });

  it('keeps what names and messages contain for programs that read JSON', () => {
    fc.assert(
      fc.property(UNSAFE_TEXT, UNSAFE_TEXT, UNSAFE_TEXT, (file, object, message) => {
        const { findings } = JSON.parse(report('json', { ...FINDING, file, object, message, value: undefined }));
        expect(findings[0]).toMatchObject({ file, object, message });
      }),
    );
  });

  it('names files as they are known in the checkout', () => {
    const file = join(process.cwd(), 'x', 'y.yaml');
    expect(report('github', { ...FINDING, file })).toContain('file=x/y.yaml,');
    expect(report('text', { ...FINDING, file })).toContain(`${file}: 1 notice`);
  });
});
