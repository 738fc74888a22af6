import { errorRule, type Finding, ownValue, plural, warningRule } from '../../base';
import type { LogSettings } from '../../calico';
import { type AlertPlan, isRefusal, type LogRecord, type Possible, planAlert } from '../../evaluation';
import { type EvaluatedRule, type IAlert, ruleOfAlert } from '../../kinds/global-alert';
import { conditionsOf, printQuery, type QueryNode } from '../../query';
import { type DrillOutcome, outcomeOver, startsOf } from '../drill-outcome';
import { knownMatch } from './known-match';
import { possibleDataSets, tracesOf } from './probe-traces';
import { type ProbeFacts, type Trace, withRememberedRows } from './trace';
import { fieldsOf, uncountedFields, unknownFields } from './unknown-fields';

const drill = (rule: string, probe = '', options = '') =>
  `const rule = AlertRule.dns({ query: DnsFields.${rule} });\nconst name = 'dns.drill';\nconst detectedBy = new GlobalAlert(chart, 'alert', { cluster, name, rule, description: 'Drill'${options} });\nconst action = ProbeAction.lookup('www.example.com');\nnew Probe(chart, 'probe', { cluster, namespace: 'dev', action, detectedBy${probe} });`;
const QNAME = "QNAME.equalTo('www.example.com')";

const UNDETECTED = errorRule({
  id: 'probe/undetected',
  form: 'program',
  what: 'The alert of a probe must match records that the probe leaves in the logs, and reach its threshold with them.',
  why: 'Otherwise the probe raises no event, and the drill fails although nothing is broken.',
  bad: drill("QNAME.equalTo('www.example.org')"),
  good: drill(QNAME),
});
const SOMETIMES = warningRule({
  id: 'probe/sometimes-undetected',
  form: 'program',
  what: 'The alert of a probe should raise an event in every phase of its runs.',
  why: 'If no run looks back far enough to see some records, whether the probe raises an event depends on when it runs.',
  bad: drill(QNAME, '', ', period: Duration.minutes(1), lookback: Duration.minutes(1)'),
  good: drill(QNAME),
  besides: ['global-alert/lookback-gap'],
});
const NOT_PROVEN = warningRule({
  id: 'probe/not-proven',
  form: 'program',
  what: 'The alert of a probe should only depend on fields that are known before the probe runs.',
  why: 'What other fields contain depends on the cluster, so an event cannot be proven.',
  bad: drill(`${QNAME}.and(DnsFields.RCODE.equalTo('NXDomain'))`),
  good: drill(QNAME),
});

/** What a drill does, and how often. */
export interface Drill {
  /** A sentence without its subject, such as `looks up www.example.com`. */
  readonly words: string;
  readonly times: number;
  readonly traces: (settings: LogSettings) => readonly Trace[];
  /** Data sets in which it can leave records as well, of which nothing is known before it runs. */
  readonly mayLeave?: readonly string[];
}

/** Checks that an alert raises an event for a probe. */
export function checkProbeDetected(alert: IAlert, probe: ProbeFacts): Finding[] {
  const { action, times } = probe;
  return checkDrillDetected(alert, {
    words: action.description,
    times,
    traces: (settings) => tracesOf(probe, settings),
    mayLeave: possibleDataSets(action),
  });
}

