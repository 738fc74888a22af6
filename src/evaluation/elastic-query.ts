import type { ComparisonNode, MembershipNode, QueryNode } from '../query';

/** A part of a request to Elasticsearch, as JSON. */
export type ElasticQuery = Readonly<Record<string, unknown>>;

/** The path of the nested object that holds a field in the index; undefined for fields of the record itself. */
export type NestedPathOf = (key: string) => string | undefined;

const RANGES = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;

/**
 * What Calico makes of a query for its log store: comparisons become terms and ranges, each member of a set a wildcard
 * query. Substitutions have to be put in before, since their values are not in the query.
 *
 * @throws when a substitution is left, or the query has EMPTY, of which nobody says what becomes of it
 */
export function elasticQuery(node: QueryNode, nestedPathOf: NestedPathOf): ElasticQuery {
  switch (node.kind) {
    case 'all':
      return { match_all: {} };
    case 'and':
      return { bool: { must: node.operands.map((operand) => elasticQuery(operand, nestedPathOf)) } };
    case 'or':
      return { bool: { should: node.operands.map((operand) => elasticQuery(operand, nestedPathOf)) } };
    case 'not':
      return { bool: { must_not: [elasticQuery(node.operand, nestedPathOf)] } };
    case 'comparison':
      return within(nestedPathOf(node.key), comparison(node));
    case 'membership':
      return within(nestedPathOf(node.key), membership(node));
    case 'emptiness':
      throw new Error(`the query that Calico creates for ${node.key} EMPTY is not known`);
  }
}

/** A nested object is a document of its own: what is asked of its fields, a negation too, is asked of each object. */
function within(path: string | undefined, query: ElasticQuery): ElasticQuery {
  return path === undefined ? query : { nested: { path, query } };
}

function comparison({ key, comparator, value }: ComparisonNode): ElasticQuery {
  const term = { term: { [key]: { value: value.text } } };
  switch (comparator) {
    case '=':
      return term;
    case '!=':
      return { bool: { must_not: [term] } };
    default:
      return { range: { [key]: { [RANGES[comparator]]: value.text } } };
  }
}

function membership({ key, operator, members, substitution }: MembershipNode): ElasticQuery {
  if (members === undefined) {
    throw new Error(`the values of the substitution ${substitution?.name} must be inserted into the query first`);
  }
  const wildcards = members.map(({ text }) => ({ wildcard: { [key]: { value: text } } }));
  return { bool: { [operator === 'IN' ? 'should' : 'must_not']: wildcards } };
}
