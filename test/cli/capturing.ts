import { readFileSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { runCommand } from '../../src/cli/command';
import type { CommandResult } from './command';
import { TEST_HOST } from './packages';

const { version } = JSON.parse(readFileSync(resolve(__dirname, '..', '..', 'package.json'), 'utf8'));

/** Runs a command that needs no cluster in this process, in a folder; one at a time. */
export async function runInProcess(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const text = { stdout: '', stderr: '' };
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const exitCode = await capturing(text, { PATH: process.env['PATH'] ?? '', ...env }, async () => {
      Object.assign(globalThis, { PACKAGE_VERSION: version });
      return await runCommand(args, TEST_HOST);
    });
    return { ...text, exitCode };
  } finally {
    process.chdir(before);
  }
}

/** Runs an action with other variables, without a home, and with what it prints added to a text. */
export async function capturing<T>(
  text: { stdout: string; stderr: string },
  env: Readonly<Record<string, string>>,
  action: () => Promise<T>,
): Promise<T> {
  const before = process.env;
  process.env = { ...env };
  const home = jest.spyOn(os, 'homedir').mockReturnValue(env['HOME'] ?? '/nonexistent');
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const [write, listeners] = [stream.write, stream.listeners('error')];
    stream.write = (chunk: string | Uint8Array) => {
      text[name] += String(chunk);
      return true;
    };
    return () => {
      stream.write = write;
      stream.removeAllListeners('error');
      for (const listener of listeners) {
        stream.on('error', listener as () => void);
      }
    };
  });
  try {
    return await action();
  } finally {
    process.env = before;
    home.mockRestore();
    for (const each of restore) {
      each();
    }
  }
}
