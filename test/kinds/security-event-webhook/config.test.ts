import { stringify } from 'yaml';
import { lintText } from '../../lint/lint-text';
import { alertmanager, alertmanagerAt, findingsIn, generic, jira, rulesIn, SLACK_URL, webhook } from './webhook';

const ID = 'security-event-webhook';
const slack = (...config: readonly object[]) => webhook({ config });
const slackAt = (value: string) => slack({ name: 'url', value });
const SECRET = { valueFrom: { secretKeyRef: { name: 'alertmanager', key: 'x' } } };
const tls = (...names: readonly string[]) => names.map((name) => ({ name, ...SECRET }));
const MD5 = '5f4dcc3b5aa765d61d8327deb882cf99';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n';
const IN_PLAIN = `is a credential that everyone who can read the webhook can read; use valueFrom with a Secret [${ID}/secret-in-plain]`;
const PEM = (form: string) =>
  `must be in PEM form, with a line such as -----BEGIN ${form}-----; the setting is the content, not the name of a file [${ID}/tls-pem]`;
const partly = (there: string, missing: string) =>
  `warning spec.config: has ${there} but not ${missing}; Calico was observed to use mutual TLS only with all three, so add what is missing, or remove the others [${ID}/partial-tls]`;
const reference = (fields: object) => jira({ name: 'apiToken', valueFrom: { secretKeyRef: fields } } as never);

