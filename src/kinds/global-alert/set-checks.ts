import { alert, type Finding, warningRule } from '../../base';
import { type AlertModel, valuesOf } from '../../evaluation';
import { allowsSets, type IndexType, indexTypeOf } from '../../logs';
import { comparisonsOf, type MembershipNode, printQuery, type QueryNode, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const EXAMPLE_NAMES = Array.from({ length: 1_025 }, (_, index) => `n${index}`);

const SET_OF_NUMBERS = warningRule({
  id: 'global-alert/never-set-of-numbers',
  what: 'IN and NOTIN should only be used on string fields, not on numbers, ports, addresses or dates.',
  why: 'Calico turns each member into a wildcard query, which Elasticsearch rejects for fields that are not strings. The alert is stored, and fails on every run.',
  bad: alert({ query: `'dest_port IN {"22", "2222"}'` }),
  good: alert({ query: 'dest_port = 22 OR dest_port = 2222' }),
});
const SET_TOO_LARGE = warningRule({
  id: 'global-alert/never-set-too-large',
  what: 'A set, or a chain of AND or OR, should have at most 1,024 parts if Elasticsearch 7 stores the logs.',
  why: 'Elasticsearch 7 rejects larger queries, so every run of the alert fails. The values of substitutions count as well.',
  on: '3.20',
  bad: alert({ query: `source_namespace IN {${EXAMPLE_NAMES.join(', ')}}` }),
  good: alert({ query: `'source_namespace IN {"n*"}'` }),
});

/** Elasticsearch 7 rejects a query with more parts on one level. Later versions derive their limit from memory. */
const MOST_PARTS = 1_024;
/** The number of members that a message lists. */
const WRITTEN_OUT = 20;
const WILDCARD = /[*?]/;

const NAMES: Partial<Record<IndexType, string>> = {
  long: 'numbers',
  boolean: 'booleans',
  ip: 'addresses',
  date: 'dates',
  flattened: 'client labels',
};

/** Checks that the log store can search for the sets of a query. */
export function checkSets(rule: AlertModel): Finding[] {
  const findings: Finding[] = [];
  const { query, dataSet } = rule;
  if (query === undefined || dataSet === 'vulnerability') {
    return findings;
  }
  walkQuery(query, (leaf) => {
    if (leaf.kind === 'membership') {
      const type = indexTypeOf(dataSet, leaf.key, rule.release);
      findings.push(...(allowsSets(type) ? checkSize(leaf, rule) : [setOfNumbers(leaf, type, rule)]));
    }
  });
  return rule.release._features.elasticsearchMajor > 7 ? findings : [...findings, ...checkParts(query, rule)];
}

function setOfNumbers(leaf: MembershipNode, type: IndexType | undefined, rule: AlertModel): Finding {
  const { key, keyPosition, operator } = leaf;
  const reason = `${operator} on ${key} fails on every run: it becomes a wildcard query, which the log store rejects for ${NAMES[type ?? 'long']}`;
  return queryFinding(SET_OF_NUMBERS, keyPosition, key, `${reason}; ${insteadOf(leaf, type, rule)}`);
}

function insteadOf(leaf: MembershipNode, type: IndexType | undefined, { query, substitutions }: AlertModel): string {
  const values = membersOf(leaf, substitutions);
  if (values.length === 0) {
    return `write a comparison for each value, as in ${printText(leaf, ['a', 'b'], query)}`;
  }
  if (values.some((value) => WILDCARD.test(value))) {
    const ranges = 'use comparisons such as >= and <=';
    return type === 'ip' ? 'compare with CIDR blocks, such as "10.0.0.0/8"' : ranges;
  }
  const rest = values.length > WRITTEN_OUT ? `, and so on for all ${values.length} values` : '';
  return `write ${printText(leaf, values.slice(0, WRITTEN_OUT), query)}${rest}`;
}

/** The comparisons that are equivalent to a set, with parentheses if they are only a part of the query. */
function printText(leaf: MembershipNode, values: readonly string[], query: QueryNode | undefined): string {
  const instead = comparisonsOf(leaf, values);
  const text = printQuery(instead);
  return leaf === query || (instead.kind !== 'or' && instead.kind !== 'and') ? text : `(${text})`;
}

function membersOf(
  { members, substitution }: MembershipNode,
  substitutions: AlertModel['substitutions'],
): readonly string[] {
  return members?.map(({ text }) => text) ?? valuesOf(substitution?.name ?? '', substitutions) ?? [];
}

function checkSize(leaf: MembershipNode, { release, substitutions }: AlertModel): Finding[] {
  const size = membersOf(leaf, substitutions).length;
  if (release._features.elasticsearchMajor > 7 || size <= MOST_PARTS) {
    return [];
  }
  const { key, keyPosition, operator } = leaf;
  const join = operator === 'IN' ? 'OR' : 'AND';
  const message = `${operator} has ${size} values, and Elasticsearch 7, which stores the logs of ${release.displayName}, rejects more than ${MOST_PARTS} in one set, so every run fails; use wildcards, or write several sets joined by ${join}`;
  return [queryFinding(SET_TOO_LARGE, keyPosition, key, message)];
}

/** AND and OR have the same limit as sets. */
function checkParts(node: QueryNode, rule: AlertModel): Finding[] {
  if (node.kind === 'not') {
    return checkParts(node.operand, rule);
  }
  if (node.kind !== 'and' && node.kind !== 'or') {
    return [];
  }
  const within = node.operands.flatMap((operand) => checkParts(operand, rule));
  if (node.operands.length <= MOST_PARTS) {
    return within;
  }
  const word = node.kind.toUpperCase();
  const message = `joins ${node.operands.length} conditions with ${word}, and Elasticsearch 7, which stores the logs of ${rule.release.displayName}, rejects more than ${MOST_PARTS}, so every run fails; use ranges or wildcards, or several alerts`;
  return [...within, queryFinding(SET_TOO_LARGE, undefined, word, message)];
}

/** The rules that this file checks. */
export const SET_RULES = [SET_OF_NUMBERS, SET_TOO_LARGE] as const;
