import { type Finding, FindingSeverity, fieldPath, formatValue } from '../base';
import { logsOf } from '../calico';
import { type AlertModel, type AlertPlan, conditionHolds, isRefusal, type Refusal, windowRuleOf } from '../evaluation';
import type { AlertSilences, CheckedAlert, Silence } from '../kind';
import type { Reason, Verdict } from './explanation';
import { flushIntervalOf } from './sentences';
import { durationWords } from './sentences/duration-words';

/** Whether an alert can raise an event, why not, and what else its checks found. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Reason[];
}

/** What is known of an alert. */
export interface KnownAlert extends CheckedAlert {
  readonly plan: AlertPlan | Refusal;
}

/** Decides whether an alert can raise an event. */
export function judge(known: KnownAlert, silences: AlertSilences): Judgement {
  const { plan, findings, model } = known;
  const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
  if (errors.length > 0) {
    return judgement('refused', findings, errors, []);
  }
  if (isRefusal(plan) && plan.by === 'log store') {
    const found = silences.refused(findings);
    return judgement('refused', findings, found, found.length > 0 ? [] : [refusedWords(plan)]);
  }
  const never = model.detector === undefined ? [...silences.never(known), ...unseen(known)] : [];
  const found = never.flatMap((silence) => silence.findings);
  const words = never.flatMap((silence) => (silence.findings.length > 0 ? [] : silence.words));
  if (never.length > 0 && !raisesOnNothing(model)) {
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

/** Where the window is about the start of a record, it can be over before the record is written. */
function unseen({ model: { dataSet, release, lookback }, cluster }: KnownAlert): Silence[] {
  const window = windowRuleOf(dataSet, release);
  const interval = flushIntervalOf(dataSet, logsOf(cluster))?.millis;
  if (window === undefined || interval === undefined || window.field === window.endField || lookback > interval) {
    return [];
  }
  const words = `no run ever sees a record: on ${release.displayName}, a run looks at records that started within the lookback of ${durationWords(lookback)}, and records are written ${durationWords(interval)} after they started; set lookback to twice that or more`;
  return [{ findings: [], words: [words] }];
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
