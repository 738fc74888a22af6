export { type ExplainedForm, explainJson } from './json-reporter';
export { type RequestName, requestText } from './request-reporter';
export { sqlText } from './sql-reporter';
export { explainText, GRADES, reasonText } from './text-reporter';
