import { stringify } from 'yaml';
import type { Manifest } from '../../../src/base';
import { converted } from '../../convert/converting';
import { alertmanager, generic, jira, webhook } from './webhook';

const key = (name: string) => ({ valueFrom: { secretKeyRef: { name: 'tls', key: name } } });
const TLS = ['ca.crt', 'tls.crt', 'tls.key'].map((name) => ({ name, ...key(name) }));

/** The program, without line breaks. */
function programOf(manifest: Manifest): string {
  return converted(stringify(manifest), { release: '3.24' }).text.replaceAll(/,?\s*\n\s*/g, ' ');
}

describe('a webhook in a program', () => {
  it.each([
    [
      'Generic',
      generic('http://receiver:8080/events'),
      "consumer: WebhookConsumer.generic({ url: ValueSource.of('http://receiver:8080/events') })",
    ],
    [
      'AlertManager',
      alertmanager({ name: 'basicAuth', ...key('auth') }),
      "consumer: WebhookConsumer.alertmanager({ url: ValueSource.of('http://alertmanager:9093/api/v2/alerts') basicAuth: ValueSource.fromSecret({ name: 'tls', key: 'auth' }) })",
    ],
    [
      'AlertManager with certificates',
      alertmanager(...TLS),
      "mutualTls: { caCertificate: ValueSource.fromSecret({ name: 'tls', key: 'ca.crt' }) certificate: ValueSource.fromSecret({ name: 'tls', key: 'tls.crt' }) privateKey: ValueSource.fromSecret({ name: 'tls', key: 'tls.key' }) }",
    ],
    ['Jira', jira(), "site: 'https://acme.atlassian.net/rest/api/2/issue/' project: 'SEC' issueType: 'Bug'"],
    ['a disabled webhook', webhook({ state: 'Disabled' }), 'state: WebhookState.DISABLED'],
  ])('has %s', (_, manifest, expected) => {
    expect(programOf(manifest)).toContain(expected);
  });

  it('has no state if it is enabled', () => {
    const program = programOf(webhook());
    expect(program).toContain('new SecurityEventWebhook(this');
    expect(program).not.toContain('state:');
  });

  it.each([
    ['a query that is not a string', webhook({ query: 1 })],
    ['no query', webhook({ query: undefined })],
    ['an unknown consumer', webhook({ consumer: 'Teams' })],
    ['an unknown state', webhook({ state: 'Paused' })],
    ...TLS.map(({ name }) => [`certificates without ${name}`, alertmanager(...TLS.filter((one) => one.name !== name))]),
  ] as [string, Manifest][])('is an ApiObject with %s', (_, manifest) => {
    expect(programOf(manifest)).toContain('new ApiObject(this');
  });
});
