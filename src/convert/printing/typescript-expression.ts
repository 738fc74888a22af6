import type { Construction, Entries, Expression } from '../../kind';
import type { Placeholder } from '../placeholders/placeholder';
import { Formatter, type Layout, type Place, widthOf, word } from './layout';
import { numberText, sizeOf } from './program';
import { escaped, escapedUnits, piecesOf, quoteFor } from './spelling';

const FORMATTER = new Formatter(120, 2);

/** Longer objects are written on several lines even where they would fit on one, to be read more easily. */
const LONGEST_OBJECT = 80;
/** Formatters keep values of keys that are shorter on the line of the key. */
const SHORT_KEY = 5;
const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

type Call = Extract<Expression, { form: 'call' }>;

/** Prints expressions in TypeScript, as Biome and Prettier would. */
export class TypeScriptExpressions {
  /** @param placeholders what the props of the chart replace */
  constructor(private readonly placeholders: readonly Placeholder[]) {}

  /** `new Construct(this, 'id', { ... });`. */
  statement(id: string, { type, factory, props, calls = [] }: Construction, indent: number): string {
    const isObject = props.fields.length > 0;
    const args = [word('this'), word(quoted(id)), ...(isObject ? [this.layout(props)] : [])];
    const created = callLayout(factory === undefined ? `new ${type}` : `${type}.${factory}`, args, isObject);
    const chain = (start: Layout) =>
      calls.reduce((on, call) => FORMATTER.joined(on, this.argumentsLayout(`.${call.method}`, call.args)), start);
    const flat = chain(created);
    // Where a call does not fit, formatters break the props before it as well.
    const broken = chain(calls.length === 0 ? created : { ...created, flat: undefined });
    return `${FORMATTER.line({ ...broken, flat: flat.flat }, indent, 1)};`;
  }

  layout(expression: Expression): Layout {
    switch (expression.form) {
      case 'value':
        return this.value(expression.value);
      case 'list':
        return this.list(expression.items);
      case 'map':
        return this.object(expression.entries);
      case 'struct':
        return this.object(expression.fields);
      case 'constant':
        return word(`${expression.owner}.${expression.name}`);
      case 'date':
        return word(`new Date('${expression.text}')`);
      case 'call':
        return this.call(expression);
    }
  }

  string(text: string): Layout {
    const pieces = piecesOf(text, this.placeholders);
    const [only = ''] = pieces;
    if (pieces.length === 1) {
      return word(typeof only === 'string' ? quoted(only) : `props.${only.prop}`);
    }
    const parts = pieces.map((piece) =>
      typeof piece === 'string'
        ? escaped(piece, '`', escapedUnits).replaceAll('${', '\\${')
        : `\${props.${piece.prop}}`,
    );
    return word(`\`${parts.join('')}\``);
  }

  private value(value: string | number | boolean | null): Layout {
    if (typeof value === 'string') {
      return this.string(value);
    }
    const placeholder = this.placeholders.find(({ example }) => example === value);
    return word(placeholder === undefined ? numberText(value) : `props.${placeholder.prop}`);
  }

  private list(items: readonly Expression[]): Layout {
    const layouts = items.map((item) => this.layout(item));
    const layout = FORMATTER.bracketed('[', layouts, ']');
    if (items.length > 1 && items.every(isNumber)) {
      return { ...layout, broken: ({ indent }) => filled(layouts, indent) };
    }
    const isTable =
      items.length > 1 && items.every((item) => sizeOf(item) > 1) && new Set(items.map(isList)).size === 1;
    return isTable ? { ...layout, flat: undefined } : layout;
  }

  private object(entries: Entries): Layout {
    const fields = entries.map(([key, expression]) => this.field(this.key(key), expression));
    const layout = FORMATTER.bracketed('{', fields, '}', ' ');
    const isShort = layout.flat !== undefined && widthOf(layout.flat) <= LONGEST_OBJECT;
    return isShort || entries.length === 0 ? layout : { ...layout, flat: undefined };
  }

  private field(key: string, expression: Expression): Layout {
    const content = this.layout(expression);
    const isString = content.flat?.startsWith("'") === true || content.flat?.startsWith('"') === true;
    const isLong = (place: Place) => isString && widthOf(key) >= SHORT_KEY && !FORMATTER.fits(content, place);
    const layout = FORMATTER.joined(word(`${key}: `), content);
    return {
      flat: layout.flat,
      broken: (place) => {
        const { indent, column, after } = place;
        return isLong({ indent, column: column + widthOf(key) + 2, after })
          ? `${key}:\n${' '.repeat(indent + FORMATTER.step)}${content.flat}`
          : layout.broken(place);
      },
    };
  }

  private key(key: string): string {
    const text = this.string(key).flat ?? '';
    if (!/^['"]/.test(text) || key === '__proto__') {
      return `[${text}]`;
    }
    return IDENTIFIER.test(key) ? key : text;
  }

  private call({ owner, method, args }: Call): Layout {
    const on = typeof owner === 'string' ? word(owner) : this.layout(owner);
    return FORMATTER.joined(on, this.argumentsLayout(`.${method}`, args));
  }

  private argumentsLayout(head: string, args: readonly Expression[]): Layout {
    const last = args[args.length - 1];
    const hugs = last !== undefined && sizeOf(last) > 0;
    return callLayout(
      head,
      args.map((arg) => this.layout(arg)),
      hugs,
    );
  }
}

/** Words between braces: names of imports, or fields. */
export function braced(before: string, words: readonly string[], after: string): string {
  const layout = FORMATTER.bracketed('{', words.map(word), '}', ' ');
  return `${before}${FORMATTER.placed(layout, { indent: 0, column: before.length, after: after.length })}${after}`;
}

/** Arguments in parentheses. The last one can begin on the line of the parenthesis. */
function callLayout(head: string, args: readonly Layout[], hugs: boolean): Layout {
  const all = FORMATTER.bracketed(`${head}(`, args, ')');
  const last = args[args.length - 1];
  if (!hugs || last === undefined) {
    return all;
  }
  const start = `${head}(${args
    .slice(0, -1)
    .map(({ flat }) => `${flat}, `)
    .join('')}`;
  return {
    flat: all.flat,
    broken: (place) => {
      const { indent, column, after } = place;
      const text = start + last.broken({ indent, column: column + widthOf(start), after: after + 1 });
      const [line = ''] = text.split('\n');
      return column + widthOf(line) <= FORMATTER.width ? `${text})` : all.broken(place);
    },
  };
}

/** As many numbers as fit in each line. */
function filled(numbers: readonly Layout[], indent: number): string {
  const margin = ' '.repeat(indent + FORMATTER.step);
  const lines = [margin];
  for (const { flat } of numbers) {
    const line = lines[lines.length - 1] ?? '';
    const longer = line === margin ? `${line}${flat},` : `${line} ${flat},`;
    if (longer.length > FORMATTER.width) {
      lines.push(`${margin}${flat},`);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return ['[', ...lines, `${' '.repeat(indent)}]`].join('\n');
}

function isNumber(expression: Expression): boolean {
  return expression.form === 'value' && typeof expression.value === 'number';
}

function isList({ form }: Expression): boolean {
  return form === 'list';
}

function quoted(text: string): string {
  const quote = quoteFor(text, "'", '"');
  return `${quote}${escaped(text, quote, escapedUnits)}${quote}`;
}
