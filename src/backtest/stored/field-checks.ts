import { isMap, ownValue } from '../../base';
import type { AlertPlan } from '../../evaluation';
import { listWords } from '../../explain';
import type { IndexType } from '../../logs';
import { walkQuery } from '../../query';

/** The types that answer like another one. */
const ALIKE: Readonly<Partial<Record<IndexType, readonly string[]>>> = {
  keyword: ['keyword', 'constant_keyword', 'wildcard'],
  long: ['long', 'integer', 'short', 'byte', 'unsigned_long'],
  date: ['date', 'date_nanos'],
  ip: ['ip'],
  text: ['text', 'match_only_text'],
  boolean: ['boolean'],
};

/** What is wrong with the fields of indices: `fatal` keeps an alert from being run. */
export interface FieldProblems {
  readonly fatal: readonly string[];
  readonly warnings: readonly string[];
}

/** The fields that an alert is about. */
export function fieldsOf({ window, groupBy, metric, query }: AlertPlan): string[] {
  const names = [window.field, window.endField, ...groupBy.map(({ name }) => name)];
  walkQuery(query, ({ key }) => names.push(key));
  if (metric.kind === 'field') {
    names.push(metric.field.name);
  }
  return [...new Set(names)];
}

/** Compares the fields of indices, as the log store describes them, with those that Calico creates. */
export function fieldProblems(plan: AlertPlan, answer: Readonly<Record<string, unknown>>): FieldProblems {
  const { dataSet } = plan.model;
  const times = [plan.window.field, plan.window.endField];
  const fatal: string[] = [];
  const warnings: string[] = [];
  for (const name of fieldsOf(plan)) {
    const problem = fieldProblem(plan, name, typesOf(answer, name));
    if (problem !== undefined && times.includes(name)) {
      fatal.push(`${problem}, so it does not contain ${dataSet} logs of Calico`);
    } else if (problem !== undefined) {
      warnings.push(`${problem}, so numbers can be wrong`);
    }
  }
  return { fatal, warnings };
}

function fieldProblem({ mapping }: AlertPlan, name: string, types: readonly string[]): string | undefined {
  const expected = mapping.fieldOf(name);
  // An alias has the type of the field that it stands for.
  const alike = ALIKE[expected.type];
  if (alike === undefined) {
    return undefined;
  }
  if (types.length === 0) {
    return `has no field ${name}`;
  }
  return types.every((type) => alike.includes(type))
    ? undefined
    : `has ${name} as ${listWords(types)}, but Calico indexes it as ${expected.type}`;
}

function typesOf({ fields }: Readonly<Record<string, unknown>>, name: string): string[] {
  const types = isMap(fields) ? ownValue(fields, name) : undefined;
  return isMap(types) ? Object.keys(types).filter((type) => type !== 'unmapped' && type !== 'object') : [];
}

const OF_CLUSTER = /^tigera_secure_ee_(?:flows|dns|l7|waf|audit_(?:ee|kube))\.([^.]+)\./;

/** The clusters whose logs are in the indices, by their names. */
export function clustersIn({ indices }: Readonly<Record<string, unknown>>): string[] {
  const names = Array.isArray(indices) ? indices.filter((name) => typeof name === 'string') : [];
  const clusters = names.map((name: string) => OF_CLUSTER.exec(name)?.[1]).filter((name) => name !== undefined);
  return [...new Set(clusters)].sort();
}
