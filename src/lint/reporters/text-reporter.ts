import { FindingSeverity, plural, printable } from '../../base';
import { type LintFinding, type LintResult, type Omitted, placeAndMessage } from '../lint-finding';
import type { Checked } from '../tally';
import { type Colors, colorsIf } from './colors';
import { kindsText } from './kinds-text';
import type { ReportOptions } from './report-options';

/**
 * For people: the findings of each file, one line each, and a count at the end.
 *
 *     alerts.yaml: 1 error
 *       8:13 error GlobalAlert network.ssh: spec.severity = 101: must be a whole number from 1 to 100 [global-alert/severity-range]
 *
 *     1 error: 3 objects checked (3 GlobalAlert), 2 skipped (2 Deployment); 1 file, 5 documents
 */
export function textReport({ findings, checked, omitted }: LintResult, { isColored }: ReportOptions): string {
  const colors = colorsIf(isColored);
  const files = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const list = files.get(finding.file) ?? [];
    list.push(finding);
    files.set(finding.file, list);
  }
  const blocks = [...files].map(
    ([file, list]) =>
      `${colors.file(printable(`${file}: ${counts(list)}`))}\n${list.map((each) => line(each, colors)).join('')}\n`,
  );
  const notes = [...omittedText(omitted), ...skippedText(checked)].map((note) => `${note}\n`);
  return `${blocks.join('')}${summary(findings, checked)}\n${notes.join('')}`;
}

function line(finding: LintFinding, colors: Colors): string {
  const subject = finding.object === '' ? '' : `${finding.object}: `;
  const severity = colors[finding.severity](finding.severity);
  const text = printable(`${subject}${placeAndMessage(finding)}`);
  return `  ${finding.line}:${finding.column} ${severity} ${text} ${colors.rule(`[${finding.rule}]`)}\n`;
}

function counts(findings: readonly LintFinding[]): string {
  const parts = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.NOTICE].flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [plural(number, severity)];
  });
  return parts.join(', ') || 'No problems';
}

function summary(findings: readonly LintFinding[], checked: Checked): string {
  const { files, documents, objects, skipped, kinds, skippedKinds } = checked;
  const sources = `${plural(files, 'file')}, ${plural(documents, 'document')}`;
  if (findings.length === 0 && objects === 0) {
    return `Nothing was checked${skipped === 0 ? '' : `: ${plural(skipped, 'object')} skipped${kindsText(skippedKinds)}`}; ${sources}`;
  }
  const others = skipped === 0 ? '' : `, ${skipped} skipped${kindsText(skippedKinds)}`;
  return `${counts(findings)}: ${plural(objects, 'object')} checked${kindsText(kinds)}${others}; ${sources}`;
}

/** How to lint the output of another command. */
const LINT = 'npx cdk8s-calico-threat-defense lint -';

function omittedText({ baseline = 0, quiet = 0 }: Omitted = {}): string[] {
  return [
    ...(baseline === 0 ? [] : [`Not shown: ${plural(baseline, 'finding')} in the baseline.`]),
    ...(quiet === 0
      ? []
      : [`Not shown because of --quiet: ${quiet} ${quiet === 1 ? 'warning or notice' : 'warnings and notices'}.`]),
  ];
}

/** What was not checked, or not as it is on its own. */
function skippedText({ templates, patches, otherClusters }: Checked): string[] {
  const others = Object.entries(otherClusters).map(([name, number]) => `${number} for ${name}`);
  return [
    ...(templates === 0
      ? []
      : [
          `Skipped: ${plural(templates, 'template')} of Helm charts; render the charts and check the result, as in helm template CHART | ${LINT}`,
        ]),
    ...(patches === 0
      ? []
      : [
          `Skipped: ${patches} ${patches === 1 ? 'patch' : 'patches'} of kustomizations; check what kustomize builds, as in kubectl kustomize FOLDER | ${LINT}`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `Made for a cluster other than the one that was set explicitly: ${others.join(', ')}; without --calico-release and --calico-topology, each object is checked for its own cluster.`,
        ]),
  ];
}
