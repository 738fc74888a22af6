import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

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

/** Bundles the command for the tests of a file, as `npm run build` does it; yields the folder that holds the bundles. */
export function bundled(): () => string {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundled command '));
    execFileSync(process.execPath, [join(root, 'tools', 'bundle.mjs'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
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
