import { existsSync, statSync } from 'node:fs';
import { ownValue, plural, printable } from '../base';
import type { Configurations } from '../configuration';
import { type Baseline, type LintResult, MANIFEST_RULES } from '../lint';

/**
 * Says that a baseline has findings which are none any more: they would not be reported if they came back.
 *
 * @param read the files of this run, as absolute paths
 */
export function staleBaselineLines(
  file: string,
  baseline: Baseline,
  result: LintResult,
  read: ReadonlySet<string>,
): string[] {
  const count = baseline.stale(result, (each) => read.has(each) || !existsSync(each));
  if (count === 0) {
    return [];
  }
  const [is, they] =
    count === 1 ? ['is', 'it is reported if it comes back'] : ['are', 'they are reported if they come back'];
  return [
    printable(
      `${file}: ${plural(count, 'finding')} of the baseline ${is} gone; write the baseline again with --write-baseline, so ${they}`,
    ),
  ];
}

/**
 * Says which rules of configuration files had no finding to decide about, of files whose whole folder was read.
 *
 * @param paths what was named on the command line
 * @param knowsTime whether rules that depend on the current time were checked
 */
export function unappliedRulesLines(
  configurations: Configurations,
  paths: readonly string[],
  knowsTime: boolean,
): string[] {
  return configurations
    .unapplied(paths.filter(isFolder))
    .filter(({ rule }) => knowsTime || ownValue(MANIFEST_RULES, rule)?.now === undefined)
    .map(({ file, index, rule }) =>
      printable(
        `${file}: rules[${index}] (${rule}) applied to no finding of this run; remove it, or correct its rule or its paths`,
      ),
    );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
