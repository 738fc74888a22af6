import { type AlertPlan, type GroupPartial, Partials, type PartialsOptions, type RunSpan } from '../../evaluation';

/** What a range of runs sees. */
export interface RunChunk {
  readonly span: RunSpan;
  readonly partials: Partials;
}

/** So many partials are evaluated together, and more only where a window contains more. */
export const PARTIALS_OF_CHUNK = 10000;

/** What the chunks of an alert are made with. */
export interface ChunkOptions {
  readonly plan: AlertPlan;
  readonly options: PartialsOptions;
  /** The number of partials that are evaluated together. */
  readonly wanted: number;
}

/**
 * Cuts the runs of a span into ranges, one after the other, each with all partials that its runs see.
 *
 * @param sorted all partials, by the first run
 */
export function* runChunks(
  { plan, options, wanted }: ChunkOptions,
  { first, last }: RunSpan,
  sorted: Iterator<GroupPartial>,
): Generator<RunChunk> {
  let open: GroupPartial[] = [];
  let next = sorted.next();
  let start = first;
  while (start <= last) {
    const limit = open.length + Math.max(wanted, open.length);
    while (next.done !== true && (open.length < limit || next.value.first <= (open.at(-1)?.first ?? start))) {
      open.push(next.value);
      next = sorted.next();
    }
    const end = next.done === true ? last : Math.min(last, next.value.first - 1);
    if (end >= start) {
      yield { span: { first: start, last: end }, partials: partialsOf(plan, options, open) };
      start = end + 1;
    }
    open = open.filter((partial) => partial.last >= start);
  }
}

function partialsOf(plan: AlertPlan, options: PartialsOptions, all: readonly GroupPartial[]): Partials {
  const partials = new Partials(plan, options);
  for (const partial of all) {
    partials.addPartial(partial);
  }
  return partials;
}
