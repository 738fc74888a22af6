/**
 * The form of the values of a field. `name` is the name of a pod, a namespace or a domain, `url` is a URL or a part of
 * one, `label` is `key=value`, and `text` is any string.
 */
export type ValueType =
  | 'int'
  | 'bool'
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

/** What is known about a field of a data set. */
export interface FieldFacts {
  readonly type: ValueType;
  /** All values of an `enum`. */
  readonly values?: readonly string[];
  /** Whether avg, max, min and sum can be computed from it. */
  readonly numeric: boolean;
  /** The smallest and largest value, if they differ from those of the type. */
  readonly range?: { readonly min: number; readonly max?: number };
  /** The release of Calico Enterprise that added it; undefined if every release with the data set has it. */
  readonly since?: string;
  /** The first release that may have it, if it is unknown for the releases before `since`. */
  readonly perhapsSince?: string;
  /** The release before which Calico rejects it although it is documented; unknown for that release and later ones. */
  readonly opened?: string;
  /** The same for values of an `enum`, in addition to those that every release accepts. */
  readonly openedValues?: { readonly since: string; readonly values: readonly string[] };
  /** False for a field that was observed up to 3.23 and is not documented publicly. */
  readonly documented?: false;
  /** False for a field whose values are not checked. */
  readonly checked?: false;
  /** What it contains, in a few words; the doc comment of its constant is generated from this and the other columns. */
  readonly meaning: string;
  /**
   * For a name that ends with `<key>`, the key of a label: the method that creates the field, and an example of a key.
   */
  readonly labelMethod?: { readonly name: string; readonly example: string };
}
