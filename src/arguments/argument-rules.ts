import { errorRule, type Finding, type Keys, warningRule } from '../base';

const TYPE = errorRule({
  id: 'argument/type',
  form: 'program',
  what: 'Arguments and props must have the types that the API defines.',
  why: 'A JavaScript program, or a cast, can pass anything, and the manifests would then not be what you intended.',
  bad: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: '100', method: PortScanMethod.FLOW_LOGS });",
  good: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100, method: PortScanMethod.FLOW_LOGS });",
});
const UNKNOWN = warningRule({
  id: 'argument/unknown-prop',
  form: 'program',
  what: 'Props should be ones that the API defines.',
  why: 'A misspelled prop is ignored, and the default is used.',
  bad: "new PortScanAlert(chart, 'port-scan', { cluster, sevrity: 50 });",
  good: "new PortScanAlert(chart, 'port-scan', { cluster, severity: 50 });",
});

/** A value of the wrong type, or a missing required value. */
export function typeProblem(keys: Keys, value: unknown, expected: string): Finding[] {
  const none = value === null ? '; null is not the same as omitting it' : '';
  return [{ ...TYPE, keys, value, message: `must be ${expected}${none}` }];
}

/** A prop that does not exist in this version of the package. */
export function unknownProp(keys: Keys, struct: string, hint: string): Finding {
  return { ...UNKNOWN, keys, message: `is not a prop of ${struct} and has no effect${hint}` };
}

/** The rules that this file checks. */
export const ARGUMENT_RULES = [TYPE, UNKNOWN] as const;
