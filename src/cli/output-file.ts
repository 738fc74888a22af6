import { readFileSync, writeFileSync } from 'node:fs';
import { errorRule, FindingsError } from '../base';
import { Baseline, type LintFinding } from '../lint';
import { reasonOf } from '../reading';

const UNWRITABLE = errorRule({
  id: 'command/output-unwritable',
  form: 'words',
  what: 'The file for a report must be writable.',
  why: 'Otherwise the report is lost.',
  bad: '`npx cdk8s-calico-threat-defense lint dist --output missing/report.txt` if the folder `missing` does not exist.',
  good: 'The same command with a file in an existing folder.',
});
const BASELINE = errorRule({
  id: 'command/baseline',
  form: 'words',
  what: 'The baseline must be a file that --write-baseline wrote.',
  why: 'Otherwise it is not known which findings are old.',
  bad: '`npx cdk8s-calico-threat-defense lint dist --baseline baseline.json` if `baseline.json` does not exist.',
  good: 'The same command with `--write-baseline`, once, and then without it.',
});

/**
 * Writes a report or a baseline.
 *
 * @param option that names the file
 * @throws FindingsError when it cannot be written
 */
export function writeOutput(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const message = `cannot be written: ${reasonOf(error)}; name a file in an existing folder`;
    throw new FindingsError(option, [{ ...UNWRITABLE, keys: [file], message }]);
  }
}

/** @throws FindingsError when there is no baseline, or none that can be read */
export function readBaseline(file: string): Baseline {
  const baseline = Baseline.parse(file, textOf(file));
  if (baseline === undefined) {
    throw wrongBaseline(file, 'is not a baseline; write one with --write-baseline');
  }
  return baseline;
}

/** @throws FindingsError when it cannot be written */
export function writeBaseline(file: string, findings: readonly LintFinding[]): void {
  writeOutput('--baseline', file, Baseline.textOf(file, findings));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw wrongBaseline(file, `cannot be read: ${reasonOf(error)}; write it with --write-baseline`);
  }
}

function wrongBaseline(file: string, message: string): FindingsError {
  return new FindingsError('--baseline', [{ ...BASELINE, keys: [file], message }]);
}

/** The rules that this file checks. */
export const OUTPUT_FILE_RULES = [UNWRITABLE, BASELINE] as const;
