import { printableJson } from '../../base';
import type { AlertResult, BacktestResult } from '../result';
import type { Outcome } from '../running';
import { timeText } from './words';

/** The documented contract; times are strings, and events of groups and thresholds those of a typical phase. */
export function backtestJson({ alerts, logs, isPartial }: BacktestResult): string {
  const { problems, ...read } = logs;
  return printableJson({
    alerts: alerts.map(alertData),
    logs: { ...read, problems: problems.map(({ place, message, lines }) => ({ place, message, lines })) },
    interrupted: isPartial,
  });
}

function alertData({ file, object, dataSet, release, verdict, reasons, outcome }: AlertResult) {
  return {
    file,
    object,
    dataSet,
    release,
    ...(outcome === undefined ? NOT_EVALUATED : outcomeData(outcome)),
    ...(reasons.length === 0 ? {} : { verdict, reasons }),
  };
}

const NOT_EVALUATED = {
  rows: { read: 0, matched: 0, grouped: 0, dropped: [] },
  from: null,
  to: null,
  gaps: [],
  events: null,
  groups: [],
  thresholds: [],
  assumptions: [],
};

function outcomeData({ rows, span, gaps, events, days, groups, thresholds, assumptions }: Outcome) {
  return {
    rows,
    from: span === undefined ? null : timeText(span.from),
    to: span === undefined ? null : timeText(span.to),
    gaps: gaps.map(({ from, to }) => ({ from: timeText(from), to: timeText(to) })),
    events: { ...events, perDay: events.typical / days },
    groups,
    thresholds,
    assumptions: assumptions.map(({ words, grade }) => ({ what: words, grade })),
  };
}
