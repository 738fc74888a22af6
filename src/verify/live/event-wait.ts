import { type Manifest, valueAt } from '../../base';
import { logsMadeFor } from '../../calico';
import { alertTimes } from '../../kinds/global-alert';

/** For the run itself and for indexing the rows, whose duration is undocumented, in milliseconds. */
const GRACE = 60_000;

/** When the event of a scan must have been raised, in milliseconds from the scan's end. */
export interface EventWait {
  readonly longest: number;
  /** Whether rows may fall between two runs, so that there may be no event at all. */
  readonly mayMiss: boolean;
}

/**
 * How long the event of a scan may take.
 *
 * Its flow logs are written within a flush interval of its end, and the next run is within a period of that. A rule
 * counts what is within its lookback: later runs count the scan again as long as it is, so rows that were indexed late
 * still raise the event. It counts all rows of a scan only if its lookback covers the period and the flush interval. A
 * detector ignores the lookback and reads what was added since its last run.
 */
export function eventWait(alert: Manifest): EventWait {
  const { period, lookback } = alertTimes(alert);
  const firstWholeRun = logsMadeFor(alert).flowLogsFlushInterval.toMilliseconds() + period;
  const isRule = valueAt(alert, 'spec', 'detector') === undefined;
  return isRule
    ? { longest: Math.max(firstWholeRun, lookback) + GRACE, mayMiss: lookback < firstWholeRun }
    : { longest: firstWholeRun + GRACE, mayMiss: false };
}
