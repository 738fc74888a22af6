import type { Manifest } from '../../base';
import { type AlertPlan, isRefusal, type PlannedField, planAlert, textOf } from '../../evaluation';
import { type KindUpgrade, NO_UPGRADE, type UpgradeStep, UpgradeVerdict } from '../../kind';
import { walkQuery } from '../../query';
import { readAlert } from './read-alert';

/** What the runs of a rule-based alert do differently after a step: which records they see, and how these are stored. */
export function upgradeRuns(alert: Manifest, { from, to }: UpgradeStep): KindUpgrade {
  if (alert.kind !== 'GlobalAlert') {
    return NO_UPGRADE;
  }
  const [before, after] = [from, to].map(({ release }) => planAlert(readAlert(alert, release)));
  if (before === undefined || after === undefined || isRefusal(before) || isRefusal(after)) {
    return NO_UPGRADE;
  }
  const messages = [
    ...windowChange(before, after),
    ...groupChange(before, after),
    ...fieldChanges(before, after),
    ...textChange(before, after),
  ];
  return { ...NO_UPGRADE, effects: messages.map((message) => ({ verdict: UpgradeVerdict.CHANGED, message })) };
}

function windowChange({ window: before }: AlertPlan, { window: after }: AlertPlan): string[] {
  return before.field === after.field
    ? []
    : [
        `a run sees the records whose ${after.field}, instead of ${before.field}, is within the lookback (observed, not documented)`,
      ];
}

function groupChange(before: AlertPlan, after: AlertPlan): string[] {
  const [old, fresh] = [before.groupsWithMetrics, after.groupsWithMetrics];
  return old === fresh || after.metric.kind !== 'field' || after.groupBy.length === 0
    ? []
    : [`the metric is computed for the first ${fresh} groups of a run instead of ${old} (observed, not documented)`];
}

/** Fields that are indexed in another way, so comparisons, negations and groups can have other results. */
function fieldChanges(before: AlertPlan, after: AlertPlan): string[] {
  const formOf = ({ mapping }: AlertPlan, name: string) => {
    const { nested, type } = mapping.fieldOf(name);
    return nested === undefined ? type : `${type} in the nested object ${nested}`;
  };
  return [...fieldsOf(after)]
    .map((name) => ({ name, old: formOf(before, name), fresh: formOf(after, name) }))
    .filter(({ old, fresh }) => old !== fresh)
    .map(
      ({ name, old, fresh }) =>
        `the log store indexes ${name} as ${fresh} instead of ${old}, so negations and groups can have other results (observed, not documented)`,
    );
}

function fieldsOf({ query, groupBy, metric }: AlertPlan): Set<string> {
  const fields: PlannedField[] = [...groupBy, ...(metric.kind === 'field' ? [metric.field] : [])];
  const names = new Set(fields.map(({ name }) => name));
  walkQuery(query, ({ key }) => names.add(key));
  return names;
}

function textChange({ model: before }: AlertPlan, { model: after }: AlertPlan): string[] {
  const { text } = textOf(after);
  return text === textOf(before).text
    ? []
    : [
        `the text of its events is its ${text === after.description ? 'description' : 'summary'} (observed, not documented)`,
      ];
}