/** Checks that an alert raises an event for what a drill leaves. */
export function checkDrillDetected(alert: IAlert, drill: Drill): Finding[] {
  const rule = ruleOfAlert(alert);
  const finding = { keys: ['detectedBy'], value: alert.alertName };
  const unproven = (why: string): Finding[] => [
    { ...NOT_PROVEN, ...finding, message: `may not be raised by the probe: ${why}` },
  ];
  if (rule === undefined) {
    return unproven('it is not an alert rule, so how it detects anything is not known');
  }
  const { dataSet } = rule.alert;
  const all = drill.traces(rule.settings);
  const plan = planAlert(rule.alert);
  if (isRefusal(plan)) {
    return unproven(plan.refused);
  }
  // Policies are not evaluated, so traffic is allowed unless the alert asks whether it is.
  const asksForAction = fieldsOf(plan.query).has('action');
  const traces = all
    .filter((one) => one.dataSet === dataSet && (asksForAction || one.isInstead !== true))
    .map(withRememberedRows);
  if (traces.length === 0 && drill.mayLeave?.includes(dataSet)) {
    return unproven(`what a probe that ${drill.words} leaves in ${dataSet} logs is not known before it runs`);
  }
  if (traces.length === 0) {
    const left = [...new Set(all.map((candidate) => candidate.dataSet))].join(' and ');
    const message = `looks at ${dataSet} logs, but a probe that ${drill.words} leaves ${left} logs; use another action, or another alert`;
    return [{ ...UNDETECTED, ...finding, message }];
  }
  return checkTraces({ rule, plan, drill, traces }).map(([mark, message]) => ({ ...mark, ...finding, message }));
}

const ALL_RECORDS: QueryNode = { kind: 'all' };

/** The longest that an attempt usually lasts, in seconds. */
const SLOW = 1;

type Verdict = readonly [typeof UNDETECTED | typeof SOMETIMES | typeof NOT_PROVEN, string];

/** An alert, and the records in its data set. */
interface Detection {
  readonly rule: EvaluatedRule;
  readonly plan: AlertPlan;
  readonly drill: Drill;
  readonly traces: readonly Trace[];
}

/** Whether a condition is true of a record, which is not certain if the record is not. */
function verdictOf(node: QueryNode, { plan }: Detection, trace: Trace, row: LogRecord): Possible {
  const verdict = knownMatch(node, { ...trace, row, mapping: plan.mapping });
  return verdict === 'yes' && trace.possible !== undefined ? 'maybe' : verdict;
}

function checkTraces(detection: Detection): Verdict[] {
  const { plan, drill, traces } = detection;
  const canBe = (node: QueryNode) => (trace: Trace) =>
    trace.rowsFrom(0, 0).some((row) => verdictOf(node, detection, trace, row) !== 'no');
  if (traces.some(canBe(plan.query))) {
    return checkCondition(detection);
  }
  const failed = conditionsOf(plan.query).find((node) => !traces.some(canBe(node)));
  const condition = failed === undefined ? 'its query' : printQuery(failed);
  return [
    [
      UNDETECTED,
      `looks for records that the probe does not leave: ${condition} is not true of any record of a probe that ${drill.words}`,
    ],
  ];
}

function checkCondition(detection: Detection): Verdict[] {
  const { rule, plan, traces } = detection;
  const unproven = (reason: string): Verdict => [NOT_PROVEN, `may not be raised by the probe: ${reason}`];
  const uncounted = uncountedFields(plan, traces);
  if (uncounted.length > 0) {
    return [unproven(`${uncounted.join(', ')} cannot be known before the probe runs`)];
  }
  const all = planAlert({ ...rule.alert, query: ALL_RECORDS, substituted: ALL_RECORDS });
  if (isRefusal(all)) {
    return [unproven(all.refused)];
  }
  const judgedWith = judgeOf(detection, all);
  const usual = traces.filter((trace) => trace.isInstead !== true);
  const certain = judgedWith(usual, ['yes']);
  if (!isUndetected(certain) && growsWithRecords(plan)) {
    return certain;
  }
  const possible = judgedWith(usual, ['yes', 'maybe']);
  const others = traces.filter((trace) => trace.possible !== undefined);
  const isNever = isUndetected(certain) && isUndetected(possible);
  const instead = isNever ? judgedWith(others, ['yes', 'maybe']) : [];
  const isExact = ['eq', 'not_eq'].includes(conditionOf(plan).comparison);
  const isCertain = isUndetected(certain) === isUndetected(possible) && !(isExact && hasMaybe(detection, usual));
  if (isCertain && (!isUndetected(certain) || isUndetected(instead))) {
    return certain;
  }
  const [seen, by] = isNever ? [instead, others] : [possible, usual];
  return [...seen.filter(([mark]) => mark !== UNDETECTED), unproven(whatIsUnknown(detection, by))];
}

