import type { EvaluationSpan, PackedPartials, PartialsOptions, RecordCounts, RunSpan } from '../../evaluation';

/** What an alert is run with. */
export interface RunOptions extends EvaluationSpan, PartialsOptions {
  /** The most partials that are kept in memory. */
  readonly mostPartials?: number;
  /** Receives the partials beyond that number, by their first run; by default, they are kept in temporary files. */
  readonly onFull?: (partials: readonly PackedPartials[]) => void;
}

/** What a run has taken, as plain data. */
export interface RunState {
  readonly partials: readonly PackedPartials[];
  readonly counts: RecordCounts;
  /** The runs that see any row. */
  readonly span: RunSpan | undefined;
}
