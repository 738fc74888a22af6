import type { Selector } from './selector';
import { type Token, tokensOf } from './tokens';

/** Nobody writes selectors with deeper nesting. */
const DEEPEST = 100;

/**
 * Parses a selector as Calico does. An empty string selects everything.
 *
 * @returns undefined if the string is not a valid selector
 */
export function parseSelector(text: string): Selector | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) {
    return undefined;
  }
  return tokens.length === 0 ? { kind: 'all' } : new Parser(tokens).parse();
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Selector | undefined {
    const selector = this.alternatives();
    return this.position === this.tokens.length ? selector : undefined;
  }

  /** `&&` binds tighter than `||`. */
  private alternatives(): Selector | undefined {
    return this.list('or', '||', () => this.list('and', '&&', () => this.operation()));
  }

  private list(kind: 'and' | 'or', operator: string, read: () => Selector | undefined): Selector | undefined {
    const operands: Selector[] = [];
    do {
      const operand = read();
      if (operand === undefined) {
        return undefined;
      }
      operands.push(operand);
    } while (this.takes(operator));
    return operands.length === 1 ? operands[0] : { kind, operands };
  }

  private operation(): Selector | undefined {
    let negated = false;
    while (this.takes('!')) {
      negated = !negated;
    }
    const operand = this.takes('(') ? this.group() : this.test();
    return negated && operand !== undefined ? { kind: 'not', operand } : operand;
  }

  private group(): Selector | undefined {
    this.depth += 1;
    const selector = this.depth > DEEPEST ? undefined : this.alternatives();
    this.depth -= 1;
    return this.takes(')') ? selector : undefined;
  }

  private test(): Selector | undefined {
    const { kind, text } = this.next() ?? {};
    switch (kind) {
      case 'all':
      case 'global':
        return { kind };
      case 'has':
        return { kind, key: text ?? '' };
      case 'label':
        return this.testOf(text ?? '');
      default:
        return undefined;
    }
  }

  private testOf(key: string): Selector | undefined {
    const operator = this.next()?.text;
    switch (operator) {
      case '==':
      case '!=':
      case 'contains':
      case 'starts with':
      case 'ends with': {
        const value = this.string();
        return value === undefined ? undefined : { kind: operator, key, value };
      }
      case 'in':
      case 'not in': {
        const values = this.takes('{') ? this.members() : undefined;
        return values === undefined ? undefined : { kind: operator, key, values };
      }
      default:
        return undefined;
    }
  }

  /** A set may be empty, and may end with a comma. */
  private members(): string[] | undefined {
    const values: string[] = [];
    let more = true;
    while (more && !this.takes('}')) {
      const value = this.string();
      if (value === undefined) {
        return undefined;
      }
      values.push(value);
      more = this.takes(',');
      if (!more && !this.takes('}')) {
        return undefined;
      }
    }
    return values;
  }

  private string(): string | undefined {
    const token = this.next();
    return token?.kind === 'string' ? token.text : undefined;
  }

  private takes(operator: string): boolean {
    const token = this.tokens[this.position];
    const taken = token?.kind === 'operator' && token.text === operator;
    this.position += taken ? 1 : 0;
    return taken;
  }

  private next(): Token | undefined {
    const token = this.tokens[this.position];
    this.position += 1;
    return token;
  }
}
