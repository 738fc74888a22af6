import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { errorRule, FindingsError } from '../base';
import { Baseline, isReport, type LintFinding } from '../lint';
import { reasonOf } from '../reading';

const UNWRITABLE = errorRule({
  id: 'command/output-unwritable',
  form: 'words',
  what: 'The file for a report or a baseline must be writable, and must not contain anything else.',
  why: 'Otherwise, the report is lost, or it overwrites something that cannot be restored, such as a manifest.',
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
 * Writes a report, in the place of an earlier one at most.
 *
 * @throws FindingsError when it cannot be written, or the file contains anything else
 */
export function writeReport(file: string, text: string): void {
  write('--output', file, text, isReport);
}

function write(option: string, file: string, text: string, isReplaceable: (earlier: string) => boolean): void {
  try {
    const earlier = statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : '';
    if (earlier !== '' && !isReplaceable(earlier)) {
      throw unwritable(option, file, 'contains something that lint did not write; remove it, or name another file');
    }
    writeFileSync(file, text);
  } catch (error) {
    if (error instanceof FindingsError) {
      throw error;
    }
    throw unwritable(option, file, `cannot be written: ${reasonOf(error)}; name a file in an existing folder`);
  }
}

function unwritable(option: string, file: string, message: string): FindingsError {
  return new FindingsError(option, [{ ...UNWRITABLE, keys: [file], message }]);
}

/** @throws FindingsError when there is no baseline, or none that can be read */
export function readBaseline(file: string): Baseline {
  const baseline = Baseline.parse(file, textOf(file));
  if (baseline === undefined) {
    throw wrongBaseline(file, 'is not a baseline; write one with --write-baseline');
  }
  return baseline;
}

/**
 * Writes a baseline, in the place of an earlier one at most.
 *
 * @throws FindingsError when it cannot be written, or the file contains anything but a baseline
 */
export function writeBaseline(file: string, findings: readonly LintFinding[]): Baseline {
  const baseline = Baseline.of(file, findings);
  write('--baseline', file, baseline.text, (earlier) => Baseline.parse(file, earlier) !== undefined);
  return baseline;
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
