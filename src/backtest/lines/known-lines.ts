import type { LogRecord } from '../../evaluation';
import { LineShape, type NeededFields } from './line-shape';

/** What is done with the needed fields of a row. */
export type OnFields = (fields: LogRecord) => void;

/** The rows of a data set: which of their fields are needed, and who receives them. */
export interface LineTarget {
  readonly fields: NeededFields;
  readonly onFields: OnFields;
}

interface KnownShape {
  readonly shape: LineShape;
  readonly target: LineTarget;
}

/** Strings of shorter lines are never too long for the log store. */
const LONGEST_LINE = 10_000;

const MOST_SHAPES = 12;

/** So many examples are looked at before lines of a log are known to differ too much. */
const MOST_EXAMPLES = 64;

/** One line of so many is parsed, so that what is only seen in whole rows is seen too. */
const PARSED_EVERY = 16;

/**
 * Reads lines whose form is known without parsing them, about four times as fast. The values are the same as those of the
 * parser, and a line that differs in any way is left to it.
 */
export class KnownLines {
  private readonly shapes: KnownShape[] = [];
  private examples = 0;
  private lines = 0;

  /** Whether more forms would be learned. */
  get isLearning(): boolean {
    return this.shapes.length < MOST_SHAPES && this.examples < MOST_EXAMPLES;
  }

  /** Whether the last line is one of those that are parsed in any case; it depends on its place in its file only. */
  get isSample(): boolean {
    return this.lines % PARSED_EVERY === 1;
  }

  /** Begins a file. */
  start(): void {
    this.lines = 0;
  }

  /** Whether a line was read. */
  take(line: string): boolean {
    this.lines += 1;
    if (this.isSample || line.length > LONGEST_LINE) {
      return false;
    }
    for (let index = 0; index < this.shapes.length; index += 1) {
      const known = this.shapes[index] as KnownShape;
      const fields = known.shape.match(line);
      if (fields !== undefined) {
        this.prefer(index);
        known.target.onFields(fields);
        return true;
      }
    }
    return false;
  }

  /** Learns the form of a line that had to be parsed. */
  learn(line: string, value: unknown, target: LineTarget): void {
    if (
      !this.isLearning ||
      line.length > LONGEST_LINE ||
      this.shapes.some(({ shape }) => shape.match(line) !== undefined)
    ) {
      return;
    }
    this.examples += 1;
    const shape = LineShape.of(line, value, target.fields);
    if (shape !== undefined) {
      this.shapes.push({ shape, target });
    }
  }

  /** The forms that were matched last are tried first. */
  private prefer(index: number): void {
    if (index > 0) {
      const [known] = this.shapes.splice(index, 1);
      this.shapes.unshift(known as KnownShape);
    }
  }
}
