/*
 * Child processes and scratch folders that do not outlive this process: not when it fails, and not on Ctrl-C.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killGroup } from './kill-group.mjs';

/** jsii prints a banner for each process on a Node.js that is old by its reckoning; it would hide what matters. */
const NO_BANNER = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

const groups = new Set();
const folders = new Set();

process.on('exit', () => {
  for (const pid of groups) {
    killGroup(pid);
  }
  for (const folder of folders) {
    // Go keeps its modules read-only, and a child that was killed this moment may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
]) {
  process.on(signal, () => process.exit(128 + number));
}

/** A fresh folder, removed at the end; for its children's temporary files it holds a folder `tmp`. */
export function scratchFolder(name) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  folders.add(folder);
  mkdirSync(join(folder, 'tmp'));
  return folder;
}

/**
 * Runs a command, and waits for its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options] `env` is added to this process's own
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string, output: string }>} the status is null where
 * the command is missing or was killed; the output is both streams as they came
 */
export function run(command, args, { cwd, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...NO_BANNER, ...process.env, ...env },
      // A group of its own, so that grandchildren can be ended with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const seen = { stdout: '', stderr: '', output: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        seen[stream] += text;
        seen.output += text;
      });
    }
    if (child.pid !== undefined) {
      groups.add(child.pid);
    }
    child.on('error', ({ message }) => resolve({ ...seen, status: null, output: `${seen.output}${message}\n` }));
    child.on('close', (status) => {
      groups.delete(child.pid);
      resolve({ ...seen, status });
    });
  });
}

/** Runs a command that must end well; what it printed is the message otherwise. */
export async function must(command, args, options) {
  const result = await run(command, args, options);
  if (result.status !== 0) {
    const line = [command, ...args].join(' ');
    throw new Error(`${line}: exit code ${result.status}\n${result.output.trimEnd()}`);
  }
  return result;
}
