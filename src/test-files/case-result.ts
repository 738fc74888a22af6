import type { TestProblem } from './test-file';

/** The result of one case. */
export interface CaseResult {
  readonly name: string;
  readonly file: string;
  /** The line of the case, counted from 1. */
  readonly line: number;
  /** `error`: its rows cannot be used, so it is unknown whether it passes. */
  readonly status: 'passed' | 'failed' | 'error';
  /** Why it did not pass; empty if it did. */
  readonly message: string;
  /** What helps to find out why it did not pass. */
  readonly details: readonly string[];
  /** What was noticed, also if it passed. */
  readonly warnings: readonly string[];
  /** What the result rests on. */
  readonly assumptions: readonly string[];
}

/** The results of one test file. */
export interface TestFileResult {
  readonly file: string;
  /** The name of the alert; undefined if there are problems. */
  readonly alert?: string;
  /** What keeps its cases from being run. */
  readonly problems: readonly TestProblem[];
  readonly cases: readonly CaseResult[];
}
