import { type Finding, FindingSeverity } from './finding';
import { FindingsError } from './findings-error';
import { formatFindings } from './format';

/** Receives a block of warnings or notices. */
export type Listener = (text: string) => void;

/** A runner of many programs collects the messages of each, and prints them with the name of the program. */
let listener: Listener = (text) => process.stderr.write(`${text}\n`);

/** Runs an action whose warnings and notices go to a listener instead of standard error. */
export function withListener<T>(hearing: Listener, action: () => T): T {
  const before = listener;
  listener = hearing;
  try {
    return action();
  } finally {
    listener = before;
  }
}

/**
 * Reports findings to the user of the program: prints warnings and notices on standard error, one block for each severity,
 * and throws all errors together.
 *
 * @throws FindingsError with all errors at once
 */
export function report(subject: string, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    return;
  }
  for (const severity of [FindingSeverity.NOTICE, FindingSeverity.WARNING]) {
    const matching = findings.filter((finding) => finding.severity === severity);
    if (matching.length > 0) {
      listener(formatFindings(subject, matching));
    }
  }
  const errors = findings.filter((finding) => finding.severity === FindingSeverity.ERROR);
  if (errors.length > 0) {
    throw new FindingsError(subject, errors);
  }
}

/** The same for repeated checks, such as the validations of a tree by cdk8s: each finding is reported once. */
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
