import type { IndexMapping } from '../../logs';
import { type AlertPlan, GENERATED, type GroupValue, type RunSpan, slotOf } from '../running';
import type { ElasticQuery } from './elastic-query';

/** Slots of records: by the time that the window looks at, by their end, by when they were stored, and by their start. */
const SLOT = 'slot of the window';
const SEEN = 'slot of the end';
const STORED = 'slot of the storage';
const START = 'slot of the start';

/** A slot that has its end in it, and not its start, begins one unit of time later. */
const WHOLE_SECONDS = 1_000;
const MOMENTS = 1;

/** The values of the sources of a bucket. */
export type BucketKey = Readonly<Record<string, GroupValue>>;

/** The slots of records that are alike, counted in slots since 1970. */
export interface RecordSlots {
  /** The slot before the first run whose window is over before the records. */
  readonly window: number;
  /** The first slot at or after their ends. */
  readonly end: number;
  /** The first slot at or after they were stored; undefined if they do not say so. */
  readonly stored?: number;
}

/** The sources of a composite aggregation that tell apart which runs see a record. */
export function slotSources(plan: AlertPlan, delay: number): ElasticQuery[] {
  const { window, mapping } = plan;
  const slot = slotOf(plan, delay);
  return [
    { [SLOT]: histogram(window.field, slot, window.isClosed ? 0 : WHOLE_SECONDS) },
    ...(hasOwnEnd(plan) ? [{ [SEEN]: histogram(window.endField, slot, MOMENTS) }] : []),
    ...(saysWhenStored(mapping) ? [{ [STORED]: histogram(GENERATED, slot, MOMENTS, true) }] : []),
  ];
}

/**
 * Whether the slot of the end is not that of the window: windows of whole seconds see a record that ends half a second later,
 * but it can only be found from that half second on.
 */
function hasOwnEnd({ window, mapping }: AlertPlan): boolean {
  return window.isClosed || mapping.fieldOf(window.endField).format !== 'epoch_second';
}

/** The source that, with the others, tells since when there are logs; undefined if the window has it. */
export function startSource(plan: AlertPlan, delay: number): ElasticQuery | undefined {
  return plan.window.isClosed ? undefined : { [START]: histogram('start_time', slotOf(plan, delay), 0, true) };
}

/** Whether records may say when they were stored. */
export function saysWhenStored(mapping: IndexMapping): boolean {
  return mapping.fieldOf(GENERATED).type === 'date';
}

/** The slots in the key of a bucket. */
export function slotsIn(plan: AlertPlan, key: BucketKey, delay: number): RecordSlots {
  const { window } = plan;
  const slot = slotOf(plan, delay);
  const at = (name: string, offset: number) => (Number(key[name]) - offset) / slot;
  const start = at(SLOT, window.isClosed ? 0 : WHOLE_SECONDS);
  const stored = key[STORED];
  return {
    window: start,
    end: (hasOwnEnd(plan) ? at(SEEN, MOMENTS) : start) + 1,
    ...(stored === undefined || stored === null ? {} : { stored: at(STORED, MOMENTS) + 1 }),
  };
}

/** The slot in which records start, in milliseconds since 1970; NaN if they do not say so. */
export function startIn({ window }: AlertPlan, key: BucketKey): number {
  const start = key[window.isClosed ? SLOT : START];
  return typeof start === 'number' ? start : Number.NaN;
}

/** The runs that see records; the first one is after the last one if none does. */
export function runsOfSlots(plan: AlertPlan, { window, end, stored }: RecordSlots, delay: number): RunSpan {
  const slot = slotOf(plan, delay);
  const first = stored === undefined ? end + delay / slot : Math.max(stored, end);
  return { first, last: window + plan.model.lookback / slot };
}

function histogram(field: string, slot: number, offset: number, missing = false): ElasticQuery {
  const shift = offset === 0 ? {} : { offset: offset === WHOLE_SECONDS ? '1s' : '1ms' };
  const histogram = { field, fixed_interval: `${slot / WHOLE_SECONDS}s`, ...shift };
  return { date_histogram: missing ? { ...histogram, missing_bucket: true } : histogram };
}
