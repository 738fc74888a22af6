import { markdownTable, markdownText, ownValue, plural, printableLines } from '../../base';
import { UpgradeVerdict } from '../../kind';
import { kindsText, MANIFEST_RULES, rulePage } from '../../lint';
import type { ObjectResult, StepResult, UpgradeFinding, UpgradeResult, UpgradeTask } from '../result';
import { countsText, stepCounts, taskText } from './words';

/** For a pull request or a wiki. */
export function markdownReport(result: UpgradeResult): string {
  const { to, summary, skipped, skippedKinds, files } = result;
  const others =
    skipped === 0 ? '' : `; skipped: ${plural(skipped, 'other object')}${markdownText(kindsText(skippedKinds))}`;
  const lines = [
    `# Upgrade to ${markdownText(to)}`,
    '',
    `${countsText(summary)}, ${summary.fine} fine (${plural(files, 'file')}${others}).`,
    '',
    ...clusterTable(result),
    ...result.steps.flatMap((step) => [
      `## ${markdownText(`${step.from} → ${step.to}`)}`,
      '',
      ...stepMarkdown(step, '###'),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/**
 * What one step means: a table of the objects, and what to do about each.
 *
 * @param heading the marks of the headings of objects
 */
export function stepMarkdown(step: StepResult, heading: string): string[] {
  const concerned = step.objects.filter(({ verdict }) => verdict !== UpgradeVerdict.FINE);
  if (concerned.length === 0) {
    return ['Nothing changes.', ''];
  }
  const rows = concerned.map(({ file, object, verdict, findings, lost }) => [
    `${markdownText(object)}<br>${markdownText(file)}`,
    verdict,
    [...findings.map(findingMarkdown), ...lost.map((text) => markdownText(`Detection lost: ${text}`))].join('<br>'),
  ]);
  return [
    `${countsText(stepCounts(step))}.`,
    '',
    ...markdownTable(['object', 'verdict', 'why'], rows),
    ...concerned.flatMap(({ object, tasks }) => tasksMarkdown(object, tasks, heading)),
  ];
}

function clusterTable({ clusters }: UpgradeResult): string[] {
  const verdicts = Object.values(UpgradeVerdict);
  const rows = clusters.map(({ cluster, from, summary }) => [
    cluster === '' ? 'not known' : markdownText(cluster),
    markdownText(from),
    ...verdicts.map((verdict) => String(summary[verdict])),
  ]);
  return clusters.length < 2 ? [] : markdownTable(['cluster', 'from', ...verdicts], rows);
}

function findingMarkdown({ path, message, rule }: UpgradeFinding): string {
  const text = markdownText(`${path === '' ? '' : `${path}: `}${message}`);
  return rule === undefined || ownValue(MANIFEST_RULES, rule) === undefined
    ? text
    : `${text} [${markdownText(rule)}](${rulePage(rule)})`;
}

function tasksMarkdown(object: ObjectResult['object'], tasks: readonly UpgradeTask[], heading: string): string[] {
  return tasks.length === 0 ? [] : [`${heading} ${markdownText(object)}`, '', ...tasks.flatMap(taskMarkdown)];
}

function taskMarkdown(task: UpgradeTask): string[] {
  return [
    `- ${markdownText(capitalized(taskText(task)))}.`,
    '',
    ...(task.command === undefined ? [] : fence('sh', task.command)),
    ...(task.diff === undefined ? [] : fence('diff', task.diff.trimEnd())),
  ];
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A fence that is longer than any in the text. */
function fence(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length));
  const marks = '`'.repeat(longest + 1);
  return [`${marks}${language}`, printableLines(text), marks, ''];
}
