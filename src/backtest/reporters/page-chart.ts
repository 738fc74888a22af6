import { type ComparedMetric, conditionSymbol, durationWords, metricName } from '../../explain';
import type { ChartData, RuleData, Stretches, ValueRuns } from '../page';
import type { ComparedValues, MetricHistory, Outcome, Steps } from '../running';
import { groupText, isLongerThanDay } from './words';

/** The pictures of an alert; undefined if no run can see a row, or if it was interrupted. */
export async function chartOf(outcome: Outcome): Promise<ChartData | undefined> {
  const history = await outcome.history();
  if (history === undefined) {
    return undefined;
  }
  const { metric, from, step, groups, all } = history;
  return {
    metric: metric.kind === 'none' ? 'events of a run' : metricName(metric),
    from,
    step,
    stepText: durationWords(step),
    steps: all.length,
    groups: groups.map(({ key, steps }) => ({
      label: Object.keys(key).length === 0 ? 'all records of a run' : groupText({ key }),
      stretches: stretchesOf(steps),
    })),
    all: stretchesOf(all),
    gaps: outcome.gaps.map((gap) => [gap.from, gap.to] as const),
    ...(metric.kind === 'none' ? {} : { rule: ruleOf(outcome, metric, history) }),
  };
}

function ruleOf(outcome: Outcome, metric: ComparedMetric, { compared }: MetricHistory): RuleData {
  const { comparison, threshold } = metric.condition;
  const fixed = fixedReason(comparison, compared);
  return {
    comparison,
    symbol: conditionSymbol(comparison),
    threshold,
    events: outcome.events,
    days: isLongerThanDay(outcome) ? outcome.days : null,
    phases: outcome.phases,
    suggestion: outcome.suggestion?.threshold ?? null,
    values: fixed === undefined && compared !== undefined ? compared.counts.map(valueRuns) : null,
    fixed: fixed ?? null,
    digits: compared?.digits ?? null,
    isWhole: isWhole(metric, compared),
  };
}

function fixedReason(comparison: string, compared: ComparedValues | undefined): string | undefined {
  if (!['gt', 'gte', 'lt', 'lte'].includes(comparison)) {
    return 'Other thresholds are not counted, because the condition is about one value, and not about more or less.';
  }
  return compared === undefined ? 'Other thresholds are not counted, because the values differ too much.' : undefined;
}

function isWhole(metric: ComparedMetric, compared: ComparedValues | undefined): boolean {
  const { threshold } = metric.condition;
  return Number.isInteger(threshold) && compared?.counts.every(({ value }) => Number.isInteger(value)) === true;
}

/** Steps with the same value become one stretch; JSON has no infinite numbers. */
function stretchesOf(steps: Steps): Stretches {
  const stretches: number[] = [];
  let start = 0;
  for (let step = 1; step <= steps.length; step += 1) {
    const value = steps[start] ?? Number.NaN;
    if (!Object.is(steps[step], value)) {
      if (!Number.isNaN(value)) {
        stretches.push(start, step - 1, finite(value));
      }
      start = step;
    }
  }
  return stretches;
}

function valueRuns({ value, runs }: ComparedValues['counts'][number]): ValueRuns {
  const pairs: number[] = [];
  let start = 0;
  for (let phase = 1; phase <= runs.length; phase += 1) {
    if (runs[phase] !== runs[start]) {
      pairs.push(runs[start] ?? 0, phase - start);
      start = phase;
    }
  }
  return [finite(value), ...pairs];
}

function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
