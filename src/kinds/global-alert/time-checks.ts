import { Duration } from 'cdk8s';
import {
  alert,
  errorRule,
  type Finding,
  type Manifest,
  plural,
  type RuleMark,
  UNREAD,
  valueAt,
  warningRule,
} from '../../base';
import { type ClusterKind, logsOf } from '../../calico';
import { isSet } from '../../kind';
import { formatGoDuration, parseGoDuration } from '../../kubernetes';

const DURATION = errorRule({
  id: 'global-alert/duration-format',
  what: 'The period and the lookback must be Go durations.',
  why: `There is no unit for days, and no space between the parts. ${UNREAD}`,
  bad: alert({ lookback: '1d' }),
  good: alert({ lookback: '24h' }),
});
const PERIOD = errorRule({
  id: 'global-alert/period-too-short',
  what: 'The period must be at least one minute.',
  why: UNREAD,
  bad: alert({ period: '30s' }),
  good: alert({ period: '1m' }),
});
const LOOKBACK = errorRule({
  id: 'global-alert/lookback-too-short',
  what: 'The lookback must be at least one minute.',
  why: `${UNREAD} 0s means the default of ten minutes.`,
  bad: alert({ lookback: '30s' }),
  good: alert({ lookback: '10m' }),
});
const GAP = warningRule({
  id: 'global-alert/lookback-gap',
  what: 'The lookback should cover the period and the time until logs are flushed.',
  why: 'Records are stored up to one flush interval late, which is five minutes by default. With a shorter lookback, some fall between two runs, and the alert never sees them.',
  bad: alert({ period: '5m', lookback: '5m' }),
  good: alert({ period: '5m', lookback: '10m' }),
});
const PERIOD_ZERO = warningRule({
  id: 'global-alert/never-default-period',
  what: 'To use the default period, omit the field instead of writing 0s.',
  why: 'The API server stores 0s as it is. An alert with a period of 0s was observed to run about every 5 seconds.',
  bad: alert({ period: '0s' }),
  good: alert(),
});

const ONE_SECOND = 1_000;
const ONE_MINUTE = 60_000;

/** Calico's own defaults. */
const DEFAULT_PERIOD = 5 * ONE_MINUTE;
const DEFAULT_LOOKBACK = 10 * ONE_MINUTE;

/** Approximately how often an alert with period 0 runs. Observed, not documented. */
const PERIOD_OF_ZERO = 5_000;

/** The time after which records are flushed and can be found; not documented for audit logs. */
export function flushInterval(dataSet: unknown, cluster: ClusterKind): Duration | undefined {
  const logs = logsOf(cluster);
  switch (dataSet) {
    case 'flows':
      return logs.flowLogsFlushInterval;
    case 'dns':
      return logs.dnsLogsFlushInterval;
    case 'l7':
      return logs.l7LogsFlushInterval;
    default:
      return undefined;
  }
}

/** Checks period and lookback separately. */
export function checkTimes(alert: Manifest): Finding[] {
  return [...checkTime(alert, 'period', PERIOD), ...checkPeriodZero(alert), ...checkTime(alert, 'lookback', LOOKBACK)];
}

function checkPeriodZero(alert: Manifest): Finding[] {
  const value = valueAt(alert, 'spec', 'period');
  if (typeof value !== 'string' || parseGoDuration(value) !== 0) {
    return [];
  }
  const message =
    'does not mean the default: the API server stores it as it is, and such an alert was observed to run about every 5 seconds; remove the field to use the default of 5m, or set 1m or more';
  return [{ ...PERIOD_ZERO, keys: ['spec', 'period'], value, message }];
}

/** Checks that the runs of a rule overlap enough that no record falls between two runs. */
export function checkLookbackGap(alert: Manifest, cluster: ClusterKind): Finding[] {
  const interval = flushInterval(valueAt(alert, 'spec', 'dataSet'), cluster);
  const flush = interval?.toMilliseconds();
  const period = millisOf(alert, 'period', DEFAULT_PERIOD);
  const lookback = millisOf(alert, 'lookback', DEFAULT_LOOKBACK);
  if (flush === undefined || period === undefined || lookback === undefined || lookback >= period + flush) {
    return [];
  }
  const enough = formatGoDuration(Duration.seconds(Math.ceil((period + flush) / ONE_SECOND)));
  const message = `is shorter than the period plus the ${inWords(flush)} after which these logs are flushed, so records fall between two runs; use ${enough} or more`;
  return [{ ...GAP, keys: ['spec', 'lookback'], value: valueAt(alert, 'spec', 'lookback'), message }];
}

/** A duration for a message: in minutes, or in seconds if it is not a whole number of them. */
export function inWords(millis: number): string {
  return millis % ONE_MINUTE === 0 ? plural(millis / ONE_MINUTE, 'minute') : plural(millis / ONE_SECOND, 'second');
}

/** Period and lookback of an alert as Calico uses them, in milliseconds; the default if a value is invalid. */
export function alertTimes(alert: Manifest): { readonly period: number; readonly lookback: number } {
  return {
    period: millisOf(alert, 'period', DEFAULT_PERIOD) ?? DEFAULT_PERIOD,
    lookback: millisOf(alert, 'lookback', DEFAULT_LOOKBACK) ?? DEFAULT_LOOKBACK,
  };
}

function checkTime(alert: Manifest, name: string, tooShort: RuleMark): Finding[] {
  const value = valueAt(alert, 'spec', name);
  const keys = ['spec', name];
  if (!isSet(value) || typeof value !== 'string') {
    return [];
  }
  const millis = parseGoDuration(value);
  if (millis === undefined) {
    const message =
      'must be a Go duration without spaces, such as 5m0s or 1h30m; the units are h, m, s and shorter ones';
    return [{ ...DURATION, keys, value, message }];
  }
  if (millis === 0 || millis >= ONE_MINUTE) {
    return [];
  }
  const orDefault = name === 'lookback' ? '; 0s means the default' : '; remove the field to use the default of 5m';
  const message = `must be at least one minute (1m0s), or Calico rejects it${orDefault}`;
  return [{ ...tooShort, keys, value, message }];
}

/** A duration in milliseconds; the default if it is missing, undefined if it is invalid. */
function millisOf(alert: Manifest, name: 'period' | 'lookback', whenUnset: number): number | undefined {
  const value = valueAt(alert, 'spec', name);
  if (!isSet(value)) {
    return whenUnset;
  }
  const millis = typeof value === 'string' ? parseGoDuration(value) : undefined;
  const whenZero = name === 'period' ? PERIOD_OF_ZERO : whenUnset;
  return millis === 0 ? whenZero : millis !== undefined && millis >= ONE_MINUTE ? millis : undefined;
}

/** The rules that this file checks. */
export const TIME_RULES = [DURATION, PERIOD, LOOKBACK, GAP, PERIOD_ZERO] as const;
