import { compare } from './compare';
import { ListMatcher } from './list-matcher';
import { Matcher, type Mismatch, type Place } from './matcher';
import { mismatchInWords, show } from './mismatch';

/** Matchers for values in a pattern. */
export class Match {
  /** The field must be absent. A field that is `undefined` in a pattern means the same. */
  public static absent(): Matcher {
    return new Predicate(show(undefined), (value) => value === undefined);
  }

  /** The field must be present and not null. */
  public static anyValue(): Matcher {
    return new Predicate('any value', (value) => value !== undefined && value !== null);
  }

  /**
   * A list that contains these items in this order, with any others before, between and after them. Each item is matched
   * like any other pattern: a map only needs the fields that matter.
   *
   * @param items the items that the list must contain
   */
  public static arrayWith(items: readonly unknown[]): Matcher {
    return new ListMatcher(items);
  }

  /**
   * Exactly this value: a field that is not in the pattern is a mismatch, at any depth. Matchers inside it still apply.
   *
   * @param pattern the complete value
   */
  public static exact(pattern: unknown): Matcher {
    return new Depth(pattern, true);
  }

  /**
   * At least these fields. This is the default; use it inside `exact`.
   *
   * @param pattern the fields that matter
   */
  public static objectLike(pattern: Readonly<Record<string, unknown>>): Matcher {
    return new Depth(pattern, false);
  }

  /**
   * Any value that does not match the pattern, including an absent one.
   *
   * @param pattern the pattern that must not match
   */
  public static not(pattern: unknown): Matcher {
    return new Negation(pattern);
  }

  /**
   * A string that the regular expression matches; use `^` and `$` to match the whole string.
   *
   * @param pattern the expression, as a string or as a RegExp with flags
   * @throws SyntaxError when the string is not a valid regular expression
   */
  public static stringLikeRegexp(pattern: string | RegExp): Matcher {
    const { source, flags } = new RegExp(pattern);
    // Expressions with these flags begin where they ended the last time.
    const expression = new RegExp(source, flags.replace(/[gy]/g, ''));
    return new Predicate(`a string like ${expression}`, (value) => typeof value === 'string' && expression.test(value));
  }

  private constructor() {}
}

class Predicate extends Matcher {
  public constructor(
    public readonly description: string,
    private readonly takes: (value: unknown) => boolean,
  ) {
    super();
  }

  /** @internal */
  public _mismatches(value: unknown, place: Place): readonly Mismatch[] {
    return this.takes(value) ? [] : [mismatchInWords(place, this.description, show(value))];
  }
}

class Depth extends Matcher {
  public constructor(
    private readonly pattern: unknown,
    private readonly exact: boolean,
  ) {
    super();
  }

  public get description(): string {
    return `${this.exact ? 'exactly' : 'at least'} ${show(this.pattern)}`;
  }

  /** @internal */
  public _mismatches(value: unknown, place: Place): readonly Mismatch[] {
    return compare(this.pattern, value, { ...place, exact: this.exact });
  }
}

class Negation extends Matcher {
  public constructor(private readonly pattern: unknown) {
    super();
  }

  public get description(): string {
    return `anything but ${show(this.pattern)}`;
  }

  /** @internal */
  public _mismatches(value: unknown, place: Place): readonly Mismatch[] {
    const differs = compare(this.pattern, value, place).length > 0;
    return differs ? [] : [mismatchInWords(place, this.description, show(value))];
  }
}
