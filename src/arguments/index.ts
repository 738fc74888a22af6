export { typeProblem } from './argument-rules';
export { checkArguments, checkedScope, checkProps, SCOPE } from './check';
export { ARGUMENTS_RULES } from './rules';
export {
  DATE,
  DURATION,
  either,
  enumOf,
  FLAG,
  implementing,
  instance,
  list,
  NUMBER,
  SIZE,
  struct,
  TEXT,
  TEXT_MAP,
  TEXT_OR_NUMBER,
  TEXTS,
  text,
} from './types';
export { type OptionalType, optional, type Shape, type ValueType } from './value-type';
