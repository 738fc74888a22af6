import { isAround, type Part, searchedStrings } from '../query';
import type { StringContext } from './string-context';

/** Texts of events can quote anything that an attacker sent. */
const FREE_FIELDS: ReadonlySet<string> = new Set(['description', 'name']);

/** The context of a query over events: only alerts have substitutions. */
export function eventQueryContext(query: string): Partial<StringContext> {
  let strings: readonly Part[] | undefined;
  return {
    isQuery: true,
    isSearched: (offset, mark) => {
      strings ??= searchedStrings(query, FREE_FIELDS);
      return isAround(strings, offset, mark);
    },
  };
}
