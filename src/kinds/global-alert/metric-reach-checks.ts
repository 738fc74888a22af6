import { alert, type Finding, noticeRule, warningRule } from '../../base';
import { type AlertModel, conditionHolds } from '../../evaluation';
import { catalogueOf } from '../../logs';

const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };
/** A query that usually matches nothing. */
const RARE = 'dest_port = 6443';
const MEAN = { metric: 'avg', field: 'bytes_in', condition: 'lt', threshold: '100' };

const HIT_LIMIT = warningRule({
  id: 'global-alert/never-over-hit-limit',
  what: 'The threshold of a count without aggregateBy should be below 10,000.',
  why: 'Elasticsearch counts at most 10,000 hits. The count never exceeds that, so gt is never true, and lt always is.',
  bad: alert({ ...COUNT, threshold: '10000' }),
  good: alert({ ...COUNT, threshold: '10000', aggregateBy: '[source_namespace]' }),
});
const UNREACHABLE = warningRule({
  id: 'global-alert/never-reached',
  what: 'The metric should be able to reach the values that the condition requires.',
  why: 'Numbers in logs are 0 or more, a group has at least one record, and a count is a whole number. A condition that requires anything else is never true.',
  bad: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0', aggregateBy: '[source_namespace]' }),
  good: alert({ ...COUNT, query: RARE, condition: 'lte', threshold: '0' }),
});
const WITHOUT_RECORDS = warningRule({
  id: 'global-alert/never-without-records',
  what: 'A condition on avg, min or max without aggregateBy should not be true for 0.',
  why: 'Without records, the metric counts as 0, so the alert fires on every run that finds nothing. With aggregateBy, each group has at least one record.',
  bad: alert({ ...MEAN, query: RARE }),
  good: alert({ ...MEAN, query: RARE, aggregateBy: '[source_namespace]' }),
});
const SILENCE = noticeRule({
  id: 'global-alert/never-on-silence',
  what: 'An alert that should fire when records stop arriving should not use aggregateBy.',
  why: 'The condition is evaluated for each group, and a group without records does not exist. Without aggregateBy, no records count as 0.',
  bad: alert({ ...COUNT, query: RARE, condition: 'lt', aggregateBy: '[source_namespace]' }),
  good: alert({ ...COUNT, query: RARE, condition: 'lt' }),
});

/** Elasticsearch counts hits up to this number, and reports more hits only as "at least". */
const COUNTED_HITS = 10_000;

/** Checks that the metric of a rule can reach the values that its condition requires. */
export function checkMetricReach(rule: AlertModel): Finding[] {
  const { metric, condition, dataSet } = rule;
  if (metric === undefined || condition === undefined || dataSet === 'vulnerability') {
    return [];
  }
  const unreachable = checkUnreachable(rule, metric, condition);
  if (unreachable.length > 0) {
    return unreachable;
  }
  if (rule.aggregateBy.length > 0) {
    return checkSilence(rule, metric, condition);
  }
  return metric === 'count' ? checkHitLimit(condition, rule.threshold) : checkNoRecords(rule, metric, condition);
}

function finding(rule: Pick<Finding, 'rule' | 'severity'>, threshold: number, message: string): Finding[] {
  return [{ ...rule, keys: ['spec', 'threshold'], value: threshold, message }];
}

/** All numbers of the logs are 0 or more, and a group has at least one record. */
function checkUnreachable(rule: AlertModel, metric: string, condition: string): Finding[] {
  const { threshold } = rule;
  const isCount = metric === 'count';
  const facts = rule.field === undefined ? undefined : catalogueOf(rule.dataSet)?.factsOf(rule.field);
  if (!isCount && facts?.numeric !== true) {
    return [];
  }
  const least = isCount && rule.aggregateBy.length > 0 ? 1 : 0;
  const below = { lt: threshold <= least, lte: threshold < least, eq: threshold < least }[condition] === true;
  if (below) {
    const why = least === 1 ? 'a group has at least one record' : `${metric} is never below ${least}`;
    return finding(UNREACHABLE, threshold, `is never reached: ${why}, so the alert never fires; raise the threshold`);
  }
  const fraction = isCount && condition === 'eq' && !Number.isInteger(threshold);
  return fraction
    ? finding(UNREACHABLE, threshold, 'is never reached: a count is a whole number; use one, or gt or lt')
    : [];
}

function checkSilence({ threshold }: AlertModel, metric: string, condition: string): Finding[] {
  if (!['lt', 'lte'].includes(condition) || (metric !== 'count' && metric !== 'sum')) {
    return [];
  }
  const message =
    'is compared within each group, and a group without records does not exist: the alert does not fire when records stop arriving; without aggregateBy, it does';
  return finding(SILENCE, threshold, message);
}

/** With a count that stops at 10,000 hits, some conditions are never met, and others always. */
function checkHitLimit(condition: string, threshold: number): Finding[] {
  const atLimit = conditionHolds(condition, COUNTED_HITS, threshold);
  const limit = `without aggregateBy, the count stops at ${COUNTED_HITS}`;
  if (threshold > COUNTED_HITS || (threshold === COUNTED_HITS && condition === 'gt')) {
    const message =
      condition === 'not_eq' || condition.startsWith('lt')
        ? `is above the counting limit: ${limit}, so the alert always fires; aggregate by a field, or use a lower threshold`
        : `is never reached: ${limit}, so the alert never fires; aggregate by a field, or use a lower threshold`;
    return finding(HIT_LIMIT, threshold, message);
  }
  if (threshold < COUNTED_HITS || !['eq', 'lte', 'not_eq'].includes(condition)) {
    return [];
  }
  const effect = atLimit ? 'the alert also fires on more records' : 'the alert does not fire on more records';
  return finding(HIT_LIMIT, threshold, `is the counting limit: ${limit}, so ${effect}; use a lower threshold`);
}

function checkNoRecords(rule: AlertModel, metric: string, condition: string): Finding[] {
  const { threshold } = rule;
  if (metric === 'sum' || !conditionHolds(condition, 0, threshold)) {
    return [];
  }
  const message = `is also met when no records are found: ${metric} then counts as 0, so the alert fires on every such run; aggregate by a field, since a group always has records`;
  return finding(WITHOUT_RECORDS, threshold, message);
}

/** The rules that this file checks. */
export const METRIC_REACH_RULES = [HIT_LIMIT, UNREACHABLE, WITHOUT_RECORDS, SILENCE] as const;
