import { type Finding, FindingSeverity } from '../../src/base';
import { CalicoRelease } from '../../src/calico';
import { checkConditions, checkEventQuery, type EventQueryRules } from '../../src/events';
import { parseQuery } from '../../src/query';

const severity = FindingSeverity.ERROR;

/** Rules as a kind has them. */
export const RULES: EventQueryRules = {
  syntax: { rule: 'x/query', severity },
  unknownField: { rule: 'x/query-field', severity },
  value: { rule: 'x/query-value', severity },
  unreachableType: { rule: 'x/unreachable-type', severity: FindingSeverity.WARNING },
  wildcard: { rule: 'x/wildcard', severity: FindingSeverity.WARNING },
};

export const UNMATCHED = { rule: 'x/unmatched', severity: FindingSeverity.WARNING };

const KEYS = ['spec', 'query'];

/** What the checks report about a query over events, a line each. */
export function lines(query: string, release = '3.24'): string[] {
  return checkEventQuery(query, KEYS, RULES, CalicoRelease.parse(release)).findings.map(line);
}

/** Which conditions of a query no event meets. */
export function unmatched(query: string): string[] {
  const { node } = parseQuery(query);
  return node === undefined ? ['invalid'] : checkConditions(node, KEYS, UNMATCHED).map(line);
}

export function line({ severity: how, value, valueOffset, message, rule }: Finding): string {
  const place = valueOffset === undefined ? '' : ` at ${valueOffset + 1}`;
  return `${how} ${value}${place}: ${message} [${rule}]`;
}
