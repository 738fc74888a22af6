import { compare } from './compare';
import { ListMatcher } from './list-matcher';
import { Matcher, type Mismatch, type Place } from './matcher';
import { mismatchInWords, show } from './mismatch';

/** What can stand in a pattern in the place of a value. */
export class Match {
  /** The field must not be there. A field that is `undefined` in a pattern says the same. */
  public static absent(): Matcher {
    return new Predicate(show(undefined), (value) => value === undefined);
  }

  /** The field must be there, and not be null. */
  public static anyValue(): Matcher {
    return new Predicate('any value', (value) => value !== undefined && value !== null);
  }

  /**
   * A list that holds these items in this order, with others before, between and behind them. Each is compared as it would
   * be outside: a map need name only the fields that matter.
   *
   * @param items what the list must hold
   */
  public static arrayWith(items: readonly unknown[]): Matcher {
    return new ListMatcher(items);
  }

  /**
   * Exactly this: a field that the pattern does not name is a mismatch, at any depth. Matchers inside it hold.
   *
   * @param pattern the whole value
   */
  public static exact(pattern: unknown): Matcher {
    return new Depth(pattern, true);
  }

  /**
   * At least these fields, which is how a pattern is compared anyway; for a place inside of `exact`.
   *
   * @param pattern the fields that matter
   */
  public static objectLike(pattern: Readonly<Record<string, unknown>>): Matcher {
    return new Depth(pattern, false);
  }

  /**
   * Anything but this, nothing at all included.
   *
   * @param pattern what must not be
   */
  public static not(pattern: unknown): Matcher {
    return new Negation(pattern);
  }

  /**
   * A text in which the expression finds something; `^` and `$` tie it to the ends.
   *
   * @param pattern the expression, as a text or as a RegExp with flags
   * @throws SyntaxError where the text is no regular expression
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
