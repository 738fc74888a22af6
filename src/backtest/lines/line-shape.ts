import { isMap } from '../../base';
import type { LogRecord } from '../../evaluation';
import type { IndexMapping } from '../../logs';
import { FieldTree, objectPattern } from './value-pattern';

/** The envelope of elasticdump around a record. */
const SOURCE = '_source';

/** Names by which a row is not a record, but a response or an error of the log store. */
const NOT_RECORDS: readonly string[] = [SOURCE, 'hits', 'items', 'error'];

/** The values that are needed can have any form; what they are is looked at. */
const CAPTURED = String.raw`("[^"\\\x00-\x1f]*"|-?(?:0|[1-9]\d{0,14})|null)`;

const SPACES: readonly string[] = ['', ' '];

/**
 * A form that lines of JSON have, as an expression that takes only the values that are needed from a line, and checks that
 * all others are such that the log store accepts them. It is made from an example; a line that it does not match is parsed.
 */
export class LineShape {
  /** The shape of a line with a row; undefined if lines like this have to be parsed. */
  static of(line: string, value: unknown, fields: NeededFields): LineShape | undefined {
    const row = isMap(value) && Object.hasOwn(value, SOURCE) ? value[SOURCE] : value;
    if (!isMap(value) || !isMap(row) || NOT_RECORDS.some((name) => Object.hasOwn(row, name))) {
      return undefined;
    }
    for (const space of SPACES) {
      const pattern =
        row === value ? fields.patternOf(row, space) : envelope(value, fields.patternOf(row, space), space);
      const shape = pattern === undefined ? undefined : new LineShape(pattern, fields.namesIn(row));
      if (shape?.match(line) !== undefined) {
        return shape;
      }
    }
    return undefined;
  }

  private readonly expression: RegExp;

  private constructor(
    pattern: string,
    private readonly names: readonly string[],
  ) {
    this.expression = new RegExp(`^${pattern}\\r?$`);
  }

  /** The needed fields of a line; undefined if it has another form. */
  match(line: string): LogRecord | undefined {
    const found = this.expression.exec(line);
    if (found === null) {
      return undefined;
    }
    const row: Record<string, unknown> = {};
    for (let index = 0; index < this.names.length; index += 1) {
      row[this.names[index] as string] = scalarOf(found[index + 1] as string);
    }
    return row;
  }
}

function envelope(value: LogRecord, row: string | undefined, space: string): string | undefined {
  return objectPattern(value, space, (key, inner) =>
    key === SOURCE
      ? row
      : isMap(inner) || Array.isArray(inner)
        ? undefined
        : String.raw`(?:"[^"\\\x00-\x1f]*"|-?\d{1,15}(?:\.\d{1,15})?|null)`,
  );
}

/** A string without escapes, a whole number, or null. */
function scalarOf(text: string): string | number | null {
  if (text.charCodeAt(0) === 0x22) {
    return text.slice(1, -1);
  }
  return text === 'null' ? null : Number(text);
}

/** The fields of a data set that alerts look at, at the top of a row. */
export class NeededFields {
  private readonly tree: FieldTree;

  constructor(
    mapping: IndexMapping,
    private readonly needed: ReadonlySet<string>,
  ) {
    this.tree = new FieldTree(mapping);
  }

  /** The fields that are taken from rows with these names, in their order. */
  namesIn(row: LogRecord): string[] {
    return Object.keys(row).filter((name) => this.isTaken(name));
  }

  /** The pattern of rows with the structure of an example. */
  patternOf(row: LogRecord, space: string): string | undefined {
    return objectPattern(row, space, (key, value) => {
      if (!this.isTaken(key)) {
        return this.tree.patternOf(key, value, space);
      }
      return isMap(value) || Array.isArray(value) || typeof value === 'boolean' ? undefined : CAPTURED;
    });
  }

  private isTaken(name: string): boolean {
    return this.needed.has(name) || this.tree.needsCheck(name);
  }
}
