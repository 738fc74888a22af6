import type { FindingSeverity } from '../findings';

/** A finding with its place in a file. */
export interface LintFinding {
  /** As it was named on the command line, or found below a folder that was. */
  readonly file: string;

  /** Both begin with 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;

  /** `Kind namespace/name` or `Kind name`; empty where a finding is about the file itself. */
  readonly object: string;

  readonly rule: string;
  readonly severity: FindingSeverity;

  /** Field path inside the object; empty where there is none. */
  readonly path: string;

  /** What stands there, ready to be printed. */
  readonly value?: string;

  readonly message: string;
}

/** What was read; `objects` counts those that no check looks at, too. */
export interface Checked {
  readonly files: number;
  readonly documents: number;
  readonly objects: number;
}

export interface LintResult {
  readonly findings: readonly LintFinding[];
  readonly checked: Checked;
}

/** The message with the value that it is about, for readers who see no path. */
export function valueAndMessage({ value, message }: LintFinding): string {
  return value === undefined ? message : `${value}: ${message}`;
}

/** The message with its place inside the object, as everywhere in this library: `spec.severity = 101: must be …`. */
export function placeAndMessage(finding: LintFinding): string {
  if (finding.path === '') {
    return valueAndMessage(finding);
  }
  return `${finding.path}${finding.value === undefined ? ': ' : ' = '}${valueAndMessage(finding)}`;
}
