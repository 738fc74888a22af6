import { FindingSeverity } from '../base';
import type { LintFinding, LintResult } from './lint-finding';
import { PATCH } from './whole-file';

/** What becomes of the findings of a rule in a file; undefined if they stay as they are. */
export type LevelOf = (file: string, rule: string) => FindingSeverity | 'off' | undefined;

/** The result with the findings of some rules left out, or with other severities. */
export function withLevels(result: LintResult, levelOf: LevelOf): LintResult {
  const findings = result.findings.flatMap((finding): LintFinding[] => {
    const level = levelOf(finding.file, finding.rule);
    return level === 'off' ? [] : [level === undefined ? finding : { ...finding, severity: level }];
  });
  return { ...result, findings };
}

/** The result without the findings that a file is a patch, except for files that are named: the summary counts all patches. */
export function withoutFoundPatches(result: LintResult, named: readonly string[]): LintResult {
  const findings = result.findings.filter(({ rule, file }) => rule !== PATCH.rule || named.includes(file));
  return { ...result, findings };
}

/** The result with errors only. */
export function onlyErrors(result: LintResult): LintResult {
  const findings = result.findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
  return { ...result, findings, omitted: { ...result.omitted, quiet: result.findings.length - findings.length } };
}
