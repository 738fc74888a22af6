import { LogFileError } from './log-bytes';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const OPEN_MAP = 0x7b;
const CLOSE_LIST = 0x5d;
const CLOSE_MAP = 0x7d;
const NEW_LINE = 0x0a;
const COLON = 0x3a;
const COMMA = 0x2c;

/** Hits are elements of the list `hits` of the object `hits`: a list on this level of a response. */
const HITS = 'hits';
const LEVEL_OF_HITS = 3;

/** More than any saved answer has, and little enough to be parsed. */
const LONGEST = 256_000_000;

/**
 * Receives one value as text, and the line on which it begins. The hits of a response are received before it, each by itself; the
 * response is received without them, with their number.
 */
export type OnValue = (text: string, line: number, hits?: number) => void;

/**
 * Splits text into JSON values that span several lines: the elements of a list, or several objects one after the other, and the
 * hits of responses, which may be too many to be read together. The values are not checked here.
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
  private readonly keys = new HitsKeys();
  /** The response before its hits, while these are read. */
  private response: { readonly parts: string[]; readonly line: number } | undefined;
  private hits: number | undefined;

  constructor(private readonly onValue: OnValue) {}

  /** @throws LogFileError when a value is too long */
  push(text: string): void {
    this.start = 0;
    this.keys.startText();
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      this.line += code === NEW_LINE ? 1 : 0;
      if (this.inString) {
        this.passString(code, text, index);
      } else if (this.depth === this.base) {
        this.begin(code, index);
      } else {
        this.pass(code, text, index);
      }
    }
    if (this.depth > this.base) {
      this.keep(text.slice(this.start));
    }
  }

  /** Whether the text ended within a value. */
  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** The level on which values begin. */
  private get base(): number {
    return this.response === undefined ? 0 : LEVEL_OF_HITS;
  }

  private passString(code: number, text: string, index: number): void {
    if (this.isEscaped) {
      this.isEscaped = false;
    } else if (code === BACKSLASH) {
      this.isEscaped = true;
    } else if (code === QUOTE) {
      this.inString = false;
      this.keys.endString(text, index);
    }
  }

  private begin(code: number, index: number): void {
    if (code === OPEN_LIST && this.isList === undefined) {
      this.isList = true;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      this.isList ??= false;
      this.depth += 1;
      this.start = index;
      this.startLine = this.line;
    } else if (code === CLOSE_LIST && this.response !== undefined) {
      this.endHits(index);
    }
    this.keys.pass(code, this.depth, index);
  }

  private pass(code: number, text: string, index: number): void {
    if (code === QUOTE) {
      this.inString = true;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      this.depth += 1;
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
      this.depth -= 1;
      if (this.depth === this.base) {
        this.emit(text.slice(this.start, index + 1));
      }
    }
    if (this.response === undefined && this.depth <= LEVEL_OF_HITS) {
      if (code === OPEN_LIST && this.depth === LEVEL_OF_HITS && this.keys.areHits) {
        this.response = { parts: [...this.parts.splice(0), text.slice(this.start, index + 1)], line: this.startLine };
        this.hits = 0;
        this.length = 0;
      }
      this.keys.pass(code, this.depth, index);
    }
  }

  private endHits(index: number): void {
    const { parts, line } = this.response ?? { parts: [], line: this.line };
    this.response = undefined;
    this.parts = parts;
    this.startLine = line;
    this.start = index;
    this.depth -= 1;
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
    if (this.response === undefined) {
      const { hits } = this;
      this.hits = undefined;
      this.onValue(text, this.startLine, hits);
    } else {
      this.hits = (this.hits ?? 0) + 1;
      this.onValue(text, this.startLine);
    }
  }
}

/** Whether the values of an object and of an object in it are those of the key `hits`. */
class HitsKeys {
  /** By level. */
  private readonly isHits = [false, false, false];
  private wasHits = false;
  /** Where the last string starts; unknown if it began in an earlier text. */
  private start = -1;

  get areHits(): boolean {
    return this.isHits[1] === true && this.isHits[2] === true;
  }

  startText(): void {
    this.start = -1;
  }

  endString(text: string, index: number): void {
    this.wasHits = this.start >= 0 && index - this.start === HITS.length + 1 && text.startsWith(HITS, this.start + 1);
  }

  /** @param level after the character */
  pass(code: number, level: number, index: number): void {
    if (code === QUOTE) {
      this.start = index;
    } else if (code === COLON && level < LEVEL_OF_HITS) {
      this.isHits[level] = this.wasHits;
    } else if (code === COMMA || code === OPEN_MAP) {
      this.isHits[level] = false;
    }
  }
}
