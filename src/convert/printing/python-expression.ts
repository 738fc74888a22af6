import type { Construction, Entries, Expression } from '../../kind';
import type { Placeholder } from '../placeholders/placeholder';
import { Formatter, type Layout, word } from './layout';
import { pythonName } from './python-names';
import { escaped, piecesOf, quoteFor } from './spelling';

const FORMATTER = new Formatter(88, 4);

/** Prints expressions in Python, as Black would. */
export class PythonExpressions {
  /** @param placeholders what the parameters of the chart replace */
  constructor(private readonly placeholders: readonly Placeholder[]) {}

  /** `Construct(self, "id", ...)`. */
  statement(id: string, { type, factory, props, calls = [] }: Construction, indent: number): string {
    const created = FORMATTER.bracketed(
      `${factory === undefined ? type : `${type}.${pythonName(factory)}`}(`,
      [word('self'), word(quoted(id)), ...this.keywords(props.fields)],
      ')',
    );
    const layout = calls.reduce(
      (on, { method, args }) => FORMATTER.joined(on, this.argumentsLayout(`.${pythonName(method)}`, args)),
      created,
    );
    return FORMATTER.line(layout, indent);
  }

  layout(expression: Expression): Layout {
    switch (expression.form) {
      case 'value':
        return this.value(expression.value);
      case 'list':
        return FORMATTER.bracketed(
          '[',
          expression.items.map((item) => this.layout(item)),
          ']',
        );
      case 'map':
        return FORMATTER.bracketed(
          '{',
          expression.entries.map(([key, item]) =>
            FORMATTER.joined(word(`${this.string(key).flat}: `), this.layout(item)),
          ),
          '}',
        );
      case 'struct':
        return FORMATTER.bracketed(`${expression.type}(`, this.keywords(expression.fields), ')');
      case 'constant':
        return word(`${expression.owner}.${expression.name}`);
      case 'date':
        return word(`datetime.fromisoformat("${expression.text.replace('Z', '+00:00')}")`);
      case 'call': {
        const { owner, method, args } = expression;
        const on = typeof owner === 'string' ? word(owner) : this.layout(owner);
        return FORMATTER.joined(on, this.argumentsLayout(`.${pythonName(method)}`, args));
      }
    }
  }

  string(text: string): Layout {
    const pieces = piecesOf(text, this.placeholders);
    const [only = ''] = pieces;
    if (pieces.length === 1) {
      return word(typeof only === 'string' ? quoted(only) : pythonName(only.prop));
    }
    const parts = pieces.map((piece) =>
      typeof piece === 'string'
        ? escaped(piece, '"', escapedCharacter).replaceAll('{', '{{').replaceAll('}', '}}')
        : `{${pythonName(piece.prop)}}`,
    );
    return word(`f"${parts.join('')}"`);
  }

  private value(value: string | number | boolean | null): Layout {
    if (typeof value === 'string') {
      return this.string(value);
    }
    const placeholder = this.placeholders.find(({ example }) => example === value);
    return word(placeholder === undefined ? literal(value) : pythonName(placeholder.prop));
  }

  private keywords(fields: Entries): Layout[] {
    return fields.map(([name, expression]) => FORMATTER.joined(word(`${pythonName(name)}=`), this.layout(expression)));
  }

  /** Options, which are the last argument, are keywords. */
  private argumentsLayout(head: string, args: readonly Expression[]): Layout {
    const last = args[args.length - 1];
    const isStruct = last?.form === 'struct';
    const positional = (isStruct ? args.slice(0, -1) : args).map((arg) => this.layout(arg));
    const items = [...positional, ...(isStruct ? this.keywords(last.fields) : [])];
    return FORMATTER.bracketed(`${head}(`, items, ')');
  }
}

/** Names in the parentheses of an import. */
export function imported(path: string, names: readonly string[]): string {
  const flat = `from ${path} import ${names.join(', ')}`;
  return flat.length <= FORMATTER.width
    ? flat
    : `from ${path} import (\n${names.map((name) => `    ${name},\n`).join('')})`;
}

/** Arguments after a head. */
export function argumentLines(head: string, args: readonly string[], tail: string, indent: number): string {
  const layout = FORMATTER.bracketed(`${head}(`, args.map(word), ')');
  return FORMATTER.line(layout, indent, tail.length) + tail;
}

function literal(value: number | boolean | null): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}

export function quoted(text: string): string {
  const quote = quoteFor(text, '"', "'");
  return `${quote}${escaped(text, quote, escapedCharacter)}${quote}`;
}

function escapedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
