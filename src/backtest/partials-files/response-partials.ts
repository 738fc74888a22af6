import { isMap, valueAt } from '../../base';
import { DEFAULT_DELAY, type GroupPartial, PARTIALS, type PartialsBucket, partialOf, slotOf } from '../../evaluation';
import type { AlertRun, LogsOfDataSet, RunOptions } from '../running';
import { BadRow } from './partials-row';

const DAY = 86_400_000;

/** Whether a value is the answer of a log store to `explain --as partials`. */
export function isPartialsResponse(value: unknown): boolean {
  return Array.isArray(valueAt(value, 'aggregations', PARTIALS, 'buckets'));
}

/** Takes saved answers of a log store, which only has what the query matches. */
export class ResponsePartials {
  private readonly delay: number;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: AlertRun,
    private readonly logs: LogsOfDataSet | undefined,
    options: RunOptions,
  ) {
    this.delay = options.delay ?? DEFAULT_DELAY;
  }

  /**
   * Takes an answer, and returns the number of its records.
   *
   * @throws BadRow when it is one to another request
   */
  add(answer: unknown): number {
    const buckets = valueAt(answer, 'aggregations', PARTIALS, 'buckets');
    const partials: GroupPartial[] = [];
    let rows = 0;
    for (const bucket of Array.isArray(buckets) ? buckets : []) {
      const partial = this.partialOf(bucket);
      rows += Number(valueAt(bucket, 'doc_count'));
      if (partial !== undefined) {
        partials.push(partial);
      }
    }
    this.take(partials, rows);
    return rows;
  }

  private partialOf(bucket: unknown): GroupPartial | undefined {
    const { plan } = this.run;
    const key = valueAt(bucket, 'key');
    if (!isMap(key) || typeof valueAt(bucket, 'doc_count') !== 'number') {
      throw new BadRow('is not an answer to the request of explain --as partials');
    }
    const partial = partialOf(plan, bucket as PartialsBucket, this.delay);
    const isOwn = plan.model.aggregateBy.every((name) => Object.hasOwn(key, name));
    const hasSlots = partial === undefined || [partial.first, partial.last].every(Number.isInteger);
    if (!isOwn || !hasSlots) {
      throw new BadRow(
        'is an answer to the request of another alert, or of another version of it: print it again with explain --as partials',
      );
    }
    return partial;
  }

  /** There may be other rows wherever there is no match, so that no gap is known. */
  end(): void {
    for (let start = this.first; start < this.last; start += DAY) {
      this.logs?.addTimes(start, Math.min(start + DAY, this.last));
    }
  }

  private take(partials: readonly GroupPartial[], rows: number): void {
    const slot = slotOf(this.run.plan, this.delay);
    const seen = partials.reduce((sum, { n }) => sum + n, 0);
    this.run.addPartials(partials);
    this.run.addCounts({ records: rows, matched: seen, grouped: seen, dropped: [], hasGenerated: false });
    for (const { first } of partials) {
      const end = first * slot - this.delay;
      this.first = Math.min(this.first, end - slot);
      this.last = Math.max(this.last, end);
    }
  }
}
