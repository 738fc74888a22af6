import { printable, section } from '../../base';
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

const SHOWN_GROUPS = 10;
const SHOWN_GAPS = 5;

/** A report on one screen for each alert: the number of events first. */
export function backtestText(result: BacktestResult): string {
  const lines = result.alerts.flatMap((alert) => [...alertLines(alert), '']);
  return [...lines, logsText(result), ''].map(printable).join('\n');
}

function alertLines(alert: AlertResult): string[] {
  const { file, object, reasons, verdict, outcome } = alert;
  const isSilent = verdict === 'never' || outcome === undefined;
  return [
    `${file}: ${object} ${isSilent ? verdictText(alert) : headline(alert, outcome)}`,
    ...section('Why', reasons),
    ...(outcome === undefined ? [] : outcomeLines(alert, outcome)),
  ];
}

function headline({ release, dataSet }: AlertResult, outcome: Outcome): string {
  if (outcome.span === undefined) {
    return noRunsText(dataSet, outcome);
  }
  return `would have raised ${eventsText(outcome)}, in ${lengthText(outcome)} on ${release}`;
}

function outcomeLines({ dataSet }: AlertResult, outcome: Outcome): string[] {
  const { rows, span, gaps, groupCount, assumptions, seen, closest, thresholds } = outcome;
  const ofRows = section('Rows', [
    rowsText(dataSet, outcome),
    ...rows.dropped.map(({ reason, rows: count }) => `dropped: ${countText(count, 'row')}: ${reason}`),
  ]);
  if (span === undefined) {
    return rows.read === 0 ? [] : ofRows;
  }
  return [
    ...ofRows,
    ...section('Runs', [stretchText(span)]),
    ...section('Gaps in the logs', listed(gaps.map(stretchText), SHOWN_GAPS)),
    ...section('Events', eventLines(outcome)),
    ...section(`Groups: ${countText(groupCount, 'group')} with events, the noisiest first`, groupLines(outcome)),
    ...section('Closest to the condition, or furthest beyond it', closest === undefined ? [] : [closest]),
    ...section(
      'Thresholds and their events',
      thresholds.length === 0 || closest === undefined ? [] : [...curveLines(outcome), ...suggestionLines(outcome)],
    ),
    ...section('Log settings', seen.map(formText)),
    ...section(
      'Assumptions',
      assumptions.map(({ grade, words }) => `${GRADES[grade]}: ${words}`),
    ),
  ];
}

function eventLines(outcome: Outcome): string[] {
  const { mostInOneRun, worstHour, firstEvent, lastEvent, raisingPhases } = outcome;
  const share = Math.floor(raisingPhases * 100);
  return [
    `${eventsText(outcome)}${perDayText(outcome)}`,
    ...(worstHour === undefined
      ? []
      : [
          `at most ${numberText(mostInOneRun)} in one run, and ${numberText(worstHour.events)} in the hour from ${timeText(worstHour.start)}`,
          `at least one event in ${share} % of phases`,
        ]),
    ...(firstEvent === undefined ? [] : [`first: ${timeText(firstEvent.time)} ${firstEvent.text}`]),
    ...(lastEvent === undefined ? [] : [`last:  ${timeText(lastEvent.time)} ${lastEvent.text}`]),
  ];
}

function groupLines(outcome: Outcome): string[] {
  const rows = shownGroups(outcome).map(
    (group) => [numberText(group.events), numberText(group.peak), groupText(group)] as const,
  );
  const [events, peak] = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(
    ([count, most, text]) => `${count.padStart(events ?? 0)} × ${text}, peak ${most.padStart(peak ?? 0)}`,
  );
  return listed(lines, SHOWN_GROUPS, Math.max(lines.length, outcome.groupCount));
}

const LONGEST_BAR = 30;

function curveLines({ thresholds }: Outcome): string[] {
  const most = Math.max(1, ...thresholds.map(({ events }) => events));
  const width = Math.max(...thresholds.map(({ threshold }) => numberText(threshold).length));
  const digits = numberText(most).length;
  return thresholds.map(({ threshold, events }) => {
    const bar = '█'.repeat(Math.ceil((events / most) * LONGEST_BAR));
    return `${numberText(threshold).padStart(width)}  ${numberText(events).padStart(digits)}  ${bar}`.trimEnd();
  });
}

function suggestionLines({ suggestion }: Outcome): string[] {
  return [suggestion === undefined ? 'No range of thresholds stands out.' : suggestionText(suggestion)];
}

/** @param all the number of lines, if not all of them are known */
function listed(lines: readonly string[], most: number, all = lines.length): string[] {
  const rest = all - most;
  return rest > 0 ? [...lines.slice(0, most), `and ${numberText(rest)} more`] : [...lines];
}
