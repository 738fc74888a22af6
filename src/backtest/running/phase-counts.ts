import { modulo, type Spread } from '../../evaluation';

/** Counts events by phase. Ranges of runs are added in constant time, however long they are. */
export class PhaseCounts {
  /** What is added to all phases. */
  private whole = 0;
  /** By how much a phase has more than the one before. */
  private readonly steps: Float64Array;

  constructor(readonly phases: number) {
    this.steps = new Float64Array(phases + 1);
  }

  /** Adds a number of events for each run of a range. */
  add(first: number, last: number, events: number): void {
    const length = last - first + 1;
    if (length <= 0) {
      return;
    }
    const cycles = Math.floor(length / this.phases);
    this.whole += cycles * events;
    const rest = length - cycles * this.phases;
    if (rest > 0) {
      const start = modulo(first, this.phases);
      const end = start + rest;
      this.step(start, events);
      this.step(Math.min(end, this.phases), -events);
      if (end > this.phases) {
        this.step(0, events);
        this.step(end - this.phases, -events);
      }
    }
  }

  /** The same counts, which can be changed on their own. */
  get copy(): PhaseCounts {
    return this.plus(new PhaseCounts(this.phases));
  }

  /** The counts of both together. */
  plus(other: PhaseCounts): PhaseCounts {
    const sum = new PhaseCounts(this.phases);
    sum.whole = this.whole + other.whole;
    sum.steps.set(this.steps);
    for (const [phase, by] of other.steps.entries()) {
      sum.step(phase, by);
    }
    return sum;
  }

  /** The number of events of each phase. */
  get counts(): number[] {
    let sum = this.whole;
    return Array.from({ length: this.phases }, (_, phase) => {
      sum += this.steps[phase] ?? 0;
      return sum;
    });
  }

  /** The smallest, the median and the largest number of events of a phase. */
  get spread(): Spread {
    const sorted = this.counts.sort((left, right) => left - right);
    return {
      min: sorted[0] ?? 0,
      typical: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
      max: sorted.at(-1) ?? 0,
    };
  }

  private step(phase: number, by: number): void {
    this.steps[phase] = (this.steps[phase] ?? 0) + by;
  }
}
