import { Yaml } from 'cdk8s';
import { errorRule, type Finding, type Keys } from '../base';
import { kubectlValue } from './kubectl-value';

const PRINTABLE = errorRule({
  id: 'kubernetes/unreadable-string',
  form: 'program',
  what: 'The strings of an object must be ones that kubectl reads back from YAML.',
  why: 'Some control characters are printed as they are by cdk8s, but kubectl rejects or changes them, and some strings are printed without quotes although kubectl reads them as numbers, such as 0o17.',
  bad: "new GlobalAlert(chart, 'ssh', { cluster, name: 'network.ssh', description: '0o17', severity: 80, rule: AlertRule.flows({ query: Query.parse('dest_port = 22') }) });",
  good: "new GlobalAlert(chart, 'ssh', { cluster, name: 'network.ssh', description: 'SSH', severity: 80, rule: AlertRule.flows({ query: Query.parse('dest_port = 22') }) });",
});

/** Characters that cdk8s does not escape, and that kubectl does not read as they are; halves of a surrogate pair too. */
const UNREADABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Cs}]/u;

/** Several lines that begin with a tab, or have only spaces: cdk8s prints them as a block, whose indentation is then unclear. */
const UNCLEAR_BLOCK = /^(?: *\n)* *(?:\t|$)/;

/** Finds strings and keys of a manifest that kubectl would not read back from the YAML that cdk8s prints. */
export function unreadableStrings(data: unknown, keys: Keys = []): Finding[] {
  if (typeof data === 'string') {
    return problem(data, keys);
  }
  if (Array.isArray(data)) {
    return data.flatMap((item, index) => unreadableStrings(item, [...keys, index]));
  }
  if (typeof data !== 'object' || data === null || !isPlain(data)) {
    return [];
  }
  return Object.entries(data).flatMap(([key, value]) => [
    ...problem(key, [...keys, key]),
    ...unreadableStrings(value, [...keys, key]),
  ]);
}

/** Instances of classes, such as lazy values, are rendered by cdk8s. */
function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}

function problem(text: string, keys: Keys): Finding[] {
  const code = UNREADABLE.exec(text)?.[0].charCodeAt(0);
  if (code !== undefined) {
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    const message = `contains ${name}, which kubectl does not read back from YAML; remove it`;
    return [{ ...PRINTABLE, keys, value: text, message }];
  }
  if (text.includes('\n') && UNCLEAR_BLOCK.test(text) && /[ \t]/.test(text)) {
    const message =
      'has several lines and begins with a tab or a space, which kubectl does not read back from YAML; remove it';
    return [{ ...PRINTABLE, keys, value: text, message }];
  }
  const value = kubectlValue(text);
  if (value === text || Yaml.stringify(text) !== `${text}\n`) {
    return [];
  }
  const message = `is printed without quotes by cdk8s, and kubectl reads it as ${value}, which is not a string; use another string`;
  return [{ ...PRINTABLE, keys, value: text, message }];
}

/** The rules that this file checks. */
export const PRINTED_STRING_RULES = [PRINTABLE] as const;
