import { formatValue } from '../../base';
import { durationWords } from '../../explain';
import { countText, numberText, spreadText } from '../page';
import type { AlertResult, BacktestResult } from '../result';
import type { BacktestGroup, Outcome, SeenForm, ThresholdSuggestion } from '../running';

/** `2026-01-05T10:00:00Z`. */
export function timeText(millis: number): string {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString().replace('.000Z', 'Z');
}

/** `2 to 4 events, typically 3`. */
export function eventsText({ events }: Outcome): string {
  return spreadText(events);
}

export { countText, numberText };

const DAY = 86_400_000;

/** Whether something follows for a whole day from what was looked at. */
export function isLongerThanDay({ span }: Outcome): boolean {
  return span !== undefined && span.to - span.from >= DAY;
}

/** `7 days`, or the time if it is less than a day. */
export function lengthText({ span, days }: Outcome): string {
  const length = span === undefined ? 0 : span.to - span.from;
  return length < DAY ? durationWords(length) : countText(days, 'day');
}

/** `: 0.4 a day`; empty for less than a day, of which nothing follows for a whole one. */
export function perDayText(outcome: Outcome): string {
  const { events, days } = outcome;
  return isLongerThanDay(outcome) ? `: ${numberText(events.typical / days)} a day` : '';
}

/** The rows that were read, those that match, and those of them that are in a group, if they differ. */
export function rowsText(dataSet: string, { rows: { read, matched, grouped } }: Outcome): string {
  const inGroups = grouped === matched ? '' : `, and ${numberText(grouped)} of them are in a group`;
  return `${countText(read, 'row')} of ${dataSet}; the query matches ${numberText(matched)}${inGroups}`;
}

/** The groups to show; none if all records of a run are one. */
export function shownGroups({ groups }: Outcome): readonly BacktestGroup[] {
  return groups.filter(({ key }) => Object.keys(key).length > 0);
}

/** `source_namespace = "shop", dest_port = 22`. */
export function groupText({ key }: Pick<BacktestGroup, 'key'>): string {
  const values = Object.entries(key).map(([name, value]) => `${name} = ${formatValue(value)}`);
  return values.join(', ');
}

/** What a threshold at the knee would change. */
export function suggestionText({ below, above, threshold, events, isMet }: ThresholdSuggestion): string {
  const range = `No value is between ${numberText(below)} and ${numberText(above)}`;
  const raised = countText(Math.round(events), 'event');
  return isMet
    ? `${range}, and the threshold of ${numberText(threshold)} is between them: every threshold there raises about ${raised}.`
    : `${range}: a threshold of ${numberText(threshold)} would raise about ${raised}.`;
}

/** What rows show of a setting, and what was assumed. */
export function formText({ setting, seen, assumed, differs }: SeenForm): string {
  return differs
    ? `${setting} is ${seen} in most rows, but ${assumed} is assumed: pass the FelixConfiguration of that time with --log-settings`
    : `${setting} is ${seen} in most rows, as assumed`;
}

/** `2026-01-05T10:00:00Z to 2026-01-05T12:00:00Z (2 hours)`. */
export function stretchText({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${timeText(from)} to ${timeText(to)} (${durationWords(to - from)})`;
}

/** Why no run was looked at. */
export function noRunsText(dataSet: string, { rows, isPartial }: Outcome): string {
  if (isPartial) {
    return rows.read === 0
      ? `was not run, because backtest was interrupted before a row of its data set, ${dataSet}, was read`
      : 'was not run, because backtest was interrupted before';
  }
  if (rows.read === 0) {
    return `was not run, because the logs have no row of its data set, ${dataSet}`;
  }
  return rows.dropped.reduce((sum, { rows: count }) => sum + count, 0) >= rows.read
    ? `was not run, because none of the ${countText(rows.read, 'row')} of ${dataSet} can be used`
    : 'has no run between --from and --to that can see a row';
}

/** Why an alert has no result, or cannot raise an event. */
export function verdictText({ verdict, release }: AlertResult): string {
  switch (verdict) {
    case 'never':
      return `can never raise an event on ${release}`;
    case 'refused':
      return `is refused on ${release}`;
    default:
      return `cannot be evaluated for ${release}`;
  }
}

/** What was read, in one line. */
export function logsText({ logs, isPartial }: BacktestResult): string {
  const others = Object.entries(logs.others).map(([dataSet, rows]) =>
    dataSet === 'unknown' ? `${numberText(rows)} of no data set` : `${numberText(rows)} of ${dataSet}`,
  );
  const more = others.length === 0 ? '' : `; not used: ${others.join(', ')}`;
  const place = logs.place ?? countText(logs.files, 'file');
  const read = `${countText(logs.rows, 'row')} in ${place} (${numberText(Math.round(logs.bytes / 1e5) / 10)} MB)${more}`;
  return isPartial
    ? `Interrupted: this report covers only what was read and evaluated until then: ${read}`
    : `Read ${read}`;
}
