/** Fields of a spec as YAML; undefined removes one of the usual fields. */
type Fields = Readonly<Record<string, string | undefined>>;

/** A webhook for Slack that is right, apart from the given fields. */
export function slackWebhook(fields: Fields = {}, name = 'soc'): string {
  return webhook({ consumer: 'Slack', config: config(slackUrl()), ...fields }, name);
}

/** A webhook for Jira, with other settings in its place where they are given. */
export function jiraWebhook(settings: Readonly<Record<string, string>> = {}): string {
  const all = {
    url: 'value: https://acme.atlassian.net/rest/api/2/issue/',
    project: 'value: SEC',
    issueType: 'value: Bug',
    username: 'value: soc@acme.example',
    apiToken: fromSecret('jira', 'token'),
    ...settings,
  };
  return webhook({ consumer: 'Jira', config: config(...Object.entries(all).map(([name, of]) => setting(name, of))) });
}

/** A webhook for Alertmanager, with further settings. */
export function alertmanagerWebhook(
  settings: Readonly<Record<string, string>> = {},
  url = 'http://alertmanager.monitoring:9093/api/v2/alerts',
): string {
  const others = Object.entries(settings).map(([name, of]) => setting(name, of));
  return webhook({ consumer: 'AlertManager', config: config(setting('url', `value: '${url}'`), ...others) });
}

/** A webhook of the kind Generic, with further settings. */
export function genericWebhook(
  settings: Readonly<Record<string, string>> = {},
  url = 'https://hooks.example.com/calico',
): string {
  const others = Object.entries(settings).map(([name, of]) => setting(name, of));
  return webhook({ consumer: 'Generic', config: config(setting('url', `value: '${url}'`), ...others) });
}

/** The list of settings. */
export function config(...settings: readonly string[]): string {
  return `[${settings.join(', ')}]`;
}

/** A setting with a value, or a reference to one. */
export function setting(name: string, of: string): string {
  return `{ name: ${name}, ${of} }`;
}

/** A reference to a Secret. */
export function fromSecret(name: string, key: string, more = ''): string {
  return `valueFrom: { secretKeyRef: { name: ${name}, key: ${key}${more} } }`;
}

export function slackUrl(of = fromSecret('slack', 'url')): string {
  return setting('url', of);
}

function webhook(fields: Fields, name = 'soc'): string {
  const all: Fields = { consumer: undefined, state: 'Enabled', query: 'type = global_alert', ...fields };
  const lines = Object.entries(all).flatMap(([field, value]) => (value === undefined ? [] : [`  ${field}: ${value}`]));
  return ['apiVersion: projectcalico.org/v3', 'kind: SecurityEventWebhook', 'metadata:', `  name: ${name}`, 'spec:']
    .concat(lines, '')
    .join('\n');
}