/** Whether more records never prevent an event. */
function growsWithRecords({ metric }: AlertPlan): boolean {
  const isSum = metric.kind !== 'field' || ['max', 'sum'].includes(metric.metric);
  return metric.kind === 'none' || (isSum && ['gt', 'gte'].includes(metric.condition.comparison));
}

/** What the runs raise for records of some traces of which the query is true, or may be. */
function judgeOf(detection: Detection, all: AlertPlan) {
  const { plan, drill } = detection;
  return (traces: readonly Trace[], accepted: readonly Possible[]): Verdict[] => {
    const interval = traces[0]?.interval ?? 1;
    const rowsFrom = (start: number, seconds: number) =>
      traces.flatMap((trace) =>
        trace.rowsFrom(start, seconds).filter((row) => accepted.includes(verdictOf(plan.query, detection, trace, row))),
      );
    const outcomes = [0, SLOW * drill.times].map((seconds) =>
      outcomeOver(all, startsOf(interval, seconds), (start) => rowsFrom(start, seconds)),
    );
    return judged(plan, drill, outcomes);
  };
}

function hasMaybe(detection: Detection, traces: readonly Trace[]): boolean {
  return traces.some((trace) =>
    trace.rowsFrom(0, 0).some((row) => verdictOf(detection.plan.query, detection, trace, row) === 'maybe'),
  );
}

/** The fields of certain records, or the possible records, on which it depends whether there is an event. */
function whatIsUnknown(detection: Detection, traces: readonly Trace[]): string {
  const unsure = traces.filter((trace) => hasMaybe(detection, [trace]));
  const fields = unsure
    .filter(({ possible }) => possible === undefined)
    .flatMap((trace) => unknownFields(detection.plan.query, trace));
  if (fields.length > 0) {
    return `it depends on ${[...new Set(fields)].join(', ')}, which cannot be known before the probe runs`;
  }
  const others = [...new Set(unsure.map(({ possible }) => possible))].join(' and ');
  return `it depends on records of ${others}, which the probe may not leave`;
}

function isUndetected(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(([mark]) => mark === UNDETECTED);
}

/** What the runs of the alert raise for a probe that is as fast, and as slow, as it can be. */
function judged(plan: AlertPlan, { times }: Drill, outcomes: readonly DrillOutcome[]): Verdict[] {
  const { metric, comparison, threshold } = conditionOf(plan);
  const lookback = plan.model.lookback / 1_000;
  if (outcomes.every(({ mayRaise }) => !mayRaise)) {
    const closest = Math.max(...outcomes.map((outcome) => outcome.closest?.value ?? 0));
    const message = `raises an event if ${metric} is ${ownValue(WORDS, comparison) ?? comparison} ${threshold}, but ${plural(times, 'attempt')} of the probe ${times === 1 ? 'leads' : 'lead'} to ${closest} within the lookback of ${lookback} seconds; change times, or the threshold`;
    return [[UNDETECTED, message]];
  }
  const share = Math.min(...outcomes.map(({ raisingPhases }) => raisingPhases));
  if (share === 1) {
    return [];
  }
  const period = plan.model.period / 1_000;
  const message = `does not raise an event in every phase of its runs: with a period of ${period} and a lookback of ${lookback} seconds, in ${Math.round((1 - share) * 100)} % of the phases no run sees enough records; use a longer lookback`;
  return [[SOMETIMES, message]];
}

const WORDS: Readonly<Record<string, string>> = {
  eq: 'equal to',
  not_eq: 'not equal to',
  gt: 'greater than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
};

function conditionOf({ metric }: AlertPlan): { metric: string; comparison: string; threshold: number } {
  if (metric.kind === 'none') {
    return { metric: 'the number of records', comparison: 'gte', threshold: 1 };
  }
  const name = metric.kind === 'count' ? 'the number of records' : `the ${metric.metric} of ${metric.field.name}`;
  return { metric: name, ...metric.condition };
}

/** The rules that this file checks. */
export const PROBE_DETECTION_RULES = [UNDETECTED, SOMETIMES, NOT_PROVEN] as const;
