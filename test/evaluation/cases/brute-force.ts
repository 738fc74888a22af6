import { type AlertModel, conditionHolds, matches } from '../../../src/evaluation';
import { mappingOf } from '../../../src/logs';

/** A row of flow logs, as far as the tests need it. */
export interface FlowRow {
  readonly start_time: number;
  readonly end_time: number;
  readonly generated_time?: number;
  readonly source_namespace?: string | readonly string[] | null;
  readonly action?: string;
  readonly bytes_in?: number | null;
}

/** An event of one run. */
export interface BruteEvent {
  readonly group: string | undefined;
  readonly value: number | undefined;
}

/** What one run of an alert over flow logs raises, by the words of its description: row after row. */
export function bruteRun(model: AlertModel, rows: readonly FlowRow[], now: number, delay: number): BruteEvent[] {
  const seen = rows.filter((row) => isVisible(row, now, delay) && isInWindow(row, model, now) && isMatch(row, model));
  const values = (found: readonly FlowRow[]) =>
    found.map(({ bytes_in }) => bytes_in).filter((value): value is number => typeof value === 'number');
  if (model.aggregateBy.length === 0) {
    const raised = metricOf(model, Math.min(seen.length, 10_000), values(seen));
    return model.metric === undefined
      ? seen.map(() => ({ group: undefined, value: undefined }))
      : raised.map((value) => ({ group: undefined, value }));
  }
  const groups = new Map<string, FlowRow[]>();
  for (const row of seen) {
    for (const name of new Set([row.source_namespace ?? []].flat())) {
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
  }
  return [...groups].flatMap(([group, found]): BruteEvent[] =>
    model.metric === undefined
      ? [{ group, value: undefined }]
      : metricOf(model, found.length, values(found)).map((value) => ({ group, value })),
  );
}

function isVisible({ end_time, generated_time }: FlowRow, now: number, delay: number): boolean {
  return (generated_time === undefined ? end_time * 1_000 + delay : Math.max(generated_time, end_time * 1_000)) <= now;
}

function isInWindow({ start_time, end_time }: FlowRow, { lookback, release }: AlertModel, now: number): boolean {
  return release._has('3.17.0')
    ? end_time * 1_000 > now - lookback && end_time * 1_000 <= now
    : start_time * 1_000 >= now - lookback && start_time * 1_000 <= now;
}

function isMatch(row: FlowRow, { substituted, release }: AlertModel): boolean {
  const mapping = mappingOf('flows', release);
  return mapping !== undefined && substituted !== undefined && matches(substituted, { ...row }, mapping) === true;
}

/** The value if it meets the condition. */
function metricOf(model: AlertModel, count: number, values: readonly number[]): number[] {
  const sum = values.reduce((all, value) => all + value, 0);
  const value = {
    count,
    sum,
    avg: values.length === 0 ? 0 : sum / values.length,
    min: values.length === 0 ? 0 : Math.min(...values),
    max: values.length === 0 ? 0 : Math.max(...values),
  }[model.metric ?? ''];
  return value !== undefined && conditionHolds(model.condition ?? '', value, model.threshold) ? [value] : [];
}
