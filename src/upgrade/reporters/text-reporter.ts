import { plural, printable } from '../../base';
import { UpgradeVerdict } from '../../kind';
import { kindsText } from '../../lint';
import type { ObjectResult, StepResult, UpgradeResult, UpgradeTask } from '../result';
import { countsText, findingText, fineObjects, stepCounts, taskText } from './words';

/** For people: each step, with the objects that it concerns and what to do; those that are fine; and a summary. */
export function textReport(result: UpgradeResult): string {
  const fine = fineObjects(result);
  const lines = [
    ...result.steps.flatMap(stepLines),
    ...(fine.length === 0 ? [] : ['fine:', ...fine.map((object) => `  ${titleOf(object)}`), '']),
    ...clusterLines(result),
    summaryLine(result),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function stepLines(step: StepResult): string[] {
  const concerned = step.objects.filter(({ verdict }) => verdict !== UpgradeVerdict.FINE);
  return [`${step.from} → ${step.to}: ${countsText(stepCounts(step))}`, ...concerned.flatMap(objectLines), ''];
}

function titleOf({ file, line, object }: ObjectResult): string {
  return `${file}:${line} ${object}`;
}

function objectLines(object: ObjectResult): string[] {
  return [
    `  ${titleOf(object)}: ${object.verdict}`,
    ...object.findings.map((finding) => `    ${findingText(finding)}`),
    ...object.lost.map((lost) => `    detection lost: ${lost}`),
    ...object.tasks.flatMap(taskLines),
  ];
}

function taskLines(task: UpgradeTask): string[] {
  return [
    `    ${taskText(task)}`,
    ...(task.command === undefined ? [] : [`      $ ${task.command}`]),
    ...(task.diff === undefined
      ? []
      : task.diff
          .trimEnd()
          .split(/\r?\n/)
          .map((line) => `      ${line}`)),
  ];
}

function clusterLines({ clusters }: UpgradeResult): string[] {
  return clusters.length < 2
    ? []
    : [
        'clusters:',
        ...clusters.map(({ cluster, from, summary }) => {
          const name = cluster === '' ? '(not known)' : cluster;
          return `  ${name}, from ${from}: ${countsText(summary)}, ${summary.fine} fine`;
        }),
        '',
      ];
}

function summaryLine({ to, summary, skipped, skippedKinds, files }: UpgradeResult): string {
  const others = skipped === 0 ? '' : `; skipped: ${plural(skipped, 'other object')}${kindsText(skippedKinds)}`;
  return `To ${to}: ${countsText(summary)}, ${summary.fine} fine (${plural(files, 'file')}${others})`;
}
