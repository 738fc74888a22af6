export {
  type ComparedMetric,
  closestGroup,
  conditionSymbol,
  type FailedMatch,
  metricName,
  nearestMatch,
} from './diagnosis';
export { explainAlert } from './explain-alert';
export { type ExplainedAlert, type ExplainResult, explainFiles } from './explain-files';
export type { Explanation, LogRequest, Reason, Sentences, Verdict } from './explanation';
export { indicesOf } from './log-requests';
export { explainJson, explainText, GRADES, type RequestName, reasonText, requestText } from './reporters';
export { durationWords, flushIntervalOf, listWords } from './sentences';
