export { type Address, addressOf, addressText } from './addresses';
export { RecordCheck } from './record-check';
export { matches, type RecordMatcher, recordMatcher } from './record-matcher';
export { BadRecordError, type IndexedValue, jsonValuesAt, type LogRecord, valuesOf } from './record-values';
export { isRefusal, notEvaluated, type Refusal, type RefusalReason, refusedByLogStore } from './refusal';
export { compareStrings, foldCase } from './strings';
export { type NumberRange, valuesAround } from './values-around';
export { matchesWildcard } from './wildcard';
