import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { ScanRun } from '../../src';
import { secondsAsMillis } from '../../src/verify/live/server-time';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { type Answer, type Asked, kubeconfigOf, refuse } from '../verify/fake-api-server';
import { CALICO } from '../verify/fake-cluster';
import { moduleObjects } from '../verify/fake-module';
import { startInProcess } from './in-process';
import { verifying } from './verifying';

const RELEASE = `${CALICO}/clusterinformations/default`;
const ALERT = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;
const LOG = '/api/v1/namespaces/dev/pods/a-pod/log';
const HOSTILE = '\u001b]0;PWN\u0007\u202e\r\n::set-output name=x::y ##[add-mask]z';

/** What no line of any report may have: controls, changes of direction, and commands of GitHub Actions. */
const COMMANDS = /[\p{Cc}\u202e]|^\s*::|##\[/u;

const fake = verifying();
captureStderr();
beforeEach(() => fake.use(moduleObjects(managedCluster('3.14'), ScanRun.onDemand())));

const detect = (kubeconfig = fake.server.kubeconfig) => startInProcess(['detect'], { KUBECONFIG: kubeconfig }).result;

function expectHarmless(printed: string): void {
  expect(printed.split('\n').filter((line) => COMMANDS.test(line))).toEqual([]);
}

