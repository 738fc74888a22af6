import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFiles } from './target-folder';
import { temporaryFolder } from './temporary-folder';

/** How many bytes are kept in memory before they are written. */
const MOST_PENDING = 1_000_000;

/** Where the text of a file is: still in memory, or in the temporary file. */
type Place = Buffer | { readonly at: number; readonly length: number };

/** The files of a run before they are written: their texts are in one temporary file, since a fleet has many of them. */
export class CollectedFiles {
  private readonly places = new Map<string, Place>();
  private readonly temporary = temporaryFolder();
  private readonly pending = new Map<string, Buffer>();
  private pendingSize = 0;
  private texts: number | undefined;
  private flushed = 0;

  /** For programs that write files themselves. */
  readonly scratch = join(this.temporary, 'scratch');

  get paths(): string[] {
    return [...this.places.keys()];
  }

  has(path: string): boolean {
    return this.places.has(path);
  }

  add(path: string, text: string | Buffer): void {
    const bytes = Buffer.from(text);
    if (this.pendingSize + bytes.length > MOST_PENDING) {
      this.flush();
    }
    this.pending.set(path, bytes);
    this.pendingSize += bytes.length;
    this.places.set(path, bytes);
  }

  get(path: string): Buffer {
    const place = this.places.get(path) ?? Buffer.alloc(0);
    if (Buffer.isBuffer(place)) {
      return place;
    }
    const bytes = Buffer.alloc(place.length);
    readSync(this.file(), bytes, 0, place.length, place.at);
    return bytes;
  }

  dispose(): void {
    if (this.texts !== undefined) {
      closeSync(this.texts);
    }
    rmSync(this.temporary, { recursive: true, force: true });
  }

  /** If the disk is full, the texts stay in memory. */
  private flush(): void {
    const bytes = Buffer.concat([...this.pending.values()]);
    onFiles(tmpdir(), () => {
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(this.file(), bytes, at, bytes.length - at, this.flushed + at);
      }
    });
    for (const [path, { length }] of this.pending) {
      this.places.set(path, { at: this.flushed, length });
      this.flushed += length;
    }
    this.pending.clear();
    this.pendingSize = 0;
  }

  private file(): number {
    this.texts ??= openSync(join(this.temporary, 'texts'), 'wx+');
    return this.texts;
  }
}
