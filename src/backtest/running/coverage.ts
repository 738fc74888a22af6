const MINUTE = 60_000;
const MINUTES_OF_HOUR = 60;
const HOUR = MINUTE * MINUTES_OF_HOUR;

/** A record of a longer time says little about when logs were written. */
const LONGEST = 24 * HOUR;

/** The year 2286, as in `RecordTimes`: later times are never seen, and minutes of huge numbers cannot be counted one by one. */
const LATEST = 1e13;

/** A stretch of time, in milliseconds since 1970. */
export interface TimeStretch {
  readonly from: number;
  readonly to: number;
}

/** Minutes of which there are logs, as plain data. */
export type CoverageState = readonly (readonly [hour: number, minutes: Uint8Array])[];

/** The minutes of which there are logs. */
export class Coverage {
  private readonly hours = new Map<number, Uint8Array>();
  private lastStart = Number.NaN;
  private lastEnd = Number.NaN;

  /** Takes the times of a record; those of most records are the ones of the record before. */
  add(start: number, end: number): void {
    if (start === this.lastStart && end === this.lastEnd) {
      return;
    }
    this.lastStart = start;
    this.lastEnd = end;
    if (!(start <= end && Math.abs(start) <= LATEST && end <= LATEST)) {
      return;
    }
    const first = Math.floor((end - start > LONGEST ? end : start) / MINUTE);
    const last = Math.max(first, Math.ceil(end / MINUTE) - 1);
    for (let minute = first; minute <= last; minute += 1) {
      this.cover(minute);
    }
  }

  /** The minutes of which there are logs, by hour, to be added to those of others. */
  get state(): CoverageState {
    return [...this.hours];
  }

  absorb(state: CoverageState): void {
    for (const [hour, minutes] of state) {
      const own = this.hours.get(hour);
      this.hours.set(
        hour,
        own === undefined ? minutes : own.map((isCovered, minute) => isCovered | (minutes[minute] ?? 0)),
      );
    }
  }

  /** From the first minute with logs to the last one; undefined if there are none. */
  get span(): TimeStretch | undefined {
    let first: number | undefined;
    let last = 0;
    for (const minute of this.minutes()) {
      first ??= minute;
      last = minute;
    }
    return first === undefined ? undefined : { from: first * MINUTE, to: (last + 1) * MINUTE };
  }

  /** The stretches of more than a length without logs, between the first and the last record. */
  gaps(longest: number): TimeStretch[] {
    const gaps: TimeStretch[] = [];
    let end: number | undefined;
    for (const minute of this.minutes()) {
      const start = minute * MINUTE;
      if (end !== undefined && start - end > longest) {
        gaps.push({ from: end, to: start });
      }
      end = start + MINUTE;
    }
    return gaps;
  }

  private *minutes(): Generator<number> {
    for (const [hour, minutes] of [...this.hours].sort(([left], [right]) => left - right)) {
      for (const [minute, isCovered] of minutes.entries()) {
        if (isCovered === 1) {
          yield hour * MINUTES_OF_HOUR + minute;
        }
      }
    }
  }

  private cover(minute: number): void {
    const hour = Math.floor(minute / MINUTES_OF_HOUR);
    let minutes = this.hours.get(hour);
    if (minutes === undefined) {
      minutes = new Uint8Array(MINUTES_OF_HOUR);
      this.hours.set(hour, minutes);
    }
    minutes[minute - hour * MINUTES_OF_HOUR] = 1;
  }
}
