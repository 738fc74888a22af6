import { isMap, valueAt } from '../../base';
import type { ResponsePage } from './response-pages';

/** Receives the rows of what was read. */
export interface RowReader {
  row(row: Readonly<Record<string, unknown>>): void;
  /** Something that is not a row, and why. */
  reject(reason: string): void;
  /** A response that says how many hits there are. */
  page(page: ResponsePage): void;
  /** Something about rows that are used nevertheless. */
  warn(message: string): void;
}

/**
 * The rows of a JSON value: a record itself, one in an envelope of elasticdump, those of a saved response of
 * Elasticsearch or of a list of audit events, and those of a list.
 *
 * @param hitsBefore the hits of a response that were read before it
 */
export function rowsOf(value: unknown, reader: RowReader, hitsBefore = 0): void {
  if (Array.isArray(value)) {
    for (const element of value) {
      rowsOf(element, reader);
    }
  } else if (!isMap(value)) {
    reader.reject('is not a JSON object');
  } else if (Object.hasOwn(value, '_source')) {
    rowsOf(value['_source'], reader);
  } else if (isMap(value['hits']) && Object.hasOwn(value, 'hits')) {
    rowsOfResponse(value, reader, hitsBefore);
  } else if (value['kind'] === 'EventList' && Array.isArray(value['items'])) {
    rowsOf(value['items'], reader);
  } else if (isMap(value['error']) && typeof value['status'] === 'number') {
    reader.reject(`is an error of Elasticsearch with status ${value['status']}, not a record`);
  } else {
    reader.row(value);
  }
}

function rowsOfResponse(response: Readonly<Record<string, unknown>>, reader: RowReader, hitsBefore: number): void {
  const hits = valueAt(response, 'hits', 'hits');
  if (!Array.isArray(hits)) {
    reader.reject('is a response of Elasticsearch without hits');
    return;
  }
  const total = valueAt(response, 'hits', 'total', 'value') ?? valueAt(response, 'hits', 'total');
  const isOpen = valueAt(response, 'hits', 'total', 'relation') === 'gte';
  if (typeof total === 'number') {
    reader.page({ total, isOpen, hits: hits.length + hitsBefore });
  }
  const failed = valueAt(response, '_shards', 'failed');
  if (response['timed_out'] === true || (typeof failed === 'number' && failed > 0)) {
    reader.warn('contains an incomplete response: the search timed out, or shards failed');
  }
  rowsOf(hits, reader);
}
