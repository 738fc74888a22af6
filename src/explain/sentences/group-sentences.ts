import { ownValue } from '../../base';
import { type AlertModel, groupsWithMetrics, MOST_GROUPS, MOST_HITS } from '../../evaluation';
import type { IndexMapping } from '../../logs';
import { listWords } from './list-words';

/** How records are put into groups. */
export function groupSentences({ aggregateBy, metric }: AlertModel): string[] {
  if (aggregateBy.length > 0) {
    const combination = aggregateBy.length === 1 ? 'each value' : 'each combination of values';
    return [`The records of a run are grouped by ${listWords(aggregateBy)}: one group for ${combination}.`];
  }
  return metric === undefined
    ? ['Records are not grouped: each record counts on its own.']
    : ['Records are not grouped: all records of a run are evaluated together.'];
}

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: 'is equal to',
  not_eq: 'is not equal to',
  gt: 'is greater than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
};

const METRICS: Readonly<Record<string, string>> = { sum: 'sum', avg: 'average', min: 'smallest', max: 'largest' };

/** What raises an event. */
export function conditionSentences({
  aggregateBy,
  metric,
  field = 'a field that is not set',
  condition,
  threshold,
}: AlertModel): string[] {
  const isGrouped = aggregateBy.length > 0;
  if (metric === undefined) {
    return [isGrouped ? 'Each group raises an event.' : 'Each record raises an event.'];
  }
  const compared = `${(condition && ownValue(COMPARISONS, condition)) ?? condition ?? 'meets its condition:'} ${threshold}`;
  const whose = isGrouped ? 'Each group' : 'A run';
  if (metric === 'count') {
    return [
      `${whose} raises an event if the number of its records ${compared}.`,
      'Records are counted, not connections or requests: a record can stand for many of them.',
    ];
  }
  const value =
    metric === 'min' || metric === 'max'
      ? `${ownValue(METRICS, metric)} ${field}`
      : `${ownValue(METRICS, metric) ?? metric} of ${field}`;
  return [`${whose} raises an event if the ${value} of its records ${compared}. Without values, it counts as 0.`];
}

/** Which records that match the query do not count, and why. */
export function droppedSentences({ aggregateBy }: AlertModel, mapping: IndexMapping | undefined): string[] {
  if (mapping === undefined || aggregateBy.length === 0) {
    return [];
  }
  const fields = aggregateBy.map((name) => ({ name, ...mapping.fieldOf(name) }));
  const impossible = fields.filter(({ type, nested }) => type === 'unmapped' || nested !== undefined);
  const required = fields.filter((field) => !impossible.includes(field));
  const withNull = required.filter(({ nullValue }) => nullValue !== undefined);
  const missing = required.map(({ name }) => name);
  return [
    ...impossible.map(({ name, nested }) =>
      nested === undefined
        ? `All records are dropped, because ${name} is not indexed.`
        : `All records are dropped, because ${name} is part of the nested object ${nested}, by which records cannot be grouped.`,
    ),
    ...(missing.length > 0
      ? [`A record without ${listWords(missing).replace(' and ', ' or ')} is in no group and never raises an event.`]
      : []),
    ...withNull.map(({ name, nullValue }) => `A ${name} that is null counts as ${nullValue}.`),
  ];
}

/** The limits beyond which records or groups do not count. */
export function limitSentences({ aggregateBy, metric, release }: AlertModel): string[] {
  if (aggregateBy.length === 0) {
    return metric === 'count' ? [`The count stops at ${inThousands(MOST_HITS)}: more records are not counted.`] : [];
  }
  const withMetrics = groupsWithMetrics(release);
  const isCount = metric === undefined || metric === 'count';
  return [
    `A run looks at the first ${inThousands(MOST_GROUPS)} groups, in the order of ${aggregateBy.at(-1)}; the others are lost.`,
    ...(isCount || withMetrics >= MOST_GROUPS
      ? []
      : [
          `On ${release.displayName}, the ${metric} of all groups but the first ${withMetrics} is lost, and counts as 0.`,
        ]),
  ];
}

/** A whole number below a million. Loading the rules of languages would take a tenth of the time of the command. */
function inThousands(number: number): string {
  return String(number).replace(/\d{3}$/, ',$&');
}
