import { findLogFiles, type LogProblems, ResponsePages, readLogFile } from '../reading';
import { type ClusterEvent, clusterEventOf, type EventsWanted, isEvent, isEventOf } from './cluster-event';

/** The events of an alert in an export. */
export class ClusterEvents {
  readonly events: ClusterEvent[] = [];
  /** All rows that were read, and the events of other alerts or types among them. */
  rows = 0;
  others = 0;
  /** The rows that cannot be compared, by reason. */
  readonly unusable = new Map<string, number>();

  constructor(
    private readonly wanted: EventsWanted,
    private readonly problems: LogProblems,
  ) {}

  /** Reads all files below paths. */
  async readAll(paths: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const target = {
      take: () => false,
      row: (row: Readonly<Record<string, unknown>>) => this.add(row),
      parsed: () => undefined,
    };
    const pages = new ResponsePages();
    for (const file of await findLogFiles(paths, this.problems, signal)) {
      await readLogFile(file, { problems: this.problems, target, pages, onBytes: () => undefined, signal });
    }
    pages.report(this.problems);
  }

  private add(row: Readonly<Record<string, unknown>>): void {
    this.rows += 1;
    if (!isEventOf(row, this.wanted.origin)) {
      this.skip(row);
      return;
    }
    const event = clusterEventOf(row, this.wanted);
    if (typeof event === 'string') {
      this.count(event);
    } else {
      this.events.push(event);
    }
  }

  private skip(row: Readonly<Record<string, unknown>>): void {
    if (isEvent(row)) {
      this.others += 1;
    } else {
      this.count('is not an event');
    }
  }

  private count(reason: string): void {
    this.unusable.set(reason, (this.unusable.get(reason) ?? 0) + 1);
  }
}
