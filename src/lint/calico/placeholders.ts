import {
  alert,
  beginsWith,
  type DataKeys,
  type Finding,
  FindingSeverity,
  fieldPath,
  type Keys,
  type Manifest,
  valueAt,
  warningRule,
} from '../../base';
import type { StringContext } from '../../kind';
import { KINDS } from '../../kinds';
import { labelValueProblem, subdomainProblem } from '../../kubernetes';
import { firstMark, mayHoldMark } from './placeholder-marks';

const PLACEHOLDER = warningRule({
  id: 'calico-object/placeholder',
  acceptedAs: 'changed',
  what: 'Placeholders such as ${NAME}, <name>, {{ name }} or CHANGEME should be replaced.',
  why: 'Calico uses the string as it is: an alert then looks for records of a namespace called <namespace>. This is an error if the field cannot contain such a string.',
  bad: alert({ query: 'dest_port = 22 AND dest_namespace = "<namespace>"' }),
  good: alert({ query: 'dest_port = 22 AND dest_namespace = dev' }),
});
const ESCAPE = warningRule({
  id: 'calico-object/shell-escape',
  acceptedAs: 'changed',
  what: 'A string should not contain a backslash followed by a dollar sign.',
  why: 'The backslash keeps a shell from replacing the variable. In a file that no shell processes, it remains and appears in every event.',
  bad: alert({ description: 'SSH from \\${source_namespace}', aggregateBy: '[source_namespace]' }),
  good: alert({ description: 'SSH from ${source_namespace}', aggregateBy: '[source_namespace]' }),
});

/** A finding about a piece of a string. */
export interface Placeholder extends Finding {
  readonly value: string;
  readonly valueOffset: number;
}

/** What clusters write, and what repeats the object. */
const NOT_WRITTEN: readonly Keys[] = [
  ['status'],
  ['metadata', 'managedFields'],
  ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
];

const MISSING_VALUE =
  'is a placeholder that was not replaced: replace it with the value, or render the file and check the result';
const BACKSLASH =
  'contains a backslash that was meant for a shell: without a shell, it remains in the string; remove the backslash';

/** Findings about placeholders in the strings of an object, at most one for each string. */
export function placeholdersIn(manifest: Manifest): Placeholder[] {
  const found: Placeholder[] = [];
  visit(manifest, [], (text, keys) => {
    // Of most strings this is all that has to be asked.
    if (mayHoldMark(text)) {
      found.push(...placeholderIn(text, keys, manifest));
    }
  });
  return found;
}

function placeholderIn(text: string, keys: DataKeys, manifest: Manifest): Placeholder[] {
  const mark = isProgram(keys) ? undefined : firstMark(text, contextOf(manifest, keys, text));
  if (mark === undefined) {
    return [];
  }
  if (NOT_WRITTEN.some((start) => beginsWith(keys, start))) {
    return [];
  }
  const { rule, severity } = mark.escaped ? ESCAPE : PLACEHOLDER;
  const message = mark.escaped ? BACKSLASH : MISSING_VALUE;
  const place = { keys: placeOf(manifest, keys), value: mark.text, valueOffset: mark.offset };
  return [{ rule, severity: isImpossible(text, keys) ? FindingSeverity.ERROR : severity, ...place, message }];
}

/**
 * All findings of an object, each mistake once: what else is wrong with a string that holds a placeholder follows from
 * that, and makes it an error.
 */
export function withPlaceholders(findings: readonly Finding[], placeholders: readonly Placeholder[]): Finding[] {
  if (placeholders.length === 0) {
    return [...findings];
  }
  const refused = new Set<Placeholder>();
  const left = findings.filter((finding) => {
    const cause = placeholders.find((placeholder) => explains(placeholder, finding));
    if (cause !== undefined && finding.severity === FindingSeverity.ERROR) {
      refused.add(cause);
    }
    return cause === undefined;
  });
  const errors = placeholders.map((placeholder) =>
    refused.has(placeholder) ? { ...placeholder, severity: FindingSeverity.ERROR } : placeholder,
  );
  return [...left, ...errors];
}

/** How far from a mark a finding about it may be, such as at the quote before it. */
const NEAR = 2;

function explains({ keys, value, valueOffset }: Placeholder, finding: Finding): boolean {
  if (fieldPath(finding.keys) !== fieldPath(keys)) {
    return false;
  }
  const offset = finding.rule === 'query/syntax' ? undefined : finding.valueOffset;
  return offset === undefined || (offset >= valueOffset - NEAR && offset <= valueOffset + value.length);
}

type Found = (text: string, keys: DataKeys) => void;

/** Calls back for each string, with the keys on the way to it, which change afterwards. */
function visit(data: unknown, keys: DataKeys[number][], found: Found): void {
  if (typeof data === 'string') {
    found(data, keys);
  } else if (Array.isArray(data)) {
    for (let index = 0; index < data.length; index += 1) {
      below(index, data[index], keys, found);
    }
  } else if (typeof data === 'object' && data !== null) {
    for (const key of Object.keys(data)) {
      below(key, (data as Record<string, unknown>)[key], keys, found);
    }
  }
}

function below(key: string | number, data: unknown, keys: DataKeys[number][], found: Found): void {
  keys.push(key);
  visit(data, keys, found);
  keys.pop();
}

/** What a container runs may be a script, with variables of its own. */
function isProgram(keys: Keys): boolean {
  const list = keys[keys.length - 2];
  return list === 'command' || list === 'args';
}

/** What the kinds of an object say about one of its strings; nothing is special in others. */
function contextOf(manifest: Manifest, keys: DataKeys, text: string): StringContext {
  const plain: StringContext = {
    hasVariables: false,
    isTemplate: false,
    isQuery: false,
    isSubstitution: () => false,
    isEnvironment: manifest.kind === 'Deployment',
    isSearched: () => false,
  };
  const kind = KINDS.find(({ stringContext, looksAt }) => stringContext !== undefined && looksAt(manifest));
  return { ...plain, ...kind?.stringContext?.(manifest, keys, text) };
}

/** A variable of a container goes by its name. */
function placeOf(manifest: Manifest, keys: DataKeys): Keys {
  const [list, index, field] = keys.slice(-3);
  const name =
    list === 'env' && typeof index === 'number' ? valueAt(manifest, ...keys.slice(0, -1), 'name') : undefined;
  return field === 'value' && typeof name === 'string' ? [...keys.slice(0, -2), { itemName: name }] : [...keys];
}

/** Fields of policies, and of what else Calico has, that hold a name, a number or a network, and nothing freer. */
const STRICT_FIELDS: readonly unknown[] = [
  'action',
  'nets',
  'notNets',
  'notPorts',
  'order',
  'ports',
  'protocol',
  'notProtocol',
  'tier',
];

/** Whether the field rejects the string, whatever its value was meant to be. */
function isImpossible(text: string, keys: DataKeys): boolean {
  if (keys[0] !== 'metadata') {
    const isStrict = keys.slice(-2).some((key) => STRICT_FIELDS.includes(key));
    return isStrict && keys[0] === 'spec' && /[^\w.:/-]/.test(text);
  }
  return keys.length === 2 && (keys[1] === 'name' || keys[1] === 'namespace')
    ? subdomainProblem(text) !== undefined
    : keys.length === 3 && keys[1] === 'labels' && labelValueProblem(text) !== undefined;
}

/** The rules that this file checks. */
export const PLACEHOLDERS_RULES = [PLACEHOLDER, ESCAPE] as const;
