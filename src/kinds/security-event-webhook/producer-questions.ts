import { alert, type Manifest, valueAt, warningRule } from '../../base';
import { type ProducerRules, type Question, questionsOfProducers } from '../../kind';
import { parseQuery } from '../../query';
import { slackWebhook } from './example';
import { UNMATCHED } from './query-checks';

const withAlert = (origin: string) =>
  `${alert()}---\n${slackWebhook({ query: `'type = global_alert AND origin = "${origin}"'` })}`;

const ORIGIN_UNKNOWN = warningRule({
  id: 'security-event-webhook/origin-unknown',
  what: 'The origin in the query of a webhook should be that of an alert or an inspection among the files.',
  why: 'The origin of an event is the name of its alert or, for an inspection, dpi.NAMESPACE/NAME (observed, not documented). A webhook for any other origin sends nothing. The rule is only checked if there are alerts, or inspections, among the files.',
  bad: withAlert('network.shh'),
  good: withAlert('network.ssh'),
});

const RULES: ProducerRules = {
  originUnknown: ORIGIN_UNKNOWN,
  fieldNotInEvent: UNMATCHED,
  consequence: 'the webhook may send nothing',
};

/** Asks whether the alerts and inspections whose events a webhook sends are among the files, and have its fields. */
export function questionsOfQuery(webhook: Manifest): Question[] {
  const query = valueAt(webhook, 'spec', 'query');
  const node = typeof query === 'string' ? parseQuery(query).node : undefined;
  return node === undefined ? [] : questionsOfProducers(node, ['spec', 'query'], RULES);
}

/** The rules that this file checks. */
export const PRODUCER_RULES = [ORIGIN_UNKNOWN] as const;
