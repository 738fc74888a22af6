import {
  errorRule,
  type Finding,
  type Keys,
  type Manifest,
  noticeRule,
  suggestion,
  valueAt,
  warningRule,
} from '../../base';
import { isSet } from '../../kind';
import { configKeyProblem, referencesIn, subdomainProblem } from '../../kubernetes';
import { consumerOf } from './consumer-table';
import {
  alertmanagerWebhook,
  config,
  fromSecret,
  genericWebhook,
  jiraWebhook,
  setting,
  slackUrl,
  slackWebhook,
} from './example';
import { readWebhook, type Setting } from './read-webhook';
import { FAILS, REFUSED } from './who-checks';

const RIGHT = slackWebhook();

const MISSING = errorRule({
  id: 'security-event-webhook/config-missing',
  acceptedAs: 'ignored',
  what: 'The config of a webhook must have the settings that its consumer requires.',
  why: FAILS,
  bad: slackWebhook({ config: '[]' }),
  good: RIGHT,
});
const UNKNOWN = warningRule({
  id: 'security-event-webhook/config-unknown',
  what: 'The config of a webhook should have only settings of its consumer.',
  why: 'No other settings are known. If one is misspelled, the webhook may be sent elsewhere, or in a form other than the intended one.',
  bad: slackWebhook({ config: config(slackUrl(), setting('channel', "value: '#soc'")) }),
  good: RIGHT,
});
const UNDOCUMENTED = noticeRule({
  id: 'security-event-webhook/config-undocumented',
  what: 'The config of a webhook should have only documented settings.',
  why: 'The settings headers and template of Generic, and generatorURL of AlertManager, were observed, and may change without notice.',
  bad: genericWebhook({ headers: "value: 'X-Team:soc'" }),
  good: genericWebhook(),
});
const DUPLICATE = warningRule({
  id: 'security-event-webhook/config-duplicate',
  what: 'The config of a webhook should have each setting once.',
  why: 'Which of them applies is not documented.',
  bad: slackWebhook({ config: config(slackUrl(), slackUrl(fromSecret('slack-2', 'url'))) }),
  good: RIGHT,
});
const VALUE = errorRule({
  id: 'security-event-webhook/config-value',
  what: 'A setting must have either a value, or a valueFrom with one reference.',
  why: REFUSED,
  bad: jiraWebhook({ username: "value: ''" }),
  good: jiraWebhook(),
});
const REFERENCE = errorRule({
  id: 'security-event-webhook/reference',
  acceptedAs: 'ignored',
  what: 'A reference must have a name and a key that are valid for a Secret or ConfigMap.',
  why: `No Secret or ConfigMap can have any other name or key. ${FAILS}`,
  bad: jiraWebhook({ apiToken: fromSecret('Jira_Token', 'token') }),
  good: jiraWebhook({ apiToken: fromSecret('jira-token', 'token') }),
});
const OPTIONAL = noticeRule({
  id: 'security-event-webhook/optional-ignored',
  what: 'A reference of a webhook should not be optional.',
  why: 'Without the entry, the webhook fails, whether the reference is optional or not. This was observed, and is not documented.',
  bad: alertmanagerWebhook({ basicAuth: fromSecret('alertmanager', 'auth', ', optional: true') }),
  good: alertmanagerWebhook({ basicAuth: fromSecret('alertmanager', 'auth') }),
});

/** Checks the settings of a webhook: which there are, and that each has a value or a reference. */
export function checkConfig(webhook: Manifest): Finding[] {
  const { consumer, settings } = readWebhook(webhook);
  return [
    ...(consumer === undefined ? [] : checkNames(consumer, settings, webhook)),
    ...checkDuplicates(settings),
    ...settings.flatMap(checkValue),
  ];
}

