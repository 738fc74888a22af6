import { type Finding, type Keys, warningRule } from '../../base';
import { alternativesOf, END_FIELDS, requiredValues } from '../../events';
import { conditionsOf, isNegative, literalsOf, type QueryLeaf, type QueryNode } from '../../query';
import { exception, selecting } from './example';

const HIDES_TOO_MUCH = warningRule({
  id: 'alert-exception/hides-too-much',
  what: 'An exception should have a condition on the origin, the source or the destination of events.',
  why: 'Otherwise, it hides a whole type of event, or all events, including those of an attack.',
  bad: exception({ selector: selecting('type = global_alert') }),
  good: exception(),
});

/** Fields that tell known behavior from other behavior of the same type. */
const NARROWING: ReadonlySet<string> = new Set(['origin', 'name', 'description', ...END_FIELDS]);

/**
 * Checks that an exception is about events of some origin, source or destination.
 *
 * @param keys the field with the query
 */
export function checkWidth(node: QueryNode, keys: Keys, value: string): Finding[] {
  const wide = alternativesOf(node).filter((alternative) => !isNarrow(alternative, false));
  if (wide.length === 0) {
    return [];
  }
  const types = wide.map((alternative) => [
    ...new Set(conditionsOf(alternative).flatMap((condition) => requiredValues(condition, 'type'))),
  ]);
  const which = types.some(({ length }) => length === 0) ? 'any type' : `type ${[...new Set(types.flat())].join(', ')}`;
  const message = `hides events of ${which} whatever their origin, source and destination; add a condition on one of them, such as source_namespace = "security-tools"`;
  return [{ ...HIDES_TOO_MUCH, keys, value, message }];
}

/** Whether all events that a query matches, or does not match, are about some origins or ends of connections. */
function isNarrow(node: QueryNode, isNegated: boolean): boolean {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const isEach = (node.kind === 'or') !== isNegated;
      const isNarrowOperand = (operand: QueryNode) => isNarrow(operand, isNegated);
      return isEach ? node.operands.every(isNarrowOperand) : node.operands.some(isNarrowOperand);
    }
    case 'not':
      return isNarrow(node.operand, !isNegated);
    case 'comparison':
    case 'membership':
      return isNarrowing(node, isNegated);
    default:
      return false;
  }
}

function isNarrowing(leaf: QueryLeaf, isNegated: boolean): boolean {
  const isForAny = literalsOf(leaf).some(({ text }) => leaf.kind === 'membership' && /^\*+$/.test(text));
  return NARROWING.has(leaf.key) && isNegative(leaf) === isNegated && !isForAny;
}

/** The rules that this file checks. */
export const WIDTH_RULES = [HIDES_TOO_MUCH] as const;
