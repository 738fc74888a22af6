/**
 * Owns the processes and the ephemeral folders of one end-to-end run, and outlives it just long enough to end them.
 *
 * It is a process of its own, in a session of its own, and is told what to do over the channel to the run. The system
 * closes that channel however the run ends, be it by a signal that nobody can catch; then everything goes.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How much of a process' output is kept; what a server logs is only read where it fails. */
const KEPT_OUTPUT = 4_000_000;

/** What runs, by the number of the request that started it. */
const running = new Map();
const folders = [];
let stopping = false;

const requests = {
  folder: ({ parent, prefix }, reply) => {
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, prefix));
    folders.push(folder);
    reply({ folder });
  },
  run: ({ id, command, args, input, cwd, env, showErrors }, reply) => {
    // Each leads a group, so that what it starts ends with it.
    const child = spawn(command, args, { cwd, env, detached: true });
    running.set(id, child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] = (output[name] + text).slice(-KEPT_OUTPUT);
        if (showErrors && name === 'stderr') {
          process.stderr.write(text);
        }
      });
    }
    child.on('error', (error) => finish(id, reply, { status: null, stdout: '', stderr: String(error) }));
    child.on('close', (status) => finish(id, reply, { status, ...output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  },
  end: ({ run }, reply) => {
    const child = running.get(run);
    if (child !== undefined) {
      killGroup(child.pid);
    }
    reply({});
  },
};

function finish(id, reply, result) {
  if (running.delete(id)) {
    reply(result);
  }
}

function stop() {
  stopping = true;
  for (const { pid } of running.values()) {
    killGroup(pid);
  }
  // A killed process may still be seen for a moment, and its folder may still be written to.
  if (running.size > 0) {
    setTimeout(stop, 20);
    return;
  }
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit();
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

process.on('message', ({ id, request, ...options }) => {
  if (!stopping) {
    requests[request](
      { id, ...options },
      (answer) => process.connected && process.send({ id, ...answer }, () => undefined),
    );
  }
});
process.on('disconnect', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, stop);
}
