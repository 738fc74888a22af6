import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { reasonOf, STDIN } from '../../reading';
import { type BlocksAgain, gunzip, ZLIB } from './gunzip';
import type { LogFile } from './log-file';

/** Why a file, or the rest of it, cannot be used. */
export class LogFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogFileError';
  }
}

/** Called with the number of bytes that were read from a file, as it is stored. */
export type OnBytes = (bytes: number) => void;

const CHUNK = 1 << 20;

/** What the first bytes of files say. */
const FORMATS: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
];
const GZIP = [0x1f, 0x8b];
const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** How much of a file is searched for bytes that no text has. */
const SEARCHED = 8_192;

/**
 * The text of a file as bytes, decompressed if it is compressed with gzip. A block is only valid until the next one.
 *
 * @throws LogFileError when it cannot be read, or is not text; what was read before is right
 */
export async function* bytesOf(
  file: LogFile,
  onBytes: OnBytes,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const counter = { bytes: 0 };
  const blocks = file.size === undefined ? streamed(file, signal) : blocksOf(file);
  const counted = counting(blocks, (bytes) => {
    counter.bytes += bytes;
    onBytes(bytes);
  });
  try {
    yield* text(counted, file.size === undefined ? undefined : () => blocksOf(file));
  } catch (error) {
    throw errorOf(error);
  } finally {
    await counted.return(undefined);
  }
  if (file.size !== undefined && counter.bytes < file.size) {
    throw new LogFileError(
      `became shorter while it was read: it had ${file.size} bytes, and ${counter.bytes} of them were read`,
    );
  }
}

/** The blocks of a regular file, all in one buffer, so that the collector of garbage has little to do. */
export async function* blocksOf({ path, size = CHUNK }: LogFile): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    // Large buffers for many small files would keep the collector busy. A byte more shows at once that the file has ended.
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(size + 1, SEARCHED)));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Standard input, or a pipe: a signal ends the wait for its next bytes. */
async function* streamed({ path }: LogFile, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const source: Readable = path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: CHUNK });
  if (signal !== undefined) {
    addAbortSignal(signal, source);
  }
  yield* source as AsyncIterable<Buffer>;
}

async function* counting(blocks: AsyncGenerator<Buffer>, onBytes: OnBytes): AsyncGenerator<Buffer> {
  for await (const block of blocks) {
    onBytes(block.length);
    yield block;
  }
}

async function* text(chunks: AsyncGenerator<Buffer>, again: BlocksAgain | undefined): AsyncGenerator<Buffer> {
  const first = await firstOf(chunks, SEARCHED);
  if (startsWith(first, GZIP)) {
    yield* checked(gunzip(joined(first, chunks), again));
    return;
  }
  yield* checked(joined(first, chunks));
}

/** The first bytes, as many as are needed to recognize the format. */
async function firstOf(chunks: AsyncGenerator<Buffer>, wanted: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let length = 0; length < wanted; ) {
    const { value, done } = await chunks.next();
    if (done) {
      break;
    }
    parts.push(Buffer.from(value));
    length += value.length;
  }
  return Buffer.concat(parts);
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** Checks the beginning, and removes a byte order mark. */
async function* checked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) {
      const problem = problemOf(chunk);
      if (problem !== undefined) {
        throw new LogFileError(problem);
      }
    }
    yield isFirst && startsWith(chunk, UTF8_MARK) ? chunk.subarray(UTF8_MARK.length) : chunk;
    isFirst = false;
  }
}

function problemOf(bytes: Buffer): string | undefined {
  const format = FORMATS.find(([, start]) => startsWith(bytes, start))?.[0];
  if (format !== undefined) {
    return `is compressed with ${format}: decompress it, or compress it with gzip`;
  }
  if (UTF16.some((mark) => startsWith(bytes, mark))) {
    return 'is encoded in UTF-16: convert it to UTF-8';
  }
  return bytes.subarray(0, SEARCHED).includes(0) ? 'is a binary file, not a log file' : undefined;
}

function startsWith(bytes: Buffer, start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);
}

function errorOf(error: unknown): unknown {
  if (error instanceof LogFileError) {
    return error;
  }
  const { code } = error as NodeJS.ErrnoException;
  const damaged = ZLIB.get(code ?? '');
  return new LogFileError(damaged ?? `cannot be read: ${reasonOf(error)}`);
}
