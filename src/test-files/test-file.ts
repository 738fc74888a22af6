import type { DataKeys } from '../base';

/** What a case expects of the events of each phase of the alert's runs. */
export interface Expectation {
  readonly atLeast: number;
  readonly atMost: number;
  /** Fields of the record of the events that count; undefined for all events. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** Whether it applies to every phase; otherwise one phase is enough. */
  readonly inEveryPhase: boolean;
}

/** One case: records, and the events that an alert raises for them. */
export interface TestCase {
  readonly name: string;
  /** The way to it in its file. */
  readonly keys: DataKeys;
  /** Records that are written in the test file. */
  readonly rows: readonly unknown[];
  /** A file of records, one JSON object a line, as written. */
  readonly file?: string;
  readonly expectation: Expectation;
  /** The time after the end of a record from which it can be found, in milliseconds; undefined for the default. */
  readonly delay?: number;
}

/** The content of a test file that is valid. */
export interface TestFile {
  /** The name of the alert; undefined for the only one. */
  readonly alert?: string;
  /** The file of the alert, as written; undefined for the one of the same name. */
  readonly manifest?: string;
  readonly release?: string;
  readonly cases: readonly TestCase[];
}

/** What is wrong in a file, and where. */
export interface TestProblem {
  readonly file: string;
  /** Both are counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** The path of the field; empty if it is about the file. */
  readonly path: string;
  readonly message: string;
}
