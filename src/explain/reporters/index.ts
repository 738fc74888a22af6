export { explainJson } from './json-reporter';
export { type RequestName, requestText } from './request-reporter';
export { explainText, GRADES, reasonText } from './text-reporter';
