import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FindingSeverity, ownValue, printable, printableJson } from '../../base';
import { type LintFinding, type LintResult, placeAndMessage } from '../lint-finding';
import { MANIFEST_RULES, MANIFEST_SEVERITIES } from '../manifest-rules';
import { PROJECT_PAGE, rulePage } from '../rule-page';
import { fromCurrentFolder } from './file-location';
import type { ReportOptions } from './report-options';

/** The name of the tool in a report. */
export const TOOL = 'calico-threat-defense';

const LEVELS: Record<FindingSeverity, string> = {
  [FindingSeverity.ERROR]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.NOTICE]: 'note',
};

/**
 * For code scanning: SARIF 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport({ findings }: Pick<LintResult, 'findings'>, { version }: ReportOptions): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const driver = { name: TOOL, version, informationUri: PROJECT_PAGE, rules: ids.map(ruleOf) };
  const results = findings.map((finding) => resultOf(finding, ids.indexOf(finding.rule)));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return printableJson(log);
}

function ruleOf(id: string): object {
  const rule = ownValue(MANIFEST_RULES, id);
  if (rule === undefined) {
    return { id };
  }
  const { what, why, good } = rule;
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: {
      text: `${what} ${why}\n\nRight:\n\n${good}`,
      markdown: `${what} ${why}\n\nRight:\n\n\`\`\`yaml\n${good.trimEnd()}\n\`\`\`\n\n[${id}](${rulePage(id)})`,
    },
    helpUri: rulePage(id),
    defaultConfiguration: { level: LEVELS[ownValue(MANIFEST_SEVERITIES, id) ?? FindingSeverity.ERROR] },
  };
}

function resultOf(finding: LintFinding, ruleIndex: number): object {
  const { rule, severity, line, column, endLine, endColumn, object, path } = finding;
  const name = printable([object, path].filter((part) => part !== '').join(' '));
  const message = object === '' ? placeAndMessage(finding) : `${object}: ${placeAndMessage(finding)}`;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: printable(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name }] }),
      },
    ],
  };
}

/** Relative where the file is below the current folder, so the checkout can be anywhere. */
function uriOf(file: string): string {
  const path = fromCurrentFolder(file);
  return isAbsolute(path) ? pathToFileURL(path).href : path.split('/').map(encoded).join('/');
}

/** A URI has no half surrogate pairs, which names of files can have on Windows. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}
