import type { LogRecord } from '../../evaluation';
import { mappingOf } from '../../logs';

/** Computes start and end of a row in milliseconds since 1970; NaN where it does not say so. */
export type RowTimes = (row: LogRecord) => { readonly start: number; readonly end: number };

const INTERVAL = ['start_time', 'end_time'] as const;
const FIELDS: ReadonlyMap<string, readonly [start: string, end: string]> = new Map<string, readonly [string, string]>([
  ['flows', INTERVAL],
  ['dns', INTERVAL],
  ['l7', INTERVAL],
  ['audit', ['requestReceivedTimestamp', 'requestReceivedTimestamp']],
  ['waf', ['@timestamp', '@timestamp']],
]);

/** The fields with the times of the rows of a data set. */
export function timeFieldsOf(dataSet: string): readonly [start: string, end: string] {
  return FIELDS.get(dataSet) ?? INTERVAL;
}

/** How the times of the rows of a data set are read, to see when there are logs. */
export function rowTimesOf(dataSet: string): RowTimes {
  const [start, end] = timeFieldsOf(dataSet);
  const unit = mappingOf(dataSet)?.fieldOf(start).format === 'epoch_second' ? 1_000 : 1;
  return (row) => ({ start: millis(row[start], unit), end: millis(row[end], unit) });
}

function millis(value: unknown, unit: number): number {
  if (typeof value === 'number') {
    return value * unit;
  }
  if (typeof value !== 'string') {
    return Number.NaN;
  }
  const number = Number(value);
  return Number.isNaN(number) ? Date.parse(value) : number * unit;
}
