import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { isMap } from '../../base';
import { JsonValues } from './json-values';
import { LineVerdicts } from './line-verdicts';
import { LogFileError } from './log-bytes';
import type { TextReader } from './text-reader';

const NEW_LINE = 0x0a;

/** More than any record has. */
const LONGEST = 100_000_000;

/** So many bytes are made a string together, up to the end of a line. */
/** A first line that is longer is not a record, but a list or a response. */
const LONGEST_FIRST = 4_000_000;

const PIECE = 1 << 16;

/**
 * Reads text as JSON values: one per line, or, where the first line is not a whole value, values that span lines. It is
 * given in blocks, and ends at any byte.
 */
export class LogText {
  private rest: Buffer[] = [];
  private restLength = 0;
  private line = 0;
  private readonly verdicts: LineVerdicts;
  /** The first line, while it may be the beginning of a value. */
  private held: string | undefined;
  private values: JsonValues | undefined;
  private decoder: TextDecoder | undefined;

  constructor(private readonly reader: TextReader) {
    this.verdicts = new LineVerdicts((line, reason) => reader.problem(line, reason));
  }

  /** @throws LogFileError when it cannot be logs */
  push(block: Buffer): void {
    if (this.values !== undefined) {
      this.values.push(this.decoded(block, true));
      return;
    }
    // The line that the block before began is short: the block itself is not copied.
    const first = this.restLength === 0 ? -1 : block.indexOf(NEW_LINE);
    if (this.restLength > 0 && first === -1) {
      this.keep(block);
      return;
    }
    if (first !== -1) {
      this.addLines(Buffer.concat([...this.rest, block.subarray(0, first)]));
      this.rest = [];
      this.restLength = 0;
    }
    this.addBlock(block.subarray(first + 1));
  }

  /** @throws LogFileError when the text ends within a value, or is not JSON at all */
  end(): void {
    if (this.values === undefined && this.restLength > 0) {
      this.addLines(Buffer.concat(this.rest));
    }
    if (this.held !== undefined) {
      this.line += 1;
      this.startValues('');
    }
    if (this.values?.isOpen === true) {
      throw new LogFileError('ends in the middle of a JSON value');
    }
    this.verdicts.end();
  }

  /** Starts at the beginning of a line. */
  private addBlock(block: Buffer): void {
    const last = this.values === undefined ? block.lastIndexOf(NEW_LINE) : -1;
    if (last !== -1) {
      this.addLines(block.subarray(0, last));
    }
    const rest = block.subarray(last + 1);
    if (this.values !== undefined) {
      this.values.push(this.decoded(rest, true));
    } else if (rest.length > 0) {
      this.keep(rest);
    }
  }

  /** A copy, because the block is used again for the next one. */
  private keep(block: Buffer): void {
    this.rest.push(Buffer.from(block));
    this.restLength += block.length;
    if (this.line === 0 && this.restLength > LONGEST_FIRST) {
      // A response on one line, whose hits are read one by one.
      const first = Buffer.concat(this.rest.splice(0));
      this.restLength = 0;
      this.line = 1;
      this.startValues(this.decoded(first, true), '');
      return;
    }
    if (this.restLength > LONGEST) {
      throw new LogFileError(`has a line of more than ${LONGEST / 1_000_000} MB; each line must be one record`);
    }
  }

  /** Strings of some size are cheap to collect. */
  private addLines(bytes: Buffer): void {
    let start = 0;
    while (start <= bytes.length) {
      if (this.values !== undefined) {
        this.values.push(`${this.decoded(bytes.subarray(start), true)}\n`);
        return;
      }
      const end = start + PIECE < bytes.length ? bytes.indexOf(NEW_LINE, start + PIECE) : -1;
      const stop = end === -1 ? bytes.length : end;
      this.addPiece(bytes.subarray(start, stop));
      start = stop + 1;
    }
  }

  private addPiece(bytes: Buffer): void {
    const isPlain = isAscii(bytes);
    if (!isPlain && !isUtf8(bytes)) {
      this.addBrokenLines(bytes);
      return;
    }
    const text = bytes.toString(isPlain ? 'latin1' : 'utf8');
    let start = 0;
    while (start <= text.length) {
      const end = text.indexOf('\n', start);
      const stop = end === -1 ? text.length : end;
      if (!this.addLine(text.slice(start, stop))) {
        this.startValues(text.slice(start));
        return;
      }
      start = stop + 1;
    }
  }

  /** Some lines are not valid UTF-8: looks at each on its own. */
  private addBrokenLines(bytes: Buffer): void {
    let start = 0;
    while (start <= bytes.length) {
      const end = bytes.indexOf(NEW_LINE, start);
      const stop = end === -1 ? bytes.length : end;
      const line = bytes.subarray(start, stop);
      if (!isUtf8(line)) {
        this.line += 1;
        this.reject('is not valid UTF-8');
      } else if (!this.addLine(line.toString('utf8'))) {
        this.startValues(bytes.subarray(start).toString('utf8'));
        return;
      }
      start = stop + 1;
    }
  }

  /** False if it shows that the lines are not values, but that values span lines. */
  private addLine(line: string): boolean {
    this.line += 1;
    if (this.reader.take(line)) {
      this.verdicts.accept();
      return true;
    }
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return this.addWrongLine(line);
    }
    if (this.held !== undefined) {
      if (!isMap(value)) {
        return false;
      }
      // The log was cut in the middle of its first line.
      this.held = undefined;
      this.reject('is not valid JSON', this.line - 1);
    }
    this.verdicts.accept();
    this.reader.value(value, this.line, { text: line, isLine: true });
    return true;
  }

  /** The first line may be the beginning of a value that spans lines, which the second one shows. */
  private addWrongLine(line: string): boolean {
    const trimmed = line.trim();
    if (trimmed === '') {
      return true;
    }
    if (this.held !== undefined) {
      return false;
    }
    if (this.verdicts.isEmpty && /^[[{]/.test(trimmed) && !/^\{.*\}$/.test(trimmed)) {
      if (/^[[{\s]+$/.test(trimmed)) {
        return false;
      }
      this.held = line;
      return true;
    }
    this.reject('is not valid JSON');
    return true;
  }

  private reject(reason: string, line = this.line): void {
    this.verdicts.reject(line, reason);
  }

  /** @param text the rest, from the line on that shows that values span lines */
  private startValues(text: string, end = '\n'): void {
    const { held } = this;
    const before = this.line - (held === undefined ? 1 : 2);
    this.held = undefined;
    this.values = new JsonValues((value, line, hits) => this.addValue(value, before + line, hits));
    this.values.push(`${held === undefined ? '' : `${held}\n`}${text}${end}`);
  }

  private addValue(text: string, line: number, hits: number | undefined): void {
    this.line = line;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.reject('is not valid JSON');
      return;
    }
    this.verdicts.accept();
    this.reader.value(value, line, { text, hits, isLine: false });
  }

  private decoded(block: Buffer, stream: boolean): string {
    this.decoder ??= new TextDecoder('utf-8');
    return this.decoder.decode(block, { stream });
  }
}