describe('the config of a webhook', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['no URL', slack(), `error spec.config: must have the setting url, which Slack requires [${ID}/config-missing]`],
    ['a misspelled setting of Slack', slack(SLACK_URL, { name: 'chanel', value: 'x' }), `warning spec.config[1].name: is not a setting of Slack; the settings are url [${ID}/config-unknown]`],
    ['a setting of another consumer', alertmanager({ name: 'project', value: 'x' }), `warning spec.config[1].name: is not a setting of AlertManager; the settings are url, basicAuth, ca.crt, tls.crt, tls.key [${ID}/config-unknown]`],
    ['a setting called like a property', slack(SLACK_URL, { name: 'constructor', value: 'x' }), `warning spec.config[1].name: is not a setting of Slack; the settings are url [${ID}/config-unknown]`],
    ['a setting with another case', alertmanager({ name: 'basicauth', ...SECRET }), `warning spec.config[1].name: is not a setting of AlertManager; did you mean basicAuth? [${ID}/config-unknown]`],
    ['headers, which are not documented', generic('https://a.example', { name: 'headers', value: 'A:b' }), `notice spec.config[1].name: is not documented for Generic; it was observed up to 3.23, and may change without notice [${ID}/config-undocumented]`],
    ['a generator URL, which is not documented', alertmanager({ name: 'generatorURL', value: 'https://a.example' }), `notice spec.config[1].name: is not documented for AlertManager; it was observed up to 3.23, and may change without notice [${ID}/config-undocumented]`],
    ['a setting twice', slack(SLACK_URL, SLACK_URL), `warning spec.config[1].name: is set before; which of the two applies is not documented, so remove one of them [${ID}/config-duplicate]`],
    ['a setting without value', jira({ name: 'username' }), `error spec.config[4]: must have a value or a valueFrom [${ID}/config-value]`],
    ['an empty value', jira({ name: 'username', value: '' } as never), `error spec.config[4]: must have a value or a valueFrom [${ID}/config-value]`],
    ['both of value and valueFrom', jira({ name: 'username', value: 'a', ...SECRET } as never), `error spec.config[4]: has both value and valueFrom; remove one of them [${ID}/config-value]`],
    ['a reference to nothing', jira({ name: 'username', valueFrom: {} } as never), `error spec.config[4].valueFrom: must have a reference: secretKeyRef or configMapKeyRef [${ID}/config-value]`],
    ['two references', jira({ name: 'username', valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } } } as never), `error spec.config[4].valueFrom: must have only one reference: secretKeyRef or configMapKeyRef [${ID}/config-value]`],
    ['a reference without name', reference({ key: 'token' }), `error spec.config[4].valueFrom.secretKeyRef.name: must not be empty [${ID}/reference]`],
    ['a reference with a malformed name', reference({ name: 'Jira', key: 'token' }), `error spec.config[4].valueFrom.secretKeyRef.name: must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [${ID}/reference]`],
    ['a reference with a key of spaces', reference({ name: 'jira', key: 'a b' }), `error spec.config[4].valueFrom.secretKeyRef.key: is not a valid key: 1 to 253 letters, digits, '-', '_' and '.', and not beginning with '..' [${ID}/reference]`],
    ['a reference without key', reference({ name: 'jira' }), `error spec.config[4].valueFrom.secretKeyRef.key: is required: the API server rejects a reference without it [${ID}/field-missing]`],
    ['an optional reference', reference({ name: 'jira', key: 'token', optional: true }), `notice spec.config[4].valueFrom.secretKeyRef.optional: has no effect: without the entry, the webhook fails all the same (observed, not documented); remove it [${ID}/optional-ignored]`],
    ['a token in plain text', jira({ name: 'apiToken', value: 'x' } as never), `warning spec.config[4].value: ${IN_PLAIN}`],
    ['the URL of a Slack app in plain text', slackAt('https://hooks.slack.com/services/T0/B0/x'), `warning spec.config[0].value: ${IN_PLAIN}`],
    ['a password in plain text', alertmanager({ name: 'basicAuth', value: 'user:password' }), `warning spec.config[1].value: ${IN_PLAIN}`],
    ['a token in a ConfigMap', jira({ name: 'apiToken', valueFrom: { configMapKeyRef: { name: 'jira', key: 'token' } } } as never), `warning spec.config[4].valueFrom.configMapKeyRef: is a credential, which belongs in a Secret; use secretKeyRef [${ID}/secret-in-plain]`],
    ['a password in a URL', alertmanagerAt('https://a:b@alertmanager/api/v2/alerts'), `warning spec.config[0].value: contains a user or a password, which everyone who can read the webhook can read; use valueFrom [${ID}/secret-in-plain]`],
    ['one of three for TLS', alertmanager(...tls('ca.crt')), partly('ca.crt', 'tls.crt and tls.key')],
    ['two of three for TLS', alertmanager(...tls('tls.crt', 'tls.key')), partly('tls.crt and tls.key', 'ca.crt')],
    ['a file name as certificate', alertmanager(...tls('tls.crt', 'tls.key'), { name: 'ca.crt', value: 'ca.pem' }), `warning spec.config[3].value: ${PEM('CERTIFICATE')}`],
    ['a key as certificate', alertmanager(...tls('tls.crt', 'tls.key'), { name: 'ca.crt', value: KEY }), `warning spec.config[3].value: ${PEM('CERTIFICATE')}`],
    ['a relative URL', generic('hooks.example.com/x'), `error spec.config[0].value: is not an absolute URL: it does not begin with a scheme and two slashes; write it as in https://hooks.example.com/calico [${ID}/url]`],
    ['another scheme', generic('ftp://hooks.example.com'), `error spec.config[0].value: has a scheme other than http and https; use https [${ID}/url]`],
    ['a line break in a URL', generic('https://hooks.example.com\n'), `error spec.config[0].value: is not an absolute URL: it contains a line break or another control character; write it as in https://hooks.example.com/calico [${ID}/url]`],
    ['the root of Alertmanager', alertmanagerAt('http://alertmanager:9093'), `error spec.config[0].value: must end with /api/v2/alerts, where Alertmanager receives alerts [${ID}/alertmanager-url]`],
    ['a slash behind the URL', alertmanagerAt('http://alertmanager:9093/api/v2/alerts/'), `error spec.config[0].value: must end with /api/v2/alerts, where Alertmanager receives alerts [${ID}/alertmanager-url]`],
    ['the first API of Alertmanager', alertmanagerAt('http://alertmanager:9093/api/v1/alerts'), `error spec.config[0].value: must end with /api/v2/alerts, where Alertmanager receives alerts [${ID}/alertmanager-url]`],
    ['the URL of Jira for Alertmanager', alertmanagerAt('https://acme.atlassian.net/rest/api/2/issue/'), `error spec.config[0].value: must end with /api/v2/alerts, where Alertmanager receives alerts; this is a URL of Jira [${ID}/alertmanager-url]`],
    ['the site of Jira', jira({ name: 'url', value: 'https://acme.atlassian.net' } as never), `warning spec.config[4].value: should end with /rest/api/2/issue/, where Jira creates issues [${ID}/jira-url]`],
    ['the third API of Jira', jira({ name: 'url', value: 'https://acme.atlassian.net/rest/api/3/issue/' } as never), `warning spec.config[4].value: should end with /rest/api/2/issue/, where Jira creates issues [${ID}/jira-url]`],
    ['a URL of Slack for Generic', generic('https://hooks.slack.com/services/T0/B0/x'), `warning spec.config[0].value: is a URL of Slack, which does not accept the JSON of Generic; set consumer: Slack, with its settings [${ID}/other-service]`],
    ['a URL of Alertmanager for Generic', generic('http://alertmanager:9093/api/v2/alerts'), `warning spec.config[0].value: is a URL of AlertManager, which does not accept the JSON of Generic; set consumer: AlertManager, with its settings [${ID}/other-service]`],
  ];

  it.each(wrong)('is found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  it('is found wrong with a URL of Slack that is not one', () => {
    expect(findingsIn(slackAt('https://hooks.slack.com/services/%zz'))[0]).toBe(
      `error spec.config[0].value: is not a valid URL: a % must be followed by two hexadecimal digits [${ID}/url]`,
    );
  });

  it.each<[string, object]>([
    ['Jira', jira()],
    ['Alertmanager', alertmanager()],
    ['Alertmanager with a password', alertmanager({ name: 'basicAuth', ...SECRET })],
    ['Alertmanager with TLS', alertmanager(...tls('ca.crt', 'tls.crt', 'tls.key'))],
    [
      'certificates as values',
      alertmanager(...tls('tls.key'), { name: 'ca.crt', value: CERTIFICATE }, { name: 'tls.crt', value: CERTIFICATE }),
    ],
    ['Generic', generic('https://hooks.example.com/a?b=c')],
    [
      'a URL from a ConfigMap',
      webhook({
        consumer: 'Generic',
        config: [{ name: 'url', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }],
      }),
    ],
    ['an empty value beside a reference', jira({ name: 'username', value: '', ...SECRET } as never)],
    ['a reference that is not optional', reference({ name: 'jira', key: 'token', optional: false })],
  ])('may be that of %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });

  it.each(['project', 'issueType', 'username', 'apiToken', 'url'])('of Jira must have %s', (name) => {
    const { spec } = jira() as unknown as { spec: { config: { name: string }[] } };
    const config = spec.config.filter((setting) => setting.name !== name);
    expect(findingsIn(webhook({ consumer: 'Jira', config }))).toEqual([
      `error spec.config: must have the setting ${name}, which Jira requires [${ID}/config-missing]`,
    ]);
  });

  it.each([
    [
      MD5,
      `looks like an MD5 checksum, which the documentation asks for, but Calico was observed to split the value at a colon; write user:password`,
    ],
    ['password', 'has no colon, at which Calico was observed to split the value; write user:password'],
  ])('has a user and a password: %s', (value, message) => {
    expect(findingsIn(alertmanager({ name: 'basicAuth', value }))).toEqual([
      `warning spec.config[1].value: ${IN_PLAIN}`,
      `warning spec.config[1].value: ${message} [${ID}/basic-auth]`,
    ]);
  });

  it('has a private key in PEM form', () => {
    const others = tls('ca.crt', 'tls.crt');
    expect(rulesIn(alertmanager(...others, { name: 'tls.key', value: KEY }))).toEqual(['secret-in-plain']);
    expect(rulesIn(alertmanager(...others, { name: 'tls.key', value: CERTIFICATE }))).toEqual([
      'secret-in-plain',
      'tls-pem',
    ]);
  });

  it.each([
    'https://hooks.slack.com.evil.example/x',
    'http://hooks.slack.com/x',
    'hooks.slack.com/x',
    'https://acme.slack.com/x',
    'https://HOOKS.slack.com/x',
  ])('of Slack has a URL that Slack gives to apps, unlike %s', (url) => {
    const message = `error spec.config[0].value: must begin with https://hooks.slack.com/, as the URL that Slack gives to an app [${ID}/slack-url]`;
    expect(findingsIn(slackAt(url)).filter((text) => text.startsWith('error'))).toHaveLength(1);
    expect(findingsIn(slackAt(url))[0]?.replace('; this is a URL of Slack', '')).toBe(message);
  });

  it.each([
    ['Slack', slackAt('https://s3cret.example/s3cret')],
    ['Jira', jira({ name: 'apiToken', value: 's3cret' } as never)],
    ['Alertmanager', alertmanager({ name: 'basicAuth', value: 's3cret' }, { name: 'tls.key', value: 's3cret' })],
    ['a URL', alertmanagerAt('https://a:s3cret@b')],
    ['a URL of Slack', generic('https://hooks.slack.com/s3cret')],
    ['a value of two forms', jira({ name: 'apiToken', value: 's3cret', valueFrom: {} } as never)],
  ])('keeps the credentials of %s to itself', (_, manifest) => {
    const { findings } = lintText(stringify(manifest));
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain('s3cret');
  });

  it('is not checked by consumer if that is unknown', () => {
    expect(rulesIn(webhook({ consumer: 'Teams', config: [{ name: 'x', value: 'y' }] }))).toEqual(['consumer']);
  });

  it.each([null, 5, 'x', [null], [{}], [{ name: 5 }], [{ name: 'url', valueFrom: [] }], [[]]])(
    'may be anything: %j',
    (config) => {
      expect(findingsIn(webhook({ config })).length).toBeGreaterThan(0);
    },
  );
});