function checkNames(consumer: string, settings: readonly Setting[], webhook: Manifest): Finding[] {
  const known = consumerOf(consumer)?.settings ?? {};
  const names = settings.map(({ name }) => name);
  const missing = Object.keys(known).filter((name) => known[name]?.isRequired && !names.includes(name));
  const isList = Array.isArray(valueAt(webhook, 'spec', 'config'));
  return [
    ...(isList ? missing : []).map((name) => {
      const message = `must have the setting ${name}, which ${consumer} requires`;
      return { ...MISSING, keys: ['spec', 'config'], message };
    }),
    ...settings.flatMap(({ name, keys }) => checkName(name, [...keys, 'name'], consumer)),
  ];
}

function checkName(name: string, keys: Keys, consumer: string): Finding[] {
  const known = consumerOf(consumer)?.settings ?? {};
  const facts = Object.hasOwn(known, name) ? known[name] : undefined;
  if (facts === undefined) {
    const documented = Object.keys(known).filter((other) => known[other]?.isDocumented !== false);
    const hint = suggestion(name, documented) || `; the settings are ${documented.join(', ')}`;
    return [{ ...UNKNOWN, keys, value: name, message: `is not a setting of ${consumer}${hint}` }];
  }
  const message = `is not documented for ${consumer}; it was observed up to 3.23, and may change without notice`;
  return facts.isDocumented === false ? [{ ...UNDOCUMENTED, keys, value: name, message }] : [];
}

function checkDuplicates(settings: readonly Setting[]): Finding[] {
  const seen = new Set<string>();
  return settings.flatMap(({ name, keys }) => {
    const isAgain = seen.has(name);
    seen.add(name);
    const message = 'is set before; which of the two applies is not documented, so remove one of them';
    return isAgain ? [{ ...DUPLICATE, keys: [...keys, 'name'], value: name, message }] : [];
  });
}

function checkValue({ keys, entry }: Setting): Finding[] {
  const valueFrom: unknown = valueAt(entry, 'valueFrom') ?? undefined;
  const hasValue = isSet(valueAt(entry, 'value'));
  if (hasValue === (valueFrom !== undefined)) {
    const message = hasValue ? 'has both value and valueFrom; remove one of them' : 'must have a value or a valueFrom';
    return [{ ...VALUE, keys, message }];
  }
  return typeof valueFrom === 'object' && valueFrom !== null && !Array.isArray(valueFrom)
    ? checkValueFrom(valueFrom, [...keys, 'valueFrom'])
    : [];
}

function checkValueFrom(valueFrom: object, keys: Keys): Finding[] {
  const present = referencesIn(valueFrom);
  if (present.length !== 1) {
    const message = `must have ${present.length === 0 ? 'a' : 'only one'} reference: secretKeyRef or configMapKeyRef`;
    return [{ ...VALUE, keys, message }];
  }
  return present.flatMap(({ source, reference }) => checkReference(reference, [...keys, source]));
}

function checkReference(reference: unknown, keys: Keys): Finding[] {
  const name = valueAt(reference, 'name') ?? '';
  const key = valueAt(reference, 'key');
  const problems = [
    { of: 'name', value: name, problem: typeof name === 'string' ? subdomainProblem(name) : undefined },
    { of: 'key', value: key, problem: typeof key === 'string' ? configKeyProblem(key) : undefined },
  ];
  const findings = problems.flatMap(({ of, value, problem }) =>
    problem === undefined ? [] : [{ ...REFERENCE, keys: [...keys, of], value, message: problem }],
  );
  const message =
    'has no effect: without the entry, the webhook fails all the same (observed, not documented); remove it';
  return valueAt(reference, 'optional') === true
    ? [...findings, { ...OPTIONAL, keys: [...keys, 'optional'], value: true, message }]
    : findings;
}

/** The rules that this file checks. */
export const CONFIG_RULES = [MISSING, UNKNOWN, UNDOCUMENTED, DUPLICATE, VALUE, REFERENCE, OPTIONAL] as const;
