import { alert, type Finding, warningRule } from '../../base';
import { felixExample, felixFieldOf, type LogSettings, type LogSettingsValues } from '../../calico';
import { type AlertModel, conditionHolds, type Possible, possibleMatchBy, possibleTerm } from '../../evaluation';
import { catalogueOf } from '../../logs';
import type { QueryLeaf, QueryNode } from '../../query';
import { queryFinding } from './query-finding';

const NEVER_RECORDED = warningRule({
  id: 'global-alert/never-recorded',
  on: '3.24',
  what: 'An alert should not require something that the log settings of the cluster turn off.',
  why: 'Flow logs only contain labels with flowLogsFileIncludeLabels, TCP statistics with flowLogsCollectTcpStats, and connections of host endpoints (hep) with flowLogsEnableHostEndpoint. If a query requires one of them while its setting is off, it matches no record, and the alert never fires.',
  bad: `${felixExample('flowLogsEnableHostEndpoint: false')}---\n${alert({ query: 'dest_type = hep' })}`,
  good: `${felixExample('flowLogsEnableHostEndpoint: true')}---\n${alert({ query: 'dest_type = hep' })}`,
});

/** The only values that a field can have; undefined for a record without the field. */
type PossibleValues = readonly (string | undefined)[];

/** What a setting turns off. */
interface SwitchedOff {
  readonly setting: keyof LogSettingsValues;
  /** As in `flow logs have no labels`. */
  readonly what: string;
  readonly fields: Readonly<Record<string, PossibleValues>>;
}

const MISSING: PossibleValues = [undefined];
/** It is not documented whether statistics that are not collected are missing, or zero. */
const MISSING_OR_ZERO: PossibleValues = [undefined, '0'];
const NOT_HOSTS: PossibleValues = ['wep', 'ns', 'net'];

const TCP_FIELDS = (catalogueOf('flows')?.names ?? []).filter((name) => name.startsWith('tcp_'));

const SWITCHES: readonly SwitchedOff[] = [
  {
    setting: 'labels',
    what: 'flow logs have no labels',
    fields: { 'source_labels.labels': MISSING, 'dest_labels.labels': MISSING },
  },
  {
    setting: 'tcpStatistics',
    what: 'flow logs have no TCP statistics',
    fields: Object.fromEntries(TCP_FIELDS.map((name) => [name, MISSING_OR_ZERO])),
  },
  {
    setting: 'hostEndpoints',
    what: 'flow logs of host endpoints are not recorded',
    fields: { source_type: NOT_HOSTS, dest_type: NOT_HOSTS },
  },
];

/** Checks that a rule does not require what the log settings turn off; what they do not state is unknown. */
export function checkSwitchedOffLogs(rule: AlertModel, settings: LogSettings): Finding[] {
  const off = rule.dataSet === 'flows' ? SWITCHES.filter(({ setting }) => settings[setting] === false) : [];
  return off.flatMap((one) => [...checkQuery(rule.substituted, one), ...checkMetric(rule, one)].slice(0, 1));
}

function checkQuery(query: QueryNode | undefined, off: SwitchedOff): Finding[] {
  if (query === undefined || possibleMatchBy(query, (leaf) => possible(leaf, off.fields)) !== 'no') {
    return [];
  }
  const leaf = leavesOf(query).find(({ key }) => Object.hasOwn(off.fields, key));
  return leaf === undefined ? [] : [queryFinding(NEVER_RECORDED, leaf.keyPosition, leaf.key, messageOf(off))];
}

/** A metric that is computed from missing values, or from zeros only. */
function checkMetric({ field = '', condition = '', threshold }: AlertModel, off: SwitchedOff): Finding[] {
  const values = Object.hasOwn(off.fields, field) ? (off.fields[field] ?? []) : [undefined, 'any'];
  const mayHold = values.some(
    (value) => value !== undefined && (value !== '0' || conditionHolds(condition, 0, threshold)),
  );
  return mayHold ? [] : [{ ...NEVER_RECORDED, keys: ['spec', 'field'], value: field, message: messageOf(off) }];
}

function messageOf({ setting, what }: SwitchedOff): string {
  const { name } = felixFieldOf(setting);
  return `requires something that is not recorded, so the alert never fires: ${what} on this cluster; set ${name}: true in the FelixConfiguration`;
}

/** The verdict that all possible values agree on. */
function possible(leaf: QueryLeaf, fields: SwitchedOff['fields']): Possible {
  const values = Object.hasOwn(fields, leaf.key) ? fields[leaf.key] : undefined;
  const [first = 'maybe', ...others] = (values ?? []).map((value) =>
    value === undefined ? withoutField(leaf) : possibleTerm(leaf, { [leaf.key]: value }),
  );
  return others.every((verdict) => verdict === first) ? first : 'maybe';
}

/** Whether a record without the field matches; for `!=` and NOTIN that depends on how the field is indexed. */
function withoutField(leaf: QueryLeaf): Possible {
  const isPositive =
    (leaf.kind === 'comparison' && leaf.comparator !== '!=') || (leaf.kind === 'membership' && leaf.operator === 'IN');
  return isPositive ? 'no' : 'maybe';
}

function leavesOf(node: QueryNode): QueryLeaf[] {
  switch (node.kind) {
    case 'all':
      return [];
    case 'and':
    case 'or':
      return node.operands.flatMap(leavesOf);
    case 'not':
      return leavesOf(node.operand);
    default:
      return [node];
  }
}

/** The rules that this file checks. */
export const SWITCHED_OFF_LOG_RULES = [NEVER_RECORDED] as const;
