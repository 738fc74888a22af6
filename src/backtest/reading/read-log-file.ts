import { plural } from '../../base';
import { bytesOf, LogFileError, type OnBytes } from './log-bytes';
import type { LogFile } from './log-file';
import { LogText } from './log-text';
import type { LogProblems } from './problems';
import type { ResponsePage, ResponsePages } from './response-pages';
import { rowsOf } from './rows';
import type { TextReader, ValueSource } from './text-reader';

/** Receives rows. */
export interface RowTarget {
  /** Whether the row of a line was taken without parsing it. */
  take(text: string): boolean;
  /** @param isLine whether it is from a line, which could have been taken */
  row(row: Readonly<Record<string, unknown>>, isLine: boolean): void;
  /** Called after the rows of a value, with its text. */
  parsed(text: string, value: unknown): void;
}

/** What a file is read with. */
export interface ReadingOptions {
  readonly problems: LogProblems;
  readonly target: RowTarget;
  readonly pages: ResponsePages;
  readonly onBytes: OnBytes;
  /** Ends the reading between two blocks. */
  readonly signal?: AbortSignal;
  /** Is waited for before each block. */
  readonly ready?: () => Promise<void>;
}

/** Reads the rows of a file. What is wrong with it is reported, and rows that were read before are used. */
export async function readLogFile(file: LogFile, options: ReadingOptions): Promise<void> {
  const { problems, target, pages, onBytes, signal, ready } = options;
  let rows = 0;
  let place = 0;
  let isOfLine = false;
  const reader = {
    row: (row: Readonly<Record<string, unknown>>) => {
      rows += 1;
      target.row(row, isOfLine);
    },
    reject: (reason: string) => problems.line(file.path, place, reason),
    page: (page: ResponsePage) => pages.add(page, file.path),
    warn: (message: string) => problems.warn(file.path, message),
  };
  const read = {
    take: (line: string) => {
      const isTaken = target.take(line);
      rows += isTaken ? 1 : 0;
      return isTaken;
    },
    value: (value: unknown, line: number, { text, hits, isLine }: ValueSource) => {
      place = line;
      isOfLine = isLine;
      try {
        rowsOf(value, reader, hits);
      } catch (error) {
        // The only one is that of a stack that is full.
        if (!(error instanceof RangeError)) {
          throw error;
        }
        reader.reject('is nested too deeply');
        return;
      }
      target.parsed(text, value);
    },
  };
  await readText(file, { problems, onBytes, signal, ready, rows: () => rows }, read);
}

/** Reads the JSON values of a file, each with the line on which it begins. */
export async function readValues(
  file: LogFile,
  options: Omit<ReadingOptions, 'target' | 'pages'>,
  onValue: (value: unknown, line: number) => void,
): Promise<void> {
  let rows = 0;
  const value = (read: unknown, line: number) => {
    rows += 1;
    onValue(read, line);
  };
  await readText(file, { ...options, rows: () => rows }, { take: () => false, value });
}

interface TextOptions extends Omit<ReadingOptions, 'target' | 'pages'> {
  /** The number of rows that were read until now. */
  readonly rows: () => number;
}

async function readText(
  file: LogFile,
  { problems, onBytes, signal, ready, rows }: TextOptions,
  reader: Omit<TextReader, 'problem'>,
): Promise<void> {
  const problem = (line: number, reason: string) => problems.line(file.path, line, reason);
  const text = new LogText({ ...reader, problem });
  try {
    for await (const block of bytesOf(file, onBytes, signal)) {
      if (signal?.aborted === true) {
        return;
      }
      text.push(block);
      await ready?.();
    }
    text.end();
  } catch (error) {
    if (signal?.aborted === true) {
      return;
    }
    if (!(error instanceof LogFileError)) {
      throw error;
    }
    report(error.message, file, { rows: rows(), problems });
  }
}

function report(
  message: string,
  { path }: LogFile,
  { rows, problems }: { readonly rows: number; readonly problems: LogProblems },
): void {
  if (rows === 0) {
    problems.fatal(path, message);
  } else {
    problems.warn(path, `${message}; ${plural(rows, 'row')} before that ${rows === 1 ? 'is' : 'are'} used`);
  }
}
