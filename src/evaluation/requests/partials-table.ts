import { createHash } from 'node:crypto';
import { printQuery } from '../../query';
import { type AlertPlan, DEFAULT_DELAY, slotOf } from '../running';

/**
 * The columns of partials that a database computes. All times are slots in seconds since 1970, as `RecordSlots` has them: of the
 * window, of the end, of the storage and of the start.
 */
export const PARTIALS_COLUMNS = {
  /** What the partials are of: a digest of what they depend on. */
  digest: 'alert_digest',
  /** `all`: the slots of all rows; `matched`: those of the matches, by group; `form`: in which form rows are. */
  kind: 'row_kind',
  window: 'slot_window',
  end: 'slot_end',
  stored: 'slot_stored',
  start: 'slot_start',
  rows: 'record_count',
  values: 'value_count',
  sum: 'value_sum',
  min: 'value_min',
  max: 'value_max',
  length: 'form_length',
  action: 'form_action',
  level: 'form_level',
} as const;

/** The column of a field of `aggregateBy`, by its place. */
export function groupColumn(index: number): string {
  return `group_${index + 1}`;
}

/** What partials depend on, so that those of another alert are not mistaken for them: not the threshold, nor the times of runs. */
export function partialsDigest(plan: AlertPlan, delay = DEFAULT_DELAY): string {
  const { model, query, metric, window } = plan;
  const field = metric.kind === 'field' ? metric.field.name : null;
  const parts = [model.dataSet, printQuery(query), model.aggregateBy, field, window.field, slotOf(plan, delay)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
