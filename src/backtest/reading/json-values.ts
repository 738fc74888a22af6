import { LogFileError } from './log-bytes';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const OPEN_MAP = 0x7b;
const CLOSE_LIST = 0x5d;
const CLOSE_MAP = 0x7d;
const NEW_LINE = 0x0a;

/** More than any saved answer has, and little enough to be parsed. */
const LONGEST = 256_000_000;

/** Receives one value as text, and the line on which it begins. */
export type OnValue = (text: string, line: number) => void;

/**
 * Splits text into JSON values that span several lines: the elements of a list, or several objects one after the other.
 * The values are not checked here.
 */
export class JsonValues {
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  private parts: string[] = [];
  private length = 0;
  private line = 1;
  /** Where in the current text the current value starts, or continues. */
  private start = 0;
  private startLine = 1;
  /** Whether the values are the elements of a list. */
  private isList: boolean | undefined;

  constructor(private readonly onValue: OnValue) {}

  /** @throws LogFileError when a value is too long */
  push(text: string): void {
    this.start = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      this.line += code === NEW_LINE ? 1 : 0;
      if (this.inString) {
        this.passString(code);
      } else if (this.depth === 0) {
        this.begin(code, index);
      } else if (this.ends(code)) {
        this.emit(text.slice(this.start, index + 1));
      }
    }
    if (this.depth > 0) {
      this.keep(text.slice(this.start));
    }
  }

  /** Whether the text ended within a value. */
  get isOpen(): boolean {
    return this.depth > 0;
  }

  private passString(code: number): void {
    if (this.isEscaped) {
      this.isEscaped = false;
    } else if (code === BACKSLASH) {
      this.isEscaped = true;
    } else if (code === QUOTE) {
      this.inString = false;
    }
  }

  private begin(code: number, index: number): void {
    if (code === OPEN_LIST && this.isList === undefined) {
      this.isList = true;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      this.isList ??= false;
      this.depth = 1;
      this.start = index;
      this.startLine = this.line;
    }
  }

  private ends(code: number): boolean {
    if (code === QUOTE) {
      this.inString = true;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      this.depth += 1;
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
      this.depth -= 1;
    }
    return this.depth === 0;
  }

  private keep(part: string): void {
    this.parts.push(part);
    this.length += part.length;
    if (this.length > LONGEST) {
      throw new LogFileError(
        `has a JSON value of more than ${LONGEST / 1_000_000} MB; save one record per line, as elasticdump does`,
      );
    }
  }

  private emit(last: string): void {
    const text = this.parts.length === 0 ? last : this.parts.join('') + last;
    this.parts = [];
    this.length = 0;
    this.onValue(text, this.startLine);
  }
}
