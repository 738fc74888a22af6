import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../../src/cli/command';
import type { Timing } from '../../src/verify/live';
import { capturing } from './capturing';
import type { CommandResult } from './command';
import { TEST_HOST } from './packages';
import type { RunningCommand } from './run-async';

const root = resolve(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'in process '));
// The Kubernetes client, whose ES modules jest cannot load; in a process, because esbuild cannot run in jest.
const BUILD = "require('esbuild').buildSync({ ...JSON.parse(process.argv[1]), bundle: true, platform: 'node' })";
beforeAll(() => {
  const entryPoints = [join(root, 'src/verify/live/client.mts')];
  const options = { entryPoints, entryNames: '[name]', outdir: folder, format: 'cjs' };
  execFileSync(process.execPath, ['-e', BUILD, JSON.stringify(options)], { cwd: root });
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Waits are short, and the process goes on; the end-to-end tests run the command as it is.
const TIMING: Timing = { answer: 5_000, pause: 50, lost: 300, settled: 300, adJobs: 300 };
jest.mock('../../src/verify/live/client.mjs', () => jest.requireActual(join(folder, 'client.js')), { virtual: true });

/** Starts the command in this process, with no home and no kubeconfig but those that are given; one at a time. */
export function startInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timing: Partial<Timing> = {},
): RunningCommand {
  const text = { stdout: '', stderr: '' };
  const result = capturing(text, { PATH: process.env['PATH'] ?? '', ...env }, async () => {
    Object.assign(globalThis, { PACKAGE_VERSION: '0.0.0' });
    return await runCommand(args, Object.assign(Object.create(TEST_HOST), { timing: { ...TIMING, ...timing } }));
  }).then((exitCode): CommandResult => ({ ...text, exitCode }));
  const printed = async (wanted: string) => {
    while (!text.stdout.includes(wanted)) {
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  return { result, interrupt: () => process.emit('SIGINT'), printed };
}
