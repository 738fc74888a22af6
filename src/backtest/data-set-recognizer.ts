import { dataSetOf } from '../logs';

type Row = Readonly<Record<string, unknown>>;

/** Fields that are in each record of a data set, and in those of no other. */
const SIGNS: readonly (readonly [dataSet: string, fields: readonly string[]])[] = [
  ['flows', ['start_time', 'source_name_aggr', 'dest_name_aggr', 'reporter']],
  ['dns', ['start_time', 'qname', 'qtype']],
  ['audit', ['auditID', 'stage', 'verb']],
];

/** The data set of a row: by its signs, and otherwise by the number of its fields. */
export function recognize(row: Row): string | undefined {
  for (const [dataSet, fields] of SIGNS) {
    if (fields.every((field) => row[field] !== undefined)) {
      return dataSet;
    }
  }
  return dataSetOf(row);
}
