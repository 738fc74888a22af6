/** The databases for which SQL is printed. */
export type SqlDialectName = 'duckdb' | 'trino' | 'clickhouse';

/** The type of a column of logs. */
export type ColumnType = 'text' | 'number' | 'time';

/** How a database differs from others. */
export interface SqlDialect {
  readonly title: string;
  readonly types: Readonly<Record<ColumnType, string>>;
  /** The rows of logs, with these columns. */
  readonly source: (columns: readonly (readonly [name: string, type: ColumnType])[], dataSet: string) => string;
  /** The functions that change the case of letters of any script. */
  readonly lower: string;
  readonly upper: string;
  /** A string as SQL. */
  readonly text: (value: string) => string;
  /** A column that has a time as text, or as milliseconds, in seconds since 1970. */
  readonly seconds: (column: string) => string;
  /** Whether text matches a pattern of LIKE, whose escape character is `!`. */
  readonly like: (column: string, pattern: string) => string;
  /** The whole query, so that its result is in a file. */
  readonly output: (query: string, file: string) => string;
}

type Columns = readonly (readonly [name: string, type: ColumnType])[];

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const escapedLike = (column: string, pattern: string): string => `${column} LIKE ${quoted(pattern)} ESCAPE '!'`;

/** ClickHouse reads backslashes in strings, and has no ESCAPE. */
const ofClickHouse = (value: string): string => quoted(value.replaceAll('\\', '\\\\'));

/** The differences, in one table. */
export const SQL_DIALECTS: Readonly<Record<SqlDialectName, SqlDialect>> = {
  duckdb: {
    title: 'DuckDB',
    types: { text: 'VARCHAR', number: 'BIGINT', time: 'DOUBLE' },
    source: (columns: Columns, dataSet) =>
      `read_json('${dataSet}/*.ndjson*', format = 'newline_delimited', columns = {${columns
        .map(([name, type]) => `${quoted(name)}: '${SQL_DIALECTS.duckdb.types[type]}'`)
        .join(', ')}})`,
    lower: 'lower',
    upper: 'upper',
    text: quoted,
    seconds: (column) => `coalesce(TRY_CAST(${column} AS DOUBLE), epoch_ms(TRY_CAST(${column} AS TIMESTAMP))) / 1000.0`,
    like: escapedLike,
    output: (query, file) => `COPY (\n${query}\n) TO '${file}' (FORMAT json);`,
  },
  trino: {
    title: 'Trino',
    types: { text: 'varchar', number: 'bigint', time: 'double' },
    source: (columns: Columns, dataSet) =>
      `${dataSet} /* ${columns.map(([name, type]) => `${name} ${SQL_DIALECTS.trino.types[type]}`).join(', ')} */`,
    lower: 'lower',
    upper: 'upper',
    text: quoted,
    seconds: (column) =>
      `coalesce(TRY_CAST(${column} AS double) / 1000.0, to_unixtime(TRY(from_iso8601_timestamp(${column}))))`,
    like: escapedLike,
    output: (query) => `${query};`,
  },
  clickhouse: {
    title: 'ClickHouse',
    types: { text: 'Nullable(String)', number: 'Nullable(Int64)', time: 'Nullable(Float64)' },
    source: (columns: Columns, dataSet) =>
      `file('${dataSet}/*.ndjson*', 'JSONEachRow', ${ofClickHouse(
        columns.map(([name, type]) => `"${name}" ${SQL_DIALECTS.clickhouse.types[type]}`).join(', '),
      )})`,
    lower: 'lowerUTF8',
    upper: 'upperUTF8',
    text: ofClickHouse,
    seconds: (column) =>
      `coalesce(toFloat64OrNull(${column}) / 1000.0, toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${column}, 3, 'UTC')) / 1000.0)`,
    like: (column, pattern) =>
      // !% of the others is \% here, and a backslash is itself escaped.
      `${column} LIKE ${ofClickHouse(pattern.replaceAll('\\', '\\\\').replace(/!(.)/g, (_, next: string) => (next === '!' ? '!' : `\\${next}`)))}`,
    output: (query, file) =>
      `${query}\nINTO OUTFILE '${file}' TRUNCATE FORMAT JSONEachRow\nSETTINGS date_time_input_format = 'best_effort';`,
  },
};
