import { alert, type Finding, fieldPath, warningRule } from '../../base';
import { type LogSettings, levelOf } from '../../calico';
import { type AlertModel, type KnownFields, possibleMatch, possibleTerm } from '../../evaluation';
import type { QueryLeaf, QueryNode } from '../../query';
import { queryFinding } from './query-finding';

const AGGREGATED_AWAY = warningRule({
  id: 'global-alert/never-aggregated-away',
  what: 'A rule over flow logs or DNS logs should not rely on fields that are empty after aggregation.',
  why: 'By default, logs of allowed flows have no pod names, addresses or source ports, logs of denied flows have no source ports, and DNS logs have no names and addresses of pods. Such conditions match nothing or everything, and all records are in one group.',
  bad: alert({ query: `'action = allow AND source_name = "web-7d9f-abcde"'` }),
  good: alert({ query: `'action = allow AND source_name_aggr = "web-7d9f-*"'` }),
});

const NO_NAME = '-';
/** What the log store contains for a null address or port. */
const NO_ADDRESS = '0.0.0.0';
const NO_PORT = '0';

/** A field that is empty from a level of aggregation on, what the index has instead, and what to use. */
interface EmptiedField {
  readonly from: number;
  readonly value: string;
  readonly instead?: string;
}

/** Logs that are aggregated in one way. */
interface AggregatedLogs {
  /** As in `logs of allowed flows`. */
  readonly title: string;
  readonly level: number;
  readonly defaultLevel: number;
  /** The setting for the level. */
  readonly setting: string;
  readonly fields: Readonly<Record<string, EmptiedField>>;
  /** What is known about each of their records. */
  readonly known: KnownFields;
}

// biome-ignore format: a table is read by its columns
const FLOW_FIELDS: Readonly<Record<string, EmptiedField>> = {
  source_port:     { from: 1, value: NO_PORT },
  source_port_num: { from: 1, value: NO_PORT },
  source_name:     { from: 2, value: NO_NAME, instead: 'source_name_aggr' },
  dest_name:       { from: 2, value: NO_NAME, instead: 'dest_name_aggr' },
  source_ip:       { from: 2, value: NO_ADDRESS, instead: 'source_name_aggr' },
  dest_ip:         { from: 2, value: NO_ADDRESS, instead: 'dest_name_aggr' },
  dest_port:       { from: 3, value: NO_PORT },
  dest_port_num:   { from: 3, value: NO_PORT },
};

// biome-ignore format: a table is read by its columns
const DNS_FIELDS: Readonly<Record<string, EmptiedField>> = {
  client_name: { from: 1, value: NO_NAME, instead: 'client_name_aggr' },
  client_ip:   { from: 1, value: NO_ADDRESS, instead: 'client_name_aggr' },
};

/** The logs of a data set, by the settings of the cluster. */
function logsFor(dataSet: string, { allowedFlows, deniedFlows, dnsPerPod }: LogSettings): readonly AggregatedLogs[] {
  const flows = (verdict: string, action: string, level: number, defaultLevel: number): AggregatedLogs => ({
    title: `logs of ${verdict} flows`,
    level,
    defaultLevel,
    setting: `flowLogsFileAggregationKindFor${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
    fields: FLOW_FIELDS,
    known: { action },
  });
  switch (dataSet) {
    case 'flows':
      return [flows('allowed', 'allow', levelOf(allowedFlows), 2), flows('denied', 'deny', levelOf(deniedFlows), 1)];
    case 'dns':
      return [
        {
          title: 'DNS logs',
          level: dnsPerPod ? 0 : 1,
          defaultLevel: 1,
          setting: 'dnsLogsFileAggregationKind',
          fields: DNS_FIELDS,
          known: {},
        },
      ];
    default:
      return [];
  }
}

/** What aggregation leaves in the records of a data set: for each kind of log, the fields of which the value is known. */
export function aggregatedFields(dataSet: string, settings: LogSettings): readonly KnownFields[] {
  return logsFor(dataSet, settings).map((logs) => ({ ...emptiedBy(logs), ...logs.known }));
}

/** Checks that a rule does not rely on fields that are empty after aggregation. */
export function checkAggregatedLogs(rule: AlertModel, settings: LogSettings): Finding[] {
  const { dataSet, substituted } = rule;
  const seen = new Set<string>();
  return logsFor(dataSet, settings)
    .filter(({ known }) => substituted === undefined || possibleMatch(substituted, known) !== 'no')
    .flatMap((logs) => [...checkQuery(substituted, logs), ...checkGroups(rule.aggregateBy, logs)])
    .filter(({ keys, value, message }) => {
      const key = `${fieldPath(keys)} ${String(value)} ${message.split(':')[0]}`;
      return !seen.has(key) && seen.add(key);
    });
}

function checkQuery(query: QueryNode | undefined, logs: AggregatedLogs): Finding[] {
  if (query === undefined) {
    return [];
  }
  const emptied = emptiedBy(logs);
  const isLost = possibleMatch(query, { ...emptied, ...logs.known }) === 'no';
  return leavesOf(query, false)
    .filter(({ leaf }) => Object.hasOwn(emptied, leaf.key))
    .flatMap(({ leaf, negated }) => {
      const holds = (possibleTerm(leaf, emptied) === 'yes') !== negated;
      const isMeant = leaf.kind === 'comparison' && leaf.value.text === emptied[leaf.key];
      if (holds ? isMeant : !isLost) {
        return [];
      }
      const effect = holds ? 'all of them match this condition' : 'none of them matches';
      return [queryFinding(AGGREGATED_AWAY, leaf.keyPosition, leaf.key, messageOf(leaf.key, logs, effect))];
    });
}

function checkGroups(aggregateBy: readonly string[], logs: AggregatedLogs): Finding[] {
  const emptied = emptiedBy(logs);
  return aggregateBy.flatMap((name, index): Finding[] => {
    if (!Object.hasOwn(emptied, name)) {
      return [];
    }
    const message = messageOf(name, logs, 'all of them are in one group');
    return [{ ...AGGREGATED_AWAY, keys: ['spec', 'aggregateBy', index], value: name, message }];
  });
}

function emptiedBy({ level, fields }: AggregatedLogs): KnownFields {
  const emptied = Object.entries(fields).filter(([, { from }]) => level >= from);
  return Object.fromEntries(emptied.map(([key, { value }]) => [key, value]));
}

function messageOf(
  key: string,
  { title, level, defaultLevel, setting, fields }: AggregatedLogs,
  effect: string,
): string {
  const { from, instead } = fields[key] ?? { from: 0 };
  const remedy = instead === undefined ? '' : `use ${instead}, or `;
  const how = level === defaultLevel ? 'by default' : `to level ${level} on this cluster`;
  return `${key} is empty in ${title}, which are aggregated ${how}: ${effect}; ${remedy}set ${setting}: ${from - 1} in the FelixConfiguration`;
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
export const AGGREGATED_LOG_RULES = [AGGREGATED_AWAY] as const;
