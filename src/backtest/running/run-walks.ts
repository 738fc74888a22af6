import { type AlertEvent, eventsOfPhase, type RunSpan, type RunVisitor, walkRuns } from '../../evaluation';
import type { Interruption } from './interruption';
import type { RunChunk } from './run-chunks';

/** Goes through the runs of an alert, chunk by chunk, as often as needed. */
export class RunWalks {
  /** The last run that the first walk came to: the others end there too. */
  private end = Number.POSITIVE_INFINITY;

  /** @param spans the runs that are looked at */
  constructor(
    private readonly chunks: () => Iterable<RunChunk>,
    private readonly spans: readonly RunSpan[],
    private readonly interruption: Interruption,
  ) {}

  /** Goes through all runs, and returns the last one; less than the first one if it was interrupted before. */
  async goThrough(visitor: RunVisitor, onChunk?: () => void): Promise<number> {
    let last = Number.NEGATIVE_INFINITY;
    for (const chunk of this.chunks()) {
      await this.interruption.pause();
      if (this.interruption.isOver || chunk.span.first > this.end) {
        this.end = Math.min(this.end, last);
        break;
      }
      this.visit(chunk, visitor);
      onChunk?.();
      last = chunk.span.last;
    }
    return last;
  }

  /** The same without a pause. */
  goThroughAtOnce(visitor: RunVisitor): void {
    for (const chunk of this.chunks()) {
      if (chunk.span.first > this.end) {
        return;
      }
      this.visit(chunk, visitor);
    }
  }

  /** The events of the runs of a phase, in the order of time. */
  *events(phase: number): Generator<AlertEvent> {
    for (const chunk of this.chunks()) {
      if (chunk.span.first > this.end) {
        return;
      }
      for (const span of this.spansOf(chunk)) {
        yield* eventsOfPhase(chunk.partials, span, phase);
      }
    }
  }

  private visit(chunk: RunChunk, visitor: RunVisitor): void {
    for (const span of this.spansOf(chunk)) {
      walkRuns(chunk.partials, span, visitor);
    }
  }

  private spansOf({ span }: RunChunk): RunSpan[] {
    return this.spans
      .map(({ first, last }) => ({ first: Math.max(first, span.first), last: Math.min(last, span.last) }))
      .filter(({ first, last }) => first <= last);
  }
}
