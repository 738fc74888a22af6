import type { AlertPlan } from '../../evaluation';
import type { IndexedField } from '../../logs';
import type { ColumnType, SqlDialect } from './dialects';

/** Thrown where SQL would not give the partials of the log store; the message says why. */
export class NotSql extends Error {}

/** The columns of logs that a query needs, and how their values are what the log store has. */
export class LogColumns {
  private readonly columns = new Map<string, ColumnType>();

  constructor(
    private readonly plan: AlertPlan,
    readonly dialect: SqlDialect,
  ) {}

  /** All columns that were asked for, with their types. */
  get all(): [name: string, type: ColumnType][] {
    return [...this.columns];
  }

  /** The value by which records are compared and grouped; undefined if no record has one. */
  valueOf(name: string): { readonly sql: string; readonly type: 'text' | 'number' } | undefined {
    const { mapping } = this.plan;
    const field = mapping.fieldOf(name);
    if (field.type === 'unmapped') {
      return undefined;
    }
    const key = field.alias ?? name;
    if (field.nested !== undefined || key.includes('.')) {
      throw new NotSql(`${name} is part of an object in a record, which each database stores in a different way`);
    }
    switch (field.type) {
      case 'keyword':
        return { sql: this.cased(this.column(key, 'text'), field), type: 'text' };
      case 'ip':
        return { sql: this.orNull(this.column(key, 'text'), field), type: 'text' };
      case 'long':
        return { sql: this.orNull(this.column(key, 'number'), field), type: 'number' };
      default:
        throw new NotSql(`${name} is of the type ${field.type}, whose values SQL cannot compare as the log store does`);
    }
  }

  /** A time in seconds since 1970. */
  timeOf(name: string): string {
    return this.plan.mapping.fieldOf(name).format === 'epoch_second'
      ? this.column(name, 'time')
      : this.dialect.seconds(this.column(name, 'text'));
  }

  /** A column as it is. */
  column(name: string, type: ColumnType): string {
    this.columns.set(name, type);
    return `"${name.replaceAll('"', '""')}"`;
  }

  private cased(column: string, { normalizer }: IndexedField): string {
    return normalizer === undefined ? column : `${this.dialect[normalizer]}(${column})`;
  }

  private orNull(column: string, { nullValue }: IndexedField): string {
    if (nullValue === undefined) {
      return column;
    }
    return `coalesce(${column}, ${typeof nullValue === 'number' ? nullValue : this.dialect.text(nullValue)})`;
  }
}
