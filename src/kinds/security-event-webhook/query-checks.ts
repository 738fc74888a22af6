import { errorRule, type Finding, FindingSeverity, type Manifest, noticeRule, valueAt, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import {
  checkConditions,
  checkEventQuery,
  checkSelection,
  type EventQueryRules,
  type EventSelection,
} from '../../events';
import { isBareWord, literalsOf, type MembershipNode, placeOf, type QueryNode, quote, walkQuery } from '../../query';
import { slackWebhook } from './example';
import { readWebhook } from './read-webhook';
import { FAILS } from './who-checks';

const withQuery = (query: string) => slackWebhook({ query: `'${query}'` });
const RIGHT = withQuery('type = global_alert AND severity >= 80');

const SYNTAX = errorRule({
  id: 'security-event-webhook/query',
  what: 'The query of a webhook must have a condition, and follow the grammar of the query language.',
  why: 'The API server rejects an empty query. It accepts any other query, but a webhook with an invalid query then fails on the cluster.',
  bad: withQuery('type == global_alert'),
  good: RIGHT,
});
const FIELD = errorRule({
  id: 'security-event-webhook/query-field',
  acceptedAs: 'ignored',
  what: 'The query of a webhook must use fields of events.',
  why: `${FAILS} Keys of IN, NOTIN and EMPTY are not checked by Calico (observed, not documented), so those are warnings.`,
  bad: withQuery('dest_prot = 22'),
  good: withQuery('dest_port = 22'),
});
const VALUE = errorRule({
  id: 'security-event-webhook/query-value',
  acceptedAs: 'ignored',
  what: 'The query of a webhook must compare a field with values that it can have.',
  why: `${FAILS} Values in IN and NOTIN are not checked by Calico (observed, not documented), so those are warnings.`,
  bad: withQuery('severity >= 200'),
  good: RIGHT,
});
const QUOTED_SET = warningRule({
  id: 'security-event-webhook/query-quoted-set',
  what: 'The sets in the query of a webhook should have only members that need no quotes.',
  why: 'Calico prints the query without quotes and parses it again (observed, not documented), which can fail.',
  bad: withQuery('source_namespace IN {"kube-system", shop}'),
  good: withQuery('source_namespace = "kube-system" OR source_namespace = shop'),
});
export const UNMATCHED = warningRule({
  id: 'security-event-webhook/query-unmatched',
  what: 'The query of a webhook should compare only fields and values that events of the selected type have.',
  why: 'No event matches any other condition. Which fields and values events have was observed, and is not documented.',
  bad: withQuery('type = gtf_suspicious_flow AND origin = "bad-addresses"'),
  good: withQuery('type = gtf_suspicious_flow'),
});
const UNREACHABLE_TYPE = warningRule({
  id: 'security-event-webhook/unreachable-type',
  what: 'The query of a webhook should select types of events that the release has.',
  why: 'Nothing raises events of the other types any more. From 3.24 on, this is a notice for the type waf, because the firewall of gateways does not raise such events.',
  bad: withQuery('type = honeypod'),
  good: withQuery('type = global_alert'),
});
const EVERYTHING = noticeRule({
  id: 'security-event-webhook/query-everything',
  what: 'A webhook for Slack or Jira should not select all events.',
  why: 'Calico was observed to send them at most 10 messages a minute, which is not documented.',
  bad: withQuery('severity >= 0'),
  good: RIGHT,
});

const WILDCARD = warningRule({
  id: 'security-event-webhook/query-wildcard',
  what: 'The query of a webhook should not compare names with wildcards.',
  why: 'A comparison reads * and ? literally, and no name contains them, so = never matches and != excludes nothing. They are wildcards after IN and NOTIN, where they need quotes, which can fail in a webhook.',
  bad: withQuery('source_name = "scanner-*"'),
  good: withQuery('source_name = "scanner-a" OR source_name = "scanner-b"'),
});

const RULES: EventQueryRules = {
  syntax: SYNTAX,
  unknownField: FIELD,
  value: VALUE,
  unreachableType: UNREACHABLE_TYPE,
  wildcard: WILDCARD,
};
const KEYS = ['spec', 'query'];
const LIMITED = ['Slack', 'Jira'];
const GATEWAY_FIREWALL_SINCE = '3.24.0-1.0';

/** Checks the query of a webhook. */
export function checkWebhookQuery(webhook: Manifest, release: CalicoRelease): Finding[] {
  const text = valueAt(webhook, 'spec', 'query');
  if (typeof text !== 'string') {
    return [];
  }
  const { node, findings } = checkEventQuery(text, KEYS, RULES, release);
  if (node === undefined) {
    return [...findings];
  }
  const { consumer = '' } = readWebhook(webhook);
  const hasErrors = findings.some(({ severity }) => severity === FindingSeverity.ERROR);
  return [
    ...findings,
    ...checkSets(node),
    ...checkFirewall(node, release),
    ...checkConditions(node, KEYS, UNMATCHED),
    ...(LIMITED.includes(consumer) && !hasErrors && matchesAll(node) ? [everything(text, consumer)] : []),
  ];
}

/** Checks what the query alone does not show: which fields the events of an alert have. */
export function checkWebhookEvents(events: EventSelection): Finding[] {
  return checkSelection(events, KEYS, UNMATCHED);
}

function checkSets(node: QueryNode): Finding[] {
  const findings: Finding[] = [];
  walkQuery(node, (leaf) => {
    if (leaf.kind === 'membership') {
      findings.push(...checkSet(leaf));
    }
  });
  return findings;
}

function checkSet(leaf: MembershipNode): Finding[] {
  const quoted = literalsOf(leaf).find(({ type, text }) => type === 'text' && !isBareWord(text));
  if (quoted === undefined) {
    return [];
  }
  const instead = leaf.operator === 'IN' ? '= and OR' : '!= and AND';
  const message = `${quote(quoted.text)} needs quotes, but Calico prints sets without them and parses the query again (observed, not documented), which can fail; compare each value with ${instead}`;
  return [{ ...QUOTED_SET, keys: KEYS, value: quoted.text, ...placeOf(quoted.position), message }];
}

/** Events have the type only if the firewall of workloads raises them. */
function checkFirewall(node: QueryNode, release: CalicoRelease): Finding[] {
  const findings: Finding[] = [];
  walkQuery(node, (leaf, isNegated) => {
    const value = leaf.kind === 'comparison' && leaf.key === 'type' && leaf.comparator === '=' ? leaf.value : undefined;
    if (value?.text === 'waf' && !isNegated && release._has(GATEWAY_FIREWALL_SINCE)) {
      const message =
        'is raised by the web application firewall of workloads only; for that of gateways, make a GlobalAlert over the data set waf, and select its events';
      const severity = FindingSeverity.NOTICE;
      findings.push({
        ...UNREACHABLE_TYPE,
        severity,
        keys: KEYS,
        value: value.text,
        ...placeOf(value.position),
        message,
      });
    }
  });
  return findings;
}

/** Whether a query is true of every event; false if that is not certain. */
function matchesAll(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
      return node.operands.every(matchesAll);
    case 'or':
      return node.operands.some(matchesAll);
    case 'comparison':
      return (
        (node.key === 'severity' && node.comparator === '>=' && Number(node.value.text) === 0) ||
        (node.key === 'severity' && node.comparator === '<=' && Number(node.value.text) === 100) ||
        (node.key === 'time' && node.comparator === '>=' && Number(node.value.text) === 1)
      );
    default:
      return false;
  }
}

function everything(text: string, consumer: string): Finding {
  const message = `matches every event, but Calico sends ${consumer} at most 10 messages a minute (observed, not documented); select the events that someone must act on`;
  return { ...EVERYTHING, keys: KEYS, value: text, message };
}

/** The rules that this file checks. */
export const QUERY_CHECK_RULES = [
  SYNTAX,
  FIELD,
  VALUE,
  QUOTED_SET,
  UNMATCHED,
  UNREACHABLE_TYPE,
  EVERYTHING,
  WILDCARD,
] as const;
