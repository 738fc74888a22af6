import { type Finding, warningRule } from '../../base';
import { indexTypeOf } from '../../logs';
import { walkQuery } from '../../query';
import { queryFinding, type RuleModel } from './rule-model';

const RANGE_OF_BLOCK = warningRule('global-alert/never-range-of-block');

/** Checks that addresses are not ordered against CIDR blocks, which have no place in the order. */
export function checkAddressRanges({ query, dataSet, release }: RuleModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined || dataSet === 'vulnerability') {
    return findings;
  }
  walkQuery(query, (leaf) => {
    if (leaf.kind !== 'comparison' || leaf.comparator === '=' || leaf.comparator === '!=') {
      return;
    }
    const { key, comparator, value } = leaf;
    if (value.text.includes('/') && indexTypeOf(dataSet, key, release) === 'address') {
      const message = `${key} ${comparator} is compared with a CIDR block, which the log store refuses, so every run fails; use = or != with the block, or compare with a single address`;
      findings.push(queryFinding(RANGE_OF_BLOCK, value.position, value.text, message));
    }
  });
  return findings;
}
