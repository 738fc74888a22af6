import { valueAt } from '../base';
import { parseGoDuration, parseRfc3339 } from '../kubernetes';
import { call, dataExpression, type Expression, struct, value } from './program';

const UNITS = [
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
  ['millis', 1],
] as const;

/** A Go duration as a `Duration` of cdk8s; undefined if it is not one. */
export function durationExpression(text: unknown): Expression | undefined {
  const millis = typeof text === 'string' ? parseGoDuration(text) : undefined;
  const unit = UNITS.find(([, length]) => millis !== undefined && millis > 0 && millis % length === 0);
  if (millis === 0) {
    return call('Duration', 'seconds', value(0));
  }
  return unit === undefined || millis === undefined ? undefined : call('Duration', unit[0], value(millis / unit[1]));
}

/** A time as a `Date`; undefined if it is not one. */
export function dateExpression(text: unknown): Expression | undefined {
  const millis = typeof text === 'string' ? parseRfc3339(text) : undefined;
  return millis === undefined || millis % 1_000 !== 0
    ? undefined
    : { form: 'date', text: `${new Date(millis).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z` };
}

/** A selector of Calico as a `PolicySelector`; undefined if it is not a string. */
export function selectorExpression(text: unknown): Expression | undefined {
  return typeof text === 'string' ? call('PolicySelector', 'parse', value(text)) : undefined;
}

/** The fields `value` or `valueFrom` as a value source; undefined if it has neither, or other fields than these. */
export function valueSourceExpression(data: unknown, owner: string): Expression | undefined {
  const text = valueAt(data, 'value');
  if (typeof text === 'string') {
    return call(owner, 'of', value(text));
  }
  const secret = valueAt(data, 'valueFrom', 'secretKeyRef');
  const map = valueAt(data, 'valueFrom', 'configMapKeyRef');
  const reference = secret ?? map;
  if (typeof reference !== 'object' || reference === null) {
    return undefined;
  }
  const fields = Object.entries(reference).map(([name, field]) => [name, dataExpression(field)] as const);
  const options = struct(`${owner}Options`, Object.fromEntries(fields));
  return call(owner, secret === undefined ? 'fromConfigMap' : 'fromSecret', options);
}
