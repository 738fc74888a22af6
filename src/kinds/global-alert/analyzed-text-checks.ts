import { isIPv4 } from 'node:net';
import { alert, type Finding, ownValue, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { mappingOf } from '../../logs';
import { isNegative, literalsOf, printQuery, type QueryLeaf, type QueryLiteral, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const AUDIT = { dataSet: 'audit', query: `'verb = delete'` };

const ANALYZED_TEXT = warningRule({
  id: 'global-alert/never-analyzed-text',
  what: 'A query should take into account that some fields are stored as analyzed text: stage, sourceIPs and userAgent of audit logs, and messages of WAF logs.',
  why: 'The index contains their words in lower case: stage = ResponseComplete never matches, nor does sourceIPs with a CIDR block or an IPv6 address, nor any text of several words. Sets of lower-case words and of IPv4 addresses work.',
  bad: alert({ ...AUDIT, query: 'verb = delete AND stage = ResponseComplete' }),
  good: alert({ ...AUDIT, query: `'verb = delete AND stage IN {"responsecomplete"}'` }),
});

/** Checks the fields that the log store keeps as analyzed text, in lower-case words. */
export function checkAnalyzedText({ query, dataSet, substituted, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  const mapping = mappingOf(dataSet, release);
  if (query === undefined || substituted === undefined || mapping === undefined) {
    return findings;
  }
  walkQuery(substituted, (leaf) => {
    if (mapping.fieldOf(leaf.key).type === 'text') {
      findings.push(...(ownValue(CHECKS, leaf.key) ?? checkWords)(leaf));
    }
  });
  return findings;
}

const CHECKS: Readonly<Record<string, (leaf: QueryLeaf) => Finding[]>> = {
  stage: checkStage,
  sourceIPs: checkSourceIps,
};

/**
 * Calico checks the values of comparisons when the alert is stored, and accepts only mixed-case words; it does not
 * check sets.
 */
function checkStage(leaf: QueryLeaf): Finding[] {
  const capitals = literalsOf(leaf).filter(({ text }) => text !== text.toLowerCase());
  if (leaf.kind !== 'comparison' && capitals.length === 0) {
    return [];
  }
  const members = literalsOf(leaf).map(({ text }): QueryLiteral => ({ type: 'text', text: text.toLowerCase() }));
  const operator = isNegative(leaf) ? 'NOTIN' : 'IN';
  const isRange = leaf.kind === 'comparison' && leaf.comparator !== '=' && leaf.comparator !== '!=';
  const instead = isRange ? 'use IN' : `write ${printQuery({ kind: 'membership', key: 'stage', operator, members })}`;
  const effect = isRange ? 'has no defined order' : `${isNegative(leaf) ? 'excludes nothing' : 'never matches'}`;
  const message = `stage is stored as analyzed text, in lower case, so this condition ${effect}; ${instead}`;
  return [queryFinding(ANALYZED_TEXT, leaf.keyPosition, 'stage', message)];
}

/** An IPv4 address is one word of the text; a CIDR block is not a word, and an IPv6 address is several words. */
function checkSourceIps(leaf: QueryLeaf): Finding[] {
  const isRange = leaf.kind === 'comparison' && leaf.comparator !== '=' && leaf.comparator !== '!=';
  const lost = literalsOf(leaf).find(({ text }) => isRange || text.includes('/') || text.includes(':'));
  if (lost === undefined) {
    return [];
  }
  const effect = isRange ? 'compares strings' : isNegative(leaf) ? 'excludes nothing' : 'never matches';
  const [address = '', length = ''] = lost.text.split('/');
  const octets = isIPv4(address) && ['8', '16', '24'].includes(length) ? Number(length) / 8 : undefined;
  const pattern = octets === undefined ? '10.*' : `${address.split('.').slice(0, octets).join('.')}.*`;
  const operator = isNegative(leaf) ? 'NOTIN' : 'IN';
  const message = `sourceIPs is stored as text, not as addresses, so this condition ${effect}; only single IPv4 addresses and wildcards work, as in sourceIPs ${operator} {"${pattern}"}`;
  return [queryFinding(ANALYZED_TEXT, leaf.keyPosition, lost.text, message)];
}

/** What a word can contain: marks only between letters or digits, and other characters are not those of ASCII. */
const WORD = /^[a-z0-9_.,:;'\u0080-\uffff]+$/;
const PATTERN = /^[a-z0-9_.,:;'*?\\\u0080-\uffff]+$/;

/** A value is compared with each word, so one that is not a word is equal to none. */
function checkWords(leaf: QueryLeaf): Finding[] {
  const isRange = leaf.kind === 'comparison' && leaf.comparator !== '=' && leaf.comparator !== '!=';
  const words = leaf.kind === 'comparison' ? WORD : PATTERN;
  const lost = isRange ? undefined : literalsOf(leaf).find(({ text }) => !words.test(text));
  if (lost === undefined) {
    return [];
  }
  const effect = isNegative(leaf) ? 'excludes nothing' : 'never matches';
  const operator = isNegative(leaf) ? 'NOTIN' : 'IN';
  const word = /[a-z0-9]+/.exec(lost.text.toLowerCase())?.[0] ?? 'word';
  const message = `${leaf.key} is stored as analyzed text, in single words in lower case, so this condition ${effect}; search for a word, as in ${leaf.key} ${operator} {"${word}*"}`;
  return [queryFinding(ANALYZED_TEXT, leaf.keyPosition, lost.text, message)];
}

/** The rules that this file checks. */
export const ANALYZED_TEXT_RULES = [ANALYZED_TEXT] as const;
