import { alert, type Manifest, valueAt, warningRule } from '../../base';
import type { ClusterKind } from '../../calico';
import { type ProducerRules, type Question, questionsOfProducers } from '../../kind';
import { parseQuery } from '../../query';
import { exception, selecting } from './example';
import { HAS_EXCEPTIONS } from './exception-schema';

const withAlert = (name: string, selector: string, aggregateBy: string) =>
  `${alert({ aggregateBy: `[${aggregateBy}]` }, name)}---\n${exception({ selector: selecting(selector) })}`;

const ORIGIN_UNKNOWN = warningRule({
  id: 'alert-exception/origin-unknown',
  what: 'The origin in the selector of an exception should be that of an alert or an inspection among the files.',
  why: 'The origin of an event is the name of its alert or, for an inspection, dpi.NAMESPACE/NAME (observed, not documented). An exception for any other origin hides nothing. The rule is only checked if there are alerts, or inspections, among the files.',
  bad: withAlert('network.ssh', 'origin = "network.shh" AND source_namespace = shop', 'source_namespace'),
  good: withAlert('network.ssh', 'origin = "network.ssh" AND source_namespace = shop', 'source_namespace'),
});
const FIELD_NOT_IN_EVENT = warningRule({
  id: 'alert-exception/field-not-in-event',
  what: 'The selector of an exception for an alert should use only fields by which the alert aggregates.',
  why: 'The event of an aggregated alert has no other fields of the logs (observed, not documented), so there is no value to compare.',
  bad: withAlert(
    'network.remote-login',
    'origin = "network.remote-login" AND source_namespace = shop',
    'dest_namespace',
  ),
  good: withAlert(
    'network.remote-login',
    'origin = "network.remote-login" AND source_namespace = shop',
    'source_namespace, dest_namespace',
  ),
});

const KEYS = ['spec', 'selector'];

const RULES: ProducerRules = {
  originUnknown: ORIGIN_UNKNOWN,
  fieldNotInEvent: FIELD_NOT_IN_EVENT,
  consequence: 'the exception may hide nothing',
};

/** Asks whether the alerts and inspections that an exception is for are among the files, and have its fields. */
export function questionsOfException(manifest: Manifest, { release }: ClusterKind): Question[] {
  if (!release._valueIn(HAS_EXCEPTIONS)) {
    return [];
  }
  const selector = valueAt(manifest, ...KEYS);
  const node = typeof selector === 'string' ? parseQuery(selector).node : undefined;
  return node === undefined ? [] : questionsOfProducers(node, KEYS, RULES);
}

/** The rules that this file checks. */
export const PRODUCER_RULES = [ORIGIN_UNKNOWN, FIELD_NOT_IN_EVENT] as const;
