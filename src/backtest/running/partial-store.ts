import { closeSync, readSync } from 'node:fs';
import { type GroupPartial, type PackedPartials, unpack } from '../../evaluation';
import { blocksOf, unpackAll } from './packed-partials';
import { appendTo, temporaryFile } from './temporary-file';

/** So many files of a level become one of the next level: all are read at the same time in the end. */
const FILES_OF_LEVEL = 16;

/**
 * Keeps partials in temporary files, each of them sorted by the first run, so that memory does not grow with the logs, and
 * rows can come in any order.
 */
export class PartialStore {
  private readonly levels: number[][] = [];

  /** Whether everything is still in memory. */
  get isEmpty(): boolean {
    return this.levels.length === 0;
  }

  /** Takes partials that are packed by their first run. */
  add(blocks: readonly PackedPartials[]): void {
    this.put(written(blocks), 0);
  }

  /** The partials of all files and those that are still in memory, which are sorted, by the first run. */
  *sorted(rest: readonly PackedPartials[]): Generator<GroupPartial> {
    yield* merged([...this.levels.flat().map(partialsIn), unpackAll(rest)]);
  }

  /** Removes the files. */
  dispose(): void {
    for (const descriptor of this.levels.splice(0).flat()) {
      closeSync(descriptor);
    }
  }

  private put(descriptor: number, level: number): void {
    const files = this.levels[level] ?? [];
    this.levels[level] = files;
    files.push(descriptor);
    if (files.length === FILES_OF_LEVEL) {
      const larger = written(blocksOf(merged(files.map(partialsIn))));
      for (const each of files.splice(0)) {
        closeSync(each);
      }
      this.put(larger, level + 1);
    }
  }
}

/** Writes sorted partials to a new file. */
function written(blocks: Iterable<PackedPartials>): number {
  const descriptor = temporaryFile();
  for (const block of blocks) {
    writeBlock(descriptor, block);
  }
  return descriptor;
}

/** The partials of sorted sources, by the first run. */
function* merged(sources: readonly Iterator<GroupPartial>[]): Generator<GroupPartial> {
  const heads = sources.map((source) => ({ source, head: source.next() }));
  for (;;) {
    let next: (typeof heads)[number] | undefined;
    for (const each of heads) {
      if (each.head.done !== true && (next === undefined || each.head.value.first < headOf(next))) {
        next = each;
      }
    }
    if (next === undefined || next.head.done === true) {
      return;
    }
    yield next.head.value;
    next.head = next.source.next();
  }
}

function headOf({ head }: { readonly head: IteratorResult<GroupPartial> }): number {
  return head.done === true ? Number.POSITIVE_INFINITY : head.value.first;
}

/** A block is the length of its groups as JSON, the length of its numbers, and both. */
function writeBlock(descriptor: number, { groups, numbers }: PackedPartials): void {
  const json = Buffer.from(JSON.stringify(groups));
  const lengths = Float64Array.of(json.length, numbers.length);
  appendTo(descriptor, Buffer.concat([bytesOf(lengths), json, bytesOf(numbers)]));
}

/** All blocks of a file are read into the same numbers. */
function* partialsIn(descriptor: number): Generator<GroupPartial> {
  const lengths = new Float64Array(2);
  let buffer = new Float64Array(0);
  let position = 0;
  while (isRead(descriptor, lengths, position)) {
    const [ofJson = 0, ofNumbers = 0] = lengths;
    buffer = buffer.length < ofNumbers ? new Float64Array(ofNumbers) : buffer;
    const numbers = buffer.subarray(0, ofNumbers);
    const json = Buffer.allocUnsafe(ofJson);
    position += lengths.byteLength;
    readSync(descriptor, json, 0, ofJson, position);
    position += ofJson;
    isRead(descriptor, numbers, position);
    position += numbers.byteLength;
    yield* unpack({ groups: JSON.parse(json.toString()), numbers });
  }
}

/** False at the end of the file. */
function isRead(descriptor: number, numbers: Float64Array, position: number): boolean {
  return readSync(descriptor, bytesOf(numbers), 0, numbers.byteLength, position) > 0;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
