import type { Selector } from './selector';

/** A selector as text; parsing it yields the same tree. */
export function printSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'all':
    case 'global':
      return `${selector.kind}()`;
    case 'has':
      return `has(${selector.key})`;
    case 'not':
      return `!${isCall(selector.operand) ? printSelector(selector.operand) : `(${printSelector(selector.operand)})`}`;
    case 'and':
      return selector.operands.map((operand) => operandText(operand, ['and', 'or'])).join(' && ');
    case 'or':
      return selector.operands.map((operand) => operandText(operand, ['or'])).join(' || ');
    case 'in':
    case 'not in':
      return `${selector.key} ${selector.kind} ${setText(selector.values)}`;
    default:
      return `${selector.key} ${selector.kind} ${quoted(selector.value)}`;
  }
}

function isCall({ kind }: Selector): boolean {
  return kind === 'all' || kind === 'global' || kind === 'has';
}

/** Without parentheses, operands of the same operator would become one list. */
function operandText(operand: Selector, inParentheses: readonly Selector['kind'][]): string {
  const text = printSelector(operand);
  return inParentheses.includes(operand.kind) ? `(${text})` : text;
}

function setText(values: readonly string[]): string {
  return values.length === 0 ? '{}' : `{ ${values.map(quoted).join(', ')} }`;
}

/** There are no escapes, so no string that can be parsed contains both kinds of quotes. */
function quoted(value: string): string {
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}
