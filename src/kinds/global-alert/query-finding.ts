import type { Finding, RuleMark } from '../../base';
import { placeOf, type QueryPosition } from '../../query';

/** A finding about a part of the query. */
export function queryFinding(
  rule: RuleMark,
  position: QueryPosition | undefined,
  value: string,
  message: string,
): Finding {
  return { ...rule, keys: ['spec', 'query'], value, message, ...placeOf(position) };
}
