import { errorRule, type Finding, ownValue, plural, warningRule } from '../../base';
import type { LogSettings } from '../../calico';
import { type AlertPlan, isRefusal, type Possible, planAlert } from '../../evaluation';
import { type EvaluatedRule, type IAlert, ruleOfAlert } from '../../kinds/global-alert';
import { printQuery, type QueryNode, walkQuery } from '../../query';
import { type DrillOutcome, outcomeOver, startsOf } from '../drill-outcome';
import { conditionsOf, knownMatch } from './known-match';
import { type ProbeFacts, possibleDataSets, type Trace, tracesOf } from './probe-traces';

const drill = (rule: string, probe = '', options = '') =>
  `const rule = AlertRule.dns({ query: DnsFields.${rule} });\nconst name = 'dns.drill';\nconst detectedBy = new GlobalAlert(chart, 'alert', { cluster, name, rule, description: 'Drill'${options} });\nconst action = ProbeAction.lookup('www.example.com');\nnew Probe(chart, 'probe', { cluster, namespace: 'dev', action, detectedBy${probe} });`;
const QNAME = "QNAME.equalTo('www.example.com')";

const UNDETECTED = errorRule({
  id: 'probe/undetected',
  form: 'program',
  what: 'The alert of a probe must look for records that the probe leaves, and reach its threshold with them.',
  why: 'Otherwise the probe raises no event, and the drill fails although nothing is broken.',
  bad: drill("QNAME.equalTo('www.example.org')"),
  good: drill(QNAME),
});
const SOMETIMES = warningRule({
  id: 'probe/sometimes-undetected',
  form: 'program',
  what: 'The alert of a probe should raise an event in every phase of its runs.',
  why: 'If records are written while no run looks back far enough, it depends on the time whether the probe raises an event.',
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
  const traces = drill.traces(rule.settings);
  const trace = traces.find((candidate) => candidate.dataSet === dataSet);
  const plan = planAlert(rule.alert);
  if (isRefusal(plan)) {
    return unproven(plan.refused);
  }
  if (trace === undefined && drill.mayLeave?.includes(dataSet)) {
    return unproven(`what a probe that ${drill.words} leaves in ${dataSet} logs is not known before it runs`);
  }
  if (trace === undefined) {
    const left = traces.map((candidate) => candidate.dataSet).join(' and ');
    const message = `looks at ${dataSet} logs, but a probe that ${drill.words} leaves ${left} logs; use another action, or another alert`;
    return [{ ...UNDETECTED, ...finding, message }];
  }
  return checkTrace(rule, plan, drill, trace).map(([mark, message]) => ({ ...mark, ...finding, message }));
}

const ALL_RECORDS: QueryNode = { kind: 'all' };

/** The longest that an attempt usually lasts, in seconds. */
const SLOW = 1;

type Verdict = readonly [typeof UNDETECTED | typeof SOMETIMES | typeof NOT_PROVEN, string];

function checkTrace(rule: EvaluatedRule, plan: AlertPlan, drill: Drill, trace: Trace): Verdict[] {
  const rows = trace.rowsFrom(0, 0);
  const matchOf = (node: QueryNode) => rows.map((row) => knownMatch(node, { ...trace, row, mapping: plan.mapping }));
  const verdicts = matchOf(plan.query);
  if (verdicts.every((verdict) => verdict === 'no')) {
    const failed = conditionsOf(plan.query).find((node) => matchOf(node).every((verdict) => verdict === 'no'));
    const condition = failed === undefined ? 'its query' : printQuery(failed);
    return [
      [
        UNDETECTED,
        `looks for records that the probe does not leave: ${condition} is not true of any record of a probe that ${drill.words}`,
      ],
    ];
  }
  return checkCondition(rule, plan, drill, trace);
}

function checkCondition(rule: EvaluatedRule, plan: AlertPlan, drill: Drill, trace: Trace): Verdict[] {
  const unproven = (reason: string): Verdict => [NOT_PROVEN, `may not be raised by the probe: ${reason}`];
  const uncounted = uncountedFields(plan, trace, trace.rowsFrom(0, 0));
  if (uncounted.length > 0) {
    return [unproven(`${uncounted.join(', ')} cannot be known before the probe runs`)];
  }
  const all = planAlert({ ...rule.alert, query: ALL_RECORDS, substituted: ALL_RECORDS });
  if (isRefusal(all)) {
    return [unproven(all.refused)];
  }
  const judgedWith = (accepted: readonly Possible[]) =>
    judged(
      plan,
      drill,
      [0, SLOW * drill.times].map((seconds) =>
        outcomeOver(all, startsOf(trace.interval, seconds), (start) =>
          trace
            .rowsFrom(start, seconds)
            .filter((row) => accepted.includes(knownMatch(plan.query, { ...trace, row, mapping: plan.mapping }))),
        ),
      ),
    );
  const certain = judgedWith(['yes']);
  const possible = judgedWith(['yes', 'maybe']);
  if (!isUndetected(certain) || isUndetected(possible)) {
    return isUndetected(possible) ? possible : certain;
  }
  const fields = unknownFields(plan.query, trace).join(', ');
  return [...possible, unproven(`it depends on ${fields}, which cannot be known before the probe runs`)];
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

/** Numbers that a probe determines. */
const COUNTED = ['count', 'num_flows'];

/** Fields of a query that are not known, or not entirely. */
function unknownFields(query: QueryNode, { known }: Trace): string[] {
  const fields = new Set<string>();
  walkQuery(query, ({ key }) => {
    if (!known.has(key)) {
      fields.add(key);
    }
  });
  return [...fields];
}

/** The field of the metric, if the probe does not determine it, and fields of aggregateBy that its records may lack. */
function uncountedFields(
  { metric, groupBy }: AlertPlan,
  { known }: Trace,
  rows: readonly Readonly<Record<string, unknown>>[],
): string[] {
  const groups = groupBy
    .map(({ name }) => name)
    .filter((name) => !known.has(name) && rows.every((row) => (ownValue(row, name) ?? null) === null));
  return metric.kind === 'field' && !COUNTED.includes(metric.field.name) ? [metric.field.name, ...groups] : groups;
}

/** The rules that this file checks. */
export const PROBE_DETECTION_RULES = [UNDETECTED, SOMETIMES, NOT_PROVEN] as const;
