import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';

const RECORDER = join(__dirname, 'access-recorder.js');
const root = resolve(__dirname, '..', '..');

/** What a process, its threads and the programs that it started did. */
export interface Recorded {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Files and folders, from the current folder on if they are in it, without code that was loaded. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Connections, look-ups of names, and ports that were opened. */
  readonly network: readonly string[];
  readonly programs: readonly string[];
  readonly threads: number;
  /** What is left in the folder for temporary files. */
  readonly leftBehind: readonly string[];
}

/** How a program is run. */
export interface RecordedRun {
  /** The current folder. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Folders with code, which is no file of anybody. */
  readonly code: readonly string[];
}

const NETWORK = ['connect', 'listen', 'datagrams', 'look up'];

/** Runs a program of Node.js with no environment but the one that is given, and records what it does. */
export async function recorded(args: readonly string[], run: RecordedRun): Promise<Recorded> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'recorded-')));
  const logs = realpathSync(mkdtempSync(join(tmpdir(), 'access-log-')));
  const log = join(logs, 'log');
  try {
    const env = {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      TMPDIR: temporary,
      ACCESS_LOG: log,
      NODE_OPTIONS: `--require ${JSON.stringify(RECORDER)}`,
      ...run.env,
    };
    const result = await ended(args, { ...run, env });
    const entries = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').map(entryOf) : [];
    const code = [...run.code, join(root, 'node_modules'), __dirname].map((folder) => `${realpathSync(folder)}${sep}`);
    const files = (wanted: string) =>
      entries
        .filter(([what, path]) => what === wanted && !code.some((folder) => path.startsWith(folder)))
        .map(([, path]) => shown(path, run.cwd, temporary));
    return {
      ...result,
      reads: sortedOnce(files('read')),
      writes: sortedOnce(files('write')),
      network: sortedOnce(entries.filter(([what]) => NETWORK.includes(what)).map(([what, to]) => `${what} ${to}`)),
      programs: entries.filter(([what]) => what === 'program').map(([, file]) => basename(file)),
      threads: entries.filter(([what]) => what === 'thread').length,
      leftBehind: readdirSync(temporary),
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(logs, { recursive: true, force: true });
  }
}

function entryOf(line: string): [what: string, detail: string] {
  const [what, detail = ''] = JSON.parse(line);
  return [what, detail];
}

/** A path in the current folder or the temporary one, whose names are random, as it is in the tests. */
function shown(path: string, cwd: string, temporary: string): string {
  if (path === temporary || path.startsWith(`${temporary}${sep}`)) {
    return 'TEMPORARY';
  }
  const inside = relative(realpathSync(cwd), path);
  return inside.startsWith('..') ? path : inside.split(sep).join('/') || '.';
}

function sortedOnce(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}

async function ended(
  args: readonly string[],
  { cwd, env, input = '' }: RecordedRun,
): Promise<Pick<Recorded, 'status' | 'stdout' | 'stderr'>> {
  const child = spawn(process.execPath, args, { cwd, env: env as NodeJS.ProcessEnv, timeout: 60_000 });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
  });
  child.stdin.end(input);
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return { ...text, status };
}
