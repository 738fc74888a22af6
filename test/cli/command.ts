import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const HOUR = 3_600_000;

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A folder of the tests of a file with the command as `npm run build` bundles it. It is bundled once for all files, until the
 * source changes.
 */
export function bundled(): () => string {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundled command '));
    cpSync(bundle(), folder, { recursive: true });
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** The folder in .build with the bundles of this source. Test files run at the same time, so it is complete once it is there. */
function bundle(): string {
  const folder = join(
    root,
    '.build',
    'bundles',
    stateOf('src', 'tools', 'docs/rules.md', 'package.json', 'package-lock.json'),
  );
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const made = mkdtempSync(`${folder} `);
    execFileSync(process.execPath, [join(root, 'tools', 'bundle.mjs'), made], { stdio: ['ignore', 'pipe', 'inherit'] });
    removeOld(dirname(folder));
    try {
      renameSync(made, folder);
    } catch (error) {
      // Another test file was faster.
      rmSync(made, { recursive: true });
      if (!existsSync(folder)) {
        throw error;
      }
    }
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

/** Changes whenever a file below one of the paths changes. */
export function stateOf(...paths: readonly string[]): string {
  const files = paths.flatMap((path) =>
    statSync(join(root, path)).isDirectory()
      ? readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map((file) => join(path, file))
      : [path],
  );
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Removes what no run of the tests has used for an hour. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < Date.now() - HOUR) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/** Runs the command in a process of its own, without the variables that this process happens to have. */
export function runCommand(folder: string, args: readonly string[], options: CommandOptions = {}): CommandResult {
  const { cwd, input, env } = options;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(folder, 'bin', 'calico-threat-defense.js'), ...args],
    { cwd, input: input ?? '', env: { PATH: process.env['PATH'], ...env }, maxBuffer: 1e8, timeout: 60_000 },
  );
  return { stdout: String(stdout), stderr: String(stderr), exitCode: status };
}
