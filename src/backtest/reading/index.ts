export { findLogFiles, type LogFile } from './log-files';
export { type LogProblem, LogProblems } from './problems';
export { type ReadingOptions, type RowTarget, readLogFile, readValues } from './read-log-file';
export { ResponsePages } from './response-pages';
