import { printable } from '../base';
import type { LogSettings } from '../calico';
import { type AlertPlan, evaluate, eventsInPhase, Partials, runsOf } from '../evaluation';
import { GRADES, lossOf } from '../explain';
import { failureOf, type Tested } from './alert-failure';
import { type AlertTestOptions, alertUnderTest } from './alert-under-test';
import { type ExpectedEvent, isExpected, requireExpectable, wordsOf } from './expected-event';
import type { LogRows } from './log-rows';
import { TestedRows } from './tested-rows';

/** When the test begins: the start of an hour, so it is the start of a flush interval of any usual length. */
const START = Date.UTC(2026, 0, 5, 10);

/**
 * Tests which events an alert raises for records, without a cluster. The records are searched, grouped and compared as in the log
 * store, and the windows of runs are those of the release. An assertion covers every phase of the runs, because it is
 * not known when an alert first runs on a cluster. Each assertion throws an ordinary Error, so it works in any test runner.
 *
 * `assumptions` lists what the result depends on.
 */
export class AlertTest {
  /**
   * The test of an alert.
   *
   * @param alert a construct with one alert, or the manifest of a GlobalAlert or a GlobalAlertTemplate
   * @param options what a manifest from another tool does not state
   * @throws Error when it is not an alert, its release is unknown, or it cannot be evaluated: an alert that runs a detector, or
   * a query that the log store rejects
   */
  public static of(alert: object, options: AlertTestOptions = {}): AlertTest {
    const { title, plan, settings } = alertUnderTest(alert, options);
    return new AlertTest(title, plan, settings, []);
  }

  private tested?: Tested;

  private constructor(
    private readonly title: string,
    private readonly plan: AlertPlan,
    private readonly settings: LogSettings,
    private readonly logs: readonly LogRows[],
  ) {}

  /**
   * The same alert, over these records in addition to the previous ones.
   *
   * @throws Error when the alert searches another data set
   */
  public over(...logs: readonly LogRows[]): AlertTest {
    for (const { _dataSet } of logs) {
      const { dataSet } = this.plan.model;
      if (_dataSet !== dataSet) {
        throw new Error(`${this.title} searches the data set ${dataSet}, not ${_dataSet}`);
      }
    }
    return new AlertTest(this.title, this.plan, this.settings, [...this.logs, ...logs]);
  }

  /**
   * Asserts that at least one event is raised in every phase.
   *
   * @param expected which one
   * @throws Error that shows the closest group, or why no record matches
   */
  public raises(expected: ExpectedEvent = {}): this {
    this.check(expected);
    const { phases } = this.results();
    const missing = phases.filter((events) => !events.some((event) => isExpected(event, expected)));
    return this.require(missing.length === 0, `raises ${wordsOf(expected)} in every phase`, missing.length);
  }

  /**
   * Asserts that at least one event is raised in some phase.
   *
   * @param expected which one
   * @throws Error that shows the closest group, or why no record matches
   */
  public mayRaise(expected: ExpectedEvent = {}): this {
    this.check(expected);
    const { phases } = this.results();
    const isRaised = phases.some((events) => events.some((event) => isExpected(event, expected)));
    return this.require(isRaised, `raises ${wordsOf(expected)} in some phase`, phases.length);
  }

  /**
   * Asserts that no phase raises more events than this.
   *
   * @param events a whole number, 0 or more
   * @throws Error with the events of the phase that raises the most
   */
  public raisesAtMost(events: number): this {
    if (!Number.isInteger(events) || events < 0) {
      throw new Error(`raisesAtMost(${events}): the number of events must be a whole number, 0 or more`);
    }
    const { phases } = this.results();
    const tooMany = phases.filter((raised) => raised.length > events).length;
    return this.require(tooMany === 0, `raises at most ${events} events`, tooMany);
  }

  /**
   * Asserts that no phase raises an event.
   *
   * @param unexpected which one; other events may be raised
   * @throws Error with the events that are raised
   */
  public raisesNothing(unexpected: ExpectedEvent = {}): this {
    this.check(unexpected);
    const { phases } = this.results();
    const raising = phases.filter((events) => events.some((event) => isExpected(event, unexpected))).length;
    const isAny = Object.values(unexpected).every((value) => value === undefined);
    return this.require(raising === 0, isAny ? 'raises nothing' : `does not raise ${wordsOf(unexpected)}`, raising);
  }

  /** The assumptions of the result, one sentence each, with a grade: documented, tested on the search engine, or observed. */
  public get assumptions(): readonly string[] {
    return this.results().evaluation.assumptions.map(({ words, grade }) => `${words} (${GRADES[grade]})`);
  }

  /** Records of files that cannot be used, and groups that runs lose; they are printed on standard error as well. */
  public get warnings(): readonly string[] {
    return this.results().warnings;
  }

  private check(expected: ExpectedEvent): void {
    requireExpectable(expected, this.title, this.plan);
  }

  private require(holds: boolean, expectation: string, phases: number): this {
    if (!holds) {
      throw new Error(failureOf(this.results(), { title: this.title, expectation, phases }));
    }
    return this;
  }

  /** Computed once, when the first assertion is made. */
  private results(): Tested {
    this.tested ??= this.evaluated();
    return this.tested;
  }

  private evaluated(): Tested {
    if (this.logs.length === 0) {
      throw new Error(`${this.title} cannot be tested: there are no records: pass some to over()`);
    }
    const partials = new Partials(this.plan);
    const rows = new TestedRows(this.title, partials, { settings: this.settings, start: START });
    for (const logs of this.logs) {
      rows.add(logs);
    }
    const evaluation = evaluate(partials);
    const span = runsOf(partials, {});
    const phases = evaluation.eventsByPhase.map((events, phase) =>
      events === 0 ? [] : eventsInPhase(partials, span, phase),
    );
    const loss = lossOf(evaluation);
    const warnings = [...rows.warnings, ...(loss === undefined ? [] : [loss])];
    for (const warning of warnings) {
      process.stderr.write(`${printable(`${this.title}: ${warning}`)}\n`);
    }
    return { partials, evaluation, phases, samples: rows.samples, warnings };
  }
}
