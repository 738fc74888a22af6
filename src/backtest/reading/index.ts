export type { LogFile } from './log-file';
export { findLogFiles } from './log-files';
export { type LogProblem, LogProblems, type ProblemsState } from './problems';
export { type ReadingOptions, type RowTarget, readLogFile, readValues } from './read-log-file';
export { type PagesState, ResponsePages } from './response-pages';
