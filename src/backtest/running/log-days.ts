import type { AlertPlan, EvaluationSpan, RunSpan } from '../../evaluation';
import type { TimeStretch } from './coverage';

const DAY = 86_400_000;

/** The parts of stretches that are within another one. */
export function within(stretches: readonly TimeStretch[], span: TimeStretch): TimeStretch[] {
  return stretches
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter(({ from, to }) => from < to);
}

/** Stretches of a day or more without logs: neither their days nor their runs count. */
function longGaps(gaps: readonly TimeStretch[]): TimeStretch[] {
  return gaps.filter(({ from, to }) => to - from >= DAY);
}

/**
 * The days of which there are logs, as far as runs look at them. A stretch of a day without logs does not count, and less than
 * a day counts as one, because a day may have a quiet rest.
 */
export function daysOf(
  logs: TimeStretch | undefined,
  gaps: readonly TimeStretch[],
  { from, to }: EvaluationSpan,
): number {
  const [seen] = logs === undefined ? [] : within([logs], { from: from ?? logs.from, to: to ?? logs.to });
  if (seen === undefined) {
    return 1;
  }
  const missing = within(longGaps(gaps), seen).reduce((sum, gap) => sum + gap.to - gap.from, 0);
  return Math.max(1, (seen.to - seen.from - missing) / DAY);
}

/**
 * The runs that are not in the middle of a long gap, where their windows only contain what is missing.
 *
 * @returns none if all runs are in such a gap
 */
export function runsWithLogs(
  runs: RunSpan,
  gaps: readonly TimeStretch[],
  { model: { lookback } }: AlertPlan,
  slot: number,
): RunSpan[] {
  const spans: RunSpan[] = [];
  let { first } = runs;
  for (const { from, to } of longGaps(gaps)) {
    const last = Math.min(runs.last, Math.floor((from + lookback) / slot));
    const next = Math.ceil(to / slot);
    if (first <= last && last + 1 < next) {
      spans.push({ first, last });
    }
    if (last + 1 < next) {
      first = Math.max(first, next);
    }
  }
  return first > runs.last ? spans : [...spans, { first, last: runs.last }];
}
