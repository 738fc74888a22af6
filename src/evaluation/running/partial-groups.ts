import { type GroupValue, groupKey } from './group-values';
import type { PackedPartials } from './packed-partials';
import type { GroupPartial, PartialNumbers } from './partial';
import { PartialTable } from './partial-table';
import type { RunSpan } from './record-times';

/** The partials of one group. */
export interface Group {
  readonly values: readonly GroupValue[];
  /** The numbers of the partials of all groups, and the places where those of this group begin. */
  readonly numbers: Float64Array;
  readonly places: readonly number[];
}

/** A key for the runs of a partial. */
type SpanKey = number | string;

interface KnownGroup {
  readonly index: number;
  readonly values: readonly GroupValue[];
  /** The places of its partials, by the runs that see their records. */
  readonly places: Map<SpanKey, number>;
}

/** Keeps partials by group, and by the runs that see their records. */
export class PartialGroups {
  private readonly table = new PartialTable();
  private usualLength: number | undefined;
  private readonly byKey = new Map<string, KnownGroup>();
  /** The groups of partials that were computed elsewhere: many of them share the same list of values. */
  private readonly byValues = new Map<readonly GroupValue[], KnownGroup>();

  /** The groups in the order in which they were found; only valid until something is added. */
  get all(): Group[] {
    const numbers = this.table.all;
    return Array.from(this.byKey.values(), ({ values, places }) => ({
      values,
      numbers,
      places: [...places.values()],
    }));
  }

  /** The number of partials. */
  get size(): number {
    return this.table.size;
  }

  /** Adds the numbers of records of a group. */
  add(values: readonly GroupValue[], span: RunSpan, numbers: PartialNumbers): void {
    this.table.addNumbers(this.placeIn(this.groupOf(values), span), numbers);
  }

  /** Adds a partial that was computed elsewhere. */
  addPartial(partial: GroupPartial): void {
    let group = this.byValues.get(partial.group);
    if (group === undefined) {
      group = this.groupOf(partial.group);
      this.byValues.set(partial.group, group);
    }
    this.table.addNumbers(this.placeIn(group, partial), partial);
  }

  /** Gives away all partials, and goes on without them. */
  drain(): PackedPartials {
    const groups = Array.from(this.byKey.values(), ({ values }) => values);
    this.byKey.clear();
    this.byValues.clear();
    return { groups, numbers: this.table.take() };
  }

  private groupOf(values: readonly GroupValue[]): KnownGroup {
    const key = groupKey(values);
    let group = this.byKey.get(key);
    if (group === undefined) {
      // Strings may be parts of larger ones, which would be kept with them.
      const copies: GroupValue[] = JSON.parse(JSON.stringify(values));
      group = { index: this.byKey.size, values: copies, places: new Map<SpanKey, number>() };
      this.byKey.set(key, group);
    }
    return group;
  }

  private placeIn({ index, places }: KnownGroup, span: RunSpan): number {
    const spanKey = this.keyOfSpan(span.first, span.last);
    const known = places.get(spanKey);
    if (known !== undefined) {
      return known;
    }
    const place = this.table.add(index, span);
    places.set(spanKey, place);
    return place;
  }

  /** Most spans have the same length, and whole numbers are found faster than strings. */
  private keyOfSpan(first: number, last: number): SpanKey {
    this.usualLength ??= last - first;
    return last - first === this.usualLength ? first : `${first} ${last}`;
  }
}
