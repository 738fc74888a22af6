import type { Finding, Keys, RuleMark } from '../base';
import {
  type ComparisonNode,
  conditionsOf,
  placeOf,
  type QueryLeaf,
  type QueryNode,
  type QueryPosition,
  walkQuery,
} from '../query';
import { alternativesOf, isSelecting, requiredValues } from './event-conditions';
import type { EventSelection } from './event-selection';
import { ALERT_TYPE, END_FIELDS, type EventProducer, producerOf } from './producers';

const OBSERVED = '(observed, not documented)';

/** A condition that the events of a producer do not meet, and why. */
interface Unmatched {
  readonly key: string;
  readonly position?: QueryPosition;
  readonly message: string;
}

/**
 * Conditions on fields or values that the events of a type do not have, as in `type = waf AND severity = 100`. Of events
 * of alerts nothing is known without the alert.
 *
 * @param keys the field with the query
 */
export function checkConditions(node: QueryNode, keys: Keys, rule: RuleMark): Finding[] {
  return alternativesOf(node).flatMap((alternative) => {
    const conditions = conditionsOf(alternative);
    const producer = conditions.map(typeOf).find((found) => found !== undefined);
    return producer === undefined ? [] : findingsOf(conditions, producer, keys, rule);
  });
}

/**
 * Conditions on fields that the events of an alert do not have, because the alert does not aggregate by them.
 *
 * @param keys the field with the query
 */
export function checkSelection({ _selected }: EventSelection, keys: Keys, rule: RuleMark): Finding[] {
  return _selected.flatMap(({ producer, conditions }) =>
    producer?.type === ALERT_TYPE ? findingsOf(conditions.flatMap(conditionsOf), producer, keys, rule) : [],
  );
}

function findingsOf(conditions: readonly QueryNode[], producer: EventProducer, keys: Keys, rule: RuleMark): Finding[] {
  return conditions.flatMap((condition) =>
    unmatchedIn(condition, producer).map(({ key, position, message }) => ({
      ...rule,
      keys,
      value: key,
      ...placeOf(position),
      message,
    })),
  );
}

function typeOf(node: QueryNode): EventProducer | undefined {
  return node.kind === 'comparison' && node.key === 'type' && node.comparator === '='
    ? producerOf(node.value.text)
    : undefined;
}

function unmatchedIn(condition: QueryNode, producer: EventProducer): Unmatched[] {
  return [
    ...unmatchedFields(condition, producer),
    ...otherOrigin(condition, producer),
    ...otherSeverity(condition, producer),
  ];
}

/** Alternatives are only reported if none of them can match. */
function unmatchedFields(condition: QueryNode, producer: EventProducer): Unmatched[] {
  if (condition.kind === 'or') {
    const alternatives = condition.operands.map((operand) => unmatchedFields(operand, producer));
    return alternatives.some((unmatched) => unmatched.length === 0) ? [] : alternatives.flat();
  }
  if (condition.kind === 'and') {
    return condition.operands.flatMap((operand) => unmatchedFields(operand, producer));
  }
  const unmatched: Unmatched[] = [];
  walkQuery(condition, (leaf, isNegated) => {
    // A field that is not there is empty.
    const isMet = leaf.kind === 'emptiness' && !isNegated;
    unmatched.push(...(isMet ? [] : missingField(leaf, producer)));
  });
  return unmatched;
}

function missingField({ key, keyPosition }: QueryLeaf, { ends, title, type }: EventProducer): Unmatched[] {
  if (ends === undefined || !END_FIELDS.has(key) || ends.has(key)) {
    return [];
  }
  const names = [...ends];
  const has = names.length === 0 ? 'they have no fields of records' : `they have ${names.join(', ')}`;
  const reason = type === ALERT_TYPE ? ', because it is not in aggregateBy' : '';
  const message = `events of ${title} have no ${key}${reason} ${OBSERVED}, so there is no value to compare; ${has}`;
  return [{ key, position: keyPosition, message }];
}

function otherOrigin(condition: QueryNode, { title, type, origin, originPrefix = '' }: EventProducer): Unmatched[] {
  const texts = requiredValues(condition, 'origin');
  const isPossible = (text: string) =>
    /[*?]/.test(text) || (origin === undefined ? text.startsWith(originPrefix) : text === origin);
  if (texts.length === 0 || texts.some(isPossible)) {
    return [];
  }
  const form = origin === undefined ? `begins with ${originPrefix}` : `is always "${origin}"`;
  const single = type.startsWith('gtf_') ? '. A single feed cannot be selected' : '';
  const message = `the origin of events of ${title} ${form} ${OBSERVED}, so no event matches${single}`;
  return [{ key: 'origin', position: positionOf(condition), message }];
}

function positionOf(condition: QueryNode): QueryPosition | undefined {
  return isSelecting(condition) ? condition.keyPosition : undefined;
}

function otherSeverity(condition: QueryNode, { title, severity }: EventProducer): Unmatched[] {
  if (condition.kind !== 'comparison' || condition.key !== 'severity' || severity === undefined) {
    return [];
  }
  // Another check reports a value that no severity has.
  const isInvalid = !/^\d{1,3}$/.test(condition.value.text) || Number(condition.value.text) > 100;
  if (isInvalid || compares(severity, condition)) {
    return [];
  }
  const message = `events of ${title} always have severity ${severity} ${OBSERVED}, so no event matches`;
  return [{ key: condition.key, position: condition.keyPosition, message }];
}

function compares(severity: number, { comparator, value }: ComparisonNode): boolean {
  const other = Number(value.text);
  switch (comparator) {
    case '=':
      return severity === other;
    case '!=':
      return severity !== other;
    case '<':
      return severity < other;
    case '<=':
      return severity <= other;
    case '>':
      return severity > other;
    case '>=':
      return severity >= other;
  }
}
