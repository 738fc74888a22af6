import { errorRule, type Finding, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import type { QueryLeaf, QueryNode, QueryPosition, QueryRemark } from '../../query';
import { placeOf, walkQuery } from '../../query';

const NOT_YET = errorRule('query/not-yet');
const ODD_NOT = warningRule('query/exclamation-mark');
const ODD_NUMBER = warningRule('query/number-form');

const PATH = 'spec.query';

/** The releases that added parts of the language; observed, not documented. */
const SETS_SINCE = '3.12';
export const EMPTY_SINCE = '3.22.0-2.0';

/** Hexadecimal, binary and octal numbers, and those with underscores between their digits. */
const ODD_FORM = /^0[xob]|_/i;

/**
 * Checks the syntax of a query: whether the release can parse it, and whether it uses undocumented forms.
 *
 * @param remarks what the tree does not show
 */
export function checkQueryForms(node: QueryNode, remarks: readonly QueryRemark[], release: CalicoRelease): Finding[] {
  const findings: Finding[] = [];
  walkQuery(node, (leaf) => {
    findings.push(...checkOperator(leaf, release), ...checkNumber(leaf));
  });
  return [...findings, ...remarks.flatMap((remark) => checkRemark(remark, release))];
}

function checkOperator(leaf: QueryLeaf, release: CalicoRelease): Finding[] {
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

function checkNumber(leaf: QueryLeaf): Finding[] {
  if (leaf.kind !== 'comparison' || leaf.value.type !== 'number' || !ODD_FORM.test(leaf.value.text)) {
    return [];
  }
  const { text, position } = leaf.value;
  const message = `Calico accepts this number format, which is undocumented, but compares numeric fields with decimal numbers only. Write it in decimal`;
  return [{ ...ODD_NUMBER, path: PATH, value: text, ...placeOf(position), message }];
}

function checkRemark({ kind, text, position }: QueryRemark, release: CalicoRelease): Finding[] {
  if (kind === 'exclamation mark') {
    const message = `Calico treats ! as NOT, which is undocumented. Write NOT`;
    return [{ ...ODD_NOT, path: PATH, value: text, ...placeOf(position), message }];
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

function notYet({ text, subject = text, position, since, instead }: Word, release: CalicoRelease): Finding {
  const message = `${subject} was added in ${since} (observed, not documented): ${release.displayName} cannot parse the query. ${instead}`;
  return { ...NOT_YET, path: PATH, value: text, ...placeOf(position), message };
}
