import { type Finding, FindingSeverity } from './finding';

const LONGEST_VALUE = 80;

const NOUNS: Record<FindingSeverity, string> = {
  [FindingSeverity.ERROR]: 'problem',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.NOTICE]: 'notice',
};

/**
 * Findings of one severity about one subject, one line each, so that they can be read and searched by line:
 *
 *     anomaly-detection/port-scan: 1 problem
 *       spec.severity = 101: must be a whole number from 1 to 100 [global-alert/severity-range]
 */
export function formatFindings(subject: string, findings: readonly Finding[]): string {
  const noun = NOUNS[findings[0]?.severity ?? FindingSeverity.NOTICE];
  const count = `${findings.length} ${noun}${findings.length === 1 ? '' : 's'}`;
  return [`${subject}: ${count}`, ...findings.map((finding) => `  ${formatFinding(finding)}`)].join('\n');
}

function formatFinding(finding: Finding): string {
  const value = finding.value === undefined ? '' : ` = ${formatValue(finding.value)}`;
  // A string without its file has columns only.
  const column = finding.valueOffset === undefined ? '' : `column ${finding.valueOffset + 1}: `;
  return `${finding.path}${value}: ${column}${finding.message} [${finding.rule}]`;
}

/** Quotes and escapes, because a value may hold line breaks or terminal sequences; cuts what would fill the screen. */
export function formatValue(value: unknown): string {
  const text = textOf(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be printed
  const printable = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, escapeCharacter);
  return printable.length <= LONGEST_VALUE
    ? printable
    : `${printable.slice(0, LONGEST_VALUE)}… (${printable.length} characters)`;
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

/** A length of time as a program writes it. Plain data as JSON; an instance of a class by its name, because what it holds is its own business and may be endless. */
function objectText(value: object | null): string {
  if (value !== null && 'toMilliseconds' in value && typeof value.toMilliseconds === 'function') {
    return `Duration.millis(${value.toMilliseconds()})`;
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

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
