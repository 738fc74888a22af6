import type { IndexedField, IndexMapping } from '../../logs';
import type { ComparisonNode, MembershipNode, QueryLeaf, QueryNode } from '../../query';
import { comparisonTest, NOTHING, type ValueTest } from './conditions';
import { BadRecordError, jsonValuesAt, type LogRecord, valuesOf } from './record-values';
import { isRefusal, notEvaluated, type Refusal, refusedByLogStore } from './refusal';
import { foldCase } from './strings';
import { wildcardMatcher } from './wildcard';

/** Whether a record matches a query; it throws BadRecordError for a value that the field cannot have. */
export type RecordMatcher = (record: LogRecord) => boolean;

/**
 * A part of a query. The log store looks at the parts of a query in two steps: it first drops what can match nothing,
 * and only then refuses what it cannot search for.
 */
interface Part {
  readonly test: RecordMatcher;
  /** Whether it never matches: a field is not mapped, or no time can meet the comparison. */
  readonly isNever?: boolean;
  readonly refused?: Refusal;
  /** Whether it is refused in the first step, before anything is dropped. */
  readonly isRefusedFirst?: boolean;
}

const NEVER: Part = { test: () => false, isNever: true };

/** The matcher of a query with its substitutions inserted, or why there is none. */
export function recordMatcher(query: QueryNode, mapping: IndexMapping): RecordMatcher | Refusal {
  const { test, refused } = part(query, mapping);
  return refused ?? test;
}

/**
 * Whether a record matches a query, exactly as in the log store, or why that cannot be said. Each call reads the query
 * again: use `recordMatcher` for many records.
 */
export function matches(query: QueryNode, record: LogRecord, mapping: IndexMapping): boolean | Refusal {
  const matcher = recordMatcher(query, mapping);
  if (typeof matcher !== 'function') {
    return matcher;
  }
  try {
    return matcher(record);
  } catch (error) {
    if (error instanceof BadRecordError) {
      return { reason: 'record', refused: error.message, by: 'log store', key: error.key };
    }
    throw error;
  }
}

function part(node: QueryNode, mapping: IndexMapping): Part {
  switch (node.kind) {
    case 'all':
      return { test: () => true };
    case 'and':
      return conjunction(partsOf(node.operands, mapping), checkSize(node.operands.length, 'AND', mapping));
    case 'or':
      return disjunction(partsOf(node.operands, mapping), checkSize(node.operands.length, 'OR', mapping));
    case 'not':
      return negation(part(node.operand, mapping));
    default:
      return leafPart(node, mapping);
  }
}

function partsOf(nodes: readonly QueryNode[], mapping: IndexMapping): Part[] {
  return nodes.map((node) => part(node, mapping));
}

function conjunction(parts: readonly Part[], refused: Refusal | undefined): Part {
  const first = parts.find(({ isRefusedFirst }) => isRefusedFirst);
  if (first !== undefined) {
    return first;
  }
  if (parts.some(({ isNever }) => isNever)) {
    return NEVER;
  }
  const tests = parts.map(({ test }) => test);
  return { test: (record) => tests.every((test) => test(record)), refused: refused ?? firstRefused(parts) };
}

function disjunction(parts: readonly Part[], refused: Refusal | undefined): Part {
  const first = parts.find(({ isRefusedFirst }) => isRefusedFirst);
  if (first !== undefined) {
    return first;
  }
  if (parts.every(({ isNever }) => isNever)) {
    return NEVER;
  }
  const tests = parts.map(({ test }) => test);
  return { test: (record) => tests.some((test) => test(record)), refused: refused ?? firstRefused(parts) };
}

function negation({ test, refused, isRefusedFirst }: Part): Part {
  return { test: (record) => !test(record), refused, isRefusedFirst };
}

function firstRefused(parts: readonly Part[]): Refusal | undefined {
  return parts.find(({ refused }) => refused !== undefined)?.refused;
}

