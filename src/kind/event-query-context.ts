import { QUOTING_EVENT_FIELDS } from '../events';
import { isAround, type Part, searchedStrings } from '../query';
import type { StringContext } from './string-context';

const QUOTING_FIELDS: ReadonlySet<string> = new Set(QUOTING_EVENT_FIELDS);

/** The context of a query over events: only alerts have substitutions. */
export function eventQueryContext(query: string): Partial<StringContext> {
  let strings: readonly Part[] | undefined;
  return {
    isQuery: true,
    isSearched: (offset, mark) => {
      strings ??= searchedStrings(query, QUOTING_FIELDS);
      return isAround(strings, offset, mark);
    },
  };
}
