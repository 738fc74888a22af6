import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkSecurityEventWebhook } from '../../../src/kinds/security-event-webhook';

const secret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

export const SLACK_URL = { name: 'url', ...secret('slack', 'url') };

export const JIRA: readonly object[] = [
  { name: 'url', value: 'https://acme.atlassian.net/rest/api/2/issue/' },
  { name: 'project', value: 'SEC' },
  { name: 'issueType', value: 'Bug' },
  { name: 'username', ...secret('jira', 'user') },
  { name: 'apiToken', ...secret('jira', 'token') },
];

/** A webhook for Slack that is right, with other fields in its spec. */
export function webhook(spec: object = {}, metadata: object = { name: 'soc' }): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'SecurityEventWebhook',
    metadata,
    spec: { consumer: 'Slack', state: 'Enabled', query: 'type = global_alert', config: [SLACK_URL], ...spec },
  };
}

/** A webhook for Jira, in which settings replace those of the same name. */
export function jira(...settings: readonly { readonly name: string }[]): Manifest {
  const others = JIRA.filter((entry) => !settings.some(({ name }) => name === Reflect.get(entry, 'name')));
  return webhook({ consumer: 'Jira', config: [...others, ...settings] });
}

/** A webhook for Alertmanager, with more settings. */
export function alertmanager(...settings: readonly object[]): Manifest {
  return alertmanagerAt('http://alertmanager:9093/api/v2/alerts', ...settings);
}

export function alertmanagerAt(value: string, ...settings: readonly object[]): Manifest {
  return webhook({ consumer: 'AlertManager', config: [{ name: 'url', value }, ...settings] });
}

/** A webhook of the kind Generic. */
export function generic(value: string, ...settings: readonly object[]): Manifest {
  return webhook({ consumer: 'Generic', config: [{ name: 'url', value }, ...settings] });
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.23'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkSecurityEventWebhook(manifest, cluster).map(({ severity, keys, valueOffset, message, rule }) => {
    const column = valueOffset === undefined ? '' : `column ${valueOffset + 1}: `;
    return `${severity} ${fieldPath(keys)}: ${column}${message} [${rule}]`;
  });
}

/** The IDs of the rules, each once, without the kind. */
export function rulesIn(manifest: Manifest, release?: string): string[] {
  return [
    ...new Set(findingsIn(manifest, release).map((text) => text.slice(text.lastIndexOf('[') + 1, -1).split('/')[1])),
  ].map(String);
}
