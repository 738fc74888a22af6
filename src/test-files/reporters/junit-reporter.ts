import { printable } from '../../base';
import type { CaseResult, TestFileResult } from '../case-result';
import { problemText } from './text-reporter';

/** The results as JUnit's XML, in the form that CI systems read: one suite a file. */
export function testJunit(results: readonly TestFileResult[]): string {
  const suites = results.map(suite).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts(results)}>\n${suites}</testsuites>\n`;
}

function suite(result: TestFileResult): string {
  const { file, problems, cases } = result;
  const invalid =
    problems.length === 0
      ? ''
      : testCase(
          file,
          { name: 'is a valid test file', classname: file },
          problem('error', 'the test file is not valid', problems.map(problemText)),
        );
  const all = cases.map((each) =>
    testCase(each.file, { name: each.name, classname: result.alert ?? file, line: each.line }, outcome(each)),
  );
  return `  <testsuite name="${xml(file)}"${counts([result])}>\n${invalid}${all.join('')}  </testsuite>\n`;
}

function counts(results: readonly TestFileResult[]): string {
  const cases = results.flatMap((result) => result.cases);
  const invalid = results.filter((result) => result.problems.length > 0).length;
  const failures = cases.filter(({ status }) => status === 'failed').length;
  const errors = cases.filter(({ status }) => status === 'error').length + invalid;
  return ` tests="${cases.length + invalid}" failures="${failures}" errors="${errors}"`;
}

function testCase(
  file: string,
  { name, classname, line }: { readonly name: string; readonly classname: string; readonly line?: number },
  content: string,
): string {
  const place = `file="${xml(file)}"${line === undefined ? '' : ` line="${line}"`}`;
  return `    <testcase name="${xml(name)}" classname="${xml(classname)}" ${place}>\n${content}    </testcase>\n`;
}

function outcome({ status, message, details, warnings, assumptions }: CaseResult): string {
  const failed =
    status === 'passed'
      ? ''
      : problem(status === 'failed' ? 'failure' : 'error', message, [
          ...details,
          ...assumptions.map((each) => `this rests on: ${each}`),
        ]);
  const out = warnings.length === 0 ? '' : `      <system-out>${escapeLines(warnings)}</system-out>\n`;
  return `${failed}${out}`;
}

function problem(element: 'failure' | 'error', message: string, lines: readonly string[]): string {
  return `      <${element} message="${xml(message)}">${escapeLines(lines)}</${element}>\n`;
}

function escapeLines(lines: readonly string[]): string {
  return lines.map(xml).join('\n');
}

/** XML has no way to write most control characters, which are escaped as elsewhere, nor these two. */
function xml(text: string): string {
  return printable(text)
    .replace(/[\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
