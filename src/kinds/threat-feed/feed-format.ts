import {
  checkArguments,
  checkProps,
  FLAG,
  instance,
  NUMBER,
  optional,
  struct,
  TEXT,
  type ValueType,
} from '../../arguments';

/** The column of a CSV list that has the entries. */
export class CsvColumn {
  /**
   * A column by its number.
   *
   * @param index the number, from 0
   */
  public static number(index: number): CsvColumn {
    checkArguments('CsvColumn', { index }, { index: NUMBER });
    return new CsvColumn(index);
  }

  /**
   * A column by its name in the first record.
   *
   * @param name the name
   */
  public static named(name: string): CsvColumn {
    checkArguments('CsvColumn', { name }, { name: TEXT });
    return new CsvColumn(undefined, name);
  }

  private constructor(
    /** The number of the column; undefined if it has a name. */
    public readonly index?: number,
    /** The name of the column; undefined if it has a number. */
    public readonly name?: string,
  ) {}
}

const CSV_COLUMN: ValueType<CsvColumn> = instance('CsvColumn', () => CsvColumn, ', such as CsvColumn.number(0)');

/** Options of a CSV list. */
export interface CsvFormatOptions {
  /** The column that contains the entries. */
  readonly column: CsvColumn;

  /**
   * Whether the first record has the names of the columns.
   *
   * @default - true if the column has a name, otherwise false
   */
  readonly header?: boolean;

  /**
   * The character between two columns.
   *
   * @default - a comma
   */
  readonly columnDelimiter?: string;

  /**
   * The character that starts a line which is a comment.
   *
   * @default - no comments
   */
  readonly commentDelimiter?: string;

  /**
   * The number of columns that each record must have, from 1.
   *
   * @default - that of the first record
   */
  readonly recordSize?: number;

  /**
   * Whether records may have different numbers of columns. It excludes `recordSize`.
   *
   * @default false
   */
  readonly disableRecordSizeValidation?: boolean;
}

/** How Calico finds the entries of a threat feed in what it downloads. */
export class FeedFormat {
  /** One entry in each line; `#` starts a comment. */
  public static lines(): FeedFormat {
    return new FeedFormat(undefined);
  }

  /**
   * A JSON document with an array of strings.
   *
   * @param path the path to the array: `$.ips`, `$.data[0]["bad-ips"]`, or `$` if the document is the array. There are no
   * filters, and strings are in double quotes
   */
  public static json(path: string): FeedFormat {
    checkArguments('FeedFormat', { path }, { path: TEXT });
    return new FeedFormat({ json: { path } });
  }

  /**
   * A CSV list.
   *
   * @param options which column has the entries, and how columns are separated
   */
  public static csv(options: CsvFormatOptions): FeedFormat {
    checkProps('FeedFormat', options, CSV_OPTIONS);
    const { column, ...others } = options;
    const { index: fieldNum, name: fieldName } = column;
    const header = fieldName === undefined ? undefined : true;
    return new FeedFormat({ csv: { fieldNum, fieldName, header, ...defined(others) } });
  }

  private constructor(
    /**
     * The field `format`; undefined for the default.
     *
     * @internal
     */
    public readonly _fields: object | undefined,
  ) {}
}

function defined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

export const FEED_FORMAT: ValueType<FeedFormat> = instance(
  'FeedFormat',
  () => FeedFormat,
  ", such as FeedFormat.json('$.ips')",
);

const CSV_OPTIONS: ValueType<CsvFormatOptions> = struct<CsvFormatOptions>(
  { name: 'CsvFormatOptions' },
  {
    column: CSV_COLUMN,
    header: optional(FLAG),
    columnDelimiter: optional(TEXT),
    commentDelimiter: optional(TEXT),
    recordSize: optional(NUMBER),
    disableRecordSizeValidation: optional(FLAG),
  },
);
