import { type Finding, FindingSeverity } from './finding';
import { FindingsError } from './findings-error';
import { formatFindings } from './format';

/**
 * Hands findings to the person who runs the program: warnings and notices on standard error, one block for each
 * severity, and errors thrown together.
 *
 * @throws FindingsError with all errors at once
 */
export function report(subject: string, findings: readonly Finding[]): void {
  for (const severity of [FindingSeverity.NOTICE, FindingSeverity.WARNING]) {
    const matching = findings.filter((finding) => finding.severity === severity);
    if (matching.length > 0) {
      process.stderr.write(`${formatFindings(subject, matching)}\n`);
    }
  }
  const errors = findings.filter((finding) => finding.severity === FindingSeverity.ERROR);
  if (errors.length > 0) {
    throw new FindingsError(subject, errors);
  }
}

/** The same for what is checked again and again, as cdk8s does with the validations of a tree: each finding is told once. */
export function onceReporter(subject: string): (findings: readonly Finding[]) => void {
  const told = new Set<string>();
  return (findings) => {
    const fresh = findings.filter((finding) => !told.has(JSON.stringify(finding)));
    for (const finding of fresh) {
      told.add(JSON.stringify(finding));
    }
    report(subject, fresh);
  };
}
