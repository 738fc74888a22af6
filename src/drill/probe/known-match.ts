import { ownValue } from '../../base';
import { isRefusal, matches, OPPOSITES, type Possible, type Refusal } from '../../evaluation';
import type { IndexMapping } from '../../logs';
import { isNegative, literalsOf, type QueryLeaf, type QueryNode } from '../../query';
import type { Trace } from './trace';

/** A record of which some fields are known. */
export interface PartlyKnownRecord extends Pick<Trace, 'known' | 'partlyKnown' | 'alternatives' | 'beginnings'> {
  readonly row: Parameters<typeof matches>[1];
  readonly mapping: IndexMapping;
}

/** Whether a query matches a record, whatever the fields are that are not known. */
export function knownMatch(node: QueryNode, record: PartlyKnownRecord): Possible {
  switch (node.kind) {
    case 'all':
      return 'yes';
    case 'and':
      return combined(node.operands, record, 'no', 'yes');
    case 'or':
      return combined(node.operands, record, 'yes', 'no');
    case 'not':
      return OPPOSITES[knownMatch(node.operand, record)];
    default:
      return leafMatch(node, record);
  }
}

/** One operand with the first verdict decides; the second one requires all of them. */
function combined(
  operands: readonly QueryNode[],
  record: PartlyKnownRecord,
  decides: Possible,
  other: Possible,
): Possible {
  const verdicts = operands.map((operand) => knownMatch(operand, record));
  if (verdicts.includes(decides)) {
    return decides;
  }
  return verdicts.every((verdict) => verdict === other) ? other : 'maybe';
}

function leafMatch(leaf: QueryLeaf, { row, mapping, ...fields }: PartlyKnownRecord): Possible {
  const { known, partlyKnown, beginnings = {} } = fields;
  const beginning = ownValue(beginnings, leaf.key);
  if (beginning !== undefined) {
    return couldMatch(leaf, beginning) ? 'maybe' : 'no';
  }
  const alternatives = ownValue(fields.alternatives, leaf.key);
  if (alternatives !== undefined) {
    return agreed(alternatives.map((value) => matches(leaf, { ...row, [leaf.key]: value }, mapping)));
  }
  // A value that is there decides; one that is not may be among those that are not known.
  const result = matches(leaf, row, mapping);
  const isDecided = known.has(leaf.key) || (partlyKnown.has(leaf.key) && result !== isNegative(leaf));
  return isDecided ? agreed([result]) : 'maybe';
}

/** Whether a condition can be true of a value that begins in this way. */
function couldMatch(leaf: QueryLeaf, beginning: string): boolean {
  const isPositive = leaf.kind === 'comparison' ? leaf.comparator === '=' : !isNegative(leaf);
  const literals = literalsOf(leaf);
  return !isPositive || literals.length === 0 || literals.some(({ text }) => couldBe(text, beginning));
}

/** Wildcards have no meaning in some conditions, which are then taken for ones that can be true. */
function couldBe(text: string, beginning: string): boolean {
  const [start = '', ...wild] = text.toLowerCase().split(/[*?]/);
  const own = beginning.toLowerCase();
  return start.startsWith(own) || (wild.length > 0 && own.startsWith(start));
}

/** What all results say. */
function agreed(results: readonly (boolean | Refusal)[]): Possible {
  const [first] = results;
  if (isRefusal(first) || results.some((result) => result !== first)) {
    return 'maybe';
  }
  return first ? 'yes' : 'no';
}
