export { type BacktestOptions, backtest, type Progress } from './backtest';
export type { AlertResult, BacktestGroup, BacktestResult, BacktestRows, LogsRead, Outcome } from './result';
