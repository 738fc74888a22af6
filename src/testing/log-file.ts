import { readFileSync } from 'node:fs';
import { parsedJson } from '../base';
import type { DataSet } from '../logs';
import { type LogRecordData, LogRows } from './log-rows';

/**
 * The records of a string with one JSON object per line, as log collectors and exports write them. Empty lines are skipped.
 *
 * @param name of the text, for errors
 * @throws Error that names the line which is not a JSON object
 * @internal
 */
export function rowsOfText(dataSet: DataSet, text: string, name: string): LogRows {
  const records: LogRecordData[] = [];
  const lines: number[] = [];
  for (const [index, line] of withoutMark(text).split('\n').entries()) {
    if (line.trim() === '') {
      continue;
    }
    const record = parsedJson(line);
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw new Error(`${name}:${index + 1}: is not a JSON object; each line must be one record`);
    }
    records.push(record as LogRecordData);
    lines.push(index + 1);
  }
  return new LogRows(dataSet, () => records, { name, lines });
}

/**
 * The records of a file.
 *
 * @throws Error when the file cannot be read, is not UTF-8, or has no records
 * @internal
 */
export function rowsOfFile(dataSet: DataSet, file: string): LogRows {
  const rows = rowsOfText(dataSet, decoded(readFileSync(file), file), file);
  if (rows._origin?.lines?.length === 0) {
    throw new Error(`${file}: contains no records`);
  }
  return rows;
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const isText = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw isText ? new Error(`${file}: is not valid UTF-8`) : error;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
