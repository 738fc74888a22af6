import { AlertTest, type ExpectedEvent } from './alert-test';
import { LogRows } from './log-rows';

/** The result of a matcher of jest or vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
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
   * @param logs the records; the last argument may be the expected event
   */
  toRaise(
    this: { readonly isNot?: boolean } | undefined,
    alert: object,
    ...logs: readonly (LogRows | ExpectedEvent)[]
  ): MatcherResult {
    const rows = logs.filter((one): one is LogRows => one instanceof LogRows);
    const expected = logs.find((one): one is ExpectedEvent => !(one instanceof LogRows));
    const test = AlertTest.of(alert).over(...rows);
    const isNot = this?.isNot === true;
    const problem = problemOf(() => (isNot ? test.raisesNothing() : test.raises(expected)));
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
