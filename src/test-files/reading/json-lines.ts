import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const NEW_LINE = 0x0a;

/** More than any record has. */
const LONGEST = 100_000_000;

/** A line of a file of JSON objects: its value, or why it is none. */
export type JsonLine =
  | { readonly line: number; readonly value: unknown; readonly problem?: undefined }
  | { readonly line: number; readonly problem: string };

/** Reads a file line by line, so it can be larger than memory. Empty lines are skipped. */
export function* readJsonLines(file: string): Generator<JsonLine> {
  let number = 0;
  for (const bytes of linesOf(file)) {
    number += 1;
    const text = textOf(bytes);
    if (text === undefined || text.trim() !== '') {
      yield parsed(text, number);
    }
  }
}

function parsed(text: string | undefined, line: number): JsonLine {
  if (text === undefined) {
    return { line, problem: 'is not valid UTF-8' };
  }
  try {
    return { line, value: JSON.parse(text) };
  } catch (error) {
    return { line, problem: `is not valid JSON: ${(error as Error).message}` };
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function* linesOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let parts: Buffer[] = [];
    let length = 0;
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      const read = Buffer.from(chunk.subarray(0, size));
      let start = 0;
      for (let end = read.indexOf(NEW_LINE); end !== -1; end = read.indexOf(NEW_LINE, start)) {
        yield Buffer.concat([...parts, read.subarray(start, end)]);
        parts = [];
        length = 0;
        start = end + 1;
      }
      parts.push(read.subarray(start));
      length += size - start;
      if (length > LONGEST) {
        throw Object.assign(new Error(`it has a line of more than ${LONGEST / 1_000_000} MB`), { code: 'EFBIG' });
      }
    }
    yield Buffer.concat(parts);
  } finally {
    closeSync(descriptor);
  }
}
