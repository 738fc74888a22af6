import {
  COMPARATORS,
  type Comparator,
  type QueryLiteral,
  type QueryNode,
  type QueryPosition,
  type QueryRemark,
} from './query-node';
import { ALL, conjunction, DEEPEST, disjunction } from './query-tree';
import { readString } from './quoted-text';
import { type Expected, problemAt, type QueryProblem } from './syntax-place';
import { syntaxProblem } from './syntax-problem';
import { nextToken, type Punctuation, type Token } from './tokens';
import { isSubstitutionName, type Keyword } from './words';

/** Thrown by the parser at the first syntax error. */
export class SyntaxFault extends Error {
  public constructor(public readonly problem: QueryProblem) {
    super(problem.message);
  }
}

/**
 * A recursive-descent parser of the query language of GlobalAlerts. The next token always determines the production, so
 * the parser never backtracks, and at an error it knows what was expected.
 */
export class QueryParser {
  private found: Token;
  private before: Token | undefined;
  private earlier: Token | undefined;
  private depth = 0;
  private readonly remarks: QueryRemark[] = [];

  public constructor(private readonly text: string) {
    this.found = nextToken(text, 0);
  }

  /** query = [ or ] ; */
  public parse(): { readonly node: QueryNode; readonly remarks: readonly QueryRemark[] } {
    const node = this.found.kind === 'end' ? ALL : this.or();
    if (this.found.kind !== 'end') {
      return this.fail('AND', 'OR', 'end of query');
    }
    return { node, remarks: this.remarks };
  }

  /** or = and , { "OR" , and } ; */
  private or(): QueryNode {
    const operands = [this.and()];
    while (this.takeKeyword('OR')) {
      operands.push(this.and());
    }
    return disjunction(operands);
  }

  /** and = unary , { "AND" , unary } ; */
  private and(): QueryNode {
    const operands = [this.unary()];
    while (this.takeKeyword('AND')) {
      operands.push(this.unary());
    }
    return conjunction(operands);
  }

  /** unary = [ "NOT" ] , ( comparison | membership | emptiness | "(" , or , ")" ) ; */
  private unary(): QueryNode {
    return this.takeKeyword('NOT') || this.takeExclamationMark()
      ? { kind: 'not', operand: this.operand('name', '(') }
      : this.operand('name', 'NOT', '(');
  }

  private operand(...expected: readonly Expected[]): QueryNode {
    if (this.found.kind === '(') {
      return this.group();
    }
    // NOT is a valid value, like every word, but in place of a field name it always negates.
    const key = this.found.keyword === 'NOT' ? undefined : this.takeText();
    return key === undefined ? this.fail(...expected) : this.condition(key.text, key.position);
  }

  private group(): QueryNode {
    this.depth += 1;
    if (this.depth > DEEPEST) {
      const message = `parentheses are nested more than ${DEEPEST} levels deep: simplify the query`;
      throw new SyntaxFault(problemAt(this.found.start, message));
    }
    this.advance();
    const node = this.or();
    this.depth -= 1;
    return this.take(')') ? node : this.fail('AND', 'OR', ')');
  }

  /** The part after a field name: a comparator and a value, IN or NOTIN and a set, or EMPTY. */
  private condition(key: string, keyPosition: QueryPosition): QueryNode {
    const comparator = this.takeComparator();
    if (comparator !== undefined) {
      return { kind: 'comparison', key, keyPosition, comparator, value: this.value() };
    }
    for (const operator of ['IN', 'NOTIN'] as const) {
      if (this.takeKeyword(operator)) {
        return { kind: 'membership', key, keyPosition, operator, ...this.set() };
      }
    }
    return this.takeKeyword('EMPTY')
      ? { kind: 'emptiness', key, keyPosition }
      : this.fail('comparator', 'IN', 'NOTIN', 'EMPTY');
  }

  private value(): QueryLiteral {
    const { kind, text } = this.found;
    if (kind !== 'number') {
      return this.takeText() ?? this.fail('value');
    }
    const position = this.position();
    this.advance();
    return { type: 'number', text, position };
  }

  /** set = "{" , ( word | string ) , { "," , ( word | string ) } , "}" ; a substitution can be used instead. */
  private set(): { members: readonly QueryLiteral[] } | { substitution: { name: string; position: QueryPosition } } {
    if (!this.take('{')) {
      return { substitution: this.substitution() };
    }
    const members: QueryLiteral[] = [];
    do {
      members.push(this.takeText() ?? this.fail('member'));
    } while (this.take(','));
    return this.take('}') ? { members } : this.fail(',', '}');
  }

  private substitution(): { name: string; position: QueryPosition } {
    const { kind, text } = this.found;
    const name = text.slice('${'.length, -1);
    const position = this.position();
    if (kind !== 'substitution' || !isSubstitutionName(name)) {
      return this.fail('set', 'substitution');
    }
    this.advance();
    return { name, position };
  }

  /** Reads a word or string, if one is next. */
  private takeText(): (QueryLiteral & { readonly position: QueryPosition }) | undefined {
    const { kind, text } = this.found;
    if (kind !== 'word' && kind !== 'string') {
      return undefined;
    }
    const literal = {
      type: 'text' as const,
      text: kind === 'word' ? text : this.string(text),
      position: this.position(),
    };
    this.advance();
    return literal;
  }

  private string(quoted: string): string {
    const { text, problem } = readString(quoted);
    if (problem !== undefined) {
      throw new SyntaxFault(problemAt(this.found.start + problem.offset, problem.message));
    }
    return text;
  }

  private takeComparator(): Comparator | undefined {
    const comparator = COMPARATORS.find((sign) => sign === this.found.text);
    if (comparator !== undefined) {
      this.advance();
    }
    return comparator;
  }

  private takeKeyword(keyword: Keyword): boolean {
    const { text } = this.found;
    if (this.found.keyword !== keyword) {
      return false;
    }
    if (text !== keyword) {
      this.remarks.push({ kind: 'lower-case keyword', text, position: this.position() });
    }
    this.advance();
    return true;
  }

  /** Calico treats `!` as NOT, which is undocumented. Only the first sign is read: `!!` is two exclamation marks. */
  private takeExclamationMark(): boolean {
    if (!/^!(?!=)/.test(this.found.text)) {
      return false;
    }
    this.remarks.push({ kind: 'exclamation mark', text: '!', position: this.position() });
    this.advance(this.found.start + 1);
    return true;
  }

  private take(punctuation: Punctuation): boolean {
    const isNext = this.found.kind === punctuation;
    if (isNext) {
      this.advance();
    }
    return isNext;
  }

  private position(): QueryPosition {
    return { column: this.found.start + 1 };
  }

  private advance(offset = this.found.end): void {
    this.earlier = this.before;
    this.before = this.found;
    this.found = nextToken(this.text, offset);
  }

  private fail(...expected: readonly Expected[]): never {
    const { text, found, before, earlier } = this;
    throw new SyntaxFault(syntaxProblem({ text, found, before, earlier, expected: new Set(expected) }));
  }
}
