import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { EventFields, EventSelection, SecurityEventWebhook, ValueSource, WebhookConsumer } from '../../../../src';
import { captureStderr, managedCluster, only, type Synthesized, synthesize } from '../../../support';
import { Authority } from './certificates';
import { EVENT, type Stored, send } from './stand-in-sender';

const PATH = '/api/v2/alerts';
const AUTH = 'soc:pass:word';
const authority = new Authority('test authority');
const other = new Authority('other authority');
const client = authority.issue('calico');
const stranger = other.issue('calico');

interface Received {
  readonly method?: string;
  readonly url?: string;
  readonly authorization?: string;
  readonly body: unknown;
}

let received: Received[] = [];
const servers: Server[] = [];

/** Keeps what arrives, and answers like a server with a password. */
function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    const { authorization } = headers;
    received.push({ method, url, authorization, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const expected = `Basic ${Buffer.from(AUTH).toString('base64')}`;
    response.statusCode = authorization === undefined || authorization === expected ? 200 : 401;
    response.end();
  });
}

async function started(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let plain = '';
let mutual = '';
beforeAll(async () => {
  plain = await started(createServer(receive));
  const { certificate: cert, privateKey: key } = authority.issue('server');
  const options = { cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  mutual = await started(createTlsServer(options, receive));
});
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

const secret = (key: string) => ValueSource.fromSecret({ name: 'soc', key });
const STORED: Stored = {
  soc: { auth: AUTH, ca: authority.certificate, cert: client.certificate, key: client.privateKey },
};

function webhookWith(consumer: WebhookConsumer): Synthesized {
  const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
  const props = {
    cluster: managedCluster('3.24'),
    name: 'soc',
    events,
    consumer,
    eventLabels: { cluster: 'prod: eu' },
  };
  return only(
    synthesize((chart) => new SecurityEventWebhook(chart, 'webhook', props)),
    'SecurityEventWebhook',
  );
}

describe('a receiver of events', () => {
  captureStderr();

  it('of the kind Generic gets them at the URL, with the labels', async () => {
    const stored = { hooks: { url: `http://${plain}/calico?team=soc` } };
    const url = ValueSource.fromConfigMap({ name: 'hooks', key: 'url' });
    expect(await send(webhookWith(WebhookConsumer.generic({ url })), stored)).toMatchObject({ status: 200 });
    expect(received).toEqual([
      {
        method: 'POST',
        url: '/calico?team=soc',
        authorization: undefined,
        body: { ...EVENT, labels: { cluster: 'prod: eu' } },
      },
    ]);
  });

  it.each([
    [AUTH, 200],
    // What the documentation asks for.
    ['5f4dcc3b5aa765d61d8327deb882cf99', 401],
  ])('accepts a user and a password, and no checksum: %s', async (auth, status) => {
    const url = ValueSource.of(`http://${plain}${PATH}`);
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url, basicAuth: secret('auth') }));
    expect(await send(webhook, { soc: { auth } })).toMatchObject({ status });
    expect(received).toMatchObject([
      { url: PATH, body: [{ labels: { alertname: EVENT.origin, cluster: 'prod: eu' } }] },
    ]);
  });

  const mutualTls = { caCertificate: secret('ca'), certificate: secret('cert'), privateKey: secret('key') };

  it('accepts the certificates of mutual TLS', async () => {
    const url = ValueSource.of(`https://${mutual}${PATH}`);
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url, basicAuth: secret('auth'), mutualTls }));
    expect(await send(webhook, STORED)).toMatchObject({ status: 200 });
    expect(received).toMatchObject([{ url: PATH, authorization: `Basic ${Buffer.from(AUTH).toString('base64')}` }]);
  });

  it.each<[string, Stored]>([
    [
      'a client of another authority',
      { soc: { ...STORED['soc'], cert: stranger.certificate, key: stranger.privateKey } },
    ],
    ['a server of another authority', { soc: { ...STORED['soc'], ca: other.certificate } }],
  ])('rejects %s', async (_, stored) => {
    const url = ValueSource.of(`https://${mutual}${PATH}`);
    const answer = await send(webhookWith(WebhookConsumer.alertmanager({ url, mutualTls })), stored);
    expect(answer.status).toBeUndefined();
    expect(received).toEqual([]);
  });

  it('with mutual TLS rejects a webhook that has only a part of it, of which lint warns', async () => {
    const url = ValueSource.of(`https://${mutual}${PATH}`);
    const webhook = webhookWith(WebhookConsumer.alertmanager({ url, mutualTls }));
    const config = webhook.spec.config.filter(({ name }: { name: string }) => name !== 'tls.key');
    expect((await send({ ...webhook, spec: { ...webhook.spec, config } }, STORED)).status).toBeUndefined();
    expect(received).toEqual([]);
  });
});
