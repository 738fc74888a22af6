import { alert, type Finding, fieldPath, ownValue, warningRule } from '../../base';
import { type KnownFields, possibleMatch, possibleTerm } from '../../evaluation';
import type { QueryLeaf, QueryNode } from '../../query';
import { queryFinding, type RuleModel } from './rule-model';

const AGGREGATED_AWAY = warningRule({
  id: 'global-alert/never-aggregated-away',
  what: 'A rule over flow logs should not rely on fields that are empty after aggregation.',
  why: 'By default, logs of allowed flows have no pod names, addresses or source ports, and logs of denied flows have no source ports. Such conditions match nothing or everything, and all records are in one group.',
  bad: alert({ query: `'action = allow AND source_name = "web-7d9f-abcde"'` }),
  good: alert({ query: `'action = allow AND source_name_aggr = "web-7d9f-*"'` }),
});

const NO_NAME = '-';
/** What the log store contains for a null address or port. */
const NO_ADDRESS = '0.0.0.0';
const NO_PORT = '0';

type FlowAction = 'allow' | 'deny';

/** The default aggregation of the flow logs of one verdict; a FelixConfiguration can change it. */
interface AggregatedFlows {
  readonly action: FlowAction;
  readonly level: number;
  /** The setting for the level; source ports require the value 0. */
  readonly setting: string;
}

/** Calico's defaults. */
const DEFAULT_AGGREGATION: readonly AggregatedFlows[] = [
  { action: 'allow', level: 2, setting: 'flowLogsFileAggregationKindForAllowed' },
  { action: 'deny', level: 1, setting: 'flowLogsFileAggregationKindForDenied' },
];

/** The fields that are empty from a level of aggregation on, what the index has instead, and what to use. */
// biome-ignore format: a table is read by its columns
const EMPTIED: Readonly<Record<string, { readonly from: number; readonly value: string; readonly instead?: string }>> = {
  source_port:     { from: 1, value: NO_PORT },
  source_port_num: { from: 1, value: NO_PORT },
  source_name:     { from: 2, value: NO_NAME, instead: 'source_name_aggr' },
  dest_name:       { from: 2, value: NO_NAME, instead: 'dest_name_aggr' },
  source_ip:       { from: 2, value: NO_ADDRESS, instead: 'source_name_aggr' },
  dest_ip:         { from: 2, value: NO_ADDRESS, instead: 'dest_name_aggr' },
  dest_port:       { from: 3, value: NO_PORT },
  dest_port_num:   { from: 3, value: NO_PORT },
};

/** Checks that a rule over flow logs does not rely on fields that are empty after aggregation. */
export function checkAggregatedFlows(rule: RuleModel, aggregation = DEFAULT_AGGREGATION): Finding[] {
  const { dataSet, substituted } = rule;
  if (dataSet !== 'flows') {
    return [];
  }
  const seen = new Set<string>();
  return aggregation
    .filter(({ action }) => substituted === undefined || possibleMatch(substituted, { action }) !== 'no')
    .flatMap((flows) => [...checkQuery(substituted, flows), ...checkGroups(rule.aggregateBy, flows)])
    .filter(({ keys, value, message }) => {
      const key = `${fieldPath(keys)} ${String(value)} ${message.split(':')[0]}`;
      return !seen.has(key) && seen.add(key);
    });
}

function checkQuery(query: QueryNode | undefined, flows: AggregatedFlows): Finding[] {
  if (query === undefined) {
    return [];
  }
  const known = emptiedBy(flows);
  const isLost = possibleMatch(query, { ...known, action: flows.action }) === 'no';
  return leavesOf(query, false)
    .filter(({ leaf }) => Object.hasOwn(known, leaf.key))
    .flatMap(({ leaf, negated }) => {
      const holds = (possibleTerm(leaf, known) === 'yes') !== negated;
      const isMeant = leaf.kind === 'comparison' && leaf.value.text === known[leaf.key];
      if (holds ? isMeant : !isLost) {
        return [];
      }
      const effect = holds ? 'all of them match this condition' : 'none of them matches';
      return [queryFinding(AGGREGATED_AWAY, leaf.keyPosition, leaf.key, messageOf(leaf.key, flows, effect))];
    });
}

function checkGroups(aggregateBy: readonly string[], flows: AggregatedFlows): Finding[] {
  const known = emptiedBy(flows);
  return aggregateBy.flatMap((name, index) =>
    Object.hasOwn(known, name)
      ? [
          {
            ...AGGREGATED_AWAY,
            keys: ['spec', 'aggregateBy', index],
            value: name,
            message: messageOf(name, flows, 'all of them are in one group'),
          },
        ]
      : [],
  );
}

function emptiedBy({ level }: AggregatedFlows): KnownFields {
  const fields = Object.entries(EMPTIED).filter(([, { from }]) => level >= from);
  return Object.fromEntries(fields.map(([key, { value }]) => [key, value]));
}

function messageOf(key: string, { action, setting }: AggregatedFlows, effect: string): string {
  const { from, instead } = ownValue(EMPTIED, key) ?? { from: 0 };
  const verdict = action === 'allow' ? 'allowed' : 'denied';
  const remedy = instead === undefined ? '' : `use ${instead}, or `;
  return `${key} is empty in logs of ${verdict} flows, which are aggregated by default: ${effect}; ${remedy}set ${setting}: ${from - 1} in the FelixConfiguration`;
}

interface SignedLeaf {
  readonly leaf: QueryLeaf;
  /** Whether it is within an odd number of NOTs. */
  readonly negated: boolean;
}

function leavesOf(node: QueryNode, negated: boolean): SignedLeaf[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.flatMap((operand) => leavesOf(operand, negated));
    case 'not':
      return leavesOf(node.operand, !negated);
    case 'comparison':
    case 'membership':
    case 'emptiness':
      return [{ leaf: node, negated }];
    default:
      return [];
  }
}

/** The rules that this file checks. */
export const AGGREGATED_FLOW_RULES = [AGGREGATED_AWAY] as const;
