import { alert, errorRule, type Finding, type Keys, UNREAD, warningRule } from '../base';
import type { CalicoRelease } from '../calico';
import type { QueryLeaf, QueryNode, QueryPosition, QueryRemark } from './query-node';
import { placeOf } from './query-place';
import { walkQuery } from './query-tree';

const NOT_YET = errorRule({
  id: 'query/not-yet',
  what: 'A query must use only features of the query language that the release has.',
  why: `IN, NOTIN and lower-case keywords were added in 3.12. EMPTY was added in 3.22.0-2.0, which was observed and is not documented. ${UNREAD}`,
  on: '3.11',
  bad: alert({ query: 'proto IN {tcp, udp}' }),
  good: alert({ query: 'proto = tcp OR proto = udp' }),
});
const ODD_NOT = warningRule({
  id: 'query/exclamation-mark',
  what: 'A query should use NOT instead of !.',
  why: 'Calico accepts both, but only NOT is documented.',
  bad: alert({ query: "'!(dest_port = 22)'" }),
  good: alert({ query: 'NOT (dest_port = 22)' }),
});
const ODD_NUMBER = warningRule({
  id: 'query/number-form',
  what: 'Numbers in a query should be decimal.',
  why: 'The language accepts hexadecimal, octal and binary numbers and underscores in numbers, but numeric fields can only be compared with decimal numbers.',
  bad: alert({ dataSet: 'dns', query: 'qname = 0x1F' }),
  good: alert({ dataSet: 'dns', query: 'qname = 31' }),
});

/** The releases that added parts of the language; observed, not documented. */
const SETS_SINCE = '3.12';
export const EMPTY_SINCE = '3.22.0-2.0';

/** Hexadecimal, binary and octal numbers, and those with underscores between their digits. */
const ODD_FORM = /^0[xob]|_/i;

/**
 * Checks the syntax of a query: whether the release can parse it, and whether it uses undocumented forms.
 *
 * @param remarks what the tree does not show
 * @param keys the field with the query
 */
export function checkQueryForms(
  node: QueryNode,
  remarks: readonly QueryRemark[],
  release: CalicoRelease,
  keys: Keys,
): Finding[] {
  const findings: UnplacedFinding[] = [];
  walkQuery(node, (leaf) => {
    findings.push(...checkOperator(leaf, release), ...checkNumber(leaf));
  });
  findings.push(...remarks.flatMap((remark) => checkRemark(remark, release)));
  return findings.map((finding) => ({ ...finding, keys }));
}

type UnplacedFinding = Omit<Finding, 'keys'>;

function checkOperator(leaf: QueryLeaf, release: CalicoRelease): UnplacedFinding[] {
  if (leaf.kind === 'emptiness' && !release._has(EMPTY_SINCE)) {
    return [notYet({ text: 'EMPTY', position: leaf.keyPosition, since: EMPTY_SINCE, instead: 'Remove it' }, release)];
  }
  if (leaf.kind === 'membership' && !release._has(`${SETS_SINCE}.0`)) {
    const { operator } = leaf;
    const instead = operator === 'IN' ? 'comparisons with =, joined by OR' : 'comparisons with !=, joined by AND';
    return [
      notYet({ text: operator, position: leaf.keyPosition, since: SETS_SINCE, instead: `Write ${instead}` }, release),
    ];
  }
  return [];
}

function checkNumber(leaf: QueryLeaf): UnplacedFinding[] {
  if (leaf.kind !== 'comparison' || leaf.value.type !== 'number' || !ODD_FORM.test(leaf.value.text)) {
    return [];
  }
  const { text, position } = leaf.value;
  const message = `Calico accepts this number format, which is undocumented, but compares numeric fields with decimal numbers only. Write it in decimal`;
  return [{ ...ODD_NUMBER, value: text, ...placeOf(position), message }];
}

function checkRemark({ kind, text, position }: QueryRemark, release: CalicoRelease): UnplacedFinding[] {
  if (kind === 'exclamation mark') {
    const message = `Calico treats ! as NOT, which is undocumented. Write NOT`;
    return [{ ...ODD_NOT, value: text, ...placeOf(position), message }];
  }
  return release._has(`${SETS_SINCE}.0`)
    ? []
    : [
        notYet(
          { text, subject: `lower-case ${text}`, position, since: SETS_SINCE, instead: `Write ${text.toUpperCase()}` },
          release,
        ),
      ];
}

interface Word {
  readonly text: string;
  /** How the message names it; by default the word itself. */
  readonly subject?: string;
  readonly position?: QueryPosition;
  readonly since: string;
  readonly instead: string;
}

function notYet({ text, subject = text, position, since, instead }: Word, release: CalicoRelease): UnplacedFinding {
  const message = `${subject} was added in ${since} (observed, not documented): ${release.displayName} cannot parse the query. ${instead}`;
  return { ...NOT_YET, value: text, ...placeOf(position), message };
}

/** The rules that this file checks. */
export const QUERY_FORM_RULES = [NOT_YET, ODD_NOT, ODD_NUMBER] as const;
