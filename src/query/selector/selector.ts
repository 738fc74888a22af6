/**
 * A Calico selector as a tree: which objects a policy or a rule selects, by their labels.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/networkpolicy
 */
export type Selector =
  | { readonly kind: 'all' }
  /** Selects what is not in a namespace; allowed in the namespace selector of a rule. */
  | { readonly kind: 'global' }
  | { readonly kind: 'has'; readonly key: string }
  | ValueTest
  | SetTest
  | { readonly kind: 'not'; readonly operand: Selector }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Selector[] };

/** Compares the value of a label with one string. */
export interface ValueTest {
  readonly kind: '==' | '!=' | 'contains' | 'starts with' | 'ends with';
  readonly key: string;
  readonly value: string;
}

/** Checks whether the value of a label is in a set. */
export interface SetTest {
  readonly kind: 'in' | 'not in';
  readonly key: string;
  readonly values: readonly string[];
}

/** A label that an object is known to have or, if the value is undefined, known to lack. */
export type Labels = Readonly<Record<string, string | undefined>>;

/** The strings that a selector compares a label with, for any operator. */
export function valuesOf(selector: Selector, key: string): string[] {
  switch (selector.kind) {
    case 'not':
      return valuesOf(selector.operand, key);
    case 'and':
    case 'or':
      return selector.operands.flatMap((operand) => valuesOf(operand, key));
    case 'in':
    case 'not in':
      return selector.key === key ? [...selector.values] : [];
    case 'all':
    case 'global':
    case 'has':
      return [];
    default:
      return selector.key === key ? [selector.value] : [];
  }
}
