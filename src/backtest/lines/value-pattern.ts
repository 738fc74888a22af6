import { isMap } from '../../base';
import type { IndexMapping, IndexType } from '../../logs';

/** JSON strings without escapes, whose characters are their value. */
const STRING = String.raw`"[^"\\\x00-\x1f]*"`;
const WHOLE = String.raw`-?(?:0|[1-9]\d{0,14})`;
const NUMBER = String.raw`-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?`;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ADDRESS = String.raw`"${OCTET}\.${OCTET}\.${OCTET}\.${OCTET}"`;
const SCALAR = `${STRING}|${NUMBER}|null|true|false`;

/** The values that the log store accepts for sure, by the type of their field. */
const ACCEPTED: ReadonlyMap<IndexType, string> = new Map<IndexType, string>([
  ['keyword', STRING],
  ['text', STRING],
  ['long', WHOLE],
  ['ip', ADDRESS],
]);

/** The names below which a mapping has fields. */
export class FieldTree {
  private readonly names: ReadonlySet<string>;
  private readonly branches: ReadonlySet<string>;

  constructor(private readonly mapping: IndexMapping) {
    const names = mapping.entries.map(([name]) => name);
    this.names = new Set(names);
    this.branches = new Set(names.flatMap(pathsAbove));
  }

  /**
   * The pattern of values that are right for a name in any case, with the structure of an example. It matches JSON that the
   * log store accepts, but not all of it. Undefined if there is none.
   */
  patternOf(name: string, example: unknown, space: string): string | undefined {
    if (this.names.has(name)) {
      return this.patternOfField(name, example);
    }
    return this.branches.has(name) ? this.patternOfObject(name, example, space) : anyValue(example, space);
  }

  /** Whether values need a look of their own, because no pattern says that they are right. */
  needsCheck(name: string): boolean {
    return this.names.has(name) && !ACCEPTED.has(this.mapping.fieldOf(name).type);
  }

  private patternOfField(name: string, example: unknown): string | undefined {
    const { type, alias } = this.mapping.fieldOf(name);
    const accepted = ACCEPTED.get(type);
    if (alias !== undefined || accepted === undefined) {
      return undefined;
    }
    return Array.isArray(example) ? list(accepted, ',') : `(?:${accepted}|null)`;
  }

  private patternOfObject(name: string, example: unknown, space: string): string | undefined {
    if (Array.isArray(example)) {
      const [first] = example;
      const element = isMap(first) ? this.patternOfObject(name, first, space) : undefined;
      return element === undefined ? undefined : list(element, `,${space}`);
    }
    if (example === null) {
      return 'null';
    }
    if (!isMap(example)) {
      return undefined;
    }
    return objectPattern(example, space, (key, value) => this.patternOf(`${name}.${key}`, value, space));
  }
}

/** The names of a path that are not its last one: `a` and `a.b` of `a.b.c`. */
function pathsAbove(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The pattern of an object with the keys of an example, in their order; undefined if one of its values has none. */
export function objectPattern(
  example: Readonly<Record<string, unknown>>,
  space: string,
  patternOf: (key: string, value: unknown) => string | undefined,
): string | undefined {
  const entries: string[] = [];
  for (const [key, value] of Object.entries(example)) {
    const pattern = isPlainName(key) ? patternOf(key, value) : undefined;
    if (pattern === undefined) {
      return undefined;
    }
    entries.push(`"${key}":${space}${pattern}`);
  }
  return String.raw`\{${entries.join(`,${space}`)}\}`;
}

/** Other names are written in several ways, are paths, or would have to be escaped. */
function isPlainName(key: string): boolean {
  return /^[A-Za-z@_][A-Za-z0-9_-]*$/.test(key) && key !== '__proto__';
}

/** The pattern of values that nobody looks at. */
function anyValue(example: unknown, space: string): string | undefined {
  if (Array.isArray(example)) {
    return example.every((element) => typeof element === 'string') ? list(STRING, `,${space}`) : undefined;
  }
  if (!isMap(example)) {
    return `(?:${SCALAR})`;
  }
  const values = Object.values(example);
  if (values.every((value) => typeof value === 'string')) {
    // The labels of a pod differ from row to row.
    const entry = `${STRING}:${space}${STRING}`;
    return String.raw`\{(?:${entry}(?:,${space}${entry})*)?\}`;
  }
  return objectPattern(example, space, (_, value) => anyValue(value, space));
}

function list(element: string, separator: string): string {
  return String.raw`(?:\[(?:${element}(?:${separator}${element})*)?\]|null)`;
}
