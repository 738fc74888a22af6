import { type Manifest, textAt, valueAt } from '../../base';
import { logsMadeFor } from '../../calico';
import type { EventWait, LiveEvents } from '../../kind';
import { isPortScanAlert } from './port-scan-alerts';
import { alertTimes } from './time-checks';

/** For the run itself and for indexing the rows, whose duration is undocumented, in milliseconds. */
const GRACE = 60_000;

/** An alert has the time of its last event in its status. Templates are never run. */
export const ALERT_EVENTS: LiveEvents = {
  concerns: ({ kind }) => kind === 'GlobalAlert',
  noticesScans: isPortScanAlert,
  lastEvent: (live) => textAt(live, 'status', 'lastEvent'),
  wait: eventWait,
};

/**
 * How long the event of what leaves rows in logs may take.
 *
 * The rows are written within a flush interval of their end, and the next run is within a period of that. A rule reads
 * what is within its lookback: later runs read the rows again as long as they are, so rows that were indexed late still
 * raise the event. It reads all rows together only if its lookback covers the period and the flush interval. A detector
 * ignores the lookback and reads what was added since its last run.
 */
export function eventWait(alert: Manifest): EventWait {
  const { period, lookback } = alertTimes(alert);
  const firstWholeRun = flushInterval(alert) + period;
  const isRule = valueAt(alert, 'spec', 'detector') === undefined;
  if (!isRule) {
    return { longest: firstWholeRun + GRACE };
  }
  const longest = Math.max(firstWholeRun, lookback) + GRACE;
  return lookback < firstWholeRun
    ? {
        longest,
        mayMiss:
          'the lookback of the alert is shorter than its period plus the flush interval, so it may have missed what triggers it',
      }
    : { longest };
}

/** How often the logs of an alert are written, in milliseconds; that of audit logs is undocumented. */
function flushInterval(alert: Manifest): number {
  const { dnsLogsFlushInterval, flowLogsFlushInterval, l7LogsFlushInterval } = logsMadeFor(alert);
  switch (valueAt(alert, 'spec', 'dataSet')) {
    case 'dns':
      return dnsLogsFlushInterval.toMilliseconds();
    case 'l7':
      return l7LogsFlushInterval.toMilliseconds();
    default:
      return flowLogsFlushInterval.toMilliseconds();
  }
}
