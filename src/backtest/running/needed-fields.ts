import type { AlertPlan } from '../../evaluation';
import { walkQuery } from '../../query';

/** The fields at the top of records that an alert looks at, besides times. */
export function neededFields({ query, groupBy, metric, mapping }: AlertPlan, groupNames: readonly string[]): string[] {
  const names = [...groupNames, ...groupBy.map(({ key }) => key)];
  walkQuery(query, ({ key }) => names.push(key));
  if (metric.kind === 'field') {
    names.push(metric.field.key);
  }
  const keys = names.flatMap((name) => [name, mapping.fieldOf(name).alias ?? name]);
  return keys.map((key) => key.split('.')[0] ?? key);
}
