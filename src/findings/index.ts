export { errorRule, type Finding, FindingSeverity, noticeRule, warningRule } from './finding';
export { FindingsError, UserError } from './findings-error';
export { formatFindings, formatValue } from './format';
export { plural } from './plural';
export { printable, withoutUnprintable } from './printable';
export { onceReporter, report, withListener } from './report';
export { nearestWord, suggestion } from './suggestion';
