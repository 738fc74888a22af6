import { spawnSync } from 'node:child_process';
import type { KubectlAnswer } from './compare';

/** Reads files as kubectl does, with its own Go packages. */
export function readByKubectl(program: string, files: readonly Uint8Array[]): KubectlAnswer[] {
  const input = files.map((bytes) => `${Buffer.from(bytes).toString('base64')}\n`).join('');
  const { stdout, stderr, status } = spawnSync(program, [], { input, maxBuffer: 1e10 });
  if (status !== 0) {
    throw new Error(`${program} ended with ${status}: ${stderr}`);
  }
  return stdout
    .toString()
    .split('\n')
    .slice(0, files.length)
    .map((line) => JSON.parse(line));
}
