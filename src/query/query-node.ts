/** A position in a query string; columns count UTF-16 units from 1. Nodes made by the builder have no position. */
export interface QueryPosition {
  readonly column: number;
}

/** Every record: the empty query. */
export interface AllNode {
  readonly kind: 'all';
}

/** At least two operands, none of which is of the same kind: `a OR b OR c` is one node. */
export interface OrNode {
  readonly kind: 'or';
  readonly operands: readonly QueryNode[];
}

/** At least two operands, none of which is of the same kind. */
export interface AndNode {
  readonly kind: 'and';
  readonly operands: readonly QueryNode[];
}

export interface NotNode {
  readonly kind: 'not';
  readonly operand: QueryNode;
}

export const COMPARATORS = ['=', '!=', '<', '<=', '>', '>='] as const;

export type Comparator = (typeof COMPARATORS)[number];

/** A value as written: an unsigned number, kept as a string, or a string, quoted or not. */
export interface QueryLiteral {
  readonly type: 'number' | 'text';
  readonly text: string;
  readonly position?: QueryPosition;
}

export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly key: string;
  readonly keyPosition?: QueryPosition;
  readonly comparator: Comparator;
  readonly value: QueryLiteral;
}

/** A key that is, or is not, in a set; the set is listed, or is the name of a substitution (`${name}`). */
export interface MembershipNode {
  readonly kind: 'membership';
  readonly key: string;
  readonly keyPosition?: QueryPosition;
  readonly operator: 'IN' | 'NOTIN';
  readonly members?: readonly QueryLiteral[];
  readonly substitution?: { readonly name: string; readonly position?: QueryPosition };
}

/** Records that lack a key; observed from 3.22.0-2.0 on, not documented. */
export interface EmptinessNode {
  readonly kind: 'emptiness';
  readonly key: string;
  readonly keyPosition?: QueryPosition;
}

/** A condition of a query on a single field. */
export type QueryLeaf = ComparisonNode | MembershipNode | EmptinessNode;

/** The tree of a query, the same from the parser and from the builder. */
export type QueryNode = AllNode | OrNode | AndNode | NotNode | QueryLeaf;

/** A syntax form that the tree does not preserve. */
export interface QueryRemark {
  readonly kind: 'exclamation mark' | 'lower-case keyword';
  readonly text: string;
  readonly position: QueryPosition;
}
