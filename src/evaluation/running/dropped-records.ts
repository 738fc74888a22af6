/** Records that do not count, and why. */
export interface Dropped {
  readonly reason: string;
  readonly count: number;
  /** The first of them, counted from 1 in the order in which they were given. */
  readonly first: number;
  /** Whether it cannot be a record of the data set. Others are not seen by any run, or are in no group. */
  readonly isUnusable: boolean;
}

/** The same of records that were counted elsewhere, where the first of them may not be known. */
export type DroppedCount = Omit<Dropped, 'first'> & { readonly first?: number };

/** How many records there are, how many of them count, and why others do not. */
export interface RecordCounts {
  readonly records: number;
  readonly matched: number;
  readonly grouped: number;
  readonly dropped: readonly DroppedCount[];
  /** Whether records say when they were stored. */
  readonly hasGenerated: boolean;
}

/** The most reasons that are told apart, so that memory does not grow with the records. */
const MOST_REASONS = 100;

/** Counts records by the reason for which they do not count. */
export class DroppedRecords {
  private readonly byReason = new Map<
    string,
    { count: number; readonly first: number; readonly isUnusable: boolean }
  >();

  /** @param number the number of the record, from 1 */
  add(reason: string, number: number, { isUnusable = true, count = 1 }: Partial<DroppedCount> = {}): void {
    const isNew = !this.byReason.has(reason);
    const counted = isNew && this.byReason.size >= MOST_REASONS ? 'is dropped for another reason' : reason;
    const found = this.byReason.get(counted) ?? { count: 0, first: number, isUnusable };
    found.count += count;
    this.byReason.set(counted, found);
  }

  /** The reasons, the most frequent one first; the order of the records does not matter. */
  get all(): readonly Dropped[] {
    return [...this.byReason]
      .map(([reason, found]) => ({ reason, ...found }))
      .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1));
  }
}
