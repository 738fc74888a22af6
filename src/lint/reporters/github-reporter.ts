import { printable } from '../../base';
import { type LintFinding, type LintResult, placeAndMessage } from '../lint-finding';
import { fromCurrentFolder } from './file-location';

/**
 * For GitHub Actions, which shows each line at the place that it names.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport({ findings }: Pick<LintResult, 'findings'>): string {
  return findings.map(command).join('');
}

function command(finding: LintFinding): string {
  const { file, line, column, object, rule, severity } = finding;
  const properties = {
    file: printable(fromCurrentFolder(file)),
    line: String(line),
    ...(finding.endLine === undefined ? {} : { endLine: String(finding.endLine) }),
    col: String(column),
    // GitHub ignores columns of more than one line.
    ...(finding.endLine === line ? { endColumn: String(finding.endColumn) } : {}),
    title: rule,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  const subject = object === '' ? '' : `${object}: `;
  return `::${severity} ${list.join(',')}::${escapeData(printable(`${subject}${placeAndMessage(finding)}`))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
