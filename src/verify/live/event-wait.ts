import { alertTimes, FLOW_LOGS_FLUSH_INTERVAL } from '../../alerts';
import { type Manifest, valueAt } from '../../manifest';

/** For the run itself, and for the index to take in the rows: nobody documents how long that takes. In milliseconds. */
const GRACE = 60_000;

/** When the event of a scan has to be there, counted from the scan's end, in milliseconds. */
export interface EventWait {
  readonly longest: number;
  /** Whether rows may fall between two runs, so that there may be no event at all. */
  readonly mayMiss: boolean;
}

/**
 * How long the event of a scan may take.
 *
 * The rows of its flow logs are there a flush interval after its end at the latest, and the next run comes a period
 * later. A rule counts what its lookback reaches: later runs count the scan again until it lies further back, so rows
 * that the index took late still raise the event until then. It sees all rows of a scan only if it looks back over the
 * period and the flush interval. A detector does not read the lookback: it takes what came since its last run.
 */
export function eventWait(alert: Manifest): EventWait {
  const { period, lookback } = alertTimes(alert);
  const firstWholeRun = FLOW_LOGS_FLUSH_INTERVAL + period;
  const isRule = valueAt(alert, 'spec', 'detector') === undefined;
  return isRule
    ? { longest: Math.max(firstWholeRun, lookback) + GRACE, mayMiss: lookback < firstWholeRun }
    : { longest: firstWholeRun + GRACE, mayMiss: false };
}
