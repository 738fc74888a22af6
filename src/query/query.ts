import { checkArguments, instance, list, TEXT, TEXT_OR_NUMBER, TEXTS, type ValueType } from '../arguments';
import { report } from '../base';
import { isNeverInSets } from '../logs';
import { parsedQuery } from './parse';
import { printQuery } from './print';
import type { Comparator, MembershipNode, QueryNode } from './query-node';
import { ALL, conjunction, disjunction } from './query-tree';
import { withoutSets } from './set-comparisons';
import { checkNesting, negation } from './tree-checks';
import { checkText, literalOf, membersOf, substitutionOf } from './written-values';

/**
 * A condition that selects the records of a data set, in the query language of GlobalAlerts. Queries are immutable:
 * combining them creates new ones.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class Query {
  /** Every record: the empty query. */
  public static all(): Query {
    return new Query(ALL);
  }

  /**
   * A field to build queries on.
   *
   * @param key the field's name, such as `dest_port` or `objectRef.name`
   * @throws when the name contains half a surrogate pair
   */
  public static field(key: string): QueryField {
    checkArguments('Query', { key }, { key: TEXT });
    report('Query', checkText(key, ['key']));
    return QueryField._of(key);
  }

  /**
   * Parses a query.
   *
   * @param text the query; an empty string matches every record
   * @throws when the query is not valid, with the column of the error
   */
  public static parse(text: string): Query {
    checkArguments('Query', { text }, { text: TEXT });
    return new Query(parsedQuery(text));
  }

  /** @internal */
  public static _of(node: QueryNode): Query {
    return new Query(node);
  }

  private constructor(
    /** @internal */
    public readonly _node: QueryNode,
  ) {
    checkNesting(_node);
  }

  /**
   * Records that match this query and all others.
   *
   * @param others the other queries; a query for every record has no effect
   * @throws when parentheses would be nested more than 256 levels deep
   */
  public and(...others: Query[]): Query {
    checkArguments('Query', { others }, { others: QUERIES });
    return new Query(conjunction([this, ...others].map(({ _node }) => _node)));
  }

  /**
   * Records that match this query or at least one other.
   *
   * @param others the other queries; if one of them matches every record, the result does too
   * @throws when parentheses would be nested more than 256 levels deep
   */
  public or(...others: Query[]): Query {
    checkArguments('Query', { others }, { others: QUERIES });
    return new Query(disjunction([this, ...others].map(({ _node }) => _node)));
  }

  /**
   * Records that do not match this query.
   *
   * @throws when this query matches every record, or parentheses would be nested more than 256 levels deep
   */
  public not(): Query {
    return new Query(negation(this._node));
  }

  /** The query in canonical form: keywords in upper case, quotes only where they are required. */
  public toString(): string {
    return printQuery(this._node);
  }
}

export const QUERY: ValueType<Query> = instance('Query', () => Query, '; Query.parse reads one from a string');

const QUERIES: ValueType<Query[]> = list(QUERY);

/** A field to build queries on. Created by `Query.field`. */
export class QueryField {
  /** @internal */
  public static _of(key: string, isNeverInSet = isNeverInSets(key)): QueryField {
    return new QueryField(key, isNeverInSet);
  }

  private constructor(
    /** The field's name. */
    public readonly key: string,
    private readonly isNeverInSet: boolean,
  ) {}

  /**
   * Records in which the field is equal to the value.
   *
   * @param value the value; `*` and `?` in it are not wildcards. A negative number, or one that JavaScript writes with
   * an exponent, is quoted
   * @throws when the value is a number that is not finite, or a string with half a surrogate pair
   */
  public equalTo(value: string | number): Query {
    return this.compare('=', value);
  }

  /**
   * Records in which the field is not equal to the value.
   *
   * @param value the value, as for `equalTo`
   * @throws as `equalTo`
   */
  public notEqualTo(value: string | number): Query {
    return this.compare('!=', value);
  }

  /**
   * Records in which the field is less than the value.
   *
   * @param value the value, as for `equalTo`
   * @throws as `equalTo`
   */
  public lessThan(value: string | number): Query {
    return this.compare('<', value);
  }

  /**
   * Records in which the field is less than or equal to the value.
   *
   * @param value the value, as for `equalTo`
   * @throws as `equalTo`
   */
  public atMost(value: string | number): Query {
    return this.compare('<=', value);
  }

  /**
   * Records in which the field is greater than the value.
   *
   * @param value the value, as for `equalTo`
   * @throws as `equalTo`
   */
  public greaterThan(value: string | number): Query {
    return this.compare('>', value);
  }

  /**
   * Records in which the field is greater than or equal to the value.
   *
   * @param value the value, as for `equalTo`
   * @throws as `equalTo`
   */
  public atLeast(value: string | number): Query {
    return this.compare('>=', value);
  }

  /**
   * Records in which the field is one of the values. Numbers, ports, addresses and dates are compared one by one.
   *
   * @param values at least one; `*` matches any characters, `?` matches one, but only in string fields
   * @throws when there is no value, or one contains half a surrogate pair
   */
  public isOneOf(values: string[]): Query {
    return setOf(this.key, 'IN', values, this.isNeverInSet);
  }

  /**
   * Records in which the field is none of the values, compared as by `isOneOf`.
   *
   * @param values at least one; `*` matches any characters, `?` matches one, but only in string fields
   * @throws when there is no value, or one contains half a surrogate pair
   */
  public isNoneOf(values: string[]): Query {
    return setOf(this.key, 'NOTIN', values, this.isNeverInSet);
  }

  /**
   * Records in which the field is one of the values of a substitution of the alert.
   *
   * @param name the substitution's name; case-insensitive
   * @throws when the name is blank, or contains a `}` or a control character
   */
  public isOneOfSubstitution(name: string): Query {
    checkArguments('Query', { name }, { name: TEXT });
    return Query._of({ kind: 'membership', key: this.key, operator: 'IN', substitution: substitutionOf(name) });
  }

  /**
   * Records in which the field is none of the values of a substitution of the alert.
   *
   * @param name the substitution's name; case-insensitive
   * @throws when the name is blank, or contains a `}` or a control character
   */
  public isNoneOfSubstitution(name: string): Query {
    checkArguments('Query', { name }, { name: TEXT });
    return Query._of({ kind: 'membership', key: this.key, operator: 'NOTIN', substitution: substitutionOf(name) });
  }

  /**
   * Records that lack the field. Observed since release 3.22.0-2.0, not documented, and works only for `dest_domains`
   * of flow logs.
   */
  public isEmpty(): Query {
    return Query._of({ kind: 'emptiness', key: this.key });
  }

  private compare(comparator: Comparator, value: string | number): Query {
    checkArguments('Query', { value }, { value: TEXT_OR_NUMBER });
    return Query._of({ kind: 'comparison', key: this.key, comparator, value: literalOf(value) });
  }
}

function setOf(key: string, operator: 'IN' | 'NOTIN', values: readonly string[], isNeverInSet: boolean): Query {
  checkArguments('Query', { values }, { values: TEXTS });
  const node: MembershipNode = { kind: 'membership', key, operator, members: membersOf(values) };
  return Query._of(withoutSets(node, () => isNeverInSet));
}