describe('a server that redirects', () => {
  let other: Server;
  const seen: unknown[] = [];
  beforeAll(async () => {
    other = createServer((request, response) => {
      seen.push(request.headers);
      response.end('{}');
    });
    other.on('upgrade', (request, socket) => {
      seen.push(request.headers);
      socket.end();
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => other.close(done)));

  it.each([301, 302, 303, 307, 308])('is not followed, so nobody else gets the token: %i', async (status) => {
    const { port } = other.address() as AddressInfo;
    fake.cluster.overrides.set(RELEASE, (_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end(),
    );
    const { stdout, stderr, exitCode } = await detect();
    expect([stdout, exitCode, seen]).toEqual(['', 2, []]);
    expect(stderr).toMatch(
      new RegExp(`answered ${status}, a redirect, which is not followed because API servers do not redirect`),
    );
  });

  it('is not followed by the web socket either', async () => {
    fake.use(moduleObjects(managedCluster('3.14'), ScanRun.pod()));
    const { port } = other.address() as AddressInfo;
    fake.server.execution = { location: `http://127.0.0.1:${port}/` };
    const { details, exitCode } = await fake.steps();
    expect([exitCode, details.scan, seen]).toEqual([2, expect.stringContaining('API servers do not redirect'), []]);
  });
});

describe('an answer that is too large', () => {
  const MEGABYTE = Buffer.alloc(1 << 20, 'a');
  /** Sends as much as is read, and counts it. */
  let sent = 0;
  async function flood(write: (chunk: Buffer) => boolean, isOpen: () => boolean): Promise<void> {
    while (isOpen() && sent < 500) {
      if (!write(MEGABYTE)) {
        await setTimeout(1);
      }
      sent += 1;
    }
  }
  beforeEach(() => {
    sent = 0;
  });

  it.each<[string, Answer]>([
    [
      'as it is',
      (_, response) => {
        flood(
          (chunk) => response.write(chunk),
          () => !response.destroyed,
        );
      },
    ],
    [
      'when it is decompressed',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const gzip = createGzip();
        gzip.pipe(response);
        response.on('close', () => gzip.destroy());
        gzip.on('error', () => {});
        flood(
          (chunk) => gzip.write(chunk),
          () => !gzip.destroyed,
        ).then(() => gzip.end());
      },
    ],
  ])('is not read to its end: %s', async (_, answer) => {
    fake.cluster.overrides.set(RELEASE, answer);
    const before = process.memoryUsage.rss();
    const patient = { answer: 20_000 };
    const { stderr, exitCode } = await startInProcess(['detect'], { KUBECONFIG: fake.server.kubeconfig }, patient)
      .result;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/CALICO_RELEASE: cannot be read: the server's answer is larger than 16 MiB/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400e6);
  });

  it('is refused where it is nested too deeply', async () => {
    fake.cluster.overrides.set(RELEASE, `${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    const { stderr, exitCode } = await detect();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('did not answer with JSON')]);
  });
});

describe('a server that repeats what it was sent', () => {
  const TOKEN = `tok.${'Ab3'.repeat(300)}`;
  const kubeconfig = () => {
    const file = join(fake.server.folder, 'echo');
    writeFileSync(file, kubeconfigOf(`http://admin:p%40ss-word@127.0.0.1:${fake.server.port}`, { token: TOKEN }));
    return file;
  };
  const echo = (code: number, of: (value: string) => string = (value) => value) =>
    ((asked: Asked, response) => {
      const [value = ''] = asked.headers.filter((header) => header.startsWith('Bearer '));
      refuse(code, of(`you sent ${value}!`))(asked, response);
    }) satisfies Answer;

  it.each<[string, Answer]>([
    ['in a refusal', echo(403)],
    ['in a failure', echo(500)],
    ['after so much that the end is cut', echo(403, (value) => `${'x'.repeat(360)} ${value}`)],
    [
      'in the escapes of JSON',
      (_, response) => {
        const escaped = [...TOKEN].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
        response.writeHead(403).end(`{"message": "you sent ${escaped}"}`);
      },
    ],
    ['as the release', { spec: { cnxVersion: TOKEN } }],
  ])('gets no token printed: %s', async (_, answer) => {
    fake.cluster.overrides.set(RELEASE, answer);
    for (const format of ['shell', 'json']) {
      const args = ['detect', '--format', format, '--kubeconfig', kubeconfig()];
      const { stdout, stderr, exitCode } = await startInProcess(args).result;
      expect(exitCode).toBe(2);
      expect(stdout + stderr).not.toMatch(/Ab3Ab3|p%40ss|p@ss/);
    }
  });

  it('gets no token and no password printed by verify', async () => {
    fake.cluster.overrides.set(ALERT, echo(403));
    fake.cluster.overrides.set(LOG, `nmap: ${TOKEN}\n`);
    for (const format of ['text', 'json']) {
      const args = ['verify', fake.dist, '--format', format, '--kubeconfig', kubeconfig()];
      const { stdout, stderr } = await startInProcess(args).result;
      expect(stdout).toContain('you sent Bearer ***!');
      expect(stdout).toContain(`at http://127.0.0.1:${fake.server.port}`);
      expect(stdout + stderr).not.toMatch(/Ab3Ab3|p%40ss|p@ss|admin/);
    }
  });
});

describe('a server that sends commands for terminals and pipelines', () => {
  it('has its messages cleaned', async () => {
    fake.cluster.overrides.set(RELEASE, refuse(403, HOSTILE));
    const { stderr } = await detect();
    expect(stderr).toContain('set-output name=x::y');
    expectHarmless(stderr);
  });

  it.each<[string, () => void]>([
    ['in a refusal', () => fake.cluster.overrides.set(ALERT, refuse(403, HOSTILE))],
    [
      'in the status of an alert',
      () => {
        fake.cluster.get('GlobalAlert').status = {
          active: true,
          healthy: false,
          errorConditions: [{ type: HOSTILE, message: HOSTILE }],
        };
      },
    ],
    [
      'in the times of a Job',
      () => {
        fake.cluster.jobStatus = (now) => ({
          startTime: HOSTILE,
          completionTime: HOSTILE,
          conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: now, message: HOSTILE }],
        });
      },
    ],
    ['in a log', () => (fake.cluster.log = `nmap: ${HOSTILE}\n`)],
    [
      'in the name of a pod',
      () => {
        const pod = { metadata: { name: HOSTILE }, status: { phase: 'Failed' } };
        fake.cluster.overrides.set('/api/v1/namespaces/tigera-intrusion-detection/pods', { items: [pod] });
      },
    ],
    ['in a field', () => (fake.cluster.get('GlobalAlert').spec.severity = HOSTILE)],
  ])('has all that verify prints cleaned: %s', async (_, spoil) => {
    spoil();
    const text = await fake.verify();
    expectHarmless(text.stdout);
    const { report } = await fake.steps();
    const lines = [...report.changes, ...report.steps.flatMap(({ details }: Synthesized) => details)];
    expect(lines.filter((line) => COMMANDS.test(line))).toEqual([]);
  });

  it('has names and kinds of manifests cleaned as well', async () => {
    const [object, ...others] = moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
    const odd = { ...object, kind: '::set-output name=a::b', metadata: { ...object.metadata, name: HOSTILE } };
    const second = { ...odd, kind: '::stop-commands::x' };
    fake.use([...others]);
    writeFileSync(join(fake.dist, 'odd.json'), [odd, second].map((one) => JSON.stringify(one)).join('\n---\n'));
    const { stdout } = await fake.verify();
    rmSync(join(fake.dist, 'odd.json'));
    expect(stdout).toContain('set-output name=a::b');
    expectHarmless(stdout);
  });
});

describe('a server that lies about times and sizes', () => {
  const complete = (status: object) => (now: string) => ({
    startTime: now,
    completionTime: now,
    conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: now }],
    ...status,
  });
  const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  it.each<[string, object]>([
    ['an end that is no time', { completionTime: 'garbage', conditions: [{ type: 'Complete', status: 'True' }] }],
    ['a start that is no time', { startTime: 'May 1', completionTime: '2026-01-01' }],
    ['a start in the year 9999', { startTime: '9999-12-31T00:00:00Z' }],
    ['an end in the future', { completionTime: later(2), conditions: [{ type: 'Complete', status: 'True' }] }],
    ['an end before its start', { completionTime: later(-2) }],
    [
      'a time of another type',
      { startTime: 7, completionTime: { a: 1 }, conditions: [{ type: 'Complete', status: 'True' }] },
    ],
  ])('gets no scan believed: %s', async (_, status) => {
    fake.cluster.jobStatus = complete(status);
    const { outcomes, details, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(-2)]).toEqual([2, ['scan unknown', 'event skipped']]);
    expect(details.scan).toMatch(/^the times of Job netshoot-\w+ on the cluster are invalid, or are in the future$/);
  });

  it.each<[string, string]>([
    ['from before the scan', later(-1)],
    ['in the far future', '9999-12-31T00:00:00Z'],
    ['that is no time', 'yesterday'],
  ])('gets no event believed %s', async (_, lastEvent) => {
    fake.cluster.notices = false;
    fake.cluster.get('GlobalAlert').status.lastEvent = lastEvent;
    const { outcomes } = await fake.steps(['--timeout', '200ms']);
    expect(outcomes.at(-1)).toBe('event unknown');
  });

  it.each([[1e12], [-1], [1.5], [Number.NaN], ['60'], [undefined], [86_401]])(
    'does not make verify wait for years: %s',
    (seconds) => {
      expect(secondsAsMillis(seconds, 86_400)).toBeUndefined();
      expect(secondsAsMillis(60, 86_400)).toBe(60_000);
    },
  );

  it('does not lead to another path by a name of dots', async () => {
    const [alert] = moduleObjects(managedCluster('3.14'), ScanRun.onDemand()).filter(
      ({ kind }) => kind === 'GlobalAlert',
    );
    for (const changed of [
      { ...alert, metadata: { ...alert.metadata, name: '..' } },
      { ...alert, metadata: { ...alert.metadata, name: '../../../../api/v1/secrets' } },
      { ...alert, apiVersion: '../../api/v1' },
    ]) {
      fake.use([changed]);
      const { details, report, exitCode } = await fake.steps(['--apply']);
      expect([exitCode, report.changes]).toEqual([2, []]);
      expect(details.apply).toMatch(/is not a valid name in a path of the API server\nnothing was applied$/);
    }
    expect(fake.server.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
    expect(fake.server.requests.filter((request) => request.includes('secrets'))).toEqual([]);
  });
});

describe('a log that takes a careless parser minutes', () => {
  it.each<[string, string]>([
    ['digits without an end', `Not shown: ${'1'.repeat(900_000)}\n`],
    ['words without an end', `Not shown: ${'1 a '.repeat(200_000)}\n`],
    ['many lines', 'Not shown: 1 '.repeat(70_000).replaceAll(' 1 ', ' 1\n')],
    ['a host without an end', `All 1 scanned ports on ${' are'.repeat(200_000)}\n`],
    ['a timeout without an end', `Skipping host ${' due to host'.repeat(70_000)}\n`],
    ['spaces without an end', `80/tcp${' '.repeat(900_000)}\n`],
  ])('is read at once: %s', async (_, log) => {
    fake.cluster.log = log;
    const before = process.cpuUsage();
    const { outcomes } = await fake.steps();
    expect(outcomes).toContain('scan failed');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
  });
});
