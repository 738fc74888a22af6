import { formatValue, plural } from '../base';
import { type AlertEvent, type AlertPlan, type Evaluation, isRefusal, type LogRecord, matches } from '../evaluation';
import { printQuery, type QueryNode } from '../query';
import type { LogRecordData } from './log-rows';

/** What the evaluation of a test yields. */
export interface Tested {
  readonly plan: AlertPlan;
  readonly evaluation: Evaluation;
  /** The events of each phase. */
  readonly phases: readonly (readonly AlertEvent[])[];
  /** The first records. */
  readonly samples: readonly LogRecordData[];
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

function recordLines({ plan, evaluation, samples }: Tested): string[] {
  const { total, matched } = evaluation.records;
  const [first] = samples;
  if (total === 0 || first === undefined) {
    return ['  there are no records: pass some to over()'];
  }
  if (matched > 0) {
    return [`  ${matched} of ${plural(total, 'record')} ${matched === 1 ? 'matches' : 'match'} the query`];
  }
  const clauses = failingClauses(plan.query, first as LogRecord, plan);
  return [
    `  none of ${plural(total, 'record')} matches the query; the first one fails on:`,
    ...clauses.map((clause) => `    ${clause}`),
  ];
}

/** The parts of a conjunction that a record does not match, with the value that it has instead. */
function failingClauses(query: QueryNode, record: LogRecord, { mapping }: AlertPlan): string[] {
  const parts = query.kind === 'and' ? query.operands : [query];
  return parts.flatMap((part) => {
    const result = matches(part, record, mapping);
    if (result === true) {
      return [];
    }
    const why = isRefusal(result) ? ` (${result.refused})` : '';
    return [`${printQuery(part)}${has(part, record)}${why}`];
  });
}

function has(part: QueryNode, record: LogRecord): string {
  const key = 'key' in part ? part.key : undefined;
  if (key === undefined) {
    return '';
  }
  return Object.hasOwn(record, key) ? `; its ${key} is ${formatValue(record[key])}` : `; it has no ${key}`;
}

function closestLines({ plan, evaluation }: Tested): string[] {
  const { closest } = evaluation;
  const { metric, groupBy } = plan;
  if (closest === undefined || metric.kind === 'none') {
    return [];
  }
  const group = groupBy.map(({ name }, index) => `${name} ${formatValue(closest.group[index])}`).join(', ');
  const what = metric.kind === 'count' ? 'count' : `${metric.metric} of ${metric.field.name}`;
  const { comparison, threshold } = metric.condition;
  const label = evaluation.events.max > 0 ? 'furthest beyond the condition' : 'closest';
  return [
    `  ${label}: ${what} ${closest.value}, and the condition is ${comparison} ${threshold}${group === '' ? '' : ` (${group})`}`,
  ];
}
