import { type Manifest, warningRule } from '../../base';
import { INTRUSION_DETECTION_NAMESPACE } from '../../calico';
import { type Question, questionsOfReferences } from '../../kind';
import { jiraWebhook } from './example';
import { readWebhook } from './read-webhook';

const secretIn = (namespace: string) =>
  `${jiraWebhook()}---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: jira\n  namespace: ${namespace}\n`;

const NAMESPACE = warningRule({
  id: 'security-event-webhook/reference-namespace',
  what: `The Secrets and ConfigMaps of a webhook must be in the namespace ${INTRUSION_DETECTION_NAMESPACE}.`,
  why: 'Calico looks for them there only, so nothing is sent. An object without a namespace is not reported, because it gets the namespace that is current when it is applied.',
  bad: secretIn('default'),
  good: secretIn(INTRUSION_DETECTION_NAMESPACE),
});

/** Asks whether what the settings of a webhook refer to is in another namespace. */
export function questionsOfSettings(webhook: Manifest): Question[] {
  return readWebhook(webhook).settings.flatMap(({ valueFrom, keys }) =>
    questionsOfReferences(valueFrom, [...keys, 'valueFrom'], NAMESPACE),
  );
}

/** The rules that this file checks. */
export const REFERENCE_RULES = [NAMESPACE] as const;
