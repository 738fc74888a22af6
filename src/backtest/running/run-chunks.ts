import { type AlertPlan, type GroupPartial, Partials, type PartialsOptions, type RunSpan } from '../../evaluation';

/** What a range of runs sees. */
export interface RunChunk {
  readonly span: RunSpan;
  readonly partials: Partials;
}

/**
 * So many partials are evaluated together, and more only where a window contains more. With more, they live long enough to be
 * moved to where garbage is collected late.
 */
export const PARTIALS_OF_CHUNK = 4_000;

/** What the chunks of an alert are made with. */
export interface ChunkOptions {
  readonly plan: AlertPlan;
  readonly options: PartialsOptions;
  /** The number of partials that are evaluated together. */
  readonly wanted: number;
}

/** So many partials are a step, after which the caller can do something else. */
const PARTIALS_OF_STEP = 2_000;

/**
 * Cuts the runs of a span into ranges, one after the other, each with all partials that its runs see.
 *
 * @param sorted all partials, by the first run
 * @returns the ranges, and undefined after each step on the way to the next one
 */
export function* runChunks(
  { plan, options, wanted }: ChunkOptions,
  { first, last }: RunSpan,
  sorted: Iterator<GroupPartial>,
): Generator<RunChunk | undefined> {
  const source = new Source(sorted);
  let open: GroupPartial[] = [];
  let start = first;
  while (start <= last) {
    yield* source.fill(open, { start, limit: open.length + Math.max(wanted, open.length) });
    const end = Math.min(last, source.next - 1);
    if (end >= start) {
      const partials = new Partials(plan, options);
      yield* addAll(partials, open);
      yield { span: { first: start, last: end }, partials };
      start = end + 1;
    }
    open = open.filter((partial) => partial.last >= start);
  }
}

/** Sorted partials, of which the next one is known. */
class Source {
  private head: IteratorResult<GroupPartial>;

  constructor(private readonly sorted: Iterator<GroupPartial>) {
    this.head = sorted.next();
  }

  /** The first run of the next partial; infinite at the end. */
  get next(): number {
    return this.head.done === true ? Number.POSITIVE_INFINITY : this.head.value.first;
  }

  /** Reads partials up to a limit, and then those that begin with the same run. */
  *fill(open: GroupPartial[], { start, limit }: { start: number; limit: number }): Generator<undefined> {
    while (this.head.done !== true && (open.length < limit || this.next <= (open.at(-1)?.first ?? start))) {
      open.push(this.head.value);
      this.head = this.sorted.next();
      if (open.length % PARTIALS_OF_STEP === 0) {
        yield undefined;
      }
    }
  }
}

function* addAll(partials: Partials, all: readonly GroupPartial[]): Generator<undefined> {
  for (let start = 0; start < all.length; start += PARTIALS_OF_STEP) {
    for (const partial of all.slice(start, start + PARTIALS_OF_STEP)) {
      partials.addPartial(partial);
    }
    yield undefined;
  }
}
