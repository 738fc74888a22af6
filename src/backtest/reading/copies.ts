import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileSteps } from './file-steps';
import type { LogFile } from './log-file';
import { opened } from './opened';
import type { LogProblems } from './problems';

const BLOCK = 1 << 16;
const LARGE_BLOCK = 1 << 20;

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
    const original = (sizes.get(file.size ?? 0) ?? 0) > 1 ? await originalOf(file, alike, steps) : undefined;
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
async function originalOf(
  file: LogFile,
  alike: Map<string, LogFile[]>,
  steps: FileSteps,
): Promise<LogFile | undefined> {
  const { path, size = 0 } = file;
  const start = size > 0 ? startOf(file) : undefined;
  if (start === undefined) {
    return undefined;
  }
  const key = `${size} ${start}`;
  const others = alike.get(key) ?? [];
  alike.set(key, others);
  for (const other of others) {
    if (size <= BLOCK || (await isCopy([other.path, path], steps))) {
      return other;
    }
  }
  others.push(file);
  return undefined;
}

/** A digest of the first block; undefined for what cannot be read, which is reported when it is read. */
function startOf({ path, size = BLOCK }: LogFile): string | undefined {
  return opened(path, (descriptor) => {
    const block = Buffer.allocUnsafe(Math.min(BLOCK, size));
    const length = readSync(descriptor, block, 0, block.length, 0);
    return createHash('sha256').update(block.subarray(0, length)).digest('base64');
  });
}

/** Ends at the first difference, or when the walk has to end. */
async function isCopy(paths: readonly [string, string], steps: FileSteps): Promise<boolean> {
  const files: FileHandle[] = [];
  try {
    for (const path of paths) {
      files.push(await open(path));
    }
    return await haveSameBlocks(files, steps);
  } catch {
    return false;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function haveSameBlocks(files: readonly FileHandle[], steps: FileSteps): Promise<boolean> {
  const buffers = files.map(() => Buffer.allocUnsafe(LARGE_BLOCK));
  while (!steps.isOver) {
    const [one, other] = await Promise.all(
      files.map(async (file, index) => {
        const { bytesRead, buffer } = await file.read(buffers[index] as Buffer, 0, LARGE_BLOCK, null);
        return buffer.subarray(0, bytesRead);
      }),
    );
    if (one === undefined || other === undefined || !one.equals(other)) {
      return false;
    }
    if (one.length === 0) {
      return true;
    }
  }
  return false;
}
