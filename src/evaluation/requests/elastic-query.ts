import type { ComparisonNode, MembershipNode, QueryNode } from '../../query';

/** A part of a request to Elasticsearch, as JSON. */
export type ElasticQuery = Readonly<Record<string, unknown>>;

/** The index, as far as a request depends on it. */
export interface NestedPaths {
  /** The path of the nested object that contains a field; undefined for fields of the record itself. */
  nestedPathOf(key: string): string | undefined;
}

const RANGES = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;

/**
 * The request that Calico creates from a query for its log store: comparisons become terms and ranges, and each member
 * of a set becomes a wildcard query. Substitutions must be inserted first, since their values are not part of the
 * query.
 *
 * @throws when the query contains a substitution, or EMPTY, for which the request is not documented
 */
export function elasticQuery(node: QueryNode, paths: NestedPaths): ElasticQuery {
  switch (node.kind) {
    case 'all':
      return { match_all: {} };
    case 'and':
      return { bool: { must: node.operands.map((operand) => elasticQuery(operand, paths)) } };
    case 'or':
      return { bool: { should: node.operands.map((operand) => elasticQuery(operand, paths)) } };
    case 'not':
      return { bool: { must_not: [elasticQuery(node.operand, paths)] } };
    case 'comparison':
      return within(paths.nestedPathOf(node.key), comparison(node));
    case 'membership':
      return within(paths.nestedPathOf(node.key), membership(node));
    case 'emptiness':
      throw new Error(`it is not known which query Calico creates for ${node.key} EMPTY`);
  }
}

/** A nested object is a separate document: conditions on its fields, including negations, apply to each object. */
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
