import {
  errorRule,
  type Finding,
  type Keys,
  type Manifest,
  REJECTED,
  type RuleMark,
  valueAt,
  warningRule,
} from '../../base';
import { checkMetadata } from '../../kind';
import { slackWebhook } from './example';

const RIGHT = slackWebhook();
const withLabels = (text: string) =>
  RIGHT.replace('name: soc', `name: soc\n  annotations: { ${LABELS_ANNOTATION}: ${text} }`);

/** The annotation whose labels are added to what the webhook sends. */
export const LABELS_ANNOTATION = 'webhooks.projectcalico.org/labels';

const NAME = errorRule({
  id: 'security-event-webhook/name',
  what: 'The name of a webhook must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: slackWebhook({}, 'SOC'),
  good: RIGHT,
});
const NAME_GENERATED = warningRule({
  id: 'security-event-webhook/name-generated',
  what: 'A webhook should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new webhook each time, so each event is sent several times, and kubectl apply rejects the object.',
  bad: RIGHT.replace('name:', 'generateName:'),
  good: RIGHT,
});
const METADATA = errorRule({
  id: 'security-event-webhook/metadata',
  what: 'Labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: RIGHT.replace('name: soc', 'name: soc\n  labels: { team: "red & blue" }'),
  good: RIGHT.replace('name: soc', 'name: soc\n  labels: { team: red-and-blue }'),
});
export const LABEL = errorRule({
  id: 'security-event-webhook/label',
  acceptedAs: 'changed',
  what: 'The labels that a webhook adds to events must have keys without colons and commas, and values without commas.',
  why: 'The annotation separates labels with commas, and a key from its value with a colon. Nothing can be escaped, so other labels would be sent.',
  bad: withLabels("'cluster:prod, team'"),
  good: withLabels("'cluster:prod,team:soc'"),
});

/** Checks the name of a webhook, its labels for events, and that its other metadata has the form of Kubernetes. */
export function checkWebhookMetadata(webhook: Manifest): Finding[] {
  return [
    ...checkMetadata(webhook, { name: NAME, nameGenerated: NAME_GENERATED, metadata: METADATA }, 'webhook'),
    ...checkLabelsText(valueAt(webhook, 'metadata', 'annotations', LABELS_ANNOTATION)),
  ];
}

function checkLabelsText(text: unknown): Finding[] {
  if (typeof text !== 'string' || text === '') {
    return [];
  }
  const wrong = text.split(',').find((label) => label.indexOf(':') < 1);
  if (wrong === undefined) {
    return [];
  }
  const message = `has ${JSON.stringify(wrong)} between commas, which is not a label: write key:value, with commas between labels only`;
  return [labelFinding(['metadata', 'annotations', LABELS_ANNOTATION], text, message)];
}

/** Checks the labels of a program, of which the annotation cannot show where one ends. */
export function checkEventLabels(labels: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const keys = ['eventLabels', key];
    if (key === '' || /[,:]/.test(key)) {
      const message = 'must have a key without colons and commas, which separate labels in the annotation';
      return [labelFinding(keys, value, message)];
    }
    const message = 'must not contain a comma, which separates labels in the annotation';
    return value.includes(',') ? [labelFinding(keys, value, message)] : [];
  });
}

function labelFinding(keys: Keys, value: string, message: string): Finding {
  return { ...(LABEL satisfies RuleMark), keys, value, message };
}

/** The text of the annotation. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}:${value}`)
    .join(',');
}

/** The rules that this file checks. */
export const METADATA_RULES = [NAME, NAME_GENERATED, METADATA, LABEL] as const;
