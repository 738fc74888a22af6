/** After an interruption, the runs over what was read until then may go on for so many milliseconds. */
const GRACE = 400;

/** What is written about them then, such as their events, has so many milliseconds of its own. */
const GRACE_OF_STEPS = 200;

/** So many milliseconds may pass until other events of the process are handled, such as Ctrl-C. */
const BUSY = 50;

/** Ends long computations soon after Ctrl-C, and lets the process notice it. */
export class Interruption {
  private end = Number.POSITIVE_INFINITY;
  private lastPause = performance.now();

  constructor(private readonly signal?: AbortSignal) {
    const start = () => {
      this.end = performance.now() + GRACE;
    };
    if (signal?.aborted === true) {
      start();
    }
    signal?.addEventListener('abort', start, { once: true });
  }

  /** Whether computations have to end. */
  get isOver(): boolean {
    return performance.now() > this.end;
  }

  /** Whether the result is not about everything. */
  get isPartial(): boolean {
    return this.signal?.aborted === true;
  }

  /** Whether other events have waited for some time. */
  get isPauseDue(): boolean {
    return performance.now() - this.lastPause > BUSY;
  }

  /** Lets other events be handled if they have waited, and says whether there is still time. */
  async isInTime(): Promise<boolean> {
    if (this.isPauseDue) {
      await this.pause();
    }
    return !this.isOver;
  }

  /** Yields the values of steps until time is up; an undefined step only gives other events a chance to run. */
  async *through<T>(steps: Iterable<T | undefined>): AsyncGenerator<T> {
    const end = performance.now() + GRACE_OF_STEPS;
    for (const step of steps) {
      if (this.isPauseDue) {
        await this.pause();
      }
      if (this.isOver && performance.now() > end) {
        return;
      }
      if (step !== undefined) {
        yield step;
      }
    }
  }

  /** Lets other events be handled, from time to time. */
  async pause(): Promise<void> {
    if (this.isPauseDue) {
      await new Promise((resolve) => setImmediate(resolve));
      this.lastPause = performance.now();
    }
  }
}
