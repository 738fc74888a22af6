import { plural, printable } from '../../base';
import type { CaseResult, TestFileResult } from '../case-result';
import type { TestProblem } from '../test-file';

/** The results, for people. */
export function testText(results: readonly TestFileResult[]): string {
  const cases = results.flatMap((result) => result.cases);
  const count = (status: CaseResult['status']) => cases.filter((each) => each.status === status).length;
  const problems = results.filter((result) => result.problems.length > 0).length;
  const counts = [
    `${count('passed')} passed`,
    `${count('failed')} failed`,
    ...(count('error') > 0 ? [`${count('error')} with unusable rows`] : []),
    ...(problems > 0 ? [`${plural(problems, 'invalid test file')}`] : []),
  ];
  const assumptions = new Set(cases.filter(({ status }) => status === 'failed').flatMap((each) => each.assumptions));
  const rests =
    assumptions.size === 0 ? [] : ['', 'What failed rests on', ...[...assumptions].map((each) => `  ${each}`)];
  const lines = [
    ...results.flatMap(fileLines),
    ...rests,
    '',
    `${plural(cases.length, 'case')}: ${counts.join(', ')}`,
    '',
  ];
  return lines.map(printable).join('\n');
}

function fileLines({ file, alert, problems, cases }: TestFileResult): string[] {
  return [
    alert === undefined ? file : `${file}: ${alert}`,
    ...problems.map((problem) => `  ${problemText(problem)}`),
    ...cases.flatMap(caseLines),
  ];
}

/** What is wrong in a test file, with its place. */
export function problemText({ line, column, rule, path, message }: TestProblem): string {
  return `${line}:${column} ${path === '' ? '' : `${path}: `}${message} [${rule}]`;
}

function caseLines({ name, line, status, ...result }: CaseResult): string[] {
  const { message, details, warnings } = result;
  const warned = warnings.map((warning) => `    warning: ${warning}`);
  if (status === 'passed') {
    return [`  passed: ${name}`, ...warned];
  }
  return [
    `  ${status === 'failed' ? 'FAILED' : 'ERROR'}: ${name} (line ${line})`,
    `    ${message}`,
    ...details.map((detail) => `    ${detail}`),
    ...warned,
  ];
}
