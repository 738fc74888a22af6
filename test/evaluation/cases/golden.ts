import type { Grouping } from './queries';
import type { CaseRecord } from './records';
import type { GroupVerdict, QueryVerdict } from './verdicts';

/** A grouping whose query is text. */
export type WrittenGrouping = Omit<Grouping, 'query'> & { readonly query: string };

/** What the engine answered about an index, recorded by `differential.e2e.ts`. */
export interface GoldenFile {
  readonly records: readonly CaseRecord[];
  readonly queries: readonly (readonly [query: string, verdict: QueryVerdict])[];
  readonly groupings: readonly (readonly [grouping: WrittenGrouping, verdict: GroupVerdict])[];
}
