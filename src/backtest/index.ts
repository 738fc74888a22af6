export { type BacktestOptions, backtest, backtestLogStore, backtestPartials, type Progress } from './backtest';
export { CALIBRATION_REPORTERS, type Calibration, calibrate, type Uncalibrated, withHiddenNames } from './calibration';
export { isJob, runJob } from './jobs';
export { brokenLimits, type EventLimits } from './limits';
export { BACKTEST_REPORTERS, eventLines } from './reporters';
export type { AlertResult, BacktestGroup, BacktestResult, BacktestRows, LogsRead, Outcome } from './result';
export { BACKTEST_RULES } from './rules';
export type { LogStoreAccess } from './stored';
