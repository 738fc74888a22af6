import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFiles } from './target-folder';
import { temporaryFolder } from './temporary-folder';

/** The files of a run before they are written: their texts are in one temporary file, since a fleet has many of them. */
export class CollectedFiles {
  private readonly places = new Map<string, { readonly at: number; readonly length: number }>();
  private readonly temporary = temporaryFolder();
  private readonly texts = onFiles(tmpdir(), () => openSync(join(this.temporary, 'texts'), 'wx+'));
  private size = 0;

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
    onFiles(tmpdir(), () => writeFileSync(this.texts, bytes));
    this.places.set(path, { at: this.size, length: bytes.length });
    this.size += bytes.length;
  }

  get(path: string): Buffer {
    const { at, length } = this.places.get(path) ?? { at: 0, length: 0 };
    const bytes = Buffer.alloc(length);
    readSync(this.texts, bytes, 0, length, at);
    return bytes;
  }

  dispose(): void {
    closeSync(this.texts);
    rmSync(this.temporary, { recursive: true, force: true });
  }
}