/** Elasticsearch 7 refuses more parts on one level. */
function checkSize(size: number, what: string, { mostClauses }: IndexMapping): Refusal | undefined {
  return size > mostClauses
    ? refusedByLogStore(
        'size',
        `${what} has ${size} parts, but Elasticsearch 7 accepts at most ${mostClauses} at one level`,
      )
    : undefined;
}

/** A part that is refused unless it is dropped first. */
function refusal(refused: Refusal): Part {
  return { test: () => false, refused };
}

function leafPart(leaf: QueryLeaf, mapping: IndexMapping): Part {
  const field = mapping.fieldOf(leaf.key);
  if (field.nested === undefined) {
    return fieldPart(leaf, field.alias ?? leaf.key, field, mapping);
  }
  const path = field.nested;
  // Nothing within a nested object is dropped before the query is refused.
  const { test, refused } = fieldPart(leaf, leaf.key.slice(path.length + 1), field, mapping);
  return { test: (record) => objectsAt(record, path).some(test), refused };
}

function objectsAt(record: LogRecord, path: string): LogRecord[] {
  return jsonValuesAt(record, path).filter((value): value is LogRecord => typeof value === 'object' && value !== null);
}

/** The condition on a field of a record, or of one nested object. */
function fieldPart(leaf: QueryLeaf, key: string, field: IndexedField, mapping: IndexMapping): Part {
  if (field.type === 'unknown') {
    const why = `it is not known how ${leaf.key} is indexed, so it is not known what it matches`;
    return refusal(notEvaluated('field', why, leaf.key));
  }
  switch (leaf.kind) {
    case 'comparison':
      return comparisonPart(leaf, key, field);
    case 'membership':
      return membershipPart(leaf, key, field, mapping);
    case 'emptiness': {
      const why = `it is not known which query Calico creates for ${leaf.key} EMPTY`;
      return refusal(notEvaluated('operator', why, leaf.key));
    }
  }
}

function comparisonPart(leaf: ComparisonNode, key: string, field: IndexedField): Part {
  const { comparator } = leaf;
  if (comparator === '!=') {
    return negation(comparisonPart({ ...leaf, comparator: '=' }, key, field));
  }
  if (field.type === 'unmapped') {
    return NEVER;
  }
  const test = comparisonTest(leaf, comparator, field);
  if (isRefusal(test)) {
    // Ranges of times are compared with the times in the index first.
    return { ...refusal(test), isRefusedFirst: field.type === 'date' && comparator !== '=' };
  }
  // A range of times without any time is dropped, whatever is in the index.
  return test === NOTHING
    ? { ...anyValue(test, key, field), isNever: field.type === 'date' }
    : anyValue(test, key, field);
}

/** One value of several is enough. */
function anyValue(test: ValueTest, key: string, field: IndexedField): Part {
  return { test: (record) => valuesOf(record, key, field).some(test) };
}

const SET_TYPES: readonly string[] = ['keyword', 'text'];

/** Each member is a wildcard query; a set without members, which no query can have, matches everything. */
function membershipPart(leaf: MembershipNode, key: string, field: IndexedField, mapping: IndexMapping): Part {
  const { members, operator, substitution } = leaf;
  if (members === undefined) {
    const why = `the alert has no values for the substitution ${substitution?.name}`;
    return refusal(notEvaluated('substitution', why, leaf.key));
  }
  const size = checkSize(members.length, operator, mapping);
  const any = disjunction(
    members.map(({ text }) => wildcardPart(leaf, text, key, field)),
    size,
  );
  return operator === 'IN' ? any : negation(any);
}

function wildcardPart(leaf: MembershipNode, text: string, key: string, field: IndexedField): Part {
  if (field.type === 'unmapped') {
    return NEVER;
  }
  if (!SET_TYPES.includes(field.type)) {
    const why = `${leaf.operator} on ${leaf.key} is rejected: each member is searched for as a pattern, which fields of type ${field.type} do not support`;
    return refusal(refusedByLogStore('set', why, leaf.key));
  }
  const matcher = wildcardMatcher(text, (character) => foldCase(character, field.normalizer));
  return anyValue((value) => matcher(String(value)), key, field);
}
