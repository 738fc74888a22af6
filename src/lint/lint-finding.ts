import type { LineCounter } from 'yaml';
import { type Finding, type FindingSeverity, fieldPath, formatValue } from '../base';
import type { Checked } from './tally';

/** A place in a file. */
export interface Place {
  /** As it was named on the command line, or found below a folder that was. */
  readonly file: string;

  /** Both begin with 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;

  /** The place after the last character; undefined where only the start is known. */
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A finding with its place in a file. */
export interface LintFinding extends Place {
  /** `Kind namespace/name` or `Kind name`; empty where a finding is about the file itself. */
  readonly object: string;

  readonly rule: string;
  readonly severity: FindingSeverity;

  /** Field path inside the object; empty where there is none. */
  readonly path: string;

  /** The value of the field, formatted for output. */
  readonly value?: string;

  /** Whether the field is absent. */
  readonly isAbsent?: boolean;

  readonly message: string;
}

/**
 * @param object the title of the object that the finding is about; empty if it is about the file itself
 */
export function lintFinding(
  { file, line, column, endLine, endColumn }: Place,
  object: string,
  { rule, severity, keys, value, isAbsent, message }: Finding & { readonly isAbsent?: boolean },
): LintFinding {
  const printed = value === undefined ? undefined : formatValue(value);
  const place = { file, line, column, endLine, endColumn };
  return { ...place, object, rule, severity, path: fieldPath(keys), value: printed, isAbsent, message };
}

/** The objects that could not be checked because no release is known for them. */
export interface WithoutRelease {
  readonly count: number;
  /** The first of them. */
  readonly first: Place & { readonly object: string };
}

/** Findings that a report does not list. */
export interface Omitted {
  /** Those in the baseline. */
  readonly baseline?: number;
  /** Warnings and notices that nobody wants to see. */
  readonly quiet?: number;
}

/** A file whose check ended with an exception, which is a fault of this program. */
export interface Crash {
  /** Undefined where the files could not be listed. */
  readonly file?: string;
  readonly error: unknown;
}

export interface LintResult {
  readonly findings: readonly LintFinding[];
  readonly checked: Checked;
  /** Undefined if a release is known for each object. */
  readonly withoutRelease?: WithoutRelease;
  /** How many findings were left out of the list, by the reason. */
  readonly omitted?: Omitted;
  /** Files without findings, because their check failed. */
  readonly crashes: readonly Crash[];
}

/** The message with the value that it is about, for readers who see no path. */
export function valueAndMessage({ value, isAbsent, message }: LintFinding): string {
  const subject = isAbsent ? 'is not set' : value;
  return subject === undefined ? message : `${subject}: ${message}`;
}

/** The message with its place inside the object, as everywhere in this library: `spec.severity = 101: must be …`. */
export function placeAndMessage(finding: LintFinding): string {
  if (finding.path === '') {
    return valueAndMessage(finding);
  }
  const separator = finding.isAbsent ? ' ' : finding.value === undefined ? ': ' : ' = ';
  return `${finding.path}${separator}${valueAndMessage(finding)}`;
}

/** The place of a text in a file. */
export function placeIn(file: string, lines: LineCounter, offset: number, end?: number): Place {
  const { line, col: column } = lines.linePos(offset);
  if (end === undefined || end <= offset) {
    return { file, line, column };
  }
  const { line: endLine, col: endColumn } = lines.linePos(end);
  return { file, line, column, endLine, endColumn };
}
