import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { FileSteps } from './file-steps';
import type { LogFile } from './log-file';
import type { LogProblems } from './problems';

const BLOCK = 1 << 16;

/**
 * Leaves out files with the same content as an earlier one. Only files of the same size are looked into, and only those that
 * begin alike are compared as a whole.
 */
export async function withoutCopies(
  files: readonly LogFile[],
  problems: LogProblems,
  steps: FileSteps,
): Promise<LogFile[]> {
  const sizes = new Map<number, number>();
  for (const { size = 0 } of files) {
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  const alike = new Map<string, LogFile[]>();
  const kept: LogFile[] = [];
  for (const file of files) {
    const original = (sizes.get(file.size ?? 0) ?? 0) > 1 ? originalOf(file, alike) : undefined;
    if (original === undefined) {
      kept.push(file);
    } else {
      problems.warn(file.path, `has the same content as ${original.path}, so it was skipped`);
    }
    if (!(await steps.goOn())) {
      break;
    }
  }
  return kept;
}

/**
 * An earlier file with the same content; undefined if there is none.
 *
 * @param alike earlier files by size and beginning, to which the file is added if it is not a copy
 */
function originalOf(file: LogFile, alike: Map<string, LogFile[]>): LogFile | undefined {
  const { path, size = 0 } = file;
  const start = size > 0 ? startOf(file) : undefined;
  if (start === undefined) {
    return undefined;
  }
  const key = `${size} ${start}`;
  const others = alike.get(key) ?? [];
  alike.set(key, others);
  const original = others.find((other) => size <= BLOCK || isCopy(other.path, path));
  if (original === undefined) {
    others.push(file);
  }
  return original;
}

/** A digest of the first block; undefined for what cannot be read, which is reported when it is read. */
function startOf({ path, size = BLOCK }: LogFile): string | undefined {
  return opened([path], ([descriptor = -1]) => {
    const block = Buffer.allocUnsafe(Math.min(BLOCK, size));
    const length = readSync(descriptor, block, 0, block.length, 0);
    return createHash('sha256').update(block.subarray(0, length)).digest('base64');
  });
}

function isCopy(left: string, right: string): boolean {
  return opened([left, right], ([one = -1, other = -1]) => hasSameBlocks(one, other)) === true;
}

/** Ends at the first difference. */
function hasSameBlocks(left: number, right: number): boolean {
  const [one, other] = [Buffer.allocUnsafe(BLOCK), Buffer.allocUnsafe(BLOCK)];
  for (;;) {
    const length = readSync(left, one);
    const isSame = readSync(right, other) === length && one.subarray(0, length).equals(other.subarray(0, length));
    if (!isSame || length === 0) {
      return isSame;
    }
  }
}

function opened<T>(paths: readonly string[], action: (descriptors: readonly number[]) => T): T | undefined {
  const descriptors: number[] = [];
  try {
    for (const path of paths) {
      descriptors.push(openSync(path, 'r'));
    }
    return action(descriptors);
  } catch {
    return undefined;
  } finally {
    for (const descriptor of descriptors) {
      closeSync(descriptor);
    }
  }
}
