export { findLogFiles, type LogFile } from './log-files';
export { type LogProblem, LogProblems } from './problems';
export { type OnRow, type ReadingOptions, readLogFile } from './read-log-file';
