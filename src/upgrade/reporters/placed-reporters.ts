import { FindingSeverity } from '../../base';
import { UpgradeVerdict } from '../../kind';
import { githubReport, type LintFinding, type LintResult, sarifReport } from '../../lint';
import type { ObjectResult, StepResult, UpgradeResult } from '../result';
import { taskText } from './words';

const { ERROR, WARNING } = FindingSeverity;

/** For GitHub Actions, as that of `lint`. */
export function githubUpgradeReport(result: UpgradeResult): string {
  return githubReport(placed(result));
}

/** For code scanning, as that of `lint`. */
export function sarifUpgradeReport(result: UpgradeResult, version: string): string {
  return sarifReport(placed(result), { version });
}

/** Everything that becomes of objects, at their places. */
function placed({ steps, problems }: UpgradeResult): Pick<LintResult, 'findings'> {
  const ofFiles = problems.map(({ file, line, column, rule, message }): LintFinding => {
    return { file, line, column, object: '', rule, severity: ERROR, path: '', message };
  });
  return {
    findings: [...steps.flatMap((step) => step.objects.flatMap((object) => findingsOf(step, object))), ...ofFiles],
  };
}

/** What becomes of an object is an error, unless it still works. */
function findingsOf({ to }: StepResult, { file, line, object, findings, tasks }: ObjectResult): LintFinding[] {
  const advice = tasks.map((task) => `; ${taskText(task)}`).join('');
  return findings
    .filter(({ verdict }) => verdict !== UpgradeVerdict.FINE)
    .map(({ verdict, rule = `upgrade/${verdict}`, path, message }) => ({
      file,
      line,
      column: 1,
      object,
      rule,
      severity: verdict === UpgradeVerdict.CHANGED ? WARNING : ERROR,
      path,
      message: `${verdict} by ${to}: ${message}${advice}`,
    }));
}
