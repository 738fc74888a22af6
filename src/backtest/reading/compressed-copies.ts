import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { FileSteps } from './file-steps';
import { blocksOf, bytesOf } from './log-bytes';
import type { LogFile } from './log-file';
import { opened } from './opened';
import type { LogProblems } from './problems';

/** The last bytes of data that is compressed with gzip: a checksum of the text, and its length. */
const TRAILER = 8;
const CHECKSUM = 4;
/** The shortest file that gzip makes. */
const SHORTEST = 18;
const LENGTHS = 2 ** 32;

/**
 * Leaves out compressed files whose text is also in another file, such as a rotated file from before it was compressed. Gzip
 * states a checksum of the text, so only files of which it is the same are decompressed to be compared.
 */
export async function withoutCompressedCopies(
  files: readonly LogFile[],
  problems: LogProblems,
  signal?: AbortSignal,
): Promise<LogFile[]> {
  const keys = await keysOf(files, new FileSteps(signal));
  const alike = new Map<string, LogFile[]>();
  const digests = new Digests(signal);
  const kept: LogFile[] = [];
  for (const file of files) {
    const key = keys.get(file) ?? '';
    const others = key === '' ? [] : (alike.get(key) ?? []);
    const original = await digests.originalOf(file, others);
    if (original === undefined) {
      kept.push(file);
      alike.set(key, [...others, file]);
    } else {
      problems.warn(file.path, `has the same content as ${original.path}, so it was skipped`);
    }
  }
  return kept;
}

/** The checksums and lengths of the texts of files, as far as they can be the same as that of a compressed file. */
async function keysOf(files: readonly LogFile[], steps: FileSteps): Promise<Map<LogFile, string | undefined>> {
  const trailers = new Map<LogFile, Buffer | undefined>();
  for (const file of files) {
    trailers.set(file, (await steps.goOn()) ? trailerOf(file) : undefined);
  }
  const lengths = new Set([...trailers.values()].map((trailer) => trailer?.readUInt32LE(CHECKSUM)));
  const keyOf = async (file: LogFile) => {
    const { size = 0 } = file;
    const trailer = trailers.get(file)?.toString('hex');
    return trailer ?? (size > 0 && lengths.has(size % LENGTHS) ? await trailerOfText(file, steps) : undefined);
  };
  const keys = new Map<LogFile, string | undefined>();
  for (const file of files) {
    keys.set(file, (await steps.goOn()) ? await keyOf(file) : undefined);
  }
  return keys;
}

/** The end of a compressed file with a text; undefined for other files, and those that cannot be read. */
function trailerOf({ path, size = 0 }: LogFile): Buffer | undefined {
  return size < SHORTEST
    ? undefined
    : opened(path, (descriptor) => {
        const [start, trailer] = [Buffer.alloc(2), Buffer.alloc(TRAILER)];
        readSync(descriptor, start, 0, start.length, 0);
        readSync(descriptor, trailer, 0, TRAILER, size - TRAILER);
        return start.readUInt16BE() === 0x1f8b && trailer.readUInt32LE(CHECKSUM) > 0 ? trailer : undefined;
      });
}

/** The end that a file would have if it were compressed; undefined if it cannot be read, or the walk has to end. */
async function trailerOfText(file: LogFile, steps: FileSteps): Promise<string | undefined> {
  let checksum = 0;
  try {
    for await (const block of blocksOf(file)) {
      if (steps.isOver) {
        return undefined;
      }
      checksum = crc32(block, checksum);
    }
  } catch {
    return undefined;
  }
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeUInt32LE(checksum);
  trailer.writeUInt32LE((file.size ?? 0) % LENGTHS, CHECKSUM);
  return trailer.toString('hex');
}

/** Compares files by digests of their texts. */
class Digests {
  private readonly known = new Map<LogFile, string | undefined>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** The one of other files with the same text. */
  async originalOf(file: LogFile, others: readonly LogFile[]): Promise<LogFile | undefined> {
    for (const other of others) {
      const digest = await this.of(other);
      if (digest !== undefined && digest === (await this.of(file))) {
        return other;
      }
    }
    return undefined;
  }

  private async of(file: LogFile): Promise<string | undefined> {
    if (!this.known.has(file)) {
      this.known.set(file, await this.compute(file));
    }
    return this.known.get(file);
  }

  /** Undefined if it cannot be read as a whole. */
  private async compute(file: LogFile): Promise<string | undefined> {
    const hash = createHash('sha256');
    try {
      for await (const block of bytesOf(file, () => undefined, this.signal)) {
        if (this.signal?.aborted === true) {
          return undefined;
        }
        hash.update(block);
      }
    } catch {
      return undefined;
    }
    return hash.digest('base64');
  }
}
