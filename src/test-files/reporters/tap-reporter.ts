import { stringify } from 'yaml';
import { printable, printableLines } from '../../base';
import type { CaseResult, TestFileResult } from '../case-result';
import { problemText } from './text-reporter';

/**
 * The results as TAP 14, with a YAML block for each case that did not pass.
 *
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function testTap(results: readonly TestFileResult[]): string {
  const points = results.flatMap((result) => [
    ...invalidPoint(result),
    ...result.cases.map((each) => point(each, result)),
  ]);
  const lines = points.map((each, index) => each(index + 1));
  return ['TAP version 14\n', `1..${points.length}\n`, ...lines].join('');
}

type Point = (number: number) => string;

function invalidPoint({ file, problems }: TestFileResult): Point[] {
  if (problems.length === 0) {
    return [];
  }
  const details = problems.map(problemText);
  return [
    (number) =>
      `not ok ${number} - ${description(`${file} is not a valid test file`)}\n${block({ severity: 'error', at: { file }, details })}`,
  ];
}

function point({ name, file, line, status, message, ...result }: CaseResult, { alert }: TestFileResult): Point {
  const { details, warnings, assumptions } = result;
  const title = description(`${alert}: ${name}`);
  const data = {
    message,
    severity: status === 'error' ? 'error' : 'fail',
    at: { file, line },
    details,
    warnings,
    assumptions,
  };
  return (number) => {
    const comments = status === 'passed' ? warnings.map((warning) => `${printable(`# ${warning}`)}\n`) : [];
    return status === 'passed'
      ? `ok ${number} - ${title}\n${comments.join('')}`
      : `not ok ${number} - ${title}\n${block(data)}`;
  };
}

/** A # would begin a directive, such as SKIP. */
function description(text: string): string {
  return printable(text).replace(/[\\#]/g, String.raw`\$&`);
}

function block(data: Readonly<Record<string, unknown>>): string {
  const yaml = printableLines(stringify(data, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd());
  return `  ---\n${yaml.replace(/^/gm, '  ')}\n  ...\n`;
}
