/** A place in a resource, and whether fields that the pattern does not have are mismatches there. */
export interface Place {
  readonly keys: readonly (string | number)[];
  readonly exact: boolean;
}

/** One place where a resource is not as expected. */
export interface Mismatch {
  /** The place, such as `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** How many values were expected here: where a whole map is missing, much is wrong in one place. */
  readonly weight: number;
}

const MATCHER = Symbol.for('cdk8s-calico-threat-defense.matcher');

/** Replaces a value in a pattern by a condition; see `Match`. */
export abstract class Matcher {
  /** The values that it matches, in words. */
  public abstract readonly description: string;

  protected constructor() {
    Object.defineProperty(this, MATCHER, { value: true });
  }

  /** How the matcher is printed in a pattern. */
  public toJSON(): string {
    return `<${this.description}>`;
  }

  /** @internal */
  public abstract _mismatches(value: unknown, place: Place): readonly Mismatch[];
}

/** Identified by a symbol, so it also works if the package is installed twice. */
export function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && MATCHER in value;
}

/** A matcher of jest, vitest or sinon, such as `expect.any(String)`. */
export interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
  /** How it is printed; not all have it. */
  toAsymmetricMatcher?(): string;
}

export function isAsymmetricMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asymmetricMatch' in value &&
    typeof value.asymmetricMatch === 'function'
  );
}
