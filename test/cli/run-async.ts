import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CommandResult } from './command';

/** A command that runs while the test goes on, which may answer its requests, or send it a signal. */
export interface RunningCommand {
  readonly result: Promise<CommandResult>;
  readonly interrupt: () => void;
  /** Comes back when standard output has this; fails when the command ends without it. */
  readonly printed: (text: string) => Promise<void>;
}

/**
 * Starts the command in a process of its own, with no home and no kubeconfig but those that are given.
 *
 * @param stdin "endless" has no data and stays open, so a command that reads it only ends when it is interrupted
 */
export function startCommand(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin: 'empty' | 'endless' = 'empty',
): RunningCommand {
  const child = spawn(process.execPath, [join(folder, 'bin', 'calico-threat-defense.js'), ...args], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
    stdio: 'pipe',
  });
  if (stdin === 'empty') {
    child.stdin.end();
  }
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
  });
  const result = new Promise<CommandResult>((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done({ ...text, exitCode }));
  });
  const printed = (wanted: string) =>
    new Promise<void>((done, fail) => {
      const look = () => text.stdout.includes(wanted) && done();
      child.stdout.on('data', look);
      child.on('close', () => fail(new Error(`ended without ${wanted}:\n${text.stdout}${text.stderr}`)));
      look();
    });
  return { result, interrupt: () => child.kill('SIGINT'), printed };
}
