import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorRule, FindingsError } from '../../base';
import { reasonOf } from '../../reading';

const UNWRITABLE = errorRule({
  id: 'backtest/temporary-files',
  form: 'words',
  what: 'The folder for temporary files must have space for intermediate results.',
  why: 'Results that do not fit into memory are kept there.',
  bad: 'A folder `TMPDIR` that does not exist, or a full disk.',
  good: '`TMPDIR=/var/tmp npx cdk8s-calico-threat-defense backtest dist --logs logs`, if there is space in `/var/tmp`.',
});

/**
 * Creates a file without a name, which vanishes with the process, however that ends.
 *
 * @throws FindingsError when the folder for temporary files cannot be written
 */
export function temporaryFile(): number {
  return guarded(() => {
    const folder = mkdtempSync(join(tmpdir(), 'calico-backtest-'));
    const descriptor = openSync(join(folder, 'partials'), 'wx+', 0o600);
    rmSync(folder, { recursive: true, force: true });
    return descriptor;
  });
}

/** @throws FindingsError when the disk is full */
export function appendTo(descriptor: number, bytes: Uint8Array): void {
  guarded(() => writeFileSync(descriptor, bytes));
}

function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const message = `cannot be written: ${reasonOf(error)}; set TMPDIR to a folder with more space`;
    throw new FindingsError('temporary files', [{ ...UNWRITABLE, keys: [tmpdir()], message }]);
  }
}

/** The rules that this file checks. */
export const TEMPORARY_FILES_RULES = [UNWRITABLE] as const;
