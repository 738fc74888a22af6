import { type Finding, type Manifest, type RuleMark, valueAt, warningRule } from '../../base';
import { readUrl } from '../../kubernetes';
import { alertmanagerWebhook, fromSecret, jiraWebhook } from './example';
import { isSecretSetting, readWebhook, type Setting } from './read-webhook';

const TLS = { 'ca.crt': 'CERTIFICATE', 'tls.crt': 'CERTIFICATE', 'tls.key': 'PRIVATE KEY' } as const;
const TLS_NAMES = Object.keys(TLS);
const fromTls = (key: string) => fromSecret('alertmanager-tls', key);
const ALL_TLS = Object.fromEntries(TLS_NAMES.map((name) => [name, fromTls(name)]));

const BASIC_AUTH = warningRule({
  id: 'security-event-webhook/basic-auth',
  what: 'The basicAuth of a webhook for Alertmanager should be a user and a password with a colon between them.',
  why: 'The documentation calls it an MD5 checksum, but Calico was observed to split the value at the colon.',
  bad: alertmanagerWebhook({ basicAuth: 'value: 5f4dcc3b5aa765d61d8327deb882cf99' }),
  besides: ['security-event-webhook/secret-in-plain'],
  good: alertmanagerWebhook({ basicAuth: fromSecret('alertmanager', 'auth') }),
});
const IN_PLAIN = warningRule({
  id: 'security-event-webhook/secret-in-plain',
  what: 'A setting with a credential should be read from a Secret.',
  why: 'Everyone who can read the webhook or its repository can read the value. Anyone who has the URL of a Slack app can post to it.',
  bad: jiraWebhook({ apiToken: "value: '0123456789'" }),
  good: jiraWebhook(),
});
const PARTIAL_TLS = warningRule({
  id: 'security-event-webhook/partial-tls',
  what: 'A webhook for Alertmanager should have all of ca.crt, tls.crt and tls.key, or none.',
  why: 'Calico was observed to use mutual TLS only with all three, which is not documented.',
  bad: alertmanagerWebhook({ 'ca.crt': fromTls('ca.crt') }),
  good: alertmanagerWebhook(ALL_TLS),
});
const TLS_PEM = warningRule({
  id: 'security-event-webhook/tls-pem',
  what: 'The settings ca.crt and tls.crt should be certificates, and tls.key a private key, in PEM form.',
  why: 'No TLS connection can be made with anything else.',
  bad: alertmanagerWebhook({ ...ALL_TLS, 'ca.crt': 'value: alertmanager.pem' }),
  good: alertmanagerWebhook(ALL_TLS),
});

const MD5 = /^[0-9a-fA-F]{32}$/;

/** Checks the credentials of a webhook. Their values are never part of a finding. */
export function checkCredentials(webhook: Manifest): Finding[] {
  const { consumer, settings } = readWebhook(webhook);
  if (consumer === undefined) {
    return [];
  }
  const isAlertmanager = consumer === 'AlertManager';
  return [
    ...settings.flatMap((setting) => [...checkPlain(setting, consumer), ...(isAlertmanager ? checkForm(setting) : [])]),
    ...(isAlertmanager ? checkTls(settings) : []),
  ];
}

function checkPlain({ name, value, valueFrom, keys }: Setting, consumer: string): Finding[] {
  if (isSecretSetting(consumer, name)) {
    if (value !== undefined) {
      const message = 'is a credential that everyone who can read the webhook can read; use valueFrom with a Secret';
      return [{ ...IN_PLAIN, keys: [...keys, 'value'], message }];
    }
    const message = 'is a credential, which belongs in a Secret; use secretKeyRef';
    const reference: unknown = valueAt(valueFrom, 'configMapKeyRef') ?? undefined;
    return reference === undefined ? [] : [{ ...IN_PLAIN, keys: [...keys, 'valueFrom', 'configMapKeyRef'], message }];
  }
  const url = name === 'url' && value !== undefined ? readUrl(value) : '';
  const message = 'contains a user or a password, which everyone who can read the webhook can read; use valueFrom';
  return typeof url !== 'string' && url.hasUser ? [{ ...IN_PLAIN, keys: [...keys, 'value'], message }] : [];
}

function checkForm({ name, value, keys }: Setting): Finding[] {
  const found = value === undefined ? undefined : name === 'basicAuth' ? authProblem(value) : pemProblem(name, value);
  return found === undefined ? [] : [{ ...found, keys: [...keys, 'value'] }];
}

type Found = RuleMark & Pick<Finding, 'message'>;

function authProblem(value: string): Found | undefined {
  if (value.includes(':')) {
    return undefined;
  }
  const message = MD5.test(value)
    ? 'looks like an MD5 checksum, which the documentation asks for, but Calico was observed to split the value at a colon; write user:password'
    : 'has no colon, at which Calico was observed to split the value; write user:password';
  return { ...BASIC_AUTH, message };
}

function pemProblem(name: string, value: string): Found | undefined {
  const form = Object.hasOwn(TLS, name) ? TLS[name as keyof typeof TLS] : undefined;
  const message = `must be in PEM form, with a line such as -----BEGIN ${form}-----; the setting is the content, not the name of a file`;
  return form === undefined || isPem(value, form) ? undefined : { ...TLS_PEM, message };
}

/** The kind of a private key may come before the words, as in `BEGIN RSA PRIVATE KEY`. */
function isPem(value: string, form: string): boolean {
  return value
    .split('\n')
    .map((line) => line.trim())
    .some((line) => line.startsWith('-----BEGIN ') && line.endsWith(`${form}-----`));
}

function checkTls(settings: readonly Setting[]): Finding[] {
  const names = settings.map(({ name }) => name);
  const [missing, there] = [false, true].map((is) => TLS_NAMES.filter((name) => names.includes(name) === is));
  if (missing === undefined || there === undefined || missing.length === 0 || there.length === 0) {
    return [];
  }
  const message = `has ${there.join(' and ')} but not ${missing.join(' and ')}; Calico was observed to use mutual TLS only with all three, so add what is missing, or remove the others`;
  return [{ ...PARTIAL_TLS, keys: ['spec', 'config'], message }];
}

/** The rules that this file checks. */
export const CREDENTIAL_RULES = [BASIC_AUTH, IN_PLAIN, PARTIAL_TLS, TLS_PEM] as const;
