import { addressOf, type IndexedValue, type LogRecord, valuesOf } from '../matching';
import { variablesIn } from '../text-variables';
import type { AlertPlan, PlannedField } from './alert-plan';
import { textOf } from './event-text';
import { type GroupValue, groupValue, type SortKey } from './group-values';

/** The groups that a record is in, or why it is in none. */
export type GroupsOfRecord = readonly GroupValue[][] | string;

/** Whether each record raises an event. */
export function isEachRecord({ metric, groupBy }: AlertPlan): boolean {
  return metric.kind === 'none' && groupBy.length === 0;
}

/** Puts records into groups by the fields of `aggregateBy`. */
export class RecordGroups {
  private readonly fields: readonly PlannedField[];
  private readonly isEachRecord: boolean;

  constructor(plan: AlertPlan) {
    this.isEachRecord = isEachRecord(plan);
    // Events of single records only differ in the values that their text shows.
    this.fields = this.isEachRecord ? fieldsInText(plan) : plan.groupBy;
  }

  /** The names of the values of a group. */
  get names(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }

  /** All combinations of the values of the fields; a record that lacks one is in no group. */
  of(record: LogRecord): GroupsOfRecord {
    if (this.isEachRecord) {
      return [this.fields.map((field) => shownValue(record, field))];
    }
    let groups: GroupValue[][] = [[]];
    const [only] = groups;
    for (const field of this.fields) {
      const values = groupValues(record, field);
      if (values.length === 0) {
        return `has no ${field.name}${field.withoutValues === undefined ? '' : `, which ${field.withoutValues}`}, so it is in no group`;
      }
      const [value] = values;
      if (values.length === 1 && value !== undefined && groups[0] === only) {
        // Most records have one value.
        only?.push(value);
      } else {
        groups = groups.flatMap((group) => values.map((each) => [...group, each]));
      }
    }
    return groups;
  }

  /** What a group is ordered by. */
  sortKeys(values: readonly GroupValue[]): SortKey[] {
    return values.map((value, index) => {
      const isAddress = this.fields[index]?.indexed.type === 'ip' && typeof value === 'string';
      const address = isAddress ? addressOf(value) : undefined;
      return address === undefined ? value : BigInt(address);
    });
  }
}

/** The values of a planned field in a record; none if records cannot have it. */
export function plannedValues(record: LogRecord, { key, indexed, withoutValues }: PlannedField): IndexedValue[] {
  return withoutValues === undefined ? valuesOf(record, key, indexed) : [];
}

const LISTED_ONCE: readonly string[] = ['keyword', 'ip', 'flattened'];

/** Each string or address is listed once for a record, and a number as often as it occurs. */
function groupValues(record: LogRecord, field: PlannedField): GroupValue[] {
  const values = plannedValues(record, field).map((value) => groupValue(value, field.indexed));
  return LISTED_ONCE.includes(field.indexed.type) && values.length > 1 ? [...new Set(values)] : values;
}

const NOT_SHOWN: readonly string[] = ['unmapped', 'unknown', 'text'];

function fieldsInText({ mapping, model }: AlertPlan): PlannedField[] {
  const names = new Set(variablesIn(textOf(model).text).map(({ name }) => name));
  const fields = [...names].map((name): PlannedField => {
    const indexed = mapping.fieldOf(name);
    return { name, key: indexed.alias ?? name, indexed };
  });
  return fields.filter(({ indexed }) => !NOT_SHOWN.includes(indexed.type));
}

function shownValue(record: LogRecord, field: PlannedField): GroupValue {
  const [value] = plannedValues(record, field);
  return value === undefined ? null : groupValue(value, field.indexed);
}
