import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the packages are that a program imports. */
export interface Packages {
  /** The main file of this library. */
  readonly library: string;
  /** A file from which cdk8s and constructs are found. */
  readonly from: string;
}

/** A script that was run, with what it needed. */
export interface Run<T> {
  readonly result: T;
  /** What it printed on standard error. */
  readonly stderr: string;
}

/** Why a script did not end as it should. */
export class ScriptFailure extends Error {}

/** Longer than any program needs. */
const LONGEST = 300_000;

/**
 * Runs a script in a process of its own, which finds cdk8s, constructs and this library where this command finds them.
 *
 * @param environment variables of its environment, besides those that Node.js needs
 * @param collect called when it has ended, with its folder for files
 * @throws ScriptFailure when it fails
 */
export function runScript<T>(
  script: string,
  packages: Packages,
  environment: (folder: string) => Readonly<Record<string, string>>,
  collect: (folder: string) => T,
): Run<T> {
  const folder = mkdtempSync(join(tmpdir(), 'calico-threat-defense-convert-'));
  try {
    const { status, stderr, error, signal } = spawnSync(process.execPath, ['-'], {
      cwd: folder,
      input: wrapped(script, packages),
      // Nothing of the user's environment can change what the program creates.
      env: { ...inherited(), ...environment(folder) },
      encoding: 'utf8',
      maxBuffer: 100_000_000,
      timeout: LONGEST,
    });
    if (error !== undefined || status !== 0) {
      throw new ScriptFailure(error?.message ?? (signal === null ? lastOf(stderr) : `it was ended by ${signal}`));
    }
    return { result: collect(folder), stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Variables without which a process cannot be started, or does not find its folder for temporary files. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function wrapped(script: string, { library, from }: Packages): string {
  return [
    `const load = require('node:module').createRequire(${JSON.stringify(from)});`,
    `const find = (name) => load(name === 'cdk8s-calico-threat-defense' ? ${JSON.stringify(library)} : name);`,
    '(function (require, exports) {',
    script,
    '})(find, {});',
  ].join('\n');
}

/** The message of the error that ended a script, without the lines of its stack. */
function lastOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
  const start = lines.findIndex((line) => /^\w*Error\b/.test(line));
  return lines.slice(Math.max(0, start)).join('\n') || 'it failed without a message';
}
