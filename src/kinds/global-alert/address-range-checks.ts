import { alert, type Finding, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { indexTypeOf } from '../../logs';
import { walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const ADDRESSES = `'source_ip < "10.0.0.0/8" AND action = deny'`;

const RANGE_OF_BLOCK = warningRule({
  id: 'global-alert/never-range-of-block',
  what: 'CIDR blocks should only be compared with = and !=.',
  why: 'Blocks have no order. Elasticsearch rejects the query, so every run of the alert fails.',
  bad: alert({ query: ADDRESSES }),
  good: alert({ query: ADDRESSES.replace('<', '=') }),
});

/** Checks that addresses are not compared with CIDR blocks by <, <=, > or >=, since blocks have no order. */
export function checkAddressRanges({ query, dataSet, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined || dataSet === 'vulnerability') {
    return findings;
  }
  walkQuery(query, (leaf) => {
    if (leaf.kind !== 'comparison' || leaf.comparator === '=' || leaf.comparator === '!=') {
      return;
    }
    const { key, comparator, value } = leaf;
    if (value.text.includes('/') && indexTypeOf(dataSet, key, release) === 'ip') {
      const message = `${key} ${comparator} cannot be used with a CIDR block: the log store rejects the query, so every run fails; use = or != with the block, or compare with a single address`;
      findings.push(queryFinding(RANGE_OF_BLOCK, value.position, value.text, message));
    }
  });
  return findings;
}

/** The rules that this file checks. */
export const ADDRESS_RANGE_RULES = [RANGE_OF_BLOCK] as const;
