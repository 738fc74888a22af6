import { modulo } from '../../evaluation';

/** The clock hour with the most events of one phase. */
export interface WorstHour {
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly events: number;
}

const HOUR = 3_600_000;

/** Counts the events of each run, to find the worst run and the worst hour. */
export class RunCounts {
  mostInOneRun = 0;
  private worst: WorstHour | undefined;
  /** By how much a run raises more than the one before, for the runs of one chunk. */
  private steps = new Map<number, number>();
  private hour = Number.NaN;
  private readonly ofHour: Float64Array;
  private readonly runsOfHour: number;

  constructor(
    private readonly slot: number,
    private readonly phases: number,
  ) {
    this.runsOfHour = HOUR / slot;
    this.ofHour = new Float64Array(phases);
  }

  /** Adds a number of events for each run of a range. */
  add(first: number, last: number, events: number): void {
    this.steps.set(first, (this.steps.get(first) ?? 0) + events);
    this.steps.set(last + 1, (this.steps.get(last + 1) ?? 0) - events);
  }

  /** Forgets the runs since the last chunk ended. */
  forgetChunk(): void {
    this.steps = new Map();
  }

  /** Ends a chunk of runs: those that follow are later. */
  endChunk(): void {
    let events = 0;
    let first = 0;
    for (const [run, step] of [...this.steps].sort(([left], [right]) => left - right)) {
      if (events > 0) {
        this.addPiece(first, run - 1, events);
      }
      events += step;
      first = run;
    }
    this.steps = new Map();
  }

  /** Undefined if there are no events. */
  get worstHour(): WorstHour | undefined {
    this.endHour();
    return this.worst;
  }

  /** Runs that raise the same number of events. */
  private addPiece(first: number, last: number, events: number): void {
    this.mostInOneRun = Math.max(this.mostInOneRun, events);
    let run = first;
    while (run <= last) {
      const hour = Math.floor(run / this.runsOfHour);
      const wholeHours = Math.floor((last + 1) / this.runsOfHour) - hour;
      if (run === hour * this.runsOfHour && wholeHours > 0) {
        // Whole hours of the same events are all alike: in each, some phase has a run at the very start.
        this.offer(hour, Math.ceil(this.runsOfHour / this.phases) * events);
        run = (hour + wholeHours) * this.runsOfHour;
      } else {
        const end = Math.min(last, (hour + 1) * this.runsOfHour - 1);
        this.addToHour(hour, { first: run, last: end }, events);
        run = end + 1;
      }
    }
  }

  private addToHour(hour: number, { first, last }: { first: number; last: number }, events: number): void {
    if (hour !== this.hour) {
      this.endHour();
      this.hour = hour;
    }
    for (let run = first; run <= last; run += 1) {
      const phase = modulo(run, this.phases);
      this.ofHour[phase] = (this.ofHour[phase] ?? 0) + events;
    }
  }

  private endHour(): void {
    if (!Number.isNaN(this.hour)) {
      this.offer(
        this.hour,
        this.ofHour.reduce((most, events) => Math.max(most, events), 0),
      );
      this.ofHour.fill(0);
      this.hour = Number.NaN;
    }
  }

  private offer(hour: number, events: number): void {
    if (this.worst === undefined || events > this.worst.events) {
      this.worst = { start: hour * this.runsOfHour * this.slot, events };
    }
  }
}
