export { AlertRun, LogsOfDataSet, type RunOptions } from './alert-run';
export type { TimeStretch } from './coverage';
export type { ThresholdSuggestion } from './knee';
export type { GroupHistory, MetricHistory, Steps } from './metric-history';
export type { WorstHour } from './run-counts';
export type { SeenForm } from './seen-forms';
export { TEMPORARY_FILES_RULES } from './temporary-file';
export type { ThresholdPoint } from './threshold-curve';
export type { ComparedValues } from './value-counts';
