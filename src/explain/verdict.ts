import { type Finding, FindingSeverity, fieldPath, formatValue, type Manifest } from '../base';
import { type ClusterKind, logsOf } from '../calico';
import { type AlertModel, type AlertPlan, conditionHolds, isRefusal, type Refusal, windowRuleOf } from '../evaluation';
import { hasNoGroups } from '../kinds/global-alert';
import { mappingOf } from '../logs';
import type { Reason, Verdict } from './explanation';
import { whyNeverMet } from './metric-reach';
import { QUERY_RULES, QueryReach } from './query-reach';
import { flushIntervalOf } from './sentences';
import { durationWords } from './sentences/duration-words';

/** Findings that say the same as a refusal of the log store, and what to do about it. */
const REFUSED_RULES: readonly string[] = [
  'global-alert/never-set-of-numbers',
  'global-alert/never-set-too-large',
  'global-alert/never-time-comparison',
  'global-alert/never-range-of-block',
  'global-alert/never-grouped',
];
const GROUP_RULES: readonly string[] = ['global-alert/never-grouped', 'global-alert/never-grouped-without-field'];
const METRIC_RULES: readonly string[] = ['global-alert/never-reached', 'global-alert/never-over-hit-limit'];
const DATA_SET_RULES: readonly string[] = ['global-alert/never-vulnerability'];

/** Whether an alert can raise an event, why not, and what else its checks found. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Reason[];
}

/** What is known of an alert. */
export interface KnownAlert {
  readonly alert: Manifest;
  readonly cluster: ClusterKind;
  readonly model: AlertModel;
  readonly plan: AlertPlan | Refusal;
  readonly findings: readonly Finding[];
}

/** Decides whether an alert can raise an event. */
export function judge(known: KnownAlert): Judgement {
  const { plan, findings } = known;
  const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
  if (errors.length > 0) {
    return judgement('refused', findings, errors, []);
  }
  if (isRefusal(plan) && plan.by === 'log store') {
    const found = ofRules(findings, REFUSED_RULES);
    return judgement('refused', findings, found, found.length > 0 ? [] : [refusedWords(plan)]);
  }
  const silences = known.model.detector === undefined ? silencesOf(known) : [];
  const found = silences.flatMap((silence) => silence.findings);
  const words = silences.flatMap((silence) => (silence.findings.length > 0 ? [] : silence.words));
  if (silences.length > 0 && !raisesOnNothing(known.model)) {
    return judgement('never', findings, found, words);
  }
  if (isRefusal(plan)) {
    return judgement('unknown', findings, [], [`it is not evaluated: ${plan.refused}`]);
  }
  const { warnings, ...judged } = judgement('fires', findings, [], []);
  const always = words.map((message) => ({
    message: `${message}; the alert fires on every run, because no records meet its condition`,
  }));
  return { ...judged, warnings: [...warnings, ...always] };
}

/** Whether a run that sees no record raises an event. */
function raisesOnNothing({ aggregateBy, metric, condition, threshold }: AlertModel): boolean {
  return (
    aggregateBy.length === 0 &&
    metric !== undefined &&
    condition !== undefined &&
    conditionHolds(condition, 0, threshold)
  );
}

function refusedWords({ refused }: Refusal): string {
  return `the log store refuses the request of every run: ${refused}`;
}

/** Why an alert never fires: findings of the checks, or words if there are none. */
interface Silence {
  readonly findings: readonly Finding[];
  readonly words: readonly string[];
}

function silencesOf({ alert, cluster, model, findings }: KnownAlert): Silence[] {
  const mapping = mappingOf(model.dataSet, model.release);
  const ofDataSet = ofRules(findings, DATA_SET_RULES);
  if (ofDataSet.length > 0) {
    return [{ findings: ofDataSet, words: [] }];
  }
  const silences: Silence[] = [];
  const add = (rules: readonly string[], words: readonly string[]) =>
    silences.push({ findings: ofRules(findings, rules), words });
  if (hasNoGroups(model)) {
    add(GROUP_RULES, ['no record has all fields of aggregateBy, so no record is in any group']);
  }
  const unmet = mapping && whyNeverMet(model, mapping);
  if (unmet !== undefined) {
    add(METRIC_RULES, [unmet]);
  }
  const reach = new QueryReach(alert, cluster, model.dataSet);
  if (model.substituted !== undefined && mapping !== undefined && !reach.canMatch(model.substituted)) {
    const contradictions = [...reach.contradictions];
    silences.push({ findings: [], words: contradictions });
    add(QUERY_RULES, contradictions.length > 0 ? [] : ['no record matches the query']);
  }
  const unseen = whyNeverSeen(model, cluster);
  if (unseen !== undefined) {
    silences.push({ findings: [], words: [unseen] });
  }
  return silences;
}

/** Where the window is about the start of a record, it can be over before the record is written. */
function whyNeverSeen({ dataSet, release, lookback }: AlertModel, cluster: ClusterKind): string | undefined {
  const window = windowRuleOf(dataSet, release);
  const interval = flushIntervalOf(dataSet, logsOf(cluster))?.millis;
  if (window === undefined || interval === undefined || window.field === window.endField || lookback > interval) {
    return undefined;
  }
  return `no run ever sees a record: on ${release.displayName}, a run looks at records that started within the lookback of ${durationWords(lookback)}, and records are written ${durationWords(interval)} after they started; set lookback to twice that or more`;
}

function ofRules(findings: readonly Finding[], rules: readonly string[]): Finding[] {
  return findings.filter(({ rule }) => rules.includes(rule));
}

function judgement(
  verdict: Verdict,
  all: readonly Finding[],
  found: readonly Finding[],
  words: readonly string[],
): Judgement {
  const reasons = [...new Set(found)].map(reasonOf);
  return {
    verdict,
    reasons: [...reasons, ...words.map((message) => ({ message }))],
    warnings: all.filter((finding) => !found.includes(finding)).map(reasonOf),
  };
}

function reasonOf({ rule, keys, value, message }: Finding): Reason {
  const path = fieldPath(keys);
  return {
    rule,
    ...(path === '' ? {} : { path }),
    ...(value === undefined ? {} : { value: formatValue(value) }),
    message,
  };
}
