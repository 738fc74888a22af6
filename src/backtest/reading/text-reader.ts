/** What a value was read from. */
export interface ValueSource {
  readonly text: string;
  /** Whether it is a line, which could have been taken without parsing it. */
  readonly isLine: boolean;
  /** The number of hits of a response that were read before it, and are not in it; undefined if it has all of its hits. */
  readonly hits?: number;
}

/** Receives what was read. */
export interface TextReader {
  /** Whether a line was read without parsing it. */
  take(text: string): boolean;
  /** A JSON value, with the line on which it begins. */
  value(value: unknown, line: number, source: ValueSource): void;
  /** A line that is not used, and why. */
  problem(line: number, reason: string): void;
}
