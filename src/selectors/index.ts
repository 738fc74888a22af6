export { couldMatch, matches } from './matching';
export { parseSelector } from './parser';
export { type Labels, type Selector, valuesOf } from './selector';
