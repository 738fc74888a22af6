import { type Finding, FindingSeverity } from './finding';
import { FindingsError } from './findings-error';
import { formatFindings } from './format';

/** Takes a block of warnings or notices. */
export type Listener = (text: string) => void;

/** Whoever runs many programs in one hears what each has to say, and tells it with the name of the program. */
let listener: Listener = (text) => process.stderr.write(`${text}\n`);

/** Does something whose warnings and notices go to a listener and not to standard error. */
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
 * Hands findings to the person who runs the program: warnings and notices on standard error, one block for each
 * severity, and errors thrown together.
 *
 * @throws FindingsError with all errors at once
 */
export function report(subject: string, findings: readonly Finding[]): void {
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
