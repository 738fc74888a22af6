import { createGunzip, type Gunzip } from 'node:zlib';

const CHUNK = 1 << 20;

/** What is wrong with compressed data, by the code of the error. */
export const ZLIB: ReadonlyMap<string, string> = new Map([
  ['Z_BUF_ERROR', 'is truncated: its gzip data ends too early'],
  ['Z_DATA_ERROR', 'has damaged gzip data, or is followed by other data'],
]);

/** So much is decompressed at once; what comes of it is kept until it is read. */
const SLICE = 1 << 16;

/** Reads the blocks of a file once more. */
export type BlocksAgain = () => AsyncGenerator<Buffer>;

/** How far a file is decompressed: the bytes before the current slice, and those that came of them. */
interface Decompressed {
  read: number;
  made: number;
}

/**
 * What was decompressed before an error is passed on before the error: what came of the slice with the error is only known if
 * it is decompressed byte by byte.
 *
 * @param again undefined for a pipe, which can be read once only
 */
export async function* gunzip(blocks: AsyncGenerator<Buffer>, again: BlocksAgain | undefined): AsyncGenerator<Buffer> {
  const state: Decompressed = { read: 0, made: 0 };
  const follower = again === undefined ? new Follower() : undefined;
  try {
    yield* decompressed(follower === undefined ? blocks : follower.follow(blocks), state);
  } catch (error) {
    if (follower !== undefined && isDamage(error)) {
      yield* without(state.made - (await follower.catchUp()), follower.lastSlice());
    } else if (again !== undefined && isDamage(error)) {
      yield* without(state.made, decompressed(again(), { read: 0, made: 0 }, state.read));
    }
    throw error;
  } finally {
    follower?.dispose();
  }
}

/**
 * Decompresses a pipe once more, one slice after the reader, because an error loses what came of its slice. Both are
 * decompressed at the same time, in threads of Node.js.
 */
class Follower {
  private readonly unzip = createGunzip({ chunkSize: CHUNK });
  private readonly made: Buffer[] = [];
  private length = 0;
  private last: Buffer = Buffer.alloc(0);
  private before: Promise<void> = Promise.resolve();

  constructor() {
    this.unzip.on('data', (chunk: Buffer) => this.made.push(chunk));
    // The reader gets the same error.
    this.unzip.on('error', () => undefined);
  }

  /** Comes back with the length of what came of all slices but the last one, which the reader has. */
  async catchUp(): Promise<number> {
    await this.before;
    this.length += this.made.splice(0).reduce((sum, { length }) => sum + length, 0);
    return this.length;
  }

  async *follow(blocks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    for await (const block of blocks) {
      for (let start = 0; start < block.length; start += SLICE) {
        this.before = written(this.unzip, this.last);
        this.last = block.subarray(start, start + SLICE);
        yield this.last;
        await this.catchUp();
      }
    }
  }

  /** What comes of the slice that was read last, up to an error. */
  async *lastSlice(): AsyncGenerator<Buffer> {
    for (let at = 0; at < this.last.length && !this.unzip.destroyed; at += 1) {
      await written(this.unzip, this.last.subarray(at, at + 1));
      yield* this.made.splice(0);
    }
  }

  dispose(): void {
    this.unzip.destroy();
  }
}

/** @param fine the place from which on bytes are decompressed one by one */
async function* decompressed(
  blocks: AsyncGenerator<Buffer>,
  state: Decompressed,
  fine = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: CHUNK });
  const ready: Buffer[] = [];
  let failure: Error | undefined;
  unzip.on('data', (chunk: Buffer) => ready.push(chunk));
  unzip.on('error', (error) => {
    failure = error;
  });
  try {
    for await (const slice of slicesOf(blocks, state, fine)) {
      await written(unzip, slice);
      state.made += ready.reduce((sum, { length }) => sum + length, 0);
      yield* ready.splice(0);
      if (failure !== undefined) {
        break;
      }
      state.read += slice.length;
    }
    await ended(unzip);
    yield* ready.splice(0);
  } finally {
    unzip.destroy();
  }
  if (failure !== undefined) {
    throw failure;
  }
}

/** Cuts blocks at the place from which on bytes are decompressed one by one. */
async function* slicesOf(blocks: AsyncGenerator<Buffer>, state: Decompressed, fine: number): AsyncGenerator<Buffer> {
  for await (const block of blocks) {
    for (let start = 0; start < block.length; ) {
      const end = start + (state.read < fine ? Math.min(SLICE, fine - state.read) : 1);
      yield block.subarray(start, end);
      start = end;
    }
  }
}

/** Leaves out the first bytes, and an error at the end, which is known. */
async function* without(count: number, blocks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let left = count;
  try {
    for await (const block of blocks) {
      yield block.subarray(Math.min(left, block.length));
      left -= Math.min(left, block.length);
    }
  } catch (error) {
    if (!isDamage(error)) {
      throw error;
    }
  }
}

function isDamage(error: unknown): boolean {
  return ZLIB.has((error as NodeJS.ErrnoException).code ?? '');
}

/** Comes back when a slice is decompressed, or cannot be. */
function written(unzip: Gunzip, slice: Buffer): Promise<void> {
  return new Promise((resolve) => {
    unzip.once('close', resolve);
    unzip.write(slice, () => {
      unzip.removeListener('close', resolve);
      resolve();
    });
  });
}

/** Comes back when all is decompressed, or the end is missing. */
function ended(unzip: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    if (unzip.destroyed) {
      resolve();
      return;
    }
    unzip.once('close', resolve);
    unzip.once('end', resolve);
    unzip.end();
  });
}
