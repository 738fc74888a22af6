import { Yaml } from 'cdk8s';
import { errorRule, type Finding, type Keys } from '../base';
import { kubectlValue } from './kubectl-value';

const PRINTABLE = errorRule({
  id: 'kubernetes/unreadable-string',
  form: 'program',
  what: 'Each string of an object must remain the same when kubectl reads it back from YAML.',
  why: 'Some control characters are printed as they are by cdk8s, but kubectl rejects or changes them, and some strings are printed without quotes although kubectl reads them as numbers, such as 0o17.',
  bad: "new GlobalAlert(chart, 'ssh', { cluster, name: 'network.ssh', description: '0o17', severity: 80, rule: AlertRule.flows({ query: Query.parse('dest_port = 22') }) });",
  good: "new GlobalAlert(chart, 'ssh', { cluster, name: 'network.ssh', description: 'SSH', severity: 80, rule: AlertRule.flows({ query: Query.parse('dest_port = 22') }) });",
});

/** Characters that cdk8s does not escape, and that kubectl does not read as they are; halves of a surrogate pair too. */
const UNREADABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Cs}]/u;

/** Several lines that begin with a tab, or have only spaces: cdk8s prints them as a block, whose indentation is then unclear. */
const UNCLEAR_BLOCK = /^(?: *\n)* *(?:\t|$)/;

/**
 * Strings that were checked and are readable. Most objects of most clusters have the same ones, and to find one here takes
 * a fraction of the time.
 */
const READABLE = new Set<string>();

/** How many are kept before they are forgotten, and their longest: a program may have any number of others. */
const MOST_KEPT = 2_000;
const LONGEST_KEPT = 1_000;

/** Finds strings and keys of a manifest that kubectl would not read back from the YAML that cdk8s prints. */
export function unreadableStrings(data: unknown): Finding[] {
  // Nearly all manifests have none, so their paths are made only where they are needed.
  return isReadable(data) ? [] : findingsIn(data, []);
}

function isReadable(data: unknown): boolean {
  if (typeof data === 'string') {
    return isReadableText(data);
  }
  if (typeof data !== 'object' || data === null) {
    return true;
  }
  if (Array.isArray(data)) {
    return data.every(isReadable);
  }
  return !isPlain(data) || Object.entries(data).every(([key, value]) => isReadableText(key) && isReadable(value));
}

function isReadableText(text: string): boolean {
  if (READABLE.has(text)) {
    return true;
  }
  const isGood = problemOf(text) === undefined;
  if (isGood && text.length <= LONGEST_KEPT) {
    if (READABLE.size === MOST_KEPT) {
      READABLE.clear();
    }
    READABLE.add(text);
  }
  return isGood;
}

function findingsIn(data: unknown, keys: Keys): Finding[] {
  if (typeof data === 'string') {
    return findingOf(data, keys);
  }
  if (Array.isArray(data)) {
    return data.flatMap((item, index) => findingsIn(item, [...keys, index]));
  }
  if (typeof data !== 'object' || data === null || !isPlain(data)) {
    return [];
  }
  return Object.entries(data).flatMap(([key, value]) => [
    ...findingOf(key, [...keys, key]),
    ...findingsIn(value, [...keys, key]),
  ]);
}

function findingOf(text: string, keys: Keys): Finding[] {
  const message = problemOf(text);
  return message === undefined ? [] : [{ ...PRINTABLE, keys, value: text, message }];
}

/** Instances of classes, such as lazy values, are rendered by cdk8s. */
function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}

function problemOf(text: string): string | undefined {
  const code = UNREADABLE.exec(text)?.[0].charCodeAt(0);
  if (code !== undefined) {
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return `contains ${name}, which kubectl does not read back from YAML; remove it`;
  }
  if (text.includes('\n') && UNCLEAR_BLOCK.test(text) && /[ \t]/.test(text)) {
    return 'has several lines and begins with a tab or a space, which kubectl does not read back from YAML; remove it';
  }
  const value = kubectlValue(text);
  // A number or boolean in the form that JavaScript prints is one in all versions of YAML, so cdk8s quotes the string.
  return value === text || String(value) === text || Yaml.stringify(text) !== `${text}\n`
    ? undefined
    : `is printed without quotes by cdk8s, and kubectl reads it as ${value}, which is not a string; use another string`;
}

/** The rules that this file checks. */
export const PRINTED_STRING_RULES = [PRINTABLE] as const;
