import { alert, asWarning, errorRule, type Finding, UNREAD, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import type { FieldFacts } from '../../logs';
import {
  availability,
  catalogueOf,
  type FieldCatalogue,
  indexTypeOf,
  mappingOf,
  unknownField,
  valueProblem,
} from '../../logs';
import type { ComparisonNode, MembershipNode, QueryLeaf, QueryLiteral, QueryNode, QueryPosition } from '../../query';
import { EMPTY_SINCE, placeOf, walkQuery } from '../../query';

const UNKNOWN_FIELD = errorRule({
  id: 'query/unknown-field',
  what: 'A query must use fields of the data set.',
  why: `${UNREAD} Calico does not check the fields of L7 and WAF logs, nor the keys of IN, NOTIN and EMPTY in any data set, so those are warnings.`,
  bad: alert({ query: 'dest_prot = 22' }),
  good: alert({ query: 'dest_port = 22' }),
});
const FIELD_NOT_YET = errorRule({
  id: 'query/field-not-yet',
  what: 'A query must use fields that the release has.',
  why: `${UNREAD} The release in which a field was added is observed, not documented. This is a warning if only the run would fail, or if the outcome is unknown.`,
  on: '3.21',
  bad: alert({ query: 'host = worker' }),
  good: alert({ query: 'source_namespace = shop' }),
});
const VALUE = errorRule({
  id: 'query/value',
  what: 'A query must compare a field with values that it can have.',
  why: `${UNREAD} Values of L7 logs, and values in IN and NOTIN, are not checked by Calico, so those are warnings.`,
  bad: alert({ query: 'action = dropped' }),
  good: alert({ query: 'action = deny' }),
});
const COMPARATOR = errorRule({
  id: 'query/comparator',
  what: 'A query over vulnerability events must compare with = only.',
  why: `Calico turns the query into a list of parameters, which was observed and is not documented. ${UNREAD}`,
  on: 'cloud-22.5',
  bad: alert({ dataSet: 'vulnerability', query: 'result != Pass' }),
  good: alert({ dataSet: 'vulnerability', query: 'result = Fail' }),
});
const EMPTY_OPERATOR = warningRule({
  id: 'query/empty-operator',
  what: 'EMPTY should only be used for dest_domains of flow logs.',
  why: 'With other fields the alert is stored, and fails when it runs. This was observed and is not documented.',
  bad: alert({ query: 'source_name EMPTY' }),
  good: alert({ query: 'dest_domains EMPTY' }),
});

const PLACE = ['spec', 'query'];
const WILDCARD = /[*?]/;

/** The only field for which EMPTY was observed to work. */
const EMPTY_WORKS = { dataSet: 'flows', key: 'dest_domains' };

/**
 * Checks that a query uses fields that the data set has on a release, and values that they can have.
 *
 * Calico only checks the key and the value of comparisons. A wrong key or member of a set, or a wrong key of EMPTY, is
 * stored, so it is a warning; the same applies to everything that Calico does not check in L7 and WAF logs.
 */
export function checkQueryFields(node: QueryNode, dataSet: string, release: CalicoRelease): Finding[] {
  const catalogue = catalogueOf(dataSet);
  const findings: Finding[] = [];
  if (catalogue !== undefined) {
    walkQuery(node, (leaf) => {
      findings.push(...checkLeaf(leaf, catalogue, release));
    });
  }
  return findings;
}

function checkLeaf(leaf: QueryLeaf, catalogue: FieldCatalogue, release: CalicoRelease): Finding[] {
  // If the release cannot parse EMPTY, nothing else matters.
  if (leaf.kind === 'emptiness' && !release._has(EMPTY_SINCE)) {
    return [];
  }
  const facts = catalogue.factsOf(leaf.key);
  const key = checkKey(leaf, facts, catalogue, release);
  if (facts === undefined) {
    return key;
  }
  switch (leaf.kind) {
    case 'comparison':
      return [...key, ...checkLiterals(leaf, facts, catalogue, release), ...checkComparator(leaf, catalogue)];
    case 'membership':
      return [...key, ...checkLiterals(leaf, facts, catalogue, release)];
    case 'emptiness':
      return [...key, ...checkEmptyOperator(leaf.key, leaf.keyPosition, catalogue)];
  }
}

function checkKey(
  leaf: QueryLeaf,
  facts: FieldFacts | undefined,
  catalogue: FieldCatalogue,
  release: CalicoRelease,
): Finding[] {
  const finding = { keys: PLACE, value: leaf.key, ...placeOf(leaf.keyPosition) };
  const isRefused = leaf.kind === 'comparison' && catalogue.checking === 'refused';
  if (facts === undefined) {
    const message = unknownField(leaf.key, catalogue, release) + consequence(leaf, catalogue.dataSet, release);
    return [{ ...(isRefused ? UNKNOWN_FIELD : asWarning(UNKNOWN_FIELD)), ...finding, message }];
  }
  const { problem, isCertain } = availability(facts, release);
  if (problem === undefined) {
    return [];
  }
  const rule = isRefused && isCertain ? FIELD_NOT_YET : asWarning(FIELD_NOT_YET);
  return [{ ...rule, ...finding, message: problem }];
}

/** The effect of an unknown key if Calico does not check it: the log store indexes some of these fields all the same. */
function consequence(leaf: QueryLeaf, dataSet: string, release: CalicoRelease): string {
  if (leaf.kind !== 'membership') {
    return '';
  }
  const isIndexed = mappingOf(dataSet, release)?.fieldOf(leaf.key).type !== 'unmapped';
  return isIndexed
    ? `; Calico accepts it after ${leaf.operator} only, and the log store finds it (observed)`
    : `; ${leaf.operator} then matches ${leaf.operator === 'IN' ? 'nothing' : 'everything'}`;
}

function checkLiterals(
  leaf: ComparisonNode | MembershipNode,
  known: FieldFacts,
  { checking, dataSet }: FieldCatalogue,
  release: CalicoRelease,
): Finding[] {
  if (known.checked === false) {
    return [];
  }
  const isWord = leaf.kind === 'membership' && indexTypeOf(dataSet, leaf.key, release) === 'text';
  const facts = isWord ? withWords(known) : known;
  const literals = leaf.kind === 'comparison' ? [leaf.value] : (leaf.members ?? []);
  const isRefused = leaf.kind === 'comparison' && checking !== 'taken';
  return literals.flatMap((literal) => {
    const problem = literalProblem(literal, facts, leaf.kind, release);
    if (problem === undefined) {
      return [];
    }
    const message = `${leaf.key} ${problem.text}`;
    const rule = isRefused && problem.isCertain ? VALUE : asWarning(VALUE);
    return [{ ...rule, keys: PLACE, value: literal.text, ...placeOf(literal.position), message }];
  });
}

/** In analyzed text, a set looks for words, which are in lower case. */
function withWords(facts: FieldFacts): FieldFacts {
  const { values } = facts;
  return values === undefined
    ? facts
    : { ...facts, values: [...values, ...values.map((value) => value.toLowerCase())] };
}

interface LiteralProblem {
  readonly text: string;
  /** Whether Calico is known to reject the value. */
  readonly isCertain: boolean;
}

function literalProblem(
  { text }: QueryLiteral,
  facts: FieldFacts,
  kind: 'comparison' | 'membership',
  release: CalicoRelease,
): LiteralProblem | undefined {
  const { openedValues } = facts;
  if (openedValues?.values.includes(text)) {
    const before = kind === 'comparison' ? 'every release up to 3.23 rejects it' : 'no record up to 3.23 has it';
    return {
      text: `${text} is documented, but ${before}; it is not known whether ${openedValues.since} and later accept it`,
      isCertain: !release._has(openedValues.since),
    };
  }
  if (kind === 'membership' && WILDCARD.test(text)) {
    return undefined;
  }
  const problem = valueProblem(text, facts, release);
  if (problem === undefined) {
    return undefined;
  }
  const wildcards = WILDCARD.test(text) ? '; * and ? are wildcards only after IN and NOTIN' : '';
  return { text: problem + wildcards, isCertain: true };
}

/** Image vulnerability events are requested with parameters `key=value`. */
function checkComparator({ key, keyPosition, comparator }: ComparisonNode, { dataSet }: FieldCatalogue): Finding[] {
  if (dataSet !== 'vulnerability' || comparator === '=') {
    return [];
  }
  const message = `${key} can only be compared with = in the data set vulnerability (observed, not documented)`;
  return [{ ...COMPARATOR, keys: PLACE, value: comparator, ...placeOf(keyPosition), message }];
}

function checkEmptyOperator(key: string, position: QueryPosition | undefined, { dataSet }: FieldCatalogue): Finding[] {
  if (dataSet === EMPTY_WORKS.dataSet && key === EMPTY_WORKS.key) {
    return [];
  }
  const message = `EMPTY works only for ${EMPTY_WORKS.key} of ${EMPTY_WORKS.dataSet} (observed, not documented): with ${key}, the alert is stored, but fails when it runs`;
  return [{ ...EMPTY_OPERATOR, keys: PLACE, value: key, ...placeOf(position), message }];
}

/** The rules that this file checks. */
export const QUERY_RULES = [UNKNOWN_FIELD, FIELD_NOT_YET, VALUE, COMPARATOR, EMPTY_OPERATOR] as const;
