import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { alertYaml, jsonLines } from '../backtest/logs';
import { bundled, runCommand } from './command';
import { startCommand } from './run-async';

const BASE = 1_767_571_200;
const SPEC = {
  aggregateBy: ['source_namespace', 'dest_port'],
  metric: 'sum',
  field: 'bytes_in',
  condition: 'gte',
  threshold: 30,
};
const ALERTS = [
  SPEC,
  {
    ...SPEC,
    metric: 'count',
    field: undefined,
    aggregateBy: ['source_namespace'],
    query: 'action = deny',
    threshold: 1,
  },
  { dataSet: 'dns', query: 'qtype = A' },
];

const rows = fc.array(
  fc
    .oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          start_time: fc.integer({ min: 0, max: 40 }).map((minutes) => BASE + 300 * minutes),
          source_namespace: fc.constantFrom('a', 'b', null),
          source_name_aggr: fc.constant('x'),
          dest_name_aggr: fc.constant('y'),
          reporter: fc.constantFrom('src', 'dst'),
          action: fc.constantFrom('allow', 'deny'),
          source_type: fc.constant('wep'),
          proto: fc.constantFrom('tcp', 'udp'),
          dest_port: fc.integer({ min: 1, max: 3 }),
          bytes_in: fc.integer({ min: 0, max: 20 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ start_time: fc.constant(BASE), qname: fc.constant('a.b'), qtype: fc.constant('A') }),
      },
      { weight: 1, arbitrary: fc.record({ unknown: fc.nat(3) }) },
    )
    .map((row) => ('start_time' in row ? { ...row, end_time: row.start_time + 300 } : row)),
  { maxLength: 120 },
);
const files = fc.array(fc.record({ rows, form: fc.constantFrom('lines', 'gzip', 'list', 'cut', 'page') }), {
  minLength: 1,
  maxLength: 5,
});

function contentOf(all: readonly object[], form: string): string | Uint8Array {
  switch (form) {
    case 'gzip':
      return gzipSync(jsonLines(all));
    case 'list':
      return JSON.stringify(all, undefined, 1);
    case 'cut':
      return jsonLines(all).slice(7, -5);
    case 'page':
      return JSON.stringify({ hits: { total: { value: 200 }, hits: all.map((_source) => ({ _source })) } });
    default:
      return jsonLines(all);
  }
}

/** Makes a command print "listening" when it listens to Ctrl-C, which ends it without a report before that. */
function tellingThatItListens(folder: string): Record<string, string> {
  const path = join(folder, 'listening.cjs');
  writeFileSync(path, "process.on('newListener', (name) => name === 'SIGINT' && console.log('listening'));");
  return { NODE_OPTIONS: `--require ${JSON.stringify(path)}` };
}

describe('the threads of backtest', () => {
  const command = bundled();
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'backtest jobs '));
    writeFileSync(
      join(cwd, 'alerts.yaml'),
      ALERTS.map((spec, index) => alertYaml(spec, `alert-${index}`)).join('\n---\n'),
    );
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  /** How far a run is, is only printed where it takes long. */
  const PROGRESS = /^backtest: \d.* rows\/s.*\n/gm;
  const run = (...args: string[]) => {
    const all = ['backtest', 'alerts.yaml', '--logs', 'logs', '--calico-release', '3.22', ...args];
    const { stderr, ...others } = runCommand(command(), all, { cwd });
    return { ...others, stderr: stderr.replaceAll(PROGRESS, '') };
  };

  it('do not change a byte of the report, of the messages and of the events', () => {
    fc.assert(
      fc.property(files, (all) => {
        rmSync(join(cwd, 'logs'), { recursive: true, force: true });
        mkdirSync(join(cwd, 'logs'));
        for (const [index, file] of all.entries()) {
          writeFileSync(join(cwd, 'logs', `${index}.json`), contentOf(file.rows, file.form));
        }
        const [one, three] = ['1', '3'].map((jobs) => {
          rmSync(join(cwd, 'events.ndjson'), { force: true });
          const result = run('--jobs', jobs, '--format', 'json', '--events', 'events.ndjson');
          return { ...result, events: readFileSync(join(cwd, 'events.ndjson'), 'utf8') };
        });
        expect(three).toEqual(one);
        expect(one?.stdout).toContain('"alerts"');
      }),
      { numRuns: Number(process.env['JOBS_RUNS'] ?? 15) },
    );
  }, 300_000);

  it('send more partials than are kept, and end when they are interrupted', async () => {
    rmSync(join(cwd, 'logs'), { recursive: true, force: true });
    mkdirSync(join(cwd, 'logs'));
    const many = (first: number) =>
      jsonLines(
        Array.from({ length: 60_000 }, (_, n) => ({
          start_time: BASE + 60 * (n % 900),
          end_time: BASE + 60 * (n % 900) + 300,
          source_namespace: `n${n % 64}`,
          source_name_aggr: 'x',
          dest_name_aggr: 'y',
          reporter: 'src',
          action: n % 3 === 0 ? 'deny' : 'allow',
          dest_port: first + (n % 7),
          bytes_in: n,
        })),
      );
    for (let file = 0; file < 4; file += 1) {
      writeFileSync(join(cwd, 'logs', `${file}.ndjson`), many(file));
    }
    const [one, two] = ['1', '2'].map((jobs) => run('--jobs', jobs, '--format', 'json'));
    expect(two).toEqual(one);
    expect(JSON.parse(one?.stdout ?? '').logs.rows).toBe(240_000);

    const args = [
      'backtest',
      join(cwd, 'alerts.yaml'),
      '--logs',
      join(cwd, 'logs'),
      '-',
      '--calico-release',
      '3.22',
      '--jobs',
      '2',
    ];
    const running = startCommand(command(), args, tellingThatItListens(cwd), 'endless');
    await running.printed('listening');
    await new Promise((done) => setTimeout(done, 600));
    running.interrupt();
    const { exitCode, stdout } = await running.result;
    expect([exitCode, stdout]).toEqual([130, expect.stringContaining('Interrupted')]);
  }, 120_000);

  it('end when there is no place for temporary files', () => {
    rmSync(join(cwd, 'logs'), { recursive: true, force: true });
    mkdirSync(join(cwd, 'logs'));
    const many = jsonLines(
      Array.from({ length: 30_000 }, (_, n) => ({
        start_time: BASE,
        end_time: BASE + 300,
        source_namespace: `n${n}`,
        source_name_aggr: 'x',
        dest_name_aggr: 'y',
        reporter: 'src',
        dest_port: 1,
        bytes_in: n,
      })),
    );
    for (let file = 0; file < 3; file += 1) {
      writeFileSync(join(cwd, 'logs', `${file}.ndjson`), `${'\n'.repeat(file)}${many}`);
    }
    const args = ['backtest', 'alerts.yaml', '--logs', 'logs', '--calico-release', '3.22', '--jobs', '2'];
    const { exitCode, stderr, stdout } = runCommand(command(), args, { cwd, env: { TMPDIR: join(cwd, 'gone') } });
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining('[backtest/temporary-files]')]);
  });

  it.each(['0', '257', 'many', '1.5'])('must be a number: not %s', (jobs) => {
    expect(run('--jobs', jobs)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("'--jobs <count>'") });
  });
});
