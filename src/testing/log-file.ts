import { readFileSync } from 'node:fs';
import { parsedJson } from '../base';
import type { LogRecordData } from './log-rows';

/**
 * The records of a string with one JSON object per line, as log collectors and exports write them. Empty lines are skipped.
 *
 * @param name of the text, for errors
 * @throws Error that names the line which is not a JSON object
 */
export function recordsOfText(text: string, name: string): LogRecordData[] {
  return text.split('\n').flatMap((line, index): LogRecordData[] => {
    if (line.trim() === '') {
      return [];
    }
    const record = parsedJson(line);
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      throw new Error(`${name}:${index + 1}: is not a JSON object; each line must be one record`);
    }
    return [record as LogRecordData];
  });
}

/**
 * The records of a file.
 *
 * @throws Error when the file cannot be read or has no records
 */
export function recordsOfFile(file: string): LogRecordData[] {
  const records = recordsOfText(readFileSync(file, 'utf8'), file);
  if (records.length === 0) {
    throw new Error(`${file}: contains no records`);
  }
  return records;
}
