import { spawnSync } from 'node:child_process';

/** A selector, and the labels of each object that it may select. */
export interface Asked {
  readonly text: string;
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/** What Calico says of a selector. */
export interface CalicoAnswer {
  /** How Calico prints it; empty if it is not valid. */
  readonly text: string;
  readonly error?: string;
  /** Whether it selects each of the objects; empty if it is not valid. */
  readonly selected: readonly boolean[];
}

/** Reads selectors as Calico does, with its own Go packages. */
export function readByCalico(program: string, asked: readonly Asked[]): CalicoAnswer[] {
  const input = asked.map((one) => `${JSON.stringify(one)}\n`).join('');
  const { stdout, stderr, status } = spawnSync(program, [], { input, maxBuffer: 1e9, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${program} ended with ${status}: ${stderr}`);
  }
  return stdout
    .split('\n')
    .slice(0, asked.length)
    .map((line) => JSON.parse(line));
}
