import type { LogSettings } from '../calico';
import { type AlertPlan, evaluate, eventsInPhase, Partials, runsOf } from '../evaluation';
import { GRADES } from '../explain';
import { failureOf, type Tested } from './alert-failure';
import { type AlertTestOptions, alertUnderTest } from './alert-under-test';
import type { LogRecordData, LogRows } from './log-rows';

/** The event that is expected; an alert may raise others as well. */
export interface ExpectedEvent {
  /**
   * Values of the group and the metric, such as `{ source_namespace: 'shop', count: 600 }`. The event may have more.
   *
   * @default - any
   */
  readonly record?: LogRecordData;

  /**
   * The text of the event.
   *
   * @default - any
   */
  readonly text?: string;
}

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
    const { phases } = this.results();
    const isRaised = phases.some((events) => events.some((event) => isExpected(event, expected)));
    return this.require(isRaised, `raises ${wordsOf(expected)} in some phase`, phases.length);
  }

  /**
   * Asserts that no phase raises more events than this.
   *
   * @throws Error with the events of the phase that raises the most
   */
  public raisesAtMost(events: number): this {
    const { phases } = this.results();
    const tooMany = phases.filter((raised) => raised.length > events).length;
    return this.require(tooMany === 0, `raises at most ${events} events`, tooMany);
  }

  /**
   * Asserts that no phase raises an event.
   *
   * @throws Error with the events that are raised
   */
  public raisesNothing(): this {
    const { phases } = this.results();
    const raising = phases.filter((events) => events.length > 0).length;
    return this.require(raising === 0, 'raises nothing', raising);
  }

  /** The assumptions of the result, one sentence each, with a grade: documented, tested on the search engine, or observed. */
  public get assumptions(): readonly string[] {
    return this.results().evaluation.assumptions.map(({ words, grade }) => `${words} (${GRADES[grade]})`);
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
    const partials = new Partials(this.plan);
    const samples: LogRecordData[] = [];
    for (const { _make } of this.logs) {
      for (const record of _make({ settings: this.settings, start: START })) {
        partials.add(record);
        if (samples.length < MOST_SAMPLES) {
          samples.push(record);
        }
      }
    }
    const evaluation = evaluate(partials);
    const span = runsOf(partials, {});
    const phases = evaluation.eventsByPhase.map((events, phase) =>
      events === 0 ? [] : eventsInPhase(partials, span, phase),
    );
    return { plan: this.plan, evaluation, phases, samples };
  }
}

/** Records that a failure may be explained with. */
const MOST_SAMPLES = 100;

function isExpected(event: Tested['phases'][number][number], { record = {}, text }: ExpectedEvent): boolean {
  const hasRecord = Object.entries(record).every(
    ([name, value]) => Object.hasOwn(event.record, name) && event.record[name] === value,
  );
  return hasRecord && (text === undefined || event.text === text);
}

function wordsOf({ record, text }: ExpectedEvent): string {
  const parts = [
    ...(record === undefined ? [] : [`the record ${JSON.stringify(record)}`]),
    ...(text === undefined ? [] : [`the text ${JSON.stringify(text)}`]),
  ];
  return parts.length === 0 ? 'an event' : `an event with ${parts.join(' and ')}`;
}
