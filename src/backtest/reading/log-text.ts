import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { JsonValues } from './json-values';
import { LogFileError } from './log-bytes';

const NEW_LINE = 0x0a;

/** More than any record has. */
const LONGEST = 100_000_000;

/** So many bytes are made a string together, up to the end of a line. */
const PIECE = 1 << 16;

/** So many lines of a file must be something else before it is given up. */
const MOST_WRONG = 1_000;

/** Receives what was read. */
export interface TextReader {
  /** Whether a line was read without parsing it. */
  take(text: string): boolean;
  /** A JSON value, with the line on which it begins, and its text. */
  value(value: unknown, line: number, text: string): void;
  /** A line that is not used, and why. */
  problem(line: number, reason: string): void;
}

/**
 * Reads text as JSON values: one per line, or, where the first line is not a whole value, values that span lines. It is
 * given in blocks, and ends at any byte.
 */
export class LogText {
  private rest: Buffer[] = [];
  private restLength = 0;
  private line = 0;
  private good = 0;
  private wrong = 0;
  /** Problems of lines, as long as it is not known whether the file has any record. */
  private readonly pending: { readonly line: number; readonly reason: string }[] = [];
  private values: JsonValues | undefined;
  private decoder: TextDecoder | undefined;

  constructor(private readonly reader: TextReader) {}

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
    if (this.values?.isOpen === true) {
      throw new LogFileError('ends in the middle of a JSON value');
    }
    if (this.good === 0 && this.wrong > 0) {
      throw new LogFileError('is not a file of JSON records');
    }
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

  /** False for the first line, if it is only the beginning of a value. */
  private addLine(line: string): boolean {
    this.line += 1;
    if (this.reader.take(line)) {
      this.accept();
      return true;
    }
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return this.addWrongLine(line);
    }
    this.accept();
    this.reader.value(value, this.line, line);
    return true;
  }

  private addWrongLine(line: string): boolean {
    const trimmed = line.trim();
    if (trimmed === '') {
      return true;
    }
    if (this.good === 0 && this.wrong === 0 && /^[[{]/.test(trimmed) && !/^\{.*\}$/.test(trimmed)) {
      return false;
    }
    this.reject('is not valid JSON');
    return true;
  }

  private reject(reason: string): void {
    this.wrong += 1;
    if (this.good === 0 && this.wrong >= MOST_WRONG) {
      throw new LogFileError(`is not a file of JSON records: none of its first ${MOST_WRONG} lines is JSON`);
    }
    this.pending.push({ line: this.line, reason });
    if (this.good > 0) {
      this.report();
    }
  }

  private accept(): void {
    this.good += 1;
    if (this.pending.length > 0) {
      this.report();
    }
  }

  private report(): void {
    for (const { line, reason } of this.pending.splice(0)) {
      this.reader.problem(line, reason);
    }
  }

  private startValues(text: string): void {
    const before = this.line - 1;
    this.values = new JsonValues((value, line) => this.addValue(value, before + line));
    this.values.push(`${text}\n`);
  }

  private addValue(text: string, line: number): void {
    this.line = line;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.reject('is not valid JSON');
      return;
    }
    this.accept();
    this.reader.value(value, line, text);
  }

  private decoded(block: Buffer, stream: boolean): string {
    this.decoder ??= new TextDecoder('utf-8');
    return this.decoder.decode(block, { stream });
  }
}
