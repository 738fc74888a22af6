import { CalicoRelease } from '../../../src/calico';
import { windowRuleOf } from '../../../src/evaluation';
import { INDEX_TABLES, IndexMapping } from '../../../src/logs';
import { type Properties, propertiesOf } from '../index-properties';

/** An index of logs: how the data set is mapped, and which field says when a record was written. */
export interface LogIndex {
  readonly properties: Properties;
  readonly timeField: string;
}

function logIndex(dataSet: string, version: string): LogIndex {
  const release = CalicoRelease.parse(version);
  // One of the engines has no normalizers; the rows are written in the case that the rules are about.
  const table = Object.entries(INDEX_TABLES.get(dataSet) ?? {}).map(([name, history]) => [
    name,
    history.map(([since, field]) => [since, { ...field, normalizer: undefined }] as const),
  ]);
  const mapping = new IndexMapping(dataSet, Object.fromEntries(table), release);
  return { properties: propertiesOf(mapping), timeField: windowRuleOf(dataSet, release)?.field ?? '' };
}

/** The indices that the tests search, by name: a data set, or `flows-3.22` for flow logs before 3.23. */
export const LOG_INDICES: Readonly<Record<string, LogIndex>> = {
  flows: logIndex('flows', '3.23'),
  'flows-3.22': logIndex('flows', '3.22'),
  dns: logIndex('dns', '3.23'),
  l7: logIndex('l7', '3.23'),
  audit: logIndex('audit', '3.23'),
  waf: logIndex('waf', '3.23'),
};
