import { errorRule, type Finding, warningRule } from '../../../findings';
import type { ComparisonNode, MembershipNode, QueryLiteral, QueryNode, QueryPosition } from '../query-node';
import { walkQuery } from '../query-tree';
import { catalogueOf, type FieldCatalogue } from './catalogue';
import type { FieldFacts } from './field-facts';
import { unknownField } from './unknown-field';
import { valueProblem } from './value-types';

const UNKNOWN_FIELD = 'query/unknown-field';
const VALUE = 'query/value';

/** Calico refuses what it does not know. */
const STRICT = { unknownField: errorRule(UNKNOWN_FIELD), value: errorRule(VALUE) };

/** The fields of L7 logs depend on what collects them, so that one that is not documented may well be there. */
const LENIENT = { unknownField: warningRule(UNKNOWN_FIELD), value: warningRule(VALUE) };

const PATH = 'spec.query';
const WILDCARD = /[*?]/;

/**
 * Checks that a query speaks of fields that the data set has, and compares them with values that they can have. Of data
 * sets whose fields are not documented it says nothing.
 */
export function checkQueryFields(node: QueryNode, dataSet: string): Finding[] {
  const catalogue = catalogueOf(dataSet);
  const findings: Finding[] = [];
  if (catalogue !== undefined) {
    walkQuery(node, (leaf) => {
      findings.push(...checkLeaf(leaf, catalogue));
    });
  }
  return findings;
}

function checkLeaf(leaf: ComparisonNode | MembershipNode, catalogue: FieldCatalogue): Finding[] {
  const { key, keyPosition } = leaf;
  const rules = catalogue.dataSet === 'l7' ? LENIENT : STRICT;
  const facts = catalogue.factsOf(key);
  if (facts === undefined) {
    const message = place(keyPosition) + unknownField(key, catalogue);
    return [{ ...rules.unknownField, path: PATH, value: key, message }];
  }
  return literalsOf(leaf).flatMap((literal) => {
    const problem = literalProblem(literal, facts, leaf.kind);
    const message = `${place(literal.position)}${key} ${problem}`;
    return problem === undefined ? [] : [{ ...rules.value, path: PATH, value: literal.text, message }];
  });
}

/** The values of a substitution are not in the query. */
function literalsOf(leaf: ComparisonNode | MembershipNode): readonly QueryLiteral[] {
  return leaf.kind === 'comparison' ? [leaf.value] : (leaf.members ?? []);
}

function literalProblem({ text }: QueryLiteral, facts: FieldFacts, kind: 'comparison' | 'membership') {
  if (!WILDCARD.test(text)) {
    return valueProblem(text, facts);
  }
  const problem = kind === 'membership' ? undefined : valueProblem(text, facts);
  return problem === undefined ? undefined : `${problem}; * and ? stand for other characters behind IN and NOTIN only`;
}

function place(position: QueryPosition | undefined): string {
  return position === undefined ? '' : `column ${position.column}: `;
}
