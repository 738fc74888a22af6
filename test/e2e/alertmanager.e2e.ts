import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EventFields, EventSelection, SecurityEventWebhook, ValueSource, WebhookConsumer } from '../../src';
import { Authority } from '../kinds/security-event-webhook/receivers/certificates';
import { EVENT, type Stored, send } from '../kinds/security-event-webhook/receivers/stand-in-sender';
import { captureStderr, managedCluster, only, type Synthesized, synthesize } from '../support';
import { binary, provideAlertmanager } from './binaries';
import { freePorts } from './free-ports';
import { Keeper, type Running } from './keeper';

/*
 * A real Alertmanager gets what our webhooks are configured with. Calico's own sender cannot be run here, so the test's
 * stand-in sends the alerts: this shows that the URL, the password and the certificates are those that Alertmanager
 * accepts, not that Calico sends them.
 */

const AUTH = 'soc:pass:word';
/** Of the password, as Alertmanager's web configuration has it. */
const HASH = '$2a$04$x7vB6RCqX1ojFGwX26YylORgkEE9Hv3Bqj85I7ZEFWIZCfMI2NQEC';
const CONFIG = 'route:\n  receiver: none\nreceivers:\n  - name: none\n';

const authority = new Authority('test authority');
const client = authority.issue('calico');
const STORED: Stored = {
  soc: { auth: AUTH, ca: authority.certificate, cert: client.certificate, key: client.privateKey },
};
const secret = (key: string) => ValueSource.fromSecret({ name: 'soc', key });
const basicAuth = secret('auth');
const mutualTls = { caCertificate: secret('ca'), certificate: secret('cert'), privateKey: secret('key') };

const keeper = new Keeper();
const running: Running[] = [];
const hosts: Record<'open' | 'secured', string> = { open: '', secured: '' };

beforeAll(async () => {
  await provideAlertmanager(keeper);
  hosts.open = await started('');
  const server = authority.issue('server');
  hosts.secured = await started(
    [
      'tls_server_config:',
      '  cert_file: server.crt',
      '  key_file: server.key',
      '  client_auth_type: RequireAndVerifyClientCert',
      '  client_ca_file: ca.crt',
      'basic_auth_users:',
      `  soc: ${HASH}`,
      '',
    ].join('\n'),
    { 'server.crt': server.certificate, 'server.key': server.privateKey, 'ca.crt': authority.certificate },
  );
}, 600_000);
afterAll(async () => {
  await Promise.all(running.map((one) => one.end()));
  await keeper.stop();
});

/** Starts an Alertmanager, and gives its host and port once it listens. */
async function started(web: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await keeper.folder('alertmanager-');
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  for (const [name, text] of Object.entries({ ...files, 'config.yml': CONFIG, 'web.yml': web })) {
    writeFileSync(join(folder, name), text);
  }
  const args = ['--config.file=config.yml', '--storage.path=data', '--cluster.listen-address=', '--log.level=warn'];
  const webArgs = [`--web.listen-address=${address}`, '--web.config.file=web.yml'];
  const process = keeper.start({ command: binary('alertmanager'), args: [...args, ...webArgs], cwd: folder });
  running.push(process);
  const ended = process.ended.then(({ stderr }) => {
    throw new Error(`alertmanager ended:\n${stderr}`);
  });
  await Promise.race([ended, listens(address)]);
  ended.catch(() => undefined);
  return address;
}

/** A server that wants a certificate listens, too, when it rejects a connection without one. */
async function listens(address: string): Promise<void> {
  for (;;) {
    const [http, https] = await Promise.all(
      ['http', 'https'].map((scheme) => send(probe(`${scheme}://${address}/-/ready`), {})),
    );
    if (http?.status !== undefined || !/ECONNREFUSED/.test(https?.body ?? '')) {
      return;
    }
    await setTimeout(100);
  }
}

function probe(url: string): Synthesized {
  return { spec: { consumer: 'Generic', config: [{ name: 'url', value: url }] } };
}

function webhookWith(consumer: WebhookConsumer): Synthesized {
  const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
  const props = { cluster: managedCluster('3.24'), name: 'soc', events, consumer, eventLabels: { cluster: 'prod' } };
  return only(
    synthesize((chart) => new SecurityEventWebhook(chart, 'webhook', props)),
    'SecurityEventWebhook',
  );
}

const urlOf = (scheme: string, host: string) => ValueSource.of(`${scheme}://${host}/api/v2/alerts`);

describe('an Alertmanager', () => {
  captureStderr();

  it('has the alert that was sent to the URL of a webhook, with its labels', async () => {
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url: urlOf('http', hosts.open) }));
    expect(await send(webhook, {})).toEqual({ status: 200, body: '' });
    const alerts = (await (await fetch(`http://${hosts.open}/api/v2/alerts`)).json()) as Synthesized[];
    expect(alerts.map(({ labels, annotations }) => ({ labels, annotations }))).toEqual([
      {
        labels: {
          alertname: EVENT.origin,
          origin: EVENT.origin,
          type: EVENT.type,
          severity: '100',
          cluster: 'prod',
        },
        annotations: { description: EVENT.description },
      },
    ]);
  });

  it.each(['', '/', '/api/v1/alerts'])('accepts no alert at the path %j, which we reject', async (path) => {
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url: urlOf('http', hosts.open) }));
    const config = [{ name: 'url', value: `http://${hosts.open}${path}` }];
    const { status } = await send({ ...webhook, spec: { ...webhook.spec, config } }, {});
    expect(status).not.toBe(200);
    const url = ValueSource.of(`http://${hosts.open}${path}`);
    expect(() => webhookWith(WebhookConsumer.alertmanager({ url }))).toThrow('security-event-webhook/alertmanager-url');
  });

  it('accepts the password and the certificates of a webhook', async () => {
    const url = urlOf('https', hosts.secured);
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url, basicAuth, mutualTls }));
    expect(await send(webhook, STORED)).toEqual({ status: 200, body: '' });
  });

  it.each<[string, Partial<Stored[string]>]>([
    ['another password', { auth: 'soc:other' }],
    ['a checksum instead of a password', { auth: '5f4dcc3b5aa765d61d8327deb882cf99' }],
  ])('rejects a webhook with %s', async (_, other) => {
    const url = urlOf('https', hosts.secured);
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url, basicAuth, mutualTls }));
    expect(await send(webhook, { soc: { ...STORED['soc'], ...other } as Stored[string] })).toMatchObject({
      status: 401,
    });
  });

  it('rejects a webhook without certificates', async () => {
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url: urlOf('https', hosts.secured), basicAuth }));
    expect((await send(webhook, STORED)).status).toBeUndefined();
  });
});
