import { isMap, valueAt } from '../../base';

/** Receives the rows of what was read. */
export interface RowReader {
  row(row: Readonly<Record<string, unknown>>): void;
  /** Something that is not a row, and why. */
  reject(reason: string): void;
  /** Something about rows that are used nevertheless. */
  warn(message: string): void;
}

/**
 * The rows of a JSON value: a record itself, one in an envelope of elasticdump, those of a saved response of
 * Elasticsearch or of a list of audit events, and those of a list.
 */
export function rowsOf(value: unknown, reader: RowReader): void {
  if (Array.isArray(value)) {
    for (const element of value) {
      rowsOf(element, reader);
    }
  } else if (!isMap(value)) {
    reader.reject('is not a JSON object');
  } else if (Object.hasOwn(value, '_source')) {
    rowsOf(value['_source'], reader);
  } else if (isMap(value['hits']) && Object.hasOwn(value, 'hits')) {
    rowsOfResponse(value, reader);
  } else if (value['kind'] === 'EventList' && Array.isArray(value['items'])) {
    rowsOf(value['items'], reader);
  } else if (isMap(value['error']) && typeof value['status'] === 'number') {
    reader.reject(`is an error of Elasticsearch with status ${value['status']}, and not a record`);
  } else {
    reader.row(value);
  }
}

function rowsOfResponse(response: Readonly<Record<string, unknown>>, reader: RowReader): void {
  const hits = valueAt(response, 'hits', 'hits');
  if (!Array.isArray(hits)) {
    reader.reject('is a response of Elasticsearch without hits');
    return;
  }
  const total = valueAt(response, 'hits', 'total', 'value') ?? valueAt(response, 'hits', 'total');
  // Elasticsearch stops counting at 10,000, which is also the most that one answer has.
  const isOpen = valueAt(response, 'hits', 'total', 'relation') === 'gte';
  if (typeof total === 'number' && (isOpen || total > hits.length)) {
    reader.warn(
      `contains a response with ${hits.length} of ${isOpen ? 'at least ' : ''}${total} hits: export all of them, with search_after or elasticdump`,
    );
  }
  const failed = valueAt(response, '_shards', 'failed');
  if (response['timed_out'] === true || (typeof failed === 'number' && failed > 0)) {
    reader.warn('contains an incomplete response: the search timed out, or shards failed');
  }
  rowsOf(hits, reader);
}
