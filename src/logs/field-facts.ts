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
  /** The release of Calico Enterprise that brought it; every release that has the data set where there is none. */
  readonly since?: string;
  /** The first release that may have it, where what came between that one and `since` is not known. */
  readonly perhapsSince?: string;
  /** The release before which Calico refuses it, though it is documented; of that release it is not known. */
  readonly opened?: string;
  /** The same of values of an `enum`, beside those that every release takes. */
  readonly openedValues?: { readonly since: string; readonly values: readonly string[] };
  /** False for a field that is observed up to 3.23 and has no public page. */
  readonly documented?: false;
  /** False for a field whose values are not checked. */
  readonly checked?: false;
  /** What it contains, in a few words; its constant is described by them, and by the columns before. */
  readonly meaning: string;
  /** Of a name that ends with `<key>`, the key of a label: the method that makes the field, and an example of a key. */
  readonly labelMethod?: { readonly name: string; readonly example: string };
}
