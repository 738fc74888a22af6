import { markdownTable, markdownText } from '../../base';
import { GRADES } from '../../explain';
import type { AlertResult, BacktestResult } from '../result';
import type { Outcome } from '../running';
import {
  countText,
  eventsText,
  formText,
  groupText,
  lengthText,
  logsText,
  noRunsText,
  numberText,
  perDayText,
  rowsText,
  shownGroups,
  stretchText,
  suggestionText,
  timeText,
  verdictText,
} from './words';

const SHOWN_GROUPS = 20;

/** A report for a pull request or a wiki. Text from logs and alerts is escaped, so it stays text. */
export function backtestMarkdown(result: BacktestResult): string {
  const lines = ['# Backtest', '', `${markdownText(logsText(result))}.`, ''];
  return [...lines, ...result.alerts.flatMap(alertLines)].join('\n');
}

function alertLines(alert: AlertResult): string[] {
  const { file, object, verdict, reasons, outcome } = alert;
  const title = [`## ${markdownText(object)}`, '', `In ${markdownText(file)}.`, ''];
  const why = reasons.length === 0 ? [] : [...list(reasons), ''];
  const silent =
    verdict === 'never' || outcome === undefined ? [`The alert ${markdownText(verdictText(alert))}.`, ''] : [];
  return [...title, ...silent, ...why, ...(outcome === undefined ? [] : outcomeLines(alert, outcome))];
}

function outcomeLines({ dataSet, release }: AlertResult, outcome: Outcome): string[] {
  const { rows, span, gaps, groupCount, thresholds, suggestion, seen, assumptions } = outcome;
  if (span === undefined) {
    return [`The alert ${markdownText(noRunsText(dataSet, outcome))}.`, ''];
  }
  const groups = shownGroups(outcome);
  return [
    ...table(['', ''], summaryRows(release, dataSet, outcome)),
    ...heading(`Groups with events: ${numberText(groupCount)}`, groups.length, [
      ...table(
        ['events', 'peak', 'group'],
        groups
          .slice(0, SHOWN_GROUPS)
          .map((group) => [numberText(group.events), numberText(group.peak), groupText(group)]),
      ),
    ]),
    ...heading('Thresholds', outcome.closest === undefined ? 0 : thresholds.length, [
      ...table(
        ['threshold', 'events'],
        thresholds.map(({ threshold, events }) => [numberText(threshold), numberText(events)]),
      ),
      ...(suggestion === undefined ? [] : [markdownText(suggestionText(suggestion)), '']),
    ]),
    ...heading('Dropped rows', rows.dropped.length, [
      ...table(
        ['rows', 'reason'],
        rows.dropped.map(({ rows: count, reason }) => [numberText(count), reason]),
      ),
    ]),
    ...heading('Gaps in the logs', gaps.length, [...list(gaps.map(stretchText)), '']),
    ...heading('Log settings', seen.length, [...list(seen.map(formText)), '']),
    ...heading('Assumptions', assumptions.length, [
      ...list(assumptions.map(({ grade, words }) => `${GRADES[grade]}: ${words}`)),
      '',
    ]),
  ];
}

function summaryRows(release: string, dataSet: string, outcome: Outcome): string[][] {
  const { span, worstHour, firstEvent, lastEvent, closest } = outcome;
  return [
    ['release', release],
    ['runs', span === undefined ? '' : stretchText(span)],
    ['rows', rowsText(dataSet, outcome)],
    ['events', `${eventsText(outcome)} in ${lengthText(outcome)}${perDayText(outcome)}`],
    ...(worstHour === undefined
      ? []
      : [['worst hour', `${countText(worstHour.events, 'event')} from ${timeText(worstHour.start)}`]]),
    ...(firstEvent === undefined ? [] : [['first event', `${timeText(firstEvent.time)} ${firstEvent.text}`]]),
    ...(lastEvent === undefined ? [] : [['last event', `${timeText(lastEvent.time)} ${lastEvent.text}`]]),
    ...(closest === undefined ? [] : [['closest to the condition, or furthest beyond it', closest]]),
  ];
}

function heading(title: string, entries: number, lines: readonly string[]): string[] {
  return entries === 0 ? [] : [`### ${title}`, '', ...lines];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return markdownTable(
    header.map(markdownText),
    rows.map((row) => row.map(markdownText)),
  );
}

function list(entries: readonly string[]): string[] {
  return entries.map((entry) => `- ${markdownText(entry)}`);
}
