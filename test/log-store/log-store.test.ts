import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { LogStore, type LogStoreOptions, logStoreUrl } from '../../src/log-store';
import { Authority } from '../kinds/security-event-webhook/receivers/certificates';

const authority = new Authority('log store authority');
const issued = authority.issue('server');
const ANSWER = JSON.stringify({ hits: { total: { value: 3 } }, _shards: { failed: 0 } });

type Step = (response: ServerResponse, request: IncomingMessage) => void;

const answering =
  (status: number, body = ANSWER, headers: Record<string, string> = {}): Step =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

/** Ends the connection after half of the answer. */
const halfABody: Step = (response) => {
  response.writeHead(200, { 'content-length': String(ANSWER.length) });
  response.write(ANSWER.slice(0, 20));
  setTimeout(() => response.destroy(), 20);
};

const halfOfGzip: Step = (response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  response.end(gzipSync(ANSWER).subarray(0, 30));
};

const endless: Step = (response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  response.end(TOO_MUCH);
};

const TOO_MUCH = gzipSync(Buffer.alloc(70 * 1024 * 1024, ' '));

/** Never more than a few milliseconds. */
const TIMING = { answer: 600, retry: 1, longestRetry: 20 };

describe('a log store', () => {
  const servers: Server[] = [];
  let requests: { readonly url?: string; readonly method?: string; readonly authorization?: string }[] = [];
  let steps: Step[] = [];
  let plain = '';
  let encrypted = '';
  const handle: RequestListener = (request, response) => {
    const { url, method, headers } = request;
    requests.push({ url, method, authorization: headers.authorization });
    const step = steps.length > 1 ? steps.shift() : steps[0];
    request.resume().on('end', () => step?.(response, request));
  };

  beforeAll(async () => {
    servers.push(createServer(handle), createTlsServer({ cert: issued.certificate, key: issued.privateKey }, handle));
    [plain = '', encrypted = ''] = await Promise.all(
      servers.map(async (server, index) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        return `${index === 0 ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
      }),
    );
  });
  beforeEach(() => {
    requests = [];
    steps = [answering(200)];
  });
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const storeOf = (
    url: string,
    options: Partial<Pick<LogStoreOptions, 'authorities' | 'credentials' | 'signal' | 'timing'>> = {},
  ) =>
    new LogStore({
      url: logStoreUrl(url),
      credentials: {},
      signal: new AbortController().signal,
      timing: TIMING,
      ...options,
    });

  it.each<[why: string, steps: Step[]]>([
    ['429', [answering(429, ''), answering(429, '{}', { 'retry-after': '1' }), answering(200)]],
    ['503', [answering(503, '<html>'), answering(503), answering(200)]],
    ['half a body', [halfABody, halfABody, answering(200)]],
    ['half of a compressed body', [halfOfGzip, answering(200)]],
    ['no answer', [() => undefined, answering(200)]],
    ['a connection that is closed', [(response) => response.destroy(), answering(200)]],
  ])('is asked again after %s', async (_, given) => {
    steps = given;
    await expect(storeOf(plain).search('flows', {})).resolves.toMatchObject({ hits: { total: { value: 3 } } });
    expect(requests.length).toBeGreaterThan(1);
  });

  const error = (type: string, reason: string) =>
    JSON.stringify({ error: { type, reason, root_cause: [{ reason: `of a shard: ${reason}` }] } });
  it.each<[why: string, step: Step, message: RegExp, attempts: number]>([
    ['429 without an end', answering(429, '{}'), /answered 429, because it is overloaded$/, 6],
    ['503 without an end', answering(503, '<html>'), /answered 503$/, 6],
    ['halves without an end', halfABody, /ended the connection in the middle of an answer$/, 6],
    ['no answer without an end', () => undefined, /did not answer within 0\.6 s$/, 6],
    ['shards that fail', answering(200, '{"_shards":{"failed":1}}'), /answered incompletely/, 1],
    ['a search that timed out', answering(200, '{"timed_out":true}'), /answered incompletely/, 1],
    [
      'a redirect',
      answering(302, '', { location: 'http://169.254.169.254/' }),
      /answered 302, a redirect, which is not followed/,
      1,
    ],
    ['wrong credentials', answering(401, '{}'), /does not accept the credentials: set ELASTICSEARCH_API_KEY/, 1],
    ['a user without rights', answering(403, '{}'), /the privilege `read` of the indices is required/, 1],
    [
      'a missing index',
      answering(404, error('index_not_found_exception', 'no such index')),
      /has no index "flows"; pass the name/,
      1,
    ],
    ['a refusal', answering(400, error('x', 'bad \u001b[31m field')), /answered 400: of a shard: bad .*field$/, 1],
    ['HTML', answering(200, '<html>'), /is it Elasticsearch or OpenSearch\?/, 1],
    ['too much', endless, /more than 64 MiB, so the answer was not read/, 1],
  ])(
    'fails with %s',
    async (_, step, message, attempts) => {
      steps = [step];
      // A large answer may take long on a machine that is busy.
      const timing = attempts === 1 ? { ...TIMING, answer: 15_000 } : TIMING;
      const failure = storeOf(plain, { timing }).search('flows', {});
      await expect(failure).rejects.toThrow(message);
      await expect(failure).rejects.not.toThrow('\u001b');
      expect(requests).toHaveLength(attempts);
    },
    20_000,
  );

  it('is not asked again where nothing would change', async () => {
    await expect(storeOf('http://127.0.0.1:1').search('flows', {})).rejects.toThrow(
      /cannot be reached: .*ECONNREFUSED/,
    );
  });

  it('trusts the authorities that are named, and no others', async () => {
    await expect(storeOf(encrypted).search('flows', {})).rejects.toThrow(
      /cannot be reached: .*certificate; pass the certificate of its authority with --ca$/,
    );
    await expect(
      storeOf(encrypted, { authorities: new Authority('x').certificate }).search('flows', {}),
    ).rejects.toThrow(/certificate/);
    const url = encrypted.replace('127.0.0.1', 'localhost');
    const { certificate: authorities } = authority;
    const answers = await Promise.allSettled(
      [encrypted, url].map((one) => storeOf(one, { authorities }).search('flows', {})),
    );
    expect(answers.map(({ status }) => status)).toContain('fulfilled');
    expect(requests).toHaveLength(answers.filter(({ status }) => status === 'fulfilled').length);
  });

  it('gets credentials in a header, and they are masked where it repeats them', async () => {
    steps = [
      (response, { headers }) =>
        answering(400, error('x', `no ${headers.authorization}`))(response, {} as IncomingMessage),
    ];
    const basic = storeOf(plain, { credentials: { username: 'me', password: 'correct horse' } });
    await expect(basic.search('flows', {})).rejects.toThrow(/no Basic \*\*\*$/);
    const key = storeOf(plain, { credentials: { apiKey: 'c2VjcmV0LWtleQ==' } });
    await expect(key.search('flows', {})).rejects.toThrow(/no ApiKey \*\*\*$/);
    expect(requests.map(({ authorization }) => authorization)).toEqual([
      `Basic ${Buffer.from('me:correct horse').toString('base64')}`,
      'ApiKey c2VjcmV0LWtleQ==',
    ]);
    expect(() => storeOf('http://logs.example.com', { credentials: { apiKey: 'k' } })).toThrow(
      'credentials are only sent to an https:// URL, because others could read them in transit',
    );
  });

  it('is only asked questions, whatever the index is called', async () => {
    const store = storeOf(`${plain}/es/`);
    await store.search('../_bulk?a=b', {});
    await store.fields('flows-*', ['a b', 'c&d']);
    expect(
      requests.map(({ method, url }) => `${method} ${url?.split('&filter_path')[0]?.split('?filter_path')[0]}`),
    ).toEqual([
      'POST /es/..%2F_bulk%3Fa%3Db/_search',
      'POST /es/flows-*/_field_caps?fields=a%20b,c%26d&ignore_unavailable=false',
    ]);
  });

  it('ends at once when it is interrupted', async () => {
    const interruption = new AbortController();
    steps = [() => setTimeout(() => interruption.abort(), 10)];
    await expect(storeOf(plain, { signal: interruption.signal }).search('flows', {})).rejects.toThrow(/abort/);
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['flows', 'it must be a URL, such as https://elasticsearch.example.com:9200'],
    ['file:///etc/passwd', 'it must be a URL, such as https://elasticsearch.example.com:9200'],
    [
      'https://me:secret@x',
      /^it must not contain a user or a password.*set ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD/,
    ],
    ['https://x/?a', 'it must end with the path of the server, without ? and #'],
  ])('has a URL: not %s', (text, message) => {
    expect(() => logStoreUrl(text)).toThrow(message);
  });
});
