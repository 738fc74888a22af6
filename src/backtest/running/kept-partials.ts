import {
  type AlertPlan,
  type GroupPartial,
  type LogRecord,
  type PackedPartials,
  Partials,
  partialsIn,
  type RunSpan,
  unpack,
} from '../../evaluation';
import { packSorted } from './packed-partials';
import { PartialStore } from './partial-store';
import { PARTIALS_OF_CHUNK, type RunChunk, runChunks } from './run-chunks';
import type { RunOptions } from './run-options';

/**
 * So many partials are in memory, which takes about 2 MB; all alerts share them. With more, not much is saved: few partials of
 * a file have the group and the runs of an earlier one.
 */
const MOST_PARTIALS = 20_000;
const FEWEST_PARTIALS = 10_000;

/** Packed partials that are more than this part of those in memory are stored as they are. */
const MANY = 4;

/** The partials of an alert: some are in memory, and beyond a limit, they are in temporary files. */
export class KeptPartials {
  /** Those in memory, and what is known of all rows. */
  readonly inMemory: Partials;
  private readonly store = new PartialStore();
  private readonly most: number;
  private drained: readonly PackedPartials[] | undefined;

  /** @param alerts the number of alerts that are run together */
  constructor(
    private readonly plan: AlertPlan,
    private readonly options: RunOptions,
    alerts: number,
  ) {
    this.inMemory = new Partials(plan, options);
    this.most = options.mostPartials ?? Math.max(FEWEST_PARTIALS, Math.floor(MOST_PARTIALS / alerts));
  }

  addRow(row: LogRecord): void {
    this.inMemory.add(row);
    this.makeRoom();
  }

  /** Takes partials whose rows are counted elsewhere. */
  add(partials: Iterable<GroupPartial>): void {
    for (const partial of partials) {
      this.inMemory.mergePartial(partial);
      this.makeRoom();
    }
  }

  /** Takes partials that were packed by their first run. */
  addPacked(blocks: readonly PackedPartials[]): void {
    const count = blocks.reduce((sum, block) => sum + partialsIn(block), 0);
    if (this.options.onFull === undefined && count * MANY > this.most) {
      this.store.add(blocks);
      return;
    }
    for (const block of blocks) {
      this.add(unpack(block));
    }
  }

  /** Gives away the partials in memory. */
  pack(): PackedPartials[] {
    return packSorted(this.inMemory.drain());
  }

  /** Ranges of runs, each with all partials that its runs see; undefined after each step on the way to the next one. */
  chunks(runs: RunSpan): Iterable<RunChunk | undefined> {
    if (this.store.isEmpty) {
      return [{ span: runs, partials: this.inMemory }];
    }
    this.drained ??= this.pack();
    const wanted = Math.min(PARTIALS_OF_CHUNK, this.most);
    return runChunks({ plan: this.plan, options: this.options, wanted }, runs, this.store.sorted(this.drained));
  }

  /** Removes the temporary files. */
  dispose(): void {
    this.store.dispose();
  }

  private makeRoom(): void {
    if (this.inMemory.size > this.most) {
      const { onFull = (full: readonly PackedPartials[]) => this.store.add(full) } = this.options;
      onFull(this.pack());
    }
  }
}
