import type { Assumption } from '../../evaluation';
import type { LogsRead } from '../result';
import type { BacktestRows, TimeStretch } from '../running';
import type { Comparison } from './comparison';

/** How a backtest with a delay agrees with what a cluster raised. */
export interface DelayFit extends Comparison {
  /** In milliseconds. */
  readonly delay: number;
}

/** The alert that is compared, and its times in milliseconds. */
export interface CalibratedAlert {
  readonly file: string;
  readonly object: string;
  readonly release: string;
  readonly dataSet: string;
  readonly period: number;
  readonly lookback: number;
}

/** What was read of the events of a cluster. */
export interface EventsRead {
  /** The events of the alert in the time that is compared, and those before or after it. */
  readonly compared: number;
  readonly outside: number;
  /** Events of other alerts or types. */
  readonly others: number;
  readonly unusable: readonly { readonly reason: string; readonly rows: number }[];
}

/** How a backtest agrees with what a cluster raised for the same logs. */
export interface Calibration {
  readonly alert: CalibratedAlert;
  readonly rows: BacktestRows;
  /** The time in which the logs have all that runs see. */
  readonly span: TimeStretch;
  readonly events: EventsRead;
  /** The runs of the cluster in this time, and those of them that raised an event. */
  readonly runs: number;
  readonly raisingRuns: number;
  /** In milliseconds; undefined if the cluster raised no event. */
  readonly offset: number | undefined;
  readonly drift: number | undefined;
  /** The offset, or, if the cluster raised no event, those of all phases that raise as few events as possible; in milliseconds. */
  readonly equalOffsets: readonly number[];
  /** By delay. */
  readonly fits: readonly DelayFit[];
  readonly best: DelayFit;
  /** All delays, in milliseconds, that agree as well as the best one. */
  readonly bestDelays: readonly number[];
  /** Whether rows state when they were stored, so the delay does not matter for them. */
  readonly hasGenerated: boolean;
  readonly assumptions: readonly Assumption[];
  readonly logs: LogsRead;
  readonly isPartial: boolean;
}

/** Why there is nothing to compare. */
export interface Uncalibrated {
  readonly reason: string;
  readonly logs: LogsRead;
  readonly isPartial: boolean;
}
