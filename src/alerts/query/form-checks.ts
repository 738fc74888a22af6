import { errorRule, type Finding, warningRule } from '../../findings';
import type { CalicoRelease } from '../../release';
import type { QueryLeaf, QueryNode, QueryPosition, QueryRemark } from './query-node';
import { placeOf } from './query-place';
import { walkQuery } from './query-tree';

const NOT_YET = errorRule('query/not-yet');
const ODD_NOT = warningRule('query/exclamation-mark');
const ODD_NUMBER = warningRule('query/number-form');

const PATH = 'spec.query';

/** The releases that brought parts of the language, which is observed and not documented. */
const SETS_SINCE = '3.12';
export const EMPTY_SINCE = '3.22.0-2.0';

/** Hexadecimal, binary and octal numbers, and those with underscores between their digits. */
const ODD_FORM = /^0[xob]|_/i;

/**
 * Checks how a query is written: whether the release can read it, and whether people can.
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
    return [
      notYet({ text: 'EMPTY', position: leaf.keyPosition, since: EMPTY_SINCE, instead: 'Leave it out' }, release),
    ];
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
  const message = `Calico reads this form of a number, which is not documented, but compares numeric fields with decimal numbers only. Write it in decimal`;
  return [{ ...ODD_NUMBER, path: PATH, value: text, ...placeOf(position), message }];
}

function checkRemark({ kind, text, position }: QueryRemark, release: CalicoRelease): Finding[] {
  if (kind === 'exclamation mark') {
    const message = `Calico reads ! like NOT, which is not documented. Write NOT`;
    return [{ ...ODD_NOT, path: PATH, value: text, ...placeOf(position), message }];
  }
  return release._has(`${SETS_SINCE}.0`)
    ? []
    : [
        notYet(
          { text, position, since: `${SETS_SINCE}, in lower case`, instead: `Write ${text.toUpperCase()}` },
          release,
        ),
      ];
}

interface Word {
  readonly text: string;
  readonly position?: QueryPosition;
  readonly since: string;
  readonly instead: string;
}

function notYet({ text, position, since, instead }: Word, release: CalicoRelease): Finding {
  const message = `${text} came with ${since} (observed, not documented): ${release.displayName} cannot read the query. ${instead}`;
  return { ...NOT_YET, path: PATH, value: text, ...placeOf(position), message };
}
