import { formatValue, plural } from '../base';
import { type AlertPlan, type Evaluation, type EventRecord, evaluate, eventsInPhase, Partials } from '../evaluation';
import { closestGroup, type Explanation, GRADES, lossOf, nearestMatch, reasonText } from '../explain';
import type { CaseResult } from './case-result';
import { CaseRows } from './case-rows';
import type { PlacedDocument } from './reading';
import type { Expectation, TestCase } from './test-file';

/** What the cases of a test file are run with. */
export interface TestedAlert {
  readonly file: string;
  readonly document: PlacedDocument;
  readonly plan: AlertPlan;
  readonly explanation: Explanation;
  /** The present, in milliseconds since 1970: records cannot be later. */
  readonly now: number;
}

/** Runs one case in every phase of the alert's runs. */
export function runCase(testCase: TestCase, { file, document, plan, explanation, now }: TestedAlert): CaseResult {
  const { name, keys, delay, expectation } = testCase;
  const partials = new Partials(plan, { delay, now });
  const rows = new CaseRows(partials, testCase, file, document);
  rows.add();
  const silent = neverText(explanation);
  const result = { name, file, line: document.lineOf(keys), warnings: [...silent, ...rows.warnings] };
  if (rows.errors.length > 0) {
    const message = 'the rows cannot be used';
    return { ...result, status: 'error', message, details: rows.errors, assumptions: [] };
  }
  const evaluation = evaluate(partials);
  result.warnings.push(...[lossOf(evaluation)].filter((loss) => loss !== undefined));
  const counts = countsOf(partials, evaluation, expectation);
  const met = counts.filter((count) => count >= expectation.atLeast && count <= expectation.atMost).length;
  const passed = expectation.inEveryPhase ? met === counts.length : met > 0;
  const assumptions = evaluation.assumptions.map(({ grade, words }) => `${GRADES[grade]}: ${words}`);
  return passed
    ? { ...result, status: 'passed', message: '', details: [], assumptions }
    : {
        ...result,
        status: 'failed',
        message: `expected ${expectedText(expectation)}, but ${raisedText(counts, met)}`,
        details: [
          ...rangeHint(counts, expectation),
          ...detailsOf(partials, evaluation, rows),
          ...otherRecords(partials, evaluation, expectation),
        ],
        assumptions,
      };
}

/** The number of expected events of each phase. */
function countsOf(partials: Partials, evaluation: Evaluation, { record }: Expectation): readonly number[] {
  if (record === undefined) {
    return evaluation.eventsByPhase;
  }
  return evaluation.eventsByPhase.map((_, phase) => {
    const events = eventsInPhase(partials, evaluation.span, phase);
    return events.filter((event) => hasFields(event.record, record)).length;
  });
}

function hasFields(record: EventRecord, expected: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(expected).every(([name, value]) => Object.hasOwn(record, name) && record[name] === value);
}

function expectedText({ atLeast, atMost, record, inEveryPhase }: Expectation): string {
  const phases = inEveryPhase ? 'in every phase' : 'in at least one phase';
  if (atMost === 0) {
    return `no event ${phases}`;
  }
  const which = record === undefined ? '' : ` with ${fieldsText(record)}`;
  const count =
    atLeast === atMost
      ? plural(atLeast, 'event')
      : atMost === Number.POSITIVE_INFINITY
        ? `at least ${plural(atLeast, 'event')}`
        : `${atLeast} to ${plural(atMost, 'event')}`;
  return `${count}${which} ${phases}`;
}

function raisedText(counts: readonly number[], met: number): string {
  const least = counts.reduce((min, count) => Math.min(min, count), Number.POSITIVE_INFINITY);
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  if (most === 0) {
    return 'none is raised in any phase';
  }
  const share = Math.floor((met / counts.length) * 100);
  const raised = least === most ? `${plural(most, 'event')} in each phase` : `${least} to ${plural(most, 'event')}`;
  return met === 0
    ? `the alert raises ${raised}`
    : `the alert raises ${raised}, depending on the phase: as expected in ${share} % of phases`;
}

/** A single number is often meant as "some": which events a run sees depends on when it takes place. */
function rangeHint(counts: readonly number[], { atLeast, atMost, inEveryPhase }: Expectation): string[] {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return inEveryPhase && atLeast === atMost && least > 0 && least <= atLeast && atLeast <= most
    ? [`to expect what every phase raises, write atLeast: ${least} and atMost: ${most}`]
    : [];
}

function detailsOf(partials: Partials, evaluation: Evaluation, rows: CaseRows): string[] {
  const { total, matched } = evaluation.records;
  const closest = closestGroup(partials, evaluation);
  const nearest = matched === 0 ? nearestMatch(partials.plan, rows.kept) : undefined;
  return [
    `the query matches ${matched} of ${plural(total, 'row')}`,
    ...(nearest === undefined
      ? []
      : [`the closest row is ${rows.placeOf(nearest.index)}, which does not match ${nearest.clauses.join('; nor ')}`]),
    ...(closest === undefined
      ? []
      : [`the ${hasRaised(evaluation) ? 'group furthest beyond the condition' : 'closest group'}: ${closest}`]),
    ...rows.unseen,
  ];
}

function hasRaised({ eventsByPhase }: Evaluation): boolean {
  return eventsByPhase.some((events) => events > 0);
}

/** An alert that never fires passes and fails for that reason alone. */
function neverText({ verdict, reasons }: Explanation): string[] {
  return verdict === 'never' ? reasons.map((reason) => `the alert can never fire: ${reasonText(reason)}`) : [];
}

/** The most records of events that are listed. */
const MOST_LISTED = 3;

/** The records of events that were raised where others were expected. */
function otherRecords(partials: Partials, evaluation: Evaluation, { record }: Expectation): string[] {
  if (record === undefined) {
    return [];
  }
  const raised = new Set<string>();
  for (let phase = 0; phase < evaluation.phases && raised.size < MOST_LISTED; phase += 1) {
    for (const event of eventsInPhase(partials, evaluation.span, phase).slice(0, MOST_LISTED)) {
      raised.add(fieldsText(event.record));
    }
  }
  return [...raised].slice(0, MOST_LISTED).map((text) => `an event is raised with ${text}`);
}

function fieldsText(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name} = ${formatValue(value)}`)
    .join(' and ');
}
