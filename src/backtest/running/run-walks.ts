import { type AlertEvent, eventsOfPhase, type RunSpan, type RunVisitor, walkSteps } from '../../evaluation';
import type { Interruption } from './interruption';
import type { RunChunk } from './run-chunks';

/** Chunks with more partials may take longer than an interruption may: these can be left in the middle. */
const LARGE = 10_000;

/** Visits runs chunk by chunk. */
export interface ChunkVisitor extends RunVisitor {
  /** Called before a large chunk; what it returns makes the visitor forget what it saw of it. */
  startLargeChunk(): () => void;
  endChunk(): void;
}

/** Goes through the runs of an alert, chunk by chunk, as often as needed. */
export class RunWalks {
  /** The last run that the first walk came to: the others end there too. */
  private end = Number.POSITIVE_INFINITY;

  /** @param spans the runs that are looked at */
  constructor(
    private readonly chunks: () => Iterable<RunChunk | undefined>,
    private readonly spans: readonly RunSpan[],
    private readonly interruption: Interruption,
  ) {}

  /** Goes through all runs, and returns the last one; less than the first one if it was interrupted before. */
  async goThrough(visitor: ChunkVisitor): Promise<number> {
    let last = Number.NEGATIVE_INFINITY;
    for (const chunk of this.chunks()) {
      const isEarlier = chunk === undefined || chunk.span.first <= this.end;
      if (!isEarlier || !(await this.interruption.isInTime()) || !(await this.goThroughChunk(chunk, visitor))) {
        this.end = Math.min(this.end, last);
        break;
      }
      last = chunk?.span.last ?? last;
    }
    return last;
  }

  /** Goes through the same runs once more; false if it was interrupted. */
  async goThroughAgain(visitor: RunVisitor): Promise<boolean> {
    for (const _ of this.stepsAgain(visitor)) {
      if (this.interruption.isPauseDue && !(await this.interruption.isInTime())) {
        return false;
      }
    }
    return !this.interruption.isOver;
  }

  /** The events of the runs of a phase, in the order of time; undefined after each step on the way to the next one. */
  *eventSteps(phase: number): Generator<AlertEvent | undefined> {
    for (const chunk of this.finished()) {
      yield undefined;
      for (const span of this.spansOf(chunk)) {
        yield* chunk === undefined ? [] : eventsOfPhase(chunk.partials, span, phase);
      }
    }
  }

  private *stepsAgain(visitor: RunVisitor): Generator<undefined> {
    for (const chunk of this.finished()) {
      yield undefined;
      for (const span of this.spansOf(chunk)) {
        yield* chunk === undefined ? [] : walkSteps(chunk.partials, span, visitor);
      }
    }
  }

  /** False if it was interrupted: then the visitor forgets the chunk. */
  private async goThroughChunk(chunk: RunChunk | undefined, visitor: ChunkVisitor): Promise<boolean> {
    if (chunk === undefined) {
      return true;
    }
    const forget = chunk.partials.size > LARGE ? visitor.startLargeChunk() : undefined;
    for (const span of this.spansOf(chunk)) {
      for (const _ of walkSteps(chunk.partials, span, visitor)) {
        if (forget !== undefined && !(await this.interruption.isInTime())) {
          forget();
          return false;
        }
      }
    }
    visitor.endChunk();
    return true;
  }

  /** The chunks that the first walk went through, and the steps between them. */
  private *finished(): Generator<RunChunk | undefined> {
    for (const chunk of this.chunks()) {
      if (chunk !== undefined && chunk.span.first > this.end) {
        return;
      }
      yield chunk;
    }
  }

  private spansOf(chunk: RunChunk | undefined): RunSpan[] {
    if (chunk === undefined) {
      return [];
    }
    const { span } = chunk;
    return this.spans
      .map(({ first, last }) => ({ first: Math.max(first, span.first), last: Math.min(last, span.last) }))
      .filter(({ first, last }) => first <= last);
  }
}
