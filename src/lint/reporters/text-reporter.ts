import { FindingSeverity, plural, printable } from '../../base';
import { type Checked, type LintFinding, type LintResult, placeAndMessage } from '../lint-finding';

/**
 * For people: the findings of each file, one line each, and a count at the end.
 *
 *     alerts.yaml: 1 error
 *       8:13 error GlobalAlert network.ssh: spec.severity = 101: must be a whole number from 1 to 100 [global-alert/severity-range]
 *
 *     1 error: 3 objects checked, 2 skipped (1 file, 5 documents)
 */
export function textReport({ findings, checked }: LintResult): string {
  const files = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const list = files.get(finding.file) ?? [];
    list.push(finding);
    files.set(finding.file, list);
  }
  const blocks = [...files].map(
    ([file, list]) => `${printable(`${file}: ${counts(list)}`)}\n${list.map(line).join('')}\n`,
  );
  return `${blocks.join('')}${summary(findings, checked)}\n`;
}

function line(finding: LintFinding): string {
  const subject = finding.object === '' ? '' : `${finding.object}: `;
  const place = `${finding.line}:${finding.column} ${finding.severity}`;
  return `  ${printable(`${place} ${subject}${placeAndMessage(finding)} [${finding.rule}]`)}\n`;
}

function counts(findings: readonly LintFinding[]): string {
  const parts = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.NOTICE].flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [plural(number, severity)];
  });
  return parts.join(', ') || 'No problems';
}

function summary(findings: readonly LintFinding[], { files, documents, objects, skipped }: Checked): string {
  const sources = `(${plural(files, 'file')}, ${plural(documents, 'document')})`;
  if (findings.length === 0 && objects === 0) {
    return `Nothing was checked${skipped === 0 ? '' : `: ${plural(skipped, 'object')} skipped`} ${sources}`;
  }
  const others = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${counts(findings)}: ${plural(objects, 'object')} checked${others} ${sources}`;
}
