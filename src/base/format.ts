import { dateTime } from './date-time';
import { fieldPath } from './field-path';
import { type Finding, FindingSeverity } from './finding';
import { plural } from './plural';
import { beginningOf, printable } from './printable';

const LONGEST_VALUE = 80;

const NOUNS: Record<FindingSeverity, string> = {
  [FindingSeverity.ERROR]: 'problem',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.NOTICE]: 'notice',
};

/**
 * Findings of one severity about one subject, one line each, so they can be read and searched by line:
 *
 *     anomaly-detection/port-scan: 1 problem
 *       spec.severity = 101: must be a whole number from 1 to 100 [global-alert/severity-range]
 */
export function formatFindings(subject: string, findings: readonly Finding[]): string {
  const noun = NOUNS[findings[0]?.severity ?? FindingSeverity.NOTICE];
  return [
    printable(`${subject}: ${plural(findings.length, noun)}`),
    ...findings.map((finding) => `  ${printable(formatFinding(finding))}`),
  ].join('\n');
}

function formatFinding(finding: Finding): string {
  const value = finding.value === undefined ? '' : ` = ${formatValue(finding.value)}`;
  const path = fieldPath(finding.keys);
  const place = path === '' && value === '' ? '' : `${path}${value}: `;
  // A string without its file has columns only.
  const column = finding.valueOffset === undefined ? '' : `column ${finding.valueOffset + 1}: `;
  return `${place}${column}${finding.message} [${finding.rule}]`;
}

/** Quotes and escapes, because a value may contain line breaks or terminal sequences; truncates long values. */
export function formatValue(value: unknown): string {
  const text = printable(textOf(value));
  return text.length <= LONGEST_VALUE ? text : `${beginningOf(text, LONGEST_VALUE)}… (${text.length} characters)`;
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'function':
      return `<function ${value.name}>`;
    case 'object':
      return objectText(value);
    default:
      return String(value);
  }
}

/** A length of time as a program writes it, and a Date in UTC. Plain data as JSON; an instance of a class by its name, because its content is private and may be endless. */
function objectText(value: object | null): string {
  if (value !== null && 'toMilliseconds' in value && typeof value.toMilliseconds === 'function') {
    return `Duration.millis(${value.toMilliseconds({ integral: false })})`;
  }
  const time = dateTime(value);
  if (time !== undefined) {
    return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
  }
  const prototype: unknown = value === null ? null : Object.getPrototypeOf(value);
  const type: unknown = prototype === null ? undefined : Reflect.get(Object(prototype), 'constructor');
  if (!Array.isArray(value) && typeof type === 'function' && type.name !== 'Object') {
    return `<${type.name}>`;
  }
  try {
    return JSON.stringify(value);
  } catch {
    return '<circular>';
  }
}
