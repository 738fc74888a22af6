import type { IndexedField, IndexMapping } from '../../logs';
import { addValues, BadRecordError, type LogRecord } from './record-values';

/** The mapped fields below one name. */
interface Branch {
  field?: IndexedField;
  isNested: boolean;
  readonly branches: Map<string, Branch>;
}

/** The log store rejects JSON that is nested more deeply. */
const DEEPEST_LISTS = 1_000;

/** Checks that the log store would have stored a record: a single bad value keeps a record out of the index. */
export class RecordCheck {
  private readonly root: Branch = { isNested: false, branches: new Map() };

  constructor(mapping: IndexMapping) {
    for (const [name, field] of mapping.entries) {
      let branch = this.root;
      for (const part of name.split('.')) {
        const next: Branch = branch.branches.get(part) ?? { isNested: part === field.nested, branches: new Map() };
        branch.branches.set(part, next);
        branch = next;
      }
      branch.field = field;
    }
  }

  /** Why the record is not in the index; undefined if it is. */
  problemOf(record: LogRecord): BadRecordError | undefined {
    try {
      check(record, this.root, '');
      return undefined;
    } catch (error) {
      if (error instanceof BadRecordError) {
        return error;
      }
      throw error;
    }
  }
}

function check(record: LogRecord, { branches }: Branch, prefix: string): void {
  for (const name in record) {
    const branch = branches.get(name);
    if (branch !== undefined) {
      checkValue(record[name], branch, prefix + name);
    } else if (name.includes('.')) {
      checkDotted(name, record[name], branches, prefix);
    }
  }
}

/** A name with dots is the same as objects, but not within a nested object. */
function checkDotted(name: string, value: unknown, branches: Branch['branches'], prefix: string): void {
  const dot = name.indexOf('.');
  const head = name.slice(0, dot);
  const branch = branches.get(head);
  if (branch === undefined) {
    return;
  }
  if (branch.isNested) {
    throw new BadRecordError(prefix + name, `is a name with a dot, but ${head} is a nested object`);
  }
  check({ [name.slice(dot + 1)]: value }, branch, `${prefix}${head}.`);
}

function checkValue(value: unknown, branch: Branch, name: string): void {
  const { field } = branch;
  if (field === undefined) {
    checkObjects(value, branch, name);
  } else if (field.alias === undefined) {
    // Words are only made of text that a query looks at.
    const checked = field.type === 'text' ? { ...field, type: 'keyword' as const } : field;
    checkField(value, checked, name);
  } else {
    throw new BadRecordError(name, `is only an alias of ${field.alias}; records use the name ${field.alias}`);
  }
}

function checkField(value: unknown, field: IndexedField, name: string): void {
  if (Array.isArray(value)) {
    for (const element of elementsOf(value, name)) {
      checkField(element, field, name);
    }
  } else if (value !== null) {
    addValues(value, name, field, []);
  }
}

/** The elements of a list, and of the lists in it. */
function elementsOf(list: readonly unknown[], name: string): unknown[] {
  const elements: unknown[] = [];
  const lists = [{ list, depth: 1 }];
  for (let next = lists.pop(); next !== undefined; next = lists.pop()) {
    const depth = next.depth + 1;
    for (const element of next.list) {
      if (!Array.isArray(element)) {
        elements.push(element);
      } else if (depth < DEEPEST_LISTS) {
        lists.push({ list: element, depth });
      } else {
        throw new BadRecordError(name, `has ${DEEPEST_LISTS} lists or more within each other`);
      }
    }
  }
  return elements;
}

function checkObjects(value: unknown, branch: Branch, name: string): void {
  if (Array.isArray(value)) {
    for (const element of elementsOf(value, name)) {
      checkObjects(element, branch, name);
    }
  } else if (typeof value !== 'object') {
    throw new BadRecordError(name, 'should be an object');
  } else if (value !== null) {
    check(value as LogRecord, branch, `${name}.`);
  }
}
