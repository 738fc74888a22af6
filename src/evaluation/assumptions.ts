/**
 * How well something is known: `D` is documented publicly, `E` was executed against OpenSearch 2.19.1 and Elasticsearch
 * 7.17.25, and `O` was observed and is not documented.
 */
export type Grade = 'D' | 'E' | 'O';

/** A fact that results rest on. */
export interface Assumption {
  readonly id: string;
  readonly grade: Grade;
  readonly words: string;
}

/** Everything that results may rest on, in one place, so that it can be corrected. */
// biome-ignore format: a table is read by its columns
const FACTS = {
  schedule:        { grade: 'O', words: 'an alert first runs one period after it is created, and then once per period; each phase is equally likely' },
  periodOfZero:    { grade: 'O', words: 'an alert with a period of 0s runs about every 5 seconds' },
  defaults:        { grade: 'D', words: 'the default period is 5 minutes, and the default lookback 10 minutes' },
  startTimeWindow: { grade: 'O', words: 'up to 3.16, a run sees the records whose start_time is within the lookback' },
  endTimeWindow:   { grade: 'O', words: 'since 3.17, a run sees the records whose end_time is within the lookback, in whole seconds' },
  auditWindow:     { grade: 'O', words: 'a run sees the audit logs whose requestReceivedTimestamp is within the lookback' },
  wafWindow:       { grade: 'O', words: 'a run sees the WAF logs whose @timestamp is within the lookback' },
  delay:           { grade: 'O', words: 'a record can be found some time after its end; the delay is the same for all records that do not state when they were stored' },
  generatedTime:   { grade: 'O', words: 'a record can be found from its generated_time on' },
  duplicates:      { grade: 'O', words: 'every run that still sees the records raises the events again' },
  query:           { grade: 'E', words: 'comparisons, sets and negations match what the log store answers' },
  fieldTypes:      { grade: 'D', words: 'fields of flow, DNS and L7 logs are indexed as documented in the public tables' },
  observedTypes:   { grade: 'O', words: 'fields of audit and WAF logs have the types listed in docs/log-fields.md' },
  nullValues:      { grade: 'O', words: 'an address that is null counts as 0.0.0.0, and a port that is null as 0' },
  letterCase:      { grade: 'O', words: 'domain names of DNS logs are compared and grouped in lower case, and types, classes and response codes in upper case' },
  nested:          { grade: 'O', words: 'labels, servers and answers of DNS logs, rules of WAF logs, and policies up to 3.22 are nested objects' },
  flattened:       { grade: 'O', words: 'labels of the clients in DNS logs are one flattened field' },
  groups:          { grade: 'E', words: 'a record is in one group for each combination of its values, and in no group if it lacks one of the fields' },
  groupLimit:      { grade: 'O', words: 'groups beyond the first 10,000, in the order of the last field, are lost' },
  lostMetrics:     { grade: 'O', words: 'up to 3.16, metrics other than count are lost beyond the first 500 groups, and are treated as 0' },
  hitLimit:        { grade: 'E', words: 'a count without aggregateBy stops at 10,000' },
  noValue:         { grade: 'E', words: 'a metric without values counts as 0' },
  eachRecord:      { grade: 'D', words: 'without metric and aggregateBy, each record raises an event' },
  textOfSummary:   { grade: 'D', words: 'the text of an event is the summary' },
  textOfDescription: { grade: 'O', words: 'since 3.13, the text of an event is the description' },
  numbersInText:   { grade: 'O', words: 'in the text of an event, counts are whole numbers, other numbers have one decimal, and variables without a value are not replaced' },
} as const satisfies Readonly<Record<string, Omit<Assumption, 'id'>>>;

/** The name of an assumption. */
export type AssumptionId = keyof typeof FACTS;

/** All assumptions, in the order of the table. */
export const ASSUMPTIONS: readonly Assumption[] = Object.entries(FACTS).map(([id, fact]) => ({ id, ...fact }));

/** Some of the assumptions, in the order of the table. */
export function assumptionsOf(ids: ReadonlySet<AssumptionId>): readonly Assumption[] {
  return ASSUMPTIONS.filter(({ id }) => ids.has(id as AssumptionId));
}
