import { ownValue } from '../base';
import type { CalicoRelease } from '../calico';
import { CATALOGUES, type FieldCatalogue } from './catalogue';
import { availability } from './field-history';
import { spelling } from './spelling';

const MOST_CANDIDATES = 4;

/** Hints for names whose meaning is not similar to a field's name, by data set and name. */
const HINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flows: { count: '; the number of flows is num_flows', protocol: '; did you mean proto?' },
  dns: { rtype: '; qtype is the type in the query, rrsets.type the type in an answer' },
};

/** A message that a data set does not have a field, an optional remark, and which field was probably meant. */
export function unknownField(key: string, catalogue: FieldCatalogue, release: CalicoRelease, remark = ''): string {
  const { dataSet } = catalogue;
  const others = CATALOGUES.filter((other) => isDocumented(key, other)).map((other) => other.dataSet);
  const home = `the data set${others.length === 1 ? '' : 's'} ${listed(others, 'and')}`;
  const problem =
    others.length === 0 ? `is not a field of the data set ${dataSet}` : `is a field of ${home}, not of ${dataSet}`;
  return problem + remark + hint(key, catalogue.dataSet, candidatesIn(catalogue, release));
}

function isDocumented(key: string, catalogue: FieldCatalogue): boolean {
  const facts = catalogue.factsOf(key);
  return facts !== undefined && facts.documented !== false;
}

/** The documented fields that a release has; for an undocumented data set, all known fields. */
function candidatesIn(catalogue: FieldCatalogue, release: CalicoRelease): readonly string[] {
  const names = catalogue.names.filter((name) => {
    const facts = catalogue.factsOf(name);
    return facts !== undefined && availability(facts, release).problem === undefined;
  });
  const documented = names.filter((name) => isDocumented(name, catalogue));
  return documented.length === 0 ? names : documented;
}

function hint(key: string, dataSet: string, names: readonly string[]): string {
  const hints = ownValue(HINTS, dataSet) ?? {};
  const known = ownValue(hints, key);
  return known ?? (partHint(key, names) || spelling(key, names) || endHint(key, names));
}

/**
 * For a name that is the start of others (`policies`), or a label (`source_labels.app`) where labels are compared as a
 * whole.
 */
function partHint(key: string, names: readonly string[]): string {
  const [head = ''] = key.split('.');
  const whole = `${head}.labels`;
  if (key !== head && names.includes(whole)) {
    return `; a label is compared as a whole: "${whole}" = "key=value"`;
  }
  const stem = key.replace(/\.$/, '');
  const parts = names.filter((name) => name.startsWith(`${stem}.`));
  return parts.length === 0 ? '' : `; write ${listed(parts, 'or')}`;
}

/** For a name that is the end of others: `namespace`. */
function endHint(key: string, names: readonly string[]): string {
  const candidates = names.filter((name) => name.endsWith(`_${key}`) || name.endsWith(`.${key}`));
  return candidates.length === 0 || candidates.length > MOST_CANDIDATES
    ? ''
    : `; did you mean ${listed(candidates, 'or')}?`;
}

function listed(names: readonly string[], word: string): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
