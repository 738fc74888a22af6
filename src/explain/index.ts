export {
  type ComparedMetric,
  closestGroup,
  conditionSymbol,
  type FailedMatch,
  lossOf,
  metricName,
  nearestMatch,
} from './diagnosis';
export { explainAlert } from './explain-alert';
export { type ExplainedAlert, type ExplainResult, explainFiles } from './explain-files';
export type { Explanation, LogRequest, Reason, Sentences, Verdict } from './explanation';
export { indicesOf } from './log-requests';
export {
  type ExplainedForm,
  explainJson,
  explainText,
  GRADES,
  type RequestName,
  reasonText,
  requestText,
  sqlText,
} from './reporters';
export { durationWords, flushIntervalOf, listWords } from './sentences';
export { SQL_DIALECTS, type SqlDialectName } from './sql';
