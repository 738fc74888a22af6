import { AlertTest } from './alert-test';
import type { ExpectedEvent } from './expected-event';
import { LogRows } from './log-rows';

/** The result of a matcher of jest or vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The types of the matchers, with which those of a test runner are extended. */
export interface AlertMatchers<R = unknown> {
  /** @see alertMatchers.toRaise */
  toRaise(...logs: readonly (LogRows | ExpectedEvent)[]): R;
}

/**
 * Matchers for `expect.extend` of jest and vitest:
 *
 *     expect.extend(alertMatchers);
 *     expect(alert).toRaise(FlowLogs.portScan({ from: 'dev/netshoot', to: 'dev/nginx-*', ports: 600 }));
 *     expect(alert).not.toRaise(FlowLogs.ordinary());
 */
export const alertMatchers = {
  /**
   * Whether an alert raises an event for records, in every phase; with `not`, in none.
   *
   * @param alert a construct with one alert, or a manifest that is annotated with its release
   * @param logs the records; the last argument may be the expected event, with `not` the one that is not raised
   */
  toRaise(
    this: { readonly isNot?: boolean } | undefined,
    alert: object,
    ...logs: readonly (LogRows | ExpectedEvent)[]
  ): MatcherResult {
    const last = logs.at(-1);
    const hasExpected = logs.length > 0 && !(last instanceof LogRows);
    const rows = (hasExpected ? logs.slice(0, -1) : logs).map(requireRows);
    const expected = hasExpected ? (last as ExpectedEvent) : undefined;
    const test = AlertTest.of(alert).over(...rows);
    const isNot = this?.isNot === true;
    const problem = problemOf(() => (isNot ? test.raisesNothing(expected) : test.raises(expected)));
    return { pass: isNot ? problem !== undefined : problem === undefined, message: () => problem ?? '' };
  },
};

function problemOf(assertion: () => unknown): string | undefined {
  try {
    assertion();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function requireRows(logs: LogRows | ExpectedEvent): LogRows {
  if (!(logs instanceof LogRows)) {
    throw new Error('toRaise: pass records, such as FlowLogs.row(), and then at most one expected event');
  }
  return logs;
}
