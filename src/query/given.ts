import { either, instance, TEXT, type ValueType } from '../arguments';
import { QUERY, Query, QueryField } from './query';

const QUERY_FIELD: ValueType<QueryField> = instance('QueryField', () => QueryField);

/** A query, or one as a string. */
export const QUERY_OR_TEXT: ValueType<Query | string> = either(QUERY, TEXT, 'a Query, or a string with a query');

/** A field, or its name. */
export const FIELD_OR_NAME: ValueType<QueryField | string> = either(
  QUERY_FIELD,
  TEXT,
  'the name of a field, or a QueryField such as FlowFields.SOURCE_NAMESPACE',
);

/** @throws FindingsError when a string is not a valid query */
export function queryOf(given: Query | string): Query {
  return typeof given === 'string' ? Query.parse(given) : given;
}

export function fieldNameOf(given: QueryField | string): string {
  return typeof given === 'string' ? given : given.key;
}
