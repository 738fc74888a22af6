import { printableJson } from '../../base';
import { timeText } from '../reporters';
import type { Calibration, DelayFit } from './result';

/** The most events of each kind. */
const SHOWN_EVENTS = 1_000;

const ONE_SECOND = 1_000;

/** The documented contract: times are strings, and lengths of time are seconds. */
export function calibrationJson(calibration: Calibration): string {
  const { alert, rows, span, events, runs, raisingRuns, offset, drift, equalOffsets, fits, best, bestDelays } =
    calibration;
  return printableJson({
    alert: { ...alert, period: alert.period / ONE_SECOND, lookback: alert.lookback / ONE_SECOND },
    from: timeText(span.from),
    to: timeText(span.to),
    rows,
    events,
    ...countsOf(best),
    missingEvents: best.missing.slice(0, SHOWN_EVENTS).map(withTime),
    extraEvents: best.extra.slice(0, SHOWN_EVENTS).map(({ time, group, value }) => withTime({ time, group, value })),
    differentEvents: best.different.slice(0, SHOWN_EVENTS).map(withTime),
    runs: { total: runs, raising: raisingRuns },
    phase: {
      offset: offset === undefined ? null : offset / ONE_SECOND,
      drift: drift === undefined ? null : drift / ONE_SECOND,
      equal: equalOffsets.map((each) => each / ONE_SECOND),
    },
    delay: {
      best: best.delay / ONE_SECOND,
      equal: bestDelays.map((delay) => delay / ONE_SECOND),
      generatedTime: calibration.hasGenerated,
      tried: fits.map((fit) => ({ delay: fit.delay / ONE_SECOND, ...countsOf(fit) })),
    },
    assumptions: calibration.assumptions.map(({ words, grade }) => ({ what: words, grade })),
    interrupted: calibration.isPartial,
  });
}

function countsOf({ matched, missing, extra, different }: DelayFit) {
  return { matched, missing: missing.length, extra: extra.length, different: different.length };
}

function withTime<T extends { readonly time: number }>(event: T) {
  return { ...event, time: timeText(event.time) };
}
