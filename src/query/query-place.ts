import type { Finding } from '../base';
import type { QueryPosition } from './query-node';

/** The place of a finding in the query string; a query made by the builder has none. */
export function placeOf(position: QueryPosition | undefined): Pick<Finding, 'valueOffset'> {
  return position === undefined ? {} : { valueOffset: position.column - 1 };
}
