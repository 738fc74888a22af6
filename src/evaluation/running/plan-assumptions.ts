import type { IndexedField } from '../../logs';
import { walkQuery } from '../../query';
import type { AssumptionId } from '../assumptions';
import type { AlertPlan } from './alert-plan';
import { textOf } from './event-text';
import { isEachRecord } from './record-groups';

/** What the records showed. */
export interface Shown {
  readonly groups: boolean;
  readonly metrics: boolean;
  readonly generated: boolean;
}

const ABOUT_5_SECONDS = 5_000;
const DEFAULTS = { period: 300_000, lookback: 600_000 };
const DOCUMENTED: readonly string[] = ['flows', 'dns', 'l7'];

/** The assumptions that the result of a plan rests on. */
export function planAssumptions(plan: AlertPlan, shown: Shown): ReadonlySet<AssumptionId> {
  const { model, window, metric, groupBy } = plan;
  const ids: (AssumptionId | false)[] = [
    'schedule',
    model.period === ABOUT_5_SECONDS && 'periodOfZero',
    (model.period === DEFAULTS.period || model.lookback === DEFAULTS.lookback) && 'defaults',
    window.assumption,
    'delay',
    shown.generated && 'generatedTime',
    'duplicates',
    'query',
    ...fieldAssumptions(plan),
    groupBy.length > 0 && 'groups',
    shown.groups && 'groupLimit',
    shown.metrics && 'lostMetrics',
    metric.kind === 'count' && groupBy.length === 0 && 'hitLimit',
    metric.kind === 'field' && 'noValue',
    isEachRecord(plan) && 'eachRecord',
    textOf(model).assumption,
    'numbersInText',
  ];
  return new Set(ids.filter((id): id is AssumptionId => id !== false));
}

function fieldAssumptions({ mapping, model, query, groupBy, metric }: AlertPlan): (AssumptionId | false)[] {
  const fields: IndexedField[] = groupBy.map(({ indexed }) => indexed);
  if (metric.kind === 'field') {
    fields.push(metric.field.indexed);
  }
  walkQuery(query, ({ key }) => fields.push(mapping.fieldOf(key)));
  return [
    fields.length > 0 && (DOCUMENTED.includes(model.dataSet) ? 'fieldTypes' : 'observedTypes'),
    fields.some(({ nullValue }) => nullValue !== undefined) && 'nullValues',
    fields.some(({ normalizer }) => normalizer !== undefined) && 'letterCase',
    fields.some(({ nested }) => nested !== undefined) && 'nested',
    fields.some(({ type }) => type === 'flattened') && 'flattened',
  ];
}
