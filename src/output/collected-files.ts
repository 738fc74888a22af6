import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFiles } from './target-folder';
import { temporaryFolder } from './temporary-folder';

/** How many bytes are kept in memory before they are written. */
const MOST_PENDING = 1_000_000;

/** The files of a run before they are written: their texts are in one temporary file, since a fleet has many of them. */
export class CollectedFiles {
  private readonly places = new Map<string, { readonly at: number; readonly length: number }>();
  private readonly temporary = temporaryFolder();
  private readonly texts = onFiles(tmpdir(), () => openSync(join(this.temporary, 'texts'), 'wx+'));
  private pending: Buffer[] = [];
  private size = 0;
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
    if (this.size + bytes.length - this.flushed > MOST_PENDING) {
      this.flush();
    }
    this.pending.push(bytes);
    this.places.set(path, { at: this.size, length: bytes.length });
    this.size += bytes.length;
  }

  get(path: string): Buffer {
    const { at, length } = this.places.get(path) ?? { at: 0, length: 0 };
    if (at + length > this.flushed) {
      this.flush();
    }
    const bytes = Buffer.alloc(length);
    readSync(this.texts, bytes, 0, length, at);
    return bytes;
  }

  dispose(): void {
    closeSync(this.texts);
    rmSync(this.temporary, { recursive: true, force: true });
  }

  /** If the disk is full, the texts stay in memory, and each place in the file remains right. */
  private flush(): void {
    const bytes = Buffer.concat(this.pending);
    onFiles(tmpdir(), () => {
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(this.texts, bytes, at, bytes.length - at, this.flushed + at);
      }
    });
    this.pending = [];
    this.flushed = this.size;
  }
}
