import type { AlertEvent, Assumption, Spread } from '../../evaluation';
import type { TimeStretch } from './coverage';
import type { ThresholdSuggestion } from './knee';
import type { MetricHistory } from './metric-history';
import type { WorstHour } from './run-counts';
import type { SeenForm } from './seen-forms';
import type { ThresholdPoint } from './threshold-curve';

/** A group that raised events. */
export interface BacktestGroup {
  /** The values of the fields of `aggregateBy`. */
  readonly key: Readonly<Record<string, string | number | boolean | null>>;
  /** The events of a typical phase. */
  readonly events: number;
  /** The value that exceeds the condition most; without a metric, the most events of a run. */
  readonly peak: number;
}

/** The rows of the alert's data set. */
export interface BacktestRows {
  readonly read: number;
  /** Those that the query matches. */
  readonly matched: number;
  /** Those of them that are in a group. */
  readonly grouped: number;
  readonly dropped: readonly { readonly reason: string; readonly rows: number }[];
}

/** What the runs of an alert raise for the rows. */
export interface Outcome {
  readonly rows: BacktestRows;
  /** The first and the last run that are looked at, in milliseconds since 1970; undefined if none can see a row. */
  readonly span: TimeStretch | undefined;
  /** The days of which there are logs, at least 1. */
  readonly days: number;
  readonly gaps: readonly TimeStretch[];
  readonly events: Spread;
  /** The number of phases that were looked at, and the share of them that raise an event. */
  readonly phases: number;
  readonly raisingPhases: number;
  readonly mostInOneRun: number;
  readonly worstHour: WorstHour | undefined;
  readonly groups: readonly BacktestGroup[];
  /** The number of groups that raise events. */
  readonly groupCount: number;
  readonly firstEvent: AlertEvent | undefined;
  readonly lastEvent: AlertEvent | undefined;
  /** What came closest to the condition, in words; undefined if nothing was compared. */
  readonly closest: string | undefined;
  readonly thresholds: readonly ThresholdPoint[];
  readonly suggestion: ThresholdSuggestion | undefined;
  readonly seen: readonly SeenForm[];
  readonly assumptions: readonly Assumption[];
  /** Whether the reading or the runs were interrupted, so that this is not about everything. */
  readonly isPartial: boolean;
  /** The events of a typical phase; undefined after each step on the way to the next one. */
  readonly eventSteps: () => Iterable<AlertEvent | undefined>;
  /** The values that were compared; undefined if no run can see a row, or if it was interrupted. */
  readonly history: () => Promise<MetricHistory | undefined>;
}
