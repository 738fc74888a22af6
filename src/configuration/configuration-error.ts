import { type Finding, fieldPath, formatValue, printable, UserError } from '../base';

/** A finding in a configuration file, with its place. */
export interface PlacedFinding extends Finding {
  /** Both begin with 1. */
  readonly line: number;
  readonly column: number;
}

/** Thrown with everything that is wrong with a configuration file. */
export class ConfigurationError extends UserError {
  constructor(file: string, findings: readonly PlacedFinding[]) {
    super(findings.map((finding) => printable(`${file}:${textOf(finding)}`)).join('\n'));
    this.name = 'ConfigurationError';
  }
}

function textOf({ line, column, keys, value, message, rule }: PlacedFinding): string {
  const path = fieldPath(keys);
  const place = path === '' ? '' : `${path}${value === undefined ? '' : ` = ${formatValue(value)}`}: `;
  return `${line}:${column}: ${place}${message} [${rule}]`;
}
