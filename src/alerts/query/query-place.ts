import type { Finding } from '../../findings';
import type { QueryPosition } from './query-node';

/** Where in the text of a query a finding is; nowhere in that of a query that a builder made. */
export function placeOf(position: QueryPosition | undefined): Pick<Finding, 'valueOffset'> {
  return position === undefined ? {} : { valueOffset: position.column - 1 };
}
