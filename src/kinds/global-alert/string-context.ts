import { type DataKeys, type Manifest, valueAt } from '../../base';
import type { StringContext } from '../../kind';
import { isAround, isSearchedSubstitution, type Part, searchedStrings } from '../../query';

/** What clients send, and what rules and programs write about it. */
const FREE_FIELDS: ReadonlySet<string> = new Set([
  'msg',
  'path',
  'process_args',
  'requestURI',
  'rule_info',
  'rules.message',
  'url',
  'user_agent',
]);

/** What a string in the spec of an alert can contain that only looks like a placeholder. */
export function stringContext(manifest: Manifest, keys: DataKeys, text: string): Partial<StringContext> {
  const [top, field] = keys;
  if (top !== 'spec') {
    return {};
  }
  let names: ReadonlySet<string> | undefined;
  return {
    hasVariables: keys.length === 2 && (field === 'description' || field === 'summary'),
    isQuery: keys.length === 2 && field === 'query',
    isSubstitution: (name) => {
      names ??= substitutionNames(manifest);
      return names.has(name.toLowerCase());
    },
    isSearched: searched(text, manifest, keys),
  };
}

function searched(text: string, manifest: Manifest, keys: DataKeys): StringContext['isSearched'] {
  let strings: readonly Part[] | undefined;
  let isValue: boolean | undefined;
  return (offset, mark) => {
    if (keys[1] === 'query') {
      strings ??= searchedStrings(text, FREE_FIELDS);
      return isAround(strings, offset, mark);
    }
    isValue ??= isValueOfSearched(manifest, keys);
    return isValue && text !== mark;
  };
}

/** Whether a string is a value of a substitution that the query searches records for. */
function isValueOfSearched(manifest: Manifest, [, list, index = 0]: DataKeys): boolean {
  const name = list === 'substitutions' ? valueAt(manifest, 'spec', list, index, 'name') : undefined;
  const query = valueAt(manifest, 'spec', 'query');
  return typeof name === 'string' && typeof query === 'string' && isSearchedSubstitution(query, name, FREE_FIELDS);
}

/** Upper and lower case are the same in names of substitutions. */
function substitutionNames(manifest: Manifest): ReadonlySet<string> {
  const substitutions = valueAt(manifest, 'spec', 'substitutions');
  const entries = Array.isArray(substitutions) ? substitutions : [];
  return new Set(entries.map((entry) => String(valueAt(entry, 'name') ?? '').toLowerCase()));
}
