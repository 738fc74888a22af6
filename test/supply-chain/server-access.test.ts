import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { ScanRun } from '../../src';
import { alertYaml } from '../backtest/logs';
import { bundled } from '../cli/command';
import { Repository } from '../cli/repository';
import { captureStderr, managedCluster } from '../support';
import { type Answer, type Asked, FakeApiServer, kubeconfigOf } from '../verify/fake-api-server';
import { WORKSHOP } from '../verify/fake-cluster';
import { FakeModule, moduleObjects, NMAP } from '../verify/fake-module';
import { type Recorded, recorded } from './recorded';

const TIMES = { end_time: { date: {} }, start_time: { date: {} }, source_namespace: { keyword: {} } };
const SHARDS = { total: 1, failed: 0 };

const BASE = 1_767_571_200;
const PARTIAL = {
  key: {
    'slot of the window': BASE * 1_000 - 29_000,
    'slot of the storage': null,
    'slot of the start': (BASE - 300) * 1_000,
    source_namespace: 'dev',
  },
  doc_count: 3,
};

/** A log store with three rows. */
function logStore({ path, body }: Asked): Answer {
  if (path.endsWith('_field_caps')) {
    return { indices: ['tigera_secure_ee_flows.a.x'], fields: TIMES };
  }
  if (JSON.stringify(body).includes('composite')) {
    return { _shards: SHARDS, aggregations: { partials: { buckets: [PARTIAL] } } };
  }
  const row = { _source: { start_time: BASE - 300, end_time: BASE } };
  const [first, last] = [{ value: BASE * 1_000 }, { value: BASE * 1_000 }];
  return {
    _shards: SHARDS,
    hits: { total: { value: 3 }, hits: [row] },
    aggregations: { matched: { doc_count: 3 }, first, last },
  };
}

describe('a command that connects to a server', () => {
  const command = bundled();
  let module: FakeModule;
  let answers: (asked: Asked) => Answer;
  const server = new FakeApiServer((asked) => answers(asked));
  let repository: Repository;
  captureStderr();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  beforeEach(() => {
    repository = new Repository();
    const objects = moduleObjects(managedCluster(), ScanRun.pod());
    module = new FakeModule(WORKSHOP).apply(objects);
    answers = (asked) => module.answer(asked);
    server.asked.length = 0;
    server.execution = { output: NMAP, status: { status: 'Success' } };
    repository.write({
      config: kubeconfigOf(`http://127.0.0.1:${server.port}`),
      'dist/module.yaml': Yaml.stringify(...objects),
      'alert.yaml': alertYaml({ aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 3 }),
      'api-key': 'a2V5LW9m\n',
    });
  });
  afterEach(() => repository.remove());

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Recorded> =>
    recorded([join(command(), 'bin', 'calico-threat-defense.js'), ...args], {
      cwd: repository.folder,
      code: [command()],
      env,
    });
  /** The only connection, and what was done with it. */
  const connection = () => [`connect 127.0.0.1:${server.port}`];
  const methods = () => [...new Set(server.asked.map(({ method }) => method))].sort();
  const nothingElse = { writes: [], programs: [], threads: 0, leftBehind: [] };

  it('is detect, which only reads, with the kubeconfig', async () => {
    const access = await run(['detect', '--kubeconfig', 'config']);
    expect(access).toMatchObject({ ...nothingElse, status: 0, network: connection(), reads: ['config'] });
    expect(methods()).toEqual(['GET']);
    expect(server.asked.length).toBeGreaterThan(4);
  });

  it('is detect, which starts the program of the kubeconfig, and no other', async () => {
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 't' },
    };
    const program = join(repository.folder, 'login');
    writeFileSync(program, `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`);
    chmodSync(program, 0o755);
    const user = { exec: { apiVersion: credential.apiVersion, command: program, interactiveMode: 'Never' } };
    repository.write({ config: kubeconfigOf(`http://127.0.0.1:${server.port}`, user) });
    const { stderr, ...access } = await run(['detect'], { KUBECONFIG: join(repository.folder, 'config') });
    expect(access).toMatchObject({ ...nothingElse, status: 0, programs: ['login'], network: connection() });
  });

  it('is verify, which reads, and only executes the scan', async () => {
    module.raiseEvents(60_000);
    const access = await run(['verify', 'dist', '--kubeconfig', 'config', '--timeout', '5s']);
    expect(access.stdout).toMatch(/\nall steps passed\n$/);
    expect(access).toMatchObject({
      ...nothingElse,
      network: connection(),
      reads: ['config', 'dist', 'dist/module.yaml'],
    });
    expect(methods()).toEqual(['GET']);
    const executed = server.asked.filter(({ path }) => path.endsWith('/exec'));
    expect(executed.map(({ path, query }) => [path, query['command']?.split(' ')[0]])).toEqual([
      ['/api/v1/namespaces/dev/pods/netshoot/exec', 'nmap'],
    ]);
  });

  it('is backtest with a log store, which sends searches', async () => {
    answers = logStore;
    const store = ['--elasticsearch', `http://127.0.0.1:${server.port}`, '--credentials', 'api-key'];
    const access = await run(['backtest', 'alert.yaml', '--calico-release', '3.22', ...store]);
    expect(access).toMatchObject({
      ...nothingElse,
      status: 0,
      network: connection(),
      reads: ['alert.yaml', 'api-key'],
    });
    expect(new Set(server.requests.map((request) => request.replace(/\/[^/]*\/_/, '/INDEX/_')))).toEqual(
      new Set(['POST /INDEX/_field_caps', 'POST /INDEX/_search']),
    );
    expect(JSON.stringify(server.asked.map(({ body }) => body))).not.toMatch(/"(?:script|runtime_mappings)"/);
  });
});
