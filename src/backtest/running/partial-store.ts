import { closeSync, readSync } from 'node:fs';
import type { GroupPartial, GroupValue } from '../../evaluation';
import { appendTo, temporaryFile } from './temporary-file';

const CHUNK = 1 << 16;

/** So many files of a level become one of the next level: all are read at the same time in the end. */
const FILES_OF_LEVEL = 16;
const NEW_LINE = 0x0a;

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

  /** Takes partials; they are sorted in place. */
  add(partials: GroupPartial[]): void {
    if (partials.length > 0) {
      this.put(written(sort(partials)), 0);
    }
  }

  /** The partials of all files and those that are still in memory, by the first run. */
  *sorted(rest: GroupPartial[]): Generator<GroupPartial> {
    yield* merged([...this.levels.flat().map(partialsIn), sort(rest).values()]);
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
      const larger = written(merged(files.map(partialsIn)));
      for (const each of files.splice(0)) {
        closeSync(each);
      }
      this.put(larger, level + 1);
    }
  }
}

/** Writes sorted partials to a new file. */
function written(partials: Iterable<GroupPartial>): number {
  const descriptor = temporaryFile();
  let lines: string[] = [];
  let length = 0;
  for (const partial of partials) {
    const line = lineOf(partial);
    lines.push(line);
    length += line.length;
    if (length > CHUNK) {
      appendTo(descriptor, lines.join(''));
      lines = [];
      length = 0;
    }
  }
  appendTo(descriptor, lines.join(''));
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

function sort(partials: GroupPartial[]): GroupPartial[] {
  return partials.sort((left, right) => left.first - right.first);
}

/** JSON has no infinite numbers: they become null. */
function lineOf({ first, last, n, values, sum, min, max, group }: GroupPartial): string {
  return `${JSON.stringify([first, last, n, values, sum, min, max, ...group])}\n`;
}

type Line = [number, number, number, number, number, number | null, number | null, ...GroupValue[]];

function* partialsIn(descriptor: number): Generator<GroupPartial> {
  for (const text of linesIn(descriptor)) {
    const [first, last, n, values, sum, min, max, ...group] = JSON.parse(text) as Line;
    const extremes = { min: min ?? Number.POSITIVE_INFINITY, max: max ?? Number.NEGATIVE_INFINITY };
    yield { first, last, n, values, sum, ...extremes, group };
  }
}

function* linesIn(descriptor: number): Generator<string> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const size = readSync(descriptor, chunk, 0, CHUNK, position);
    if (size === 0) {
      return;
    }
    position += size;
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    const end = bytes.lastIndexOf(NEW_LINE);
    if (end > 0) {
      yield* bytes.toString('utf8', 0, end).split('\n');
    }
    rest = bytes.subarray(end + 1);
  }
}
