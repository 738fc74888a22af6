import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { alertYaml, jsonLines } from '../backtest/logs';
import { bundled } from '../cli/command';
import { sourcePackages } from '../cli/packages';
import { Repository } from '../cli/repository';
import { row, SSH, testFile } from '../test-files/temporary-alert';
import { ACCESS_TABLE } from './access-table';
import { type Recorded, recorded } from './recorded';

const modules = resolve(__dirname, '..', '..', 'node_modules');

const SPEC = { query: '', aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 2 };
/** Two hours of rows. */
const logsOf = (source: string) =>
  jsonLines(
    Array.from({ length: 24 }, (_, interval) => ({
      start_time: 1_767_571_200 + interval * 300,
      end_time: 1_767_571_500 + interval * 300,
      source_namespace: source,
      source_name_aggr: 'a',
      dest_name_aggr: 'b',
      reporter: 'src',
      action: 'allow',
    })),
  );
const LOG_SETTINGS = { apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', metadata: { name: 'default' } };

/** The files of a repository; those that no command names are none of its business. */
const FILES = {
  '.calico-threat-defense.yaml': 'release: "3.22"\n',
  '.gitignore': 'ignored.yaml\n',
  'private.yaml': 'password: secret\n',
  'alerts/ignored.yaml': SSH,
  'alerts/notes.md': 'private',
  'alerts/scan.yaml': alertYaml(SPEC, 'network.scan'),
  'alerts/ssh.yaml': SSH,
  'alerts/ssh.test.yaml': testFile(`rows: [${row()}]`, 'raises: { atLeast: 1 }'),
  'overlay/kustomization.yaml': 'resources: [a/scan.yaml]\n',
  'overlay/a/scan.yaml': alertYaml(SPEC, 'network.scan'),
  'logs/a.ndjson': logsOf('a'),
  'logs/b.ndjson': logsOf('b'),
  'known.ndjson':
    '{"type":"global_alert","origin":"network.scan","time":1767574830,"record":{"source_namespace":"a"}}\n',
  'felix.yaml': JSON.stringify({ ...LOG_SETTINGS, spec: {} }),
};

/** What applies to the files in a folder. */
const CONFIGURATION = '.calico-threat-defense.yaml';
const OF_GIT = ['.git/info/exclude', '.gitignore', 'alerts/.git/info/exclude', 'alerts/.gitignore'];
const ALERTS = ['alerts', 'alerts/scan.yaml', 'alerts/ssh.test.yaml', 'alerts/ssh.yaml'];
const LOGS = ['logs', 'logs/a.ndjson', 'logs/b.ndjson'];

/** A command, what it reads and writes, and how many programs and threads it starts. */
interface Access {
  readonly args: readonly string[];
  readonly reads: readonly string[];
  readonly writes?: readonly string[];
  readonly programs?: readonly string[];
  readonly threads?: number;
}

const scan = ['alerts/scan.yaml', '--logs', 'logs'];
const COMMANDS: readonly Access[] = [
  { args: ['lint', 'alerts'], reads: [CONFIGURATION, ...OF_GIT, ...ALERTS] },
  {
    args: ['lint', 'alerts', '--no-config', '--no-gitignore', '--calico-release', '3.22'],
    reads: [...ALERTS, 'alerts/ignored.yaml'],
  },
  {
    args: ['lint', 'overlay/a/scan.yaml'],
    reads: [CONFIGURATION, 'overlay/a/scan.yaml', 'overlay/kustomization.yaml'],
  },
  {
    args: ['lint', 'alerts/ssh.yaml', '--log-settings', 'felix.yaml'],
    reads: [CONFIGURATION, 'alerts/ssh.yaml', 'felix.yaml'],
  },
  {
    args: ['lint', 'alerts/ssh.yaml', '--format', 'sarif', '--output', 'a.sarif'],
    reads: [CONFIGURATION, 'alerts/ssh.yaml'],
    writes: ['a.sarif'],
  },
  {
    args: ['lint', 'alerts/ssh.yaml', '--baseline', 'old.json', '--write-baseline'],
    reads: [CONFIGURATION, 'alerts/ssh.yaml'],
    writes: ['old.json'],
  },
  { args: ['rules'], reads: [] },
  { args: ['rules', 'query/syntax'], reads: [] },
  { args: ['explain', 'alerts/ssh.yaml', '--as', 'request'], reads: [CONFIGURATION, 'alerts/ssh.yaml'] },
  { args: ['explain', 'alerts'], reads: [CONFIGURATION, ...ALERTS, 'alerts/ignored.yaml'] },
  { args: ['test', 'alerts'], reads: [CONFIGURATION, ...ALERTS, 'alerts/ignored.yaml'] },
  { args: ['upgrade', 'alerts', '--from', '3.22', '--to', '3.24'], reads: [CONFIGURATION, ...OF_GIT, ...ALERTS] },
  { args: ['backtest', ...scan, '--jobs', '1'], reads: [CONFIGURATION, 'alerts/scan.yaml', ...LOGS] },
  {
    args: ['backtest', ...scan, '--jobs', '2', '--format', 'html', '--events', 'new.ndjson'],
    reads: [CONFIGURATION, 'alerts/scan.yaml', ...LOGS],
    writes: ['new.ndjson'],
    threads: 1,
  },
  {
    args: ['calibrate', ...scan, '--events', 'known.ndjson'],
    reads: [CONFIGURATION, 'alerts/scan.yaml', ...LOGS, 'known.ndjson'],
  },
  {
    args: ['convert', 'alerts/ssh.yaml'],
    reads: [CONFIGURATION, 'TEMPORARY', 'alerts/ssh.yaml'],
    writes: ['TEMPORARY'],
    programs: ['node'],
  },
  {
    args: ['convert', 'alerts/ssh.yaml', '--out', 'project'],
    reads: [CONFIGURATION, 'TEMPORARY', 'alerts/ssh.yaml'],
    writes: ['TEMPORARY', 'project'],
    programs: ['node'],
  },
];

describe('a command that needs neither a cluster nor a log store', () => {
  const command = bundled();
  let repository: Repository;
  beforeAll(() => {
    // `convert` runs programs with the library next to it.
    mkdirSync(join(command(), 'src'));
    cpSync(sourcePackages().library, join(command(), 'src', 'index.js'));
    symlinkSync(modules, join(command(), 'node_modules'));
  });
  beforeEach(() => {
    repository = new Repository();
    repository.write(FILES);
  });
  afterEach(() => repository.remove());

  const run = (args: readonly string[]): Promise<Recorded> =>
    recorded([join(command(), 'bin', 'calico-threat-defense.js'), ...args], {
      cwd: repository.folder,
      code: [command()],
    });
  /** A new folder is written under another name first, and then renamed. */
  const byFolder = (paths: readonly string[]) =>
    [...new Set(paths.map((path) => path.replace(/^project(-\w*)?(\/.*)?$/, 'project')))].sort();

  it.each(COMMANDS.map((access): [string, Access] => [access.args.join(' '), access]))(
    'touches nothing but its files: %s',
    async (_, { args, reads, writes = [], programs = [], threads = 0 }) => {
      const { status, stdout, stderr, ...access } = await run(args);
      expect([status, stderr]).toEqual([expect.any(Number), expect.not.stringMatching(/internal error/)]);
      expect(status).toBeLessThanOrEqual(1);
      expect({
        ...access,
        reads: byFolder(access.reads),
        writes: byFolder(access.writes),
        programs: [...new Set(access.programs)],
      }).toEqual({
        reads: [...reads].sort(),
        writes: [...writes].sort(),
        network: [],
        programs,
        threads,
        leftBehind: [],
      });
      expect(ACCESS_TABLE[args[0] ?? '']).toMatchObject({
        network: expect.stringMatching(/^none\b/),
        programs: expect.stringMatching(programs.length === 0 ? /^none$/ : /^Node\.js/),
      });
      expect(stdout === '').toBe(writes.some((path) => path === 'a.sarif' || path === 'project'));
    },
  );
});
