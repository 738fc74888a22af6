import { formatValue, plural } from '../base';
import type { AlertEvent, Evaluation, Partials } from '../evaluation';
import { closestGroup, nearestMatch } from '../explain';
import type { LogRecordData } from './log-rows';

/** What the evaluation of a test yields. */
export interface Tested {
  readonly partials: Partials;
  readonly evaluation: Evaluation;
  /** The events of each phase. */
  readonly phases: readonly (readonly AlertEvent[])[];
  /** The first records. */
  readonly samples: readonly LogRecordData[];
  /** What did not count. */
  readonly warnings: readonly string[];
}

/** What was expected, and in how many phases it does not hold. */
export interface Failure {
  readonly title: string;
  readonly expectation: string;
  readonly phases: number;
}

const MOST_EVENTS = 5;

/** Says why a test fails: which events there are, which group comes closest, or why no record matches. */
export function failureOf(tested: Tested, { title, expectation, phases }: Failure): string {
  const { evaluation, phases: all } = tested;
  const { min, max } = evaluation.events;
  const range = min === max ? plural(max, 'event') : `${min} to ${plural(max, 'event')}`;
  return [
    `expected that ${title} ${expectation}, but this fails in ${phases} of ${plural(all.length, 'phase')}: it raises ${range}`,
    ...eventLines(all),
    ...recordLines(tested),
    ...closestLines(tested),
    ...evaluation.records.dropped.map(({ reason, count }) => `  ${plural(count, 'record')} ignored: ${reason}`),
    ...tested.warnings.map((warning) => `  ${warning}`),
    '  assumptions:',
    ...evaluation.assumptions.map(({ words, grade }) => `    ${words} [${grade}]`),
  ].join('\n');
}

function eventLines(phases: Tested['phases']): string[] {
  const most = phases.reduce((left, right) => (right.length > left.length ? right : left), phases[0] ?? []);
  const shown = most
    .slice(0, MOST_EVENTS)
    .map(({ record, text }) => `  event ${JSON.stringify(record)}: ${formatValue(text)}`);
  return most.length > MOST_EVENTS ? [...shown, `  and ${most.length - MOST_EVENTS} more`] : shown;
}

function recordLines({ partials: { plan }, evaluation, samples }: Tested): string[] {
  const { total, matched } = evaluation.records;
  if (total === 0) {
    return ['  there are no records'];
  }
  if (matched > 0) {
    return [`  ${matched} of ${plural(total, 'record')} ${matched === 1 ? 'matches' : 'match'} the query`];
  }
  const nearest = nearestMatch(plan, samples);
  const none = `  none of ${plural(total, 'record')} matches the query`;
  // A record that no run sees is not compared with the query, and may match it.
  return nearest === undefined
    ? [none]
    : [`${none}; the closest one does not match:`, ...nearest.clauses.map((clause) => `    ${clause}`)];
}

function closestLines({ partials, evaluation }: Tested): string[] {
  const group = closestGroup(partials, evaluation);
  const label = evaluation.events.max > 0 ? 'furthest beyond the condition' : 'closest';
  return group === undefined ? [] : [`  ${label}: ${group}`];
}
