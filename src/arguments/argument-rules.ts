import { errorRule, type Finding, warningRule } from '../base';

const TYPE = errorRule('argument/type');
const UNKNOWN = warningRule('argument/unknown-prop');

/** A value of the wrong type, or none where there must be one. */
export function typeProblem(path: string, value: unknown, expected: string): Finding[] {
  const none = value === null ? '; null is not the same as leaving it out' : '';
  return [{ ...TYPE, path, value, message: `must be ${expected}${none}` }];
}

/** A prop that does not exist here; it may be one of a newer version of this package. */
export function unknownProp(path: string, struct: string, hint: string): Finding {
  return { ...UNKNOWN, path, message: `is not a prop of ${struct} and has no effect${hint}` };
}
