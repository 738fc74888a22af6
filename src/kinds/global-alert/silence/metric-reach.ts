import { type AlertModel, MOST_HITS, type NumberRange } from '../../../evaluation';
import type { IndexMapping } from '../../../logs';
import { numbersOf, rangeWords } from './field-numbers';

/** The values that a metric can have. */
interface Reach extends NumberRange {
  readonly isWhole: boolean;
}

/** Why the metric of an alert never has a value that meets its condition; undefined if it can. */
export function whyNeverMet(model: AlertModel, mapping: IndexMapping): string | undefined {
  const { metric, condition, threshold } = model;
  if (metric === undefined || condition === undefined) {
    return undefined;
  }
  const reach = reachOf(model, mapping);
  return isReached(condition, threshold, reach)
    ? undefined
    : `${metric} is always ${wordsOf(reach)}, so the condition ${condition} ${threshold} is never met`;
}

function reachOf({ metric, field, aggregateBy, dataSet }: AlertModel, mapping: IndexMapping): Reach {
  const isGrouped = aggregateBy.length > 0;
  if (metric === 'count') {
    return { min: isGrouped ? 1 : 0, max: isGrouped ? Number.POSITIVE_INFINITY : MOST_HITS, isWhole: true };
  }
  const { type, nested } = mapping.fieldOf(field ?? '');
  if (type === 'unmapped' || nested !== undefined) {
    return { min: 0, max: 0, isWhole: true };
  }
  const { min, max } = numbersOf(dataSet, field ?? '');
  return { min, max: metric === 'sum' ? Number.POSITIVE_INFINITY : max, isWhole: metric !== 'avg' };
}

function isReached(condition: string, threshold: number, { min, max, isWhole }: Reach): boolean {
  switch (condition) {
    case 'gt':
      return max > threshold;
    case 'gte':
      return max >= threshold;
    case 'lt':
      return min < threshold;
    case 'lte':
      return min <= threshold;
    case 'eq':
      return min <= threshold && threshold <= max && (!isWhole || Number.isInteger(threshold));
    case 'not_eq':
      return min !== threshold || max !== threshold;
    default:
      return true;
  }
}

function wordsOf(reach: Reach): string {
  if (reach.min === reach.max) {
    return `${reach.min}, because no record has a value for the field`;
  }
  return reach.isWhole ? `a whole number, ${rangeWords(reach)}` : rangeWords(reach);
}
