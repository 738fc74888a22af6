/**
 * What the values of a field look like. `name` is the name of a pod, a namespace or a domain, `url` an address or a part
 * of one, `label` a `key=value`, and `text` anything.
 */
export type ValueType =
  | 'int'
  | 'port'
  | 'ip'
  | 'date'
  | 'name'
  | 'url'
  | 'label'
  | 'enum'
  | 'text'
  | 'score'
  | 'proto'
  | 'dnstype';

/** What is known of a field of a data set. */
export interface FieldFacts {
  readonly type: ValueType;
  /** All values that an `enum` has. */
  readonly values?: readonly string[];
  /** Whether avg, max, min and sum can be taken of it. */
  readonly numeric: boolean;
  /** First and last number that it may be, where those are not the type's own. */
  readonly range?: { readonly min: number; readonly max: number };
  /** A few words on what it holds. */
  readonly meaning: string;
}
