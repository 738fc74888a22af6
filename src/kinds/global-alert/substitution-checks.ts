import {
  alert,
  errorRule,
  type Finding,
  FindingSeverity,
  type Manifest,
  suggestion,
  UNREAD,
  valueAt,
  warningRule,
} from '../../base';
import { isSet } from '../../kind';
import { type MembershipNode, placeOf, type QueryNode, walkQuery } from '../../query';

const QUERY = 'source_namespace IN ${watched}';
const SUBSTITUTION = '[{ name: watched, values: [shop, pay] }]';

const NAME = errorRule({
  id: 'global-alert/substitution-name',
  what: 'A substitution must have a name.',
  why: 'Otherwise a query cannot refer to it.',
  bad: alert({ substitutions: '[{ name: "", values: [shop] }]' }),
  good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
});
const DUPLICATE = errorRule({
  id: 'global-alert/substitution-duplicate',
  what: 'The names of substitutions must differ by more than case.',
  why: `The documentation forbids duplicates, and names are not case-sensitive. ${UNREAD} A duplicate that the query does not use is a warning, because it is stored and has no effect.`,
  bad: alert({
    query: QUERY,
    substitutions: '[{ name: watched, values: [shop] }, { name: Watched, values: [pay] }]',
  }),
  good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
});
const EMPTY = errorRule({
  id: 'global-alert/substitution-empty',
  acceptedAs: 'ignored',
  what: 'A substitution must have at least one value that is not empty.',
  why: 'A set in a query needs at least one value. Without one, the alert fails.',
  bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [] }]' }),
  good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
});
const MISSING = errorRule({
  id: 'global-alert/substitution-missing',
  acceptedAs: 'ignored',
  what: 'A query must refer to substitutions that the alert defines.',
  why: 'Otherwise the reference is not replaced, the query is invalid, and the alert fails.',
  bad: alert({ query: QUERY }),
  good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
});
const EMPTY_VALUE = warningRule({
  id: 'global-alert/substitution-empty-value',
  what: 'The values of a substitution should not be empty.',
  why: 'Calico drops empty values, so the effective set is smaller than written.',
  bad: alert({ query: QUERY, substitutions: '[{ name: watched, values: [shop, ""] }]' }),
  good: alert({ query: QUERY, substitutions: SUBSTITUTION }),
});

/** Checks the substitutions of an alert, and that those that its query refers to exist. */
export function checkSubstitutions(alert: Manifest, query: QueryNode | undefined): Finding[] {
  const entries = valueAt(alert, 'spec', 'substitutions');
  // Another check reports a value that is not a list; its names are unknown.
  if (isSet(entries) && !Array.isArray(entries)) {
    return [];
  }
  const substitutions = Array.isArray(entries) ? entries : [];
  const names = substitutions.map((substitution) => String(valueAt(substitution, 'name') ?? ''));
  const firsts = firstPlaces(names);
  const used = query === undefined ? [] : usedSubstitutions(query);
  const usedNames = new Set(used.map(({ name }) => name.toLowerCase()));
  return [
    ...names.flatMap((name, index) => checkName(name, index, firsts, usedNames)),
    ...substitutions.flatMap((substitution, index) =>
      checkValues(valueAt(substitution, 'values'), index, usedNames.has(String(names[index]).toLowerCase())),
    ),
    ...checkUse(used, names, firsts),
  ];
}

/** The first index of each name; Calico ignores case. */
function firstPlaces(names: readonly string[]): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const key = name.toLowerCase();
    firsts.set(key, firsts.get(key) ?? index);
  }
  return firsts;
}

function checkName(
  name: string,
  index: number,
  firsts: ReadonlyMap<string, number>,
  usedNames: ReadonlySet<string>,
): Finding[] {
  const keys = ['spec', 'substitutions', index, 'name'];
  if (name.trim() === '') {
    return [{ ...NAME, keys, value: name, message: 'must not be blank: the query refers to the values by this name' }];
  }
  const first = firsts.get(name.toLowerCase());
  if (first === index) {
    return [];
  }
  const inQuery = usedNames.has(name.toLowerCase());
  const consequence = inQuery ? 'so the query cannot be parsed' : 'although the query uses neither';
  const message = `is also the name of substitution ${first} (names are not case-sensitive), ${consequence}. Rename or remove one of them`;
  const rule = inQuery ? DUPLICATE : { ...DUPLICATE, severity: FindingSeverity.WARNING };
  return [{ ...rule, keys, value: name, message }];
}

/** The API server checks the values only if the query uses them. */
function checkValues(values: unknown, index: number, inQuery: boolean): Finding[] {
  const keys = ['spec', 'substitutions', index, 'values'];
  const texts = Array.isArray(values) ? values : [];
  // Another check reports a value that is not a list.
  if (isSet(values) && !Array.isArray(values)) {
    return [];
  }
  if (texts.every((value) => value === '')) {
    const message = inQuery
      ? 'must have at least one non-empty value: Calico drops empty values, and the query requires a set'
      : 'has no non-empty value, and the query does not use it: add values, or remove the substitution';
    const rule = inQuery ? EMPTY : { ...EMPTY, severity: FindingSeverity.WARNING };
    return [{ ...rule, keys, value: values, message }];
  }
  return texts.flatMap((value, position) =>
    value === ''
      ? [{ ...EMPTY_VALUE, keys: [...keys, position], value, message: 'is empty, so Calico drops it; remove it' }]
      : [],
  );
}

type UsedSubstitution = NonNullable<MembershipNode['substitution']>;

/** The substitutions that a query refers to, in the order of the query. */
function usedSubstitutions(query: QueryNode): UsedSubstitution[] {
  const used: UsedSubstitution[] = [];
  walkQuery(query, (node) => {
    if (node.kind === 'membership' && node.substitution !== undefined) {
      used.push(node.substitution);
    }
  });
  return used;
}

function checkUse(
  used: readonly UsedSubstitution[],
  names: readonly string[],
  firsts: ReadonlyMap<string, number>,
): Finding[] {
  return used
    .filter(({ name }) => !firsts.has(name.toLowerCase()))
    .map(({ name, position }) => {
      const hint = names.length === 0 ? '' : suggestion(name, names);
      const message = `is not a substitution of this alert; add it to spec.substitutions with its values${hint}`;
      return { ...MISSING, keys: ['spec', 'query'], value: `\${${name}}`, ...placeOf(position), message };
    });
}

/** The rules that this file checks. */
export const SUBSTITUTION_RULES = [NAME, DUPLICATE, EMPTY, MISSING, EMPTY_VALUE] as const;
