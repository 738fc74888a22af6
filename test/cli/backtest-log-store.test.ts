import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertYaml } from '../backtest/logs';
import { FakeApiServer } from '../verify/fake-api-server';
import { bundled } from './command';
import { startCommand } from './run-async';

const BASE = 1_767_571_200;
const TIMES = { end_time: { date: {} }, start_time: { date: {} }, source_namespace: { keyword: {} } };
const SHARDS = { total: 1, failed: 0 };
const COUNTED = {
  _shards: SHARDS,
  hits: { total: { value: 3 }, hits: [{ _source: { start_time: BASE - 300, end_time: BASE } }] },
  aggregations: { matched: { doc_count: 3 }, first: { value: BASE * 1_000 }, last: { value: BASE * 1_000 } },
};
const key = {
  'slot of the window': BASE * 1_000 - 29_000,
  'slot of the storage': null,
  'slot of the start': (BASE - 300) * 1_000,
};
const PARTIALS = { buckets: [{ key: { ...key, source_namespace: 'dev' }, doc_count: 3 }] };

describe('the command backtest with a log store', () => {
  const command = bundled();
  const server = new FakeApiServer(({ path, body }) => {
    if (path.endsWith('_field_caps')) {
      return { indices: ['tigera_secure_ee_flows.a.x', 'tigera_secure_ee_flows.b.x'], fields: TIMES };
    }
    return JSON.stringify(body).includes('composite')
      ? { _shards: SHARDS, aggregations: { partials: PARTIALS } }
      : COUNTED;
  });
  let cwd = '';
  beforeAll(async () => {
    await server.start();
    cwd = mkdtempSync(join(tmpdir(), 'backtest store '));
    const spec = {
      aggregateBy: ['source_namespace'],
      metric: 'count',
      condition: 'gte',
      threshold: 3,
      lookback: '15m',
    };
    writeFileSync(join(cwd, 'alert.yaml'), alertYaml(spec, 'network.scan'));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(cwd, { recursive: true, force: true });
  });
  beforeEach(() => server.asked.splice(0));

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startCommand(command(), ['backtest', join(cwd, 'alert.yaml'), '--calico-release', '3.22', ...args], env).result;
  const url = () => `http://127.0.0.1:${server.port}`;

  it('prints the report of what it computes, and sends credentials in a header only', async () => {
    const secrets = { ELASTICSEARCH_USERNAME: 'me', ELASTICSEARCH_PASSWORD: 'pass-word' };
    const { stdout, stderr, exitCode } = await run(['--elasticsearch', url(), '--index', 'dns=d', 'flows-*'], secrets);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('would have raised 2 to 3 events, typically 3')]);
    expect(stdout).toContain(`Read 3 rows in ${url()} (`);
    expect(stderr).toContain(
      `${url()} flows-*: contains the logs of 2 clusters, and an alert only sees those of its own: pass the indices of one with --index, as in --index 'tigera_secure_ee_flows.a.*'`,
    );
    expect(new Set(server.asked.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set(['POST /flows-*/_field_caps', 'POST /flows-*/_search']),
    );
    const basic = `Basic ${Buffer.from('me:pass-word').toString('base64')}`;
    expect(server.asked.every(({ headers }) => headers.includes(basic))).toBe(true);
    expect(`${stdout}${stderr}`).not.toContain('pass-word');
  }, 30_000);

  it('reads credentials from a file', async () => {
    const file = join(cwd, 'credentials');
    writeFileSync(file, 'a2V5LW9m\n');
    expect((await run(['--elasticsearch', url(), '--credentials', file])).exitCode).toBe(0);
    expect(server.asked[0]?.headers).toContain('ApiKey a2V5LW9m');
    expect(server.asked[0]?.path).toBe('/tigera_secure_ee_flows.*/_field_caps');
  }, 30_000);

  it.each<[args: () => string[], message: RegExp]>([
    [() => [], /error: either --logs, --elasticsearch or --partials must state where the logs are/],
    [() => ['--logs', 'x', '--elasticsearch', url()], /error: either --logs, --elasticsearch or --partials must state/],
    [() => ['--logs', 'x', '--index', 'a'], /error: --index requires --elasticsearch/],
    [() => ['--elasticsearch', 'http://me:secret@x'], /must not contain a user or a password/],
    [() => ['--elasticsearch', url(), '--ca', join(cwd, 'missing')], /missing.*cannot be read/],
    [() => ['--elasticsearch', url(), '--ca', join(cwd, 'alert.yaml')], /alert\.yaml: contains no certificate in PEM/],
    [() => ['--elasticsearch', 'http://127.0.0.1:1'], /http:\/\/127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/],
  ])(
    'cannot be used with %s',
    async (args, message) => {
      const { stderr, exitCode } = await run(args());
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
      expect(stderr).not.toMatch(/internal error|secret/);
    },
    30_000,
  );
});
